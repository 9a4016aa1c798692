"""What an article was read from: its bytes as they came, and the way from the characters of its text to them and back.

A row of the record quotes code points of ``articles.text``. For a web page, subtitles and plain text each of them leads
to the bytes that it was read from, so that whoever doubts a row can look at the page itself.
"""

from __future__ import annotations

import hashlib
import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dateline.intake.encoding import decode, encoded
from dateline.schema import Article, SourceSpan, Span


class Bytes(NamedTuple):
    """A half-open range of ``Original.raw``."""

    start: int
    end: int


class Piece(NamedTuple):
    """A stretch of the page as it stands, tags and all."""

    words: str
    marked: bool
    """Whether what was asked for stands in it."""


@dataclass(frozen=True, slots=True)
class Original:
    """The input of one article, as it came.

    To show where on its page a row of the record stands, in the room or elsewhere::

        original = record.original(article_id)
        for piece in original.shown(row["content"], around=400):
            print("<mark>" if piece.marked else "", html.escape(piece.words))

    ``shown`` gives the page's own markup in order, cut into what the row was read from and what stands around it. It is
    text and no HTML to be sent on: a page comes from strangers, so escape it. ``spans`` is empty, and all that leads to
    the bytes with it, where the way is not known (``traced``); ``raw`` and ``sha256`` are there all the same.
    """

    article_id: str
    uri: str
    text: str
    """The article's text, into which the rows of the record point."""
    encoding: str
    raw: bytes
    """The bytes as they came; of plain text, which holds its own, without a byte-order mark."""
    spans: tuple[SourceSpan, ...]
    """Which characters were read from which bytes, in order."""

    @property
    def sha256(self) -> str:
        """The hash of ``raw``, in hexadecimal."""
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def traced(self) -> bool:
        """Whether characters lead to bytes."""
        return bool(self.spans)

    def bytes_of(self, *spans: Span | tuple[int, int] | Mapping[str, int]) -> tuple[Bytes, ...]:
        """The bytes that the characters of ``spans`` were read from, in order, those that touch as one.

        A span is half-open, in code points of ``text``: a ``Span``, a pair, or a mapping with ``start`` and ``end``, as
        the tables of the record have them. A character that a reference stands for ("&eacute;") gives the whole
        reference, a word of a subtitle its whole cue. White space that stands for tags between paragraphs has none.
        """
        starts = [run.start for run in self.spans]
        found: list[Bytes] = []
        for start, end in sorted(map(_pair, spans)):
            at = max(0, bisect_right(starts, start) - 1)
            for run in self.spans[at:]:
                if run.start >= end:
                    break
                if run.end > start:
                    found.append(self._inside(run, max(start, run.start), min(end, run.end)))
        return tuple(_joined(sorted(found)))

    def spans_of(self, start: int, end: int) -> tuple[Span, ...]:
        """The characters of ``text`` that were read from the bytes ``start``..``end`` of ``raw``: the way back."""
        found: list[Bytes] = []
        for run in self.spans:
            if run.source_start < end and run.source_end > start:
                found.append(self._back(run, max(start, run.source_start), min(end, run.source_end)))
        return tuple(Span(s, e) for s, e in _joined(sorted(found)) if s < e)

    def shown(
        self, spans: Iterable[Span | tuple[int, int] | Mapping[str, int]], around: int | None = None
    ) -> tuple[Piece, ...]:
        """The page as text, in pieces that are ``marked`` where ``spans`` were read from them and not between.

        ``around`` is how many bytes in front of the first and behind the last mark are given; all where it is None. The
        words of all pieces together are the page's own characters; nothing is given where no mark is found.
        """
        marks = self.bytes_of(*spans)
        if not marks:
            return ()
        first = 0 if around is None else max(0, marks[0].start - around)
        last = len(self.raw) if around is None else min(len(self.raw), marks[-1].end + around)
        made: list[Piece] = []
        at = first
        for start, end in [*marks, Bytes(last, last)]:
            made += [Piece(self._words(at, start), False), Piece(self._words(start, end), True)]
            at = end
        return tuple(piece for piece in made if piece.words)

    def _words(self, start: int, end: int) -> str:
        return decode(self.raw[start:end], self.encoding)[0].replace("\ufeff", "")

    def _source(self, run: SourceSpan) -> str | None:
        """The page's characters of a run that stands in it one for one; None for any other."""
        own = decode(self.raw[run.source_start : run.source_end], self.encoding)[0]
        return own if len(own) == run.end - run.start else None

    def _size(self, text: str) -> int:
        return len(encoded(text, self.encoding) or b"")

    def _inside(self, run: SourceSpan, start: int, end: int) -> Bytes:
        """The bytes of the characters ``start``..``end`` of a run."""
        whole = (start, end) == (run.start, run.end)
        own = None if whole else self._source(run)
        if own is None:
            return Bytes(run.source_start, run.source_end)
        first = run.source_start + self._size(own[: start - run.start])
        return Bytes(first, first + self._size(own[start - run.start : end - run.start]))

    def _back(self, run: SourceSpan, start: int, end: int) -> Bytes:
        """The characters of the bytes ``start``..``end`` of a run, a character cut by an end taken whole."""
        own = self._source(run)
        if own is None:
            return Bytes(run.start, run.end)
        sizes = [run.source_start, *map(self._size, own)]
        ends = list(itertools.accumulate(sizes))
        return Bytes(run.start + bisect_right(ends, start) - 1, run.start + bisect_left(ends, end))


def original_of(article: Article) -> Original | None:
    """The original of an article; None where nothing of its input was kept but its text, as of a cell of a table.

    Plain text holds its own bytes: they are made of it again.
    """
    encoding, raw, spans = article.encoding or "utf-8", article.raw, article.source_spans
    if raw is None and article.text_method == "plain" and article.encoding:
        raw = encoded(article.text, encoding)
        spans = (SourceSpan(0, len(article.text), 0, len(raw)),) if raw else ()
    if raw is None:
        return None
    return Original(article.article_id, article.uri, article.text, encoding, raw, spans)


def _pair(span: Span | tuple[int, int] | Mapping[str, int]) -> tuple[int, int]:
    return (span["start"], span["end"]) if isinstance(span, Mapping) else (span[0], span[1])


def _joined(ranges: Sequence[Bytes]) -> list[Bytes]:
    """Ranges in order, those that touch as one."""
    found: list[Bytes] = []
    for one in ranges:
        if found and one.start <= found[-1].end:
            found[-1] = Bytes(found[-1].start, max(found[-1].end, one.end))
        else:
            found.append(one)
    return found
