"""Apache Parquet: every column with its type, spans as lists of structs; the exact copy of a table."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq


def write_parquet(rows: pa.RecordBatchReader, path: Path) -> None:
    """Write ``rows`` to ``path``, compressed with zstd."""
    with pq.ParquetWriter(path, rows.schema, compression="zstd") as writer:
        for batch in rows:
            writer.write_batch(batch)
