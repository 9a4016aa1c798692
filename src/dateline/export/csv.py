"""CSV (RFC 4180, UTF-8) for spreadsheets: spans and lists are JSON in their cell, null is an empty cell.

A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV Injection"): copy comes
from strangers. So CSV is for looking; JSON lines and Parquet hold the words exactly.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow as pa

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(rows: pa.RecordBatchReader, path: Path) -> None:
    """Write ``rows`` to ``path`` under a line of column names."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(rows.schema.names)
        for batch in rows:
            columns = [cells(column) for column in batch.columns]
            writer.writerows(zip(*columns, strict=True))


def cells(column: pa.Array) -> list[Any]:
    """The values of a column as cells that a spreadsheet takes for text or numbers."""
    if pa.types.is_nested(column.type):
        return [None if v is None else json.dumps(v, ensure_ascii=False) for v in column.to_pylist()]
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        return ["'" + v if v and v.startswith(_FORMULA) else v for v in column.to_pylist()]
    values: list[Any] = column.to_pylist()
    return values
