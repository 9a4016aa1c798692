"""What ``ablate.py`` has read: kept compressed in memory and, where it is to go on another time, in a file."""

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
    """For each article the reading with all rules on, and those readings that differ from it with one rule off."""

    def __init__(self, log: Path | None, told: str) -> None:
        """Go on with the file ``log`` where there is one; ``told`` are rules and version that it must be of."""
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
        """Keep what was read of the article ``key``: ``base`` with all rules, ``others`` by the rule that was off."""
        line = (key, _packed(base), {r: _packed(other) for r, other in others.items()}, ended, set(ran))
        self._take(line)
        if self._file is not None:
            pickle.dump(line, self._file)
            self._file.flush()

    def __contains__(self, key: str) -> bool:
        return key in self._base

    def changed(self, rule: str) -> bool:
        """Whether any article is read otherwise without ``rule``."""
        return any(name == rule for _, name in self._other)

    def reading(self, article: Article, rule: str) -> Reading:
        """The reading of ``article`` without ``rule``, or with all rules where ``rule`` is ""."""
        key = key_of(article)
        key = key_of(article)
        found: Reading = pickle.loads(zlib.decompress(self._other.get((key, rule)) or self._base[key]))
        return found


def _packed(reading: Reading) -> bytes:
    return zlib.compress(pickle.dumps(reading), 1)


def key_of(article: Article) -> str:
    """What an article is known by: the hash of its id and its text."""
    return hashlib.sha256(f"{article.article_id}\0{article.text}".encode("utf-8", "surrogatepass")).hexdigest()
