"""A Frictionless data package (specs.frictionlessdata.io): the tables as CSV with types, keys and column notes.

Unlike the format ``csv`` the words stand as they are, without an apostrophe before what looks like a formula: a package
is read by programs. Null and an empty text are both an empty cell.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow as pa

from dateline.export.databases import KEYS
from dateline.export.source import Row, Source
from dateline.record.columns import TABLES, Column

__all__ = ["write_datapackage"]

_TYPES = {"INTEGER": "integer", "BIGINT": "integer", "DOUBLE": "number", "BOOLEAN": "boolean", "VARCHAR": "string"}


def write_datapackage(source: Source, folder: Path) -> None:
    """Write the folder ``package`` with ``datapackage.json`` and a CSV a table."""
    made = folder / "package"
    made.mkdir()
    for name in TABLES:
        with (made / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([column.name for column in TABLES[name][1]])
            for batch in source.table(name):
                writer.writerows(zip(*map(_cells, batch.columns), strict=True))
    package = {"profile": "tabular-data-package", "name": "dateline-record", "resources": [*map(_resource, TABLES)]}
    written = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    (made / "datapackage.json").write_text(written, encoding="utf-8", newline="\n")


def _resource(name: str) -> Row:
    about, columns = TABLES[name]
    schema: Row = {"fields": [_field(column) for column in columns], "missingValues": [""]}
    if name in KEYS:
        schema["primaryKey"] = [KEYS[name]]
    return {
        "name": name, "path": f"{name}.csv", "profile": "tabular-data-resource", "description": about,
        "scheme": "file", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True}, "schema": schema,
    }  # fmt: skip


def _field(column: Column) -> Row:
    kind = _TYPES.get(column.type) or (
        "object" if column.type.startswith("STRUCT") and column.type[-1] != "]" else "array"
    )
    return {"name": column.name, "type": kind, "description": column.about}


def _cells(column: pa.Array) -> list[object]:
    values: list[object] = column.to_pylist()
    if pa.types.is_nested(column.type):
        return [None if v is None else json.dumps(v, ensure_ascii=False) for v in values]
    if pa.types.is_boolean(column.type):
        return [None if v is None else str(v).lower() for v in values]
    return values
