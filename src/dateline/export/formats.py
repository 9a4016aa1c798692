"""The formats by name; a new one is a file of this folder and a line here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

from dateline.export.csv import write_csv
from dateline.export.jsonl import write_jsonl
from dateline.export.parquet import write_parquet

Write = Callable[[pa.RecordBatchReader, Path], None]
"""Writes the rows of one table to one file."""
FORMATS: dict[str, Write] = {"csv": write_csv, "jsonl": write_jsonl, "parquet": write_parquet}
