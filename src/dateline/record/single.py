"""One article with all its layers, without asking the whole record: its rows are found by their number in the batch.

It shows what the views show (``views.py``), row for row; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dateline.record.arrow import decoded
from dateline.record.batches import batch_path, damaged
from dateline.record.columns import TABLES
from dateline.record.computed import Cast, computed_row
from dateline.record.corrected import Corrected
from dateline.record.links import has_table
from dateline.record.rows import changed
from dateline.record.stored import LAYERS as STORED
from dateline.schema import Article

Row = dict[str, Any]
LAYERS = ("blocks", "mentions", "statements", "events", "toponyms", "times", "figures", "problems")


class Place(NamedTuple):
    """Where the current reading of an article stands."""

    batch: str
    article_no: int
    reading: int


def article_rows(record: Path, place: Place, links: Path | None, corrected: Corrected) -> Row:
    """``article``, a row of the public table, and for each layer its rows."""
    folder = batch_path(record, place.batch)
    stored = _numbered(folder / "articles.parquet", "article_no", place.article_no, _SHOWN)[0]
    linked = _numbered(links / "articles.parquet", "reading", place.reading) if links else []
    link = linked[0] if linked else {}
    article_id = stored["article_id"]
    ids, names, occurrences = (dict(link.get(column) or ()) for column in ("ids", "names", "occurrences"))
    families = dict(link.get("families") or ())
    has = links is not None and has_table(links, "repeated")
    again = _numbered(links / "repeated.parquet", "reading", place.reading) if links and has else []
    kinds = {(row["start"], row["end"]): row["kind"] for row in again}
    cast = Cast(article_id, ids, names, occurrences, corrected, link.get("background") or (), families, kinds, link)
    shown: Row = {"article": _public("articles", computed_row("articles", stored, cast))}
    for name in LAYERS:
        rows = _numbered(folder / f"{name}.parquet", "article_no", place.article_no)
        public = [_public(name, computed_row(name, row, cast)) for row in rows]
        shown[name] = changed(name, public, corrected.changes, article_id) if corrected.changes.rows else public
    return shown


def stored_article(record: Path, place: Place) -> Article:
    """An article as intake gave it, its bytes among it."""
    path = batch_path(record, place.batch) / "articles.parquet"
    found: Article = decoded(Article, _numbered(path, "article_no", place.article_no)[0])
    return found


def stored_rows(record: Path, place: Place) -> dict[str, list[Row]]:
    """The rows of an article as they are stored, by layer."""
    folder = batch_path(record, place.batch)
    return {n: _numbered(folder / f"{n}.parquet", "article_no", place.article_no) for n in STORED}


def _public(name: str, row: Mapping[str, Any]) -> Row:
    return {column.name: row.get(column.name) for column in TABLES[name][1]}


_SHOWN = tuple(name for name in STORED["articles"].schema().names if name not in ("raw", "source_spans"))
"""What is read of a stored article to show it: its page is large, and asked for by itself."""


class _Groups(NamedTuple):
    """What is known of a file before it is read."""

    metadata: pq.FileMetaData
    ranges: Sequence[tuple[int, int]]
    """The least and the greatest number in each row group."""


@lru_cache(maxsize=512)
def _groups(path: Path, column: str) -> _Groups:
    """Files of a record never change, so that this is looked at once."""
    metadata = pq.read_metadata(path)
    at = metadata.schema.to_arrow_schema().get_field_index(column)
    ranges = []
    for i in range(metadata.num_row_groups):
        found = metadata.row_group(i).column(at).statistics
        known = found is not None and found.has_min_max
        ranges.append((found.min, found.max) if known else (0, -1))
    return _Groups(metadata, ranges)


def _numbered(path: Path, column: str, number: int, columns: Sequence[str] = ()) -> list[Row]:
    """The rows of a file whose ``column``, one of the first, is ``number``; all its columns, or those of ``columns``.

    A column that an older program did not write is not in the rows.
    """
    try:
        groups = _groups(path, column)
        wanted = [i for i, (low, high) in enumerate(groups.ranges) if low <= number <= high]
        if not wanted:
            return []
        with pq.ParquetFile(path, metadata=groups.metadata) as file:
            asked = [c for c in file.schema_arrow.names if c in (column, *columns)] if columns else None
            table = file.read_row_groups(wanted, asked, use_threads=False)
        rows: list[Row] = table.filter(pc.equal(table.column(column), number)).to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise damaged(path, error) from error
    return rows
