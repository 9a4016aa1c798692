"""A batch on disk: a folder with one Parquet file a table, whole before it has its name."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dateline.errors import RecordError
from dateline.record.log import Batch, State
from dateline.record.stored import SCHEMAS, Tables
from dateline.record.whole import drop, put_folder

ROWS = {"articles": 512}
"""Rows of a row group, the least that is read of a file, where it is not ``_ROWS``: articles are large."""
_ROWS = 4096
_FIRST_TABLES = ("articles", "blocks", "mentions", "actors", "statements", "events", "toponyms", "times", "figures",
                 "problems")  # fmt: skip
"""The tables of batches whose log entry does not say which they have."""


def batch_path(record: Path, batch: str) -> Path:
    """The folder of a batch."""
    return record / "batches" / batch


def batch_id(number: int, keys: Iterable[int]) -> str:
    """The name of the batch that holds the readings ``keys`` and was written when the log ended at ``number``."""
    told = f"{number}:" + ",".join(map(str, sorted(keys)))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def write_batch(record: Path, batch: str, tables: Tables) -> dict[str, int]:
    """Write the tables of a batch; the number of rows of each."""
    with _folder(record, batch) as fresh:
        for name, table in tables.items():
            with _parquet(fresh, name, table.schema) as writer:
                writer.write_table(table, row_group_size=ROWS.get(name, _ROWS))
    return {name: table.num_rows for name, table in tables.items()}


def _parquet(folder: Path, name: str, schema: pa.Schema) -> pq.ParquetWriter:
    return pq.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd", write_page_checksum=True)


class _folder:  # noqa: N801 - used like a function
    """A fresh folder that becomes the batch's when all went well, and goes when not."""

    def __init__(self, record: Path, batch: str) -> None:
        self.fresh = record / "batches" / f".{batch}.{uuid.uuid4().hex[:8]}"
        self.target = batch_path(record, batch)

    def __enter__(self) -> Path:
        self.fresh.mkdir()
        return self.fresh

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            put_folder(self.fresh, self.target)
        else:
            drop(self.fresh)


def merge_batches(record: Path, batch: str, merged: Sequence[Batch]) -> dict[str, int]:
    """Write the current rows of ``merged`` as one batch, a few row groups at a time; the rows of each table."""
    rows: dict[str, int] = {}
    firsts = _first_numbers(record, merged)
    with _folder(record, batch) as fresh:
        for name, schema in SCHEMAS.items():
            pieces = (
                _numbered_from(piece, first)
                for one, first in zip(merged, firsts, strict=True)
                for piece in _pieces(batch_path(record, one.id) / f"{name}.parquet", one, schema)
            )
            with _parquet(fresh, name, schema) as writer:
                rows[name] = _write(writer, pieces, ROWS.get(name, _ROWS))
    return rows


def _write(writer: pq.ParquetWriter, pieces: Iterable[pa.Table], group: int) -> int:
    """Write ``pieces`` in row groups of ``group`` rows, whatever their own length; the number of rows."""
    waiting: list[pa.Table] = []
    rows = 0
    for piece in pieces:
        waiting.append(piece)
        rows += piece.num_rows
        if sum(p.num_rows for p in waiting) >= group:
            table = pa.concat_tables(waiting)
            whole = table.num_rows - table.num_rows % group
            writer.write_table(table.slice(0, whole), row_group_size=group)
            waiting = [table.slice(whole)]
    if waiting:
        writer.write_table(pa.concat_tables(waiting), row_group_size=group)
    return rows


def _first_numbers(record: Path, batches: Sequence[Batch]) -> list[int]:
    """By how much the articles of each batch are numbered on, so that numbers rise through all."""
    firsts, free = [], 0
    for batch in batches:
        firsts.append(free)
        numbers = read_table(batch_path(record, batch.id) / "articles.parquet", ["article_no"]).column(0)
        free += (pc.max(numbers).as_py() or 0) + 1
    return firsts


def _numbered_from(table: pa.Table, first: int) -> pa.Table:
    at = table.schema.get_field_index("article_no")
    numbers = pc.add(table.column(at), pa.scalar(first, pa.int32()))
    return table.set_column(at, table.schema.field(at), numbers)


