"""JSON lines (jsonlines.org): one object a row, spans as lists of ``{"start", "end"}``; exact, in UTF-8."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa


def write_jsonl(rows: pa.RecordBatchReader, path: Path) -> None:
    """Write ``rows`` to ``path``, a line each; what is null is written as null."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for batch in rows:
            for row in batch.to_pylist():
                file.write(json.dumps(row, ensure_ascii=False))
                file.write("\n")
