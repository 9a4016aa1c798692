"""What ``ablate.py`` has read, kept compressed, and in a file where it is to go on another time."""

from __future__ import annotations

import hashlib
import pickle
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.schema import Article, Reading


class Kept:
    """What was read: for each article the reading with all rules on, and those that differ with one off."""

    def __init__(self, log: Path | None, told: str) -> None:
        """Go on with ``log`` where it is there; ``told`` is what it must have been begun with."""
        self._base: dict[str, bytes] = {}
        self._other: dict[tuple[str, str], bytes] = {}
        self.ended: dict[str, str] = {}
        """By rule why it cannot be switched off."""
        self.ran: set[str] = set()
        self._file = log.open("ab+") if log is not None else None
        if self._file is not None:
            self._file.seek(0)
            begun = self._lines()
            if next(begun, told) != told:
                sys.exit(f"{log} was begun with other rules, or by another version: name another file")
            for line in begun:
                self._take(line)
            if not self._file.tell():
                pickle.dump(told, self._file)

    def _lines(self) -> Iterator[Any]:
        while self._file is not None:
            at = self._file.tell()
            try:
                yield pickle.load(self._file)
            except (EOFError, pickle.UnpicklingError):  # the last line was cut where the run was ended
                self._file.truncate(at)
                return

    def _take(self, line: tuple[str, bytes, dict[str, bytes], dict[str, str], set[str]]) -> None:
        key, base, others, ended, ran = line
        self._base[key] = base
        self._other |= {(key, rule): other for rule, other in others.items()}
        self.ended |= ended
        self.ran |= ran

    def add(self, key: str, base: Reading, others: dict[str, Reading], ended: dict[str, str], ran: set[str]) -> None:
        """Keep what was read of an article."""
        line = (key, _packed(base), {r: _packed(other) for r, other in others.items()}, ended, set(ran))
        self._take(line)
        if self._file is not None:
            pickle.dump(line, self._file)
            self._file.flush()

    def __contains__(self, key: str) -> bool:
        return key in self._base

    def changed(self, rule: str) -> bool:
        """Whether an article is read otherwise without ``rule``."""
        return any(name == rule for _, name in self._other)

    def reading(self, article: Article, rule: str) -> Reading:
        """``article`` as it is read without ``rule``; with all where it is ""."""
        key = key_of(article)
        key = key_of(article)
        found: Reading = pickle.loads(zlib.decompress(self._other.get((key, rule)) or self._base[key]))
        return found


def _packed(reading: Reading) -> bytes:
    return zlib.compress(pickle.dumps(reading), 1)


def key_of(article: Article) -> str:
    """The hash of an article, of its name and its words."""
    return hashlib.sha256(f"{article.article_id}\0{article.text}".encode("utf-8", "surrogatepass")).hexdigest()