def _pieces(path: Path, batch: Batch, schema: pa.Schema) -> Iterator[pa.Table]:
    """The current rows of a file, a row group at a time."""
    try:
        with pq.ParquetFile(path) as file:
            for i in range(file.num_row_groups):
                yield grown(_alive(file.read_row_group(i), batch), schema)
    except (OSError, pa.ArrowException) as error:
        raise damaged(path, error) from error


def _alive(table: pa.Table, batch: Batch) -> pa.Table:
    if not batch.dead:
        return table
    dead = pc.is_in(table.column("reading"), value_set=pa.array(sorted(batch.dead), pa.int64()))
    return table.filter(pc.invert(dead))


def current_tables(
    record: Path, batches: Iterable[Batch], name: str, columns: Sequence[str] | None = None
) -> Iterator[pa.Table]:
    """The current rows of one table, batch by batch, with the present schema or the ``columns`` of it."""
    schema = SCHEMAS[name]
    wanted = pa.schema([schema.field(c) for c in columns]) if columns else schema
    for batch in batches:
        asked = [*wanted.names, "reading"] if batch.dead and "reading" not in wanted.names else wanted.names
        yield grown(_alive(read_table(batch_path(record, batch.id) / f"{name}.parquet", asked), batch), wanted)


def read_table(path: Path, columns: Sequence[str]) -> pa.Table:
    """The columns of a file that it has."""
    try:
        with pq.ParquetFile(path) as file:
            has = set(file.schema_arrow.names)
            return file.read([c for c in columns if c in has])
    except (OSError, pa.ArrowException) as error:
        raise damaged(path, error) from error


def grown(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """``table`` with the columns of ``schema``: those that an older program did not write are null."""
    columns: Mapping[str, pa.ChunkedArray] = dict(zip(table.column_names, table.columns, strict=True))
    arrays = [columns[f.name].cast(f.type) if f.name in columns else pa.nulls(table.num_rows, f.type) for f in schema]
    return pa.table(arrays, schema=schema)


def missing_tables(record: Path, batches: Iterable[Batch]) -> Iterator[Path]:
    """The files of tables that batches should have and that are not there; of whole batches that are gone, none."""
    for batch in batches:
        folder = batch_path(record, batch.id)
        there = {p.name for p in folder.iterdir()} if folder.is_dir() else None
        for name in batch.hashes or _FIRST_TABLES:
            if there is not None and f"{name}.parquet" not in there:
                yield folder / f"{name}.parquet"


def check_files(record: Path, state: State) -> None:
    """Raise RecordError for the first file of the current batches or links that is missing or damaged; reads them all.

    A batch that is gone as a whole is passed over.
    """
    folders = [batch_path(record, b) for b in state.batches] + ([record / "links" / state.links] if state.links else [])
    for path in missing_tables(record, state.batches.values()):
        raise damaged(path)
    for path in (p for folder in folders for p in sorted(folder.glob("*.parquet"))):
        if (error := unreadable(path)) is not None:
            raise damaged(path, error)


def unreadable(path: Path) -> Exception | None:
    """Why a Parquet file cannot be read to its end; None where it can."""
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            for _ in file.iter_batches():
                pass
    except (OSError, pa.ArrowException) as error:
        return error
    return None


def damaged(path: Path, error: Exception | None = None) -> RecordError:
    """What to tell of a file of the record that cannot be read, or, where there is no ``error``, is not there."""
    reason = (str(error).splitlines() or [type(error).__name__])[0]
    what = "missing" if error is None or isinstance(error, FileNotFoundError) else f"damaged ({reason})"
    if path.parent.parent.name == "links":
        return RecordError(f"{path} is {what}: make the links anew with `dateline link`")
    return RecordError(
        f"{path} is {what}: restore it from a copy of the record, or mend the record with `dateline repair`"
    )


def gone(record: Path, batch: str) -> str:
    """What to tell of a batch whose folder is not there."""
    return (
        f"{batch_path(record, batch)} is missing and what it held is left out: restore it from a copy of the record, "
        "or read its input again after `dateline repair`"
    )
