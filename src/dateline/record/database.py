"""The database in memory over which a record is asked: it may open no file but those of the record."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import duckdb

from dateline.record.corrected import TABLES as CORRECTED
from dateline.record.links import SCHEMAS as LINKED
from dateline.record.stored import SCHEMAS
from dateline.record.views import quoted, unwild


def database(path: Path, memory: str | None = None) -> duckdb.DuckDBPyConnection:
    """A database in memory, with empty tables of every shape, that may open only the files of this record.

    It holds at most ``memory`` ("800MB"), where that is told, and puts the rest on the disk for a while.
    """
    base = duckdb.connect(":memory:")
    for schema in ("empty", "stored", "linked", "corrected", "kept"):
        base.execute(f"CREATE SCHEMA {schema}")
    shapes = {f"empty.{n}": s for n, s in SCHEMAS.items()}
    shapes |= {f"empty.linked_{n}": s for n, s in LINKED.items()}
    shapes |= {f"corrected.{n}": s for n, s in CORRECTED.items()}
    for name, schema in shapes.items():
        base.register("shape", schema.empty_table())
        base.execute(f"CREATE TABLE {name} AS SELECT * FROM shape")
        base.unregister("shape")
    parts = [path / part for part in ("batches", "links")]
    folders = ", ".join(f"{quoted(name)[:-1]}/'" for part in parts for name in (part, unwild(part)))
    for setting in (
        "parquet_metadata_cache = true",
        "python_enable_replacements = false",
        "autoinstall_known_extensions = false",
        "autoload_known_extensions = false",
        f"temp_directory = {quoted(Path(tempfile.gettempdir()) / f'dateline-{os.getpid()}')}",
        *([f"memory_limit = {quoted(memory)}"] if memory else []),
        f"allowed_directories = [{folders}]",
        "enable_external_access = false",
        "lock_configuration = true",
    ):
        base.execute(f"SET {setting}")
    return base
