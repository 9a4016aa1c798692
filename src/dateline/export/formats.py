"""The formats by name; a new one is a file of this folder and a line here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

from dateline.export.csv import write_csv
from dateline.export.jsonl import write_jsonl
from dateline.export.map import map_of
from dateline.export.parquet import write_parquet
from dateline.record import Record

Write = Callable[[pa.RecordBatchReader, Path], None]
"""Writes the rows of one table to one file."""
FORMATS: dict[str, Write] = {"csv": write_csv, "jsonl": write_jsonl, "parquet": write_parquet}

Draw = Callable[[Record], str]
"""Draws a record, whole, as the text of one file."""
PICTURES: dict[str, Draw] = {"map.svg": map_of}
