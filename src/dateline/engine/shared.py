"""Copies: an article that reads as another of the record takes that one's rows, and is not read again.

A reading depends on the text, the headline and day that the input gives, its language and what its markup tells: where
all of that is the same, and the article has no markup, so are the rows, but for whose they are. Copies wait until the
first of their kind is committed; then its rows are taken for them, in the order in which they came.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dateline.reading import text_sha256
from dateline.record import Writer
from dateline.record.arrow import encoder
from dateline.record.batches import current_tables
from dateline.record.log import Batch
from dateline.record.stored import ARTICLES, LAYERS, Tables, fingerprint, reading_key
from dateline.resources.own import reader_version
from dateline.schema import Article

AT_ONCE = 500
"""Copies whose rows are made together."""
WAITING = 1000
"""Copies after which those whose original is committed are made, so that they do not pile up."""
_SHORTEST = 200
"""Characters under which reading costs as little."""
_COLUMNS = ("reading", "text_sha256", "title", "published_at", "language", "text_method", "reader_version")
_Key = tuple[str, str | None, str, str | None, str]


class _Original(NamedTuple):
    batch: Batch
    reading: int


class Copies:
    """The copies of one run."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._there: NDArray[Any] | None = None
        self._met: set[_Key] = set()
        self._waiting: list[Article] = []
        self._tried = 0

    def takes(self, article: Article) -> bool:
        """Whether ``article`` waits for the rows of another one."""
        if not _is_bare(article):
            return False
        key = _key(article)
        if key in self._met or self._is_there(key[0]):
            self._waiting.append(article)
            return True
        self._met.add(key)
        return False

    @property
    def due(self) -> bool:
        """Whether so many wait that some should be made."""
        return len(self._waiting) >= self._tried + WAITING

    def made(self) -> Iterator[Tables]:
        """The rows of the copies whose original is committed; the others go on waiting."""
        waiting, self._waiting = self._waiting, []
        originals = self._originals({_key(article) for article in waiting})
        by_batch: dict[str, list[tuple[Article, _Original]]] = {}
        for article in waiting:
            original = originals.get(_key(article))
            if original is None:
                self._waiting.append(article)
            else:
                by_batch.setdefault(original.batch.id, []).append((article, original))
        self._tried = len(self._waiting)
        for group in by_batch.values():
            copies = iter(group)
            while part := list(itertools.islice(copies, AT_ONCE)):
                yield self._tables(part)

    def left(self) -> list[Article]:
        """Those that have no original after all, to be read for themselves."""
        left, self._waiting, self._tried = self._waiting, [], 0
        return left

    def _is_there(self, told: str) -> bool:
        if self._there is None:
            tables = current_tables(self._writer.path, self._writer.intact(), "articles", ("text_sha256",))
            columns = [table.column("text_sha256").combine_chunks() for table in tables if table.num_rows]
            heads = [
                pc.utf8_slice_codeunits(pc.fill_null(c, ""), 0, 16).to_numpy(zero_copy_only=False) for c in columns
            ]
            self._there = np.unique(np.concatenate(heads).astype("S16")) if heads else np.array([], "S16")
        head = np.bytes_(told[:16])
        at = np.searchsorted(self._there, head)
        return bool(at < len(self._there) and self._there[at] == head)

    def _originals(self, keys: set[_Key]) -> dict[_Key, _Original]:
        """The first reading of the record with each of ``keys`` that went without problems."""
        found: dict[_Key, _Original] = {}
        wanted = pa.array(sorted({key[0] for key in keys}), pa.string())
        for batch in self._writer.intact() if keys else ():
            (table,) = current_tables(self._writer.path, [batch], "articles", _COLUMNS)
            table = table.filter(pc.is_in(table.column("text_sha256"), value_set=wanted))
            if not table.num_rows:
                continue
            (troubles,) = current_tables(self._writer.path, [batch], "problems", ("reading",))
            trouble = set(troubles.column("reading").to_pylist())
            for row in table.to_pylist():
                key = _stored_key(row)
                if key in keys and row["reading"] not in trouble and row["reader_version"] == reader_version():
                    found.setdefault(key, _Original(batch, row["reading"]))
        return found

    def _tables(self, copies: Sequence[tuple[Article, _Original]]) -> Tables:
        """The tables of ``copies``, whose originals are all of one batch."""
        batch = copies[0][1].batch
        readings = pa.array(sorted({original.reading for _, original in copies}), pa.int64())
        made: Tables = {}
        for name in LAYERS:
            (table,) = current_tables(self._writer.path, [batch], name)
            table = table.filter(pc.is_in(table.column("reading"), value_set=readings))
            made[name] = _articles(table, copies) if name == "articles" else _rows(table, copies)
        return made


def _is_bare(article: Article) -> bool:
    """Whether nothing but its text, headline, day and language tells how it reads."""
    more = article.raw or article.problems or article.marked or article.moments or article.source_spans
    return not more and len(article.text) >= _SHORTEST


def _key(article: Article) -> _Key:
    day = (article.published_at or "").strip()[:10]
    return text_sha256(article.text), article.title, day, article.language, article.text_method


def _stored_key(row: dict[str, Any]) -> _Key:
    day = (row["published_at"] or "").strip()[:10]
    return row["text_sha256"], row["title"], day, row["language"], row["text_method"]


def _own_key(article: Article) -> int:
    return reading_key(fingerprint(article, reader_version()))


def _rows(table: pa.Table, copies: Sequence[tuple[Article, _Original]]) -> pa.Table:
    """The rows of the originals for each copy, as its own."""
    readings = table.column("reading").to_numpy()
    order = np.argsort(readings, kind="stable")
    wanted = np.array([original.reading for _, original in copies], np.int64)
    starts, ends = (np.searchsorted(readings[order], wanted, side=side) for side in ("left", "right"))
    sizes = ends - starts
    at = order[np.arange(sizes.sum()) + np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)]
    owners = np.repeat(np.arange(len(copies)), sizes)
    keys, ids = [_own_key(article) for article, _ in copies], [article.article_id for article, _ in copies]
    own = {
        "reading": pa.array(np.array(keys, np.int64)[owners]),
        "article_id": pa.array(ids, pa.string()).take(pa.array(owners)),
        "article_no": pa.array(owners, pa.int32()),
    }
    return _with(table.take(pa.array(at)), own)


def _articles(table: pa.Table, copies: Sequence[tuple[Article, _Original]]) -> pa.Table:
    """A row a copy: what its input gives, and what was found in the original."""
    made = _rows(table, copies)
    own: dict[str, pa.Array] = {}
    for name, hint in ARTICLES.own().items():
        encode = encoder(hint)
        values = [getattr(article, name) for article, _ in copies]
        kind = made.schema.field(name).type
        own[name] = pa.array(values if encode is None else [encode(value) for value in values], kind)
    own["fingerprint"] = pa.array([fingerprint(article, reader_version()) for article, _ in copies], pa.string())
    return _with(made, own)


def _with(table: pa.Table, own: dict[str, pa.Array]) -> pa.Table:
    schema = table.schema
    return pa.table([own.get(name, table.column(name)) for name in schema.names], schema=schema)
