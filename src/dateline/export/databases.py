"""One file with all tables: SQLite, as Datasette serves it, and DuckDB.

Nested columns are JSON in SQLite. Its tables have primary and foreign keys and indexes, and full text over articles and
statements (FTS5), which Datasette finds by itself. DuckDB keeps every type.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import duckdb
import pyarrow as pa

from dateline.export.source import Source
from dateline.record.columns import TABLES

__all__ = ["KEYS", "write_duckdb", "write_sqlite"]

KEYS = {
    "articles": "article_id", "actors": "actor_id", "statements": "statement_id", "events": "event_id",
    "occurrences": "occurrence_id", "places": "place_id", "stories": "story_id",
    "flat_statements": "statement_id", "flat_events": "event_id",
}  # fmt: skip
_REFERENCES = {
    "article_id": "articles", "actor_id": "actors", "speaker_id": "actors", "addressee_id": "actors",
    "statement_id": "statements", "parent_id": "statements", "event_id": "events", "place_id": "places",
    "occurrence_id": "occurrences", "story_id": "stories",
}  # fmt: skip
_TYPES = {"INTEGER": "INTEGER", "BIGINT": "INTEGER", "DOUBLE": "REAL", "BOOLEAN": "INTEGER", "VARCHAR": "TEXT"}
_FULL_TEXT = {"articles": ("headline", "text"), "statements": ("speaker", "text")}


def write_sqlite(source: Source, folder: Path) -> None:
    """Write ``record.sqlite``."""
    with closing(sqlite3.connect(folder / "record.sqlite")) as base:
        base.execute("PRAGMA journal_mode = OFF")
        base.execute("PRAGMA synchronous = OFF")
        for name in TABLES:
            base.execute(_shape(name))
            marks = ", ".join("?" * len(TABLES[name][1]))
            for batch in source.table(name):
                columns = [_cells(column) for column in batch.columns]
                base.executemany(f'INSERT INTO "{name}" VALUES ({marks})', zip(*columns, strict=True))
            for column in TABLES[name][1]:
                if column.name in _REFERENCES and column.name != KEYS.get(name):
                    base.execute(f'CREATE INDEX "{name}_{column.name}" ON "{name}" ("{column.name}")')
        for name, words in _FULL_TEXT.items():
            listed = ", ".join(words)
            base.execute(f'CREATE VIRTUAL TABLE "{name}_fts" USING fts5({listed}, content="{name}")')
            base.execute(f'INSERT INTO "{name}_fts" ("{name}_fts") VALUES (\'rebuild\')')
        base.commit()


def _shape(name: str) -> str:
    """The statement that makes a table; references are told and not enforced, as nothing is ever changed here."""
    columns = []
    for column in TABLES[name][1]:
        told = f'"{column.name}" {_TYPES.get(column.type, "TEXT")}'
        if column.name == KEYS.get(name):
            told += " PRIMARY KEY"
        elif column.name in _REFERENCES:
            table = _REFERENCES[column.name]
            told += f' REFERENCES "{table}" ("{KEYS[table]}")'
        columns.append(told)
    return f'CREATE TABLE "{name}" ({", ".join(columns)})'


def _cells(column: pa.Array) -> Sequence[object]:
    values: list[object] = column.to_pylist()
    if pa.types.is_nested(column.type):
        return [None if v is None else json.dumps(v, ensure_ascii=False) for v in values]
    return values


def write_duckdb(source: Source, folder: Path) -> None:
    """Write ``record.duckdb``."""
    with duckdb.connect(str(folder / "record.duckdb")) as base:
        for name in TABLES:
            base.register("rows", source.table(name))
            base.execute(f'CREATE TABLE "{name}" AS SELECT * FROM rows')
            base.unregister("rows")
