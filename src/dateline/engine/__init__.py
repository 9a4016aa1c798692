"""Where the reading runs: a pool of processes on one machine, and the loop that brings their rows into a record.

The reading itself is a pure function of a batch; the engine alone batches, counts and writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.engine.batches import cut
from dateline.engine.lines import annotated
from dateline.engine.pool import LINES, READINGS, TABLES, Here, Job, Pool, cores

if TYPE_CHECKING:
    from dateline.engine.local import Progress, Summary, read_into

__all__ = [
    "LINES",
    "READINGS",
    "TABLES",
    "Here",
    "Job",
    "Pool",
    "Progress",
    "Summary",
    "annotated",
    "cores",
    "cut",
    "read_into",
]


def __getattr__(name: str) -> Any:
    """Load what writes a record when it is asked for: annotating needs no tables and no DuckDB."""
    if name in ("Progress", "Summary", "read_into"):
        from dateline.engine import local

        return getattr(local, name)
    raise AttributeError(f"module 'dateline.engine' has no attribute {name!r}")
