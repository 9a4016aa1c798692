"""JSON of any size, of which only a stretch is held: one value at a time is taken from it, or passed over.

The values themselves are made by Python's own parser. It is asked again with a longer stretch where the one that is
held ends within a value.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import IO

from dateline.intake.encoding import MARKS, decode, detect

_PIECE = 1 << 16
"""Bytes that are read at once, and characters that are tried first."""
_SAMPLE = 1_000_000
"""Bytes by which the encoding is told."""
_WORD = 16
"""Characters that a literal or an escape has at most: an error nearer than that to the end may be none."""
_SPACE = re.compile(r"[ \t\r\n]*")
_MARK = re.compile(r'\\.|["{}\[\]]', re.DOTALL)


class WrongError(Exception):
    """What stands there is no JSON, or the text ends before the value does."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


class LargeError(Exception):
    """The value that stands there has more characters than were asked for; it can be gone into or passed over."""


class Window:
    """The characters of a stream of JSON, from where the reader is to a little further on."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._pieces = _decoded(stream)
        self._held, self._at, self._lines = "", 0, 1
        self._ended = False
        self._decoder = json.JSONDecoder()

    def next(self) -> str:
        """The character that a value or a mark begins with, white space passed over; empty at the end."""
        while True:
            space = _SPACE.match(self._held, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._held) or not self._more(1):
                return self._held[self._at : self._at + 1]

    def value(self, most: int) -> object:
        """The value here, whole. Raises LargeError where it has more than ``most`` characters, and WrongError."""
        self.next()
        size = min(_PIECE, most + 1)
        while True:
            whole = not self._more(size)
            try:
                found, end = self._decoder.raw_decode(self._held, self._at)
            except json.JSONDecodeError as error:
                cut = error.msg.startswith("Unterminated") or error.pos > len(self._held) - _WORD
                if whole or not cut:
                    raise self._wrong(error.pos) from None
                if len(self._held) - self._at > most:
                    raise LargeError from None
            except RecursionError:
                raise self._wrong(self._at) from None
            else:
                if end - self._at > most:
                    raise LargeError
                if whole or end < len(self._held):
                    self._at = end
                    return found
            size = min(2 * size, most + 1) if size <= most else len(self._held) - self._at + _WORD

    def items(self) -> Iterator[None]:
        """Stop at each item of the list here, which is then to be taken or passed over."""
        self._take("[")
        if self.next() != "]":
            yield
            while self.next() != "]":
                self._take(",")
                yield
        self._take("]")

    def members(self, most: int) -> Iterator[str]:
        """Stop at each value of the object here and say its key, which may have ``most`` characters."""
        self._take("{")
        if self.next() != "}":
            yield self._key(most)
            while self.next() != "}":
                self._take(",")
                yield self._key(most)
        self._take("}")

    def end(self) -> None:
        """Raise WrongError where anything follows."""
        if self.next():
            raise self._wrong(self._at)

    def skip(self) -> None:
        """Pass over the list, the object or the string here, however long it is."""
        self.next()
        depth, quoted = 0, False
        while self._more(1):
            end = self._at
            for mark in _MARK.finditer(self._held, self._at):
                sign, end = mark.group(), mark.end()
                if sign == '"':
                    quoted = not quoted
                elif not quoted:
                    depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(sign, 0)
                if depth <= 0 and not quoted:
                    self._at = end
                    return
            cut = end < len(self._held) and self._held.endswith("\\")
            self._at = len(self._held) - cut
            if cut and not self._more(2):
                break
        raise self._wrong(self._at)

    def _key(self, most: int) -> str:
        if self.next() != '"':
            raise self._wrong(self._at)
        key = self.value(most)
        self._take(":")
        return str(key)

    def _take(self, mark: str) -> None:
        if self.next() != mark:
            raise self._wrong(self._at)
        self._at += 1

    def _wrong(self, at: int) -> WrongError:
        return WrongError(self._lines + self._held.count("\n", 0, at))

    def _more(self, size: int) -> bool:
        """Hold ``size`` characters from here on; whether there are so many."""
        if len(self._held) - self._at >= size:
            return True
        if self._ended:
            return False
        self._lines += self._held.count("\n", 0, self._at)
        kept = [self._held[self._at :]]
        lacking = size - len(kept[0])
        while lacking > 0 and (piece := next(self._pieces, "")):
            kept.append(piece)
            lacking -= len(piece)
        self._held, self._at, self._ended = "".join(kept), 0, lacking > 0
        return not self._ended


def _decoded(stream: IO[bytes]) -> Iterator[str]:
    """The words of ``stream`` in pieces that are not empty, without a byte-order mark."""
    first = bytearray()
    while len(first) < _SAMPLE and (more := stream.read(_PIECE)):
        first += more
    encoding = detect(bytes(first))
    begun = bytes(first)
    for mark in MARKS:
        if begun.startswith(mark):
            begun = begun.removeprefix(mark)
            break
    del first
    raw = begun
    if encoding == "windows-1252":
        while raw:
            yield decode(raw, encoding)[0]
            raw = stream.read(_PIECE)
        return
    errors = "dateline-stray" if encoding == "utf-8" else "replace"
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    while raw:
        if words := decoder.decode(raw):
            yield words
        raw = stream.read(_PIECE)
    if words := decoder.decode(b"", final=True):
        yield words
