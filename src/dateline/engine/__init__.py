"""Where the reading runs: a pool of processes on one machine, and the loop that brings their rows into a record.

The reading itself is a pure function of a batch; the engine alone batches, counts and writes.
"""

from __future__ import annotations

from dateline.engine.lines import annotated
from dateline.engine.local import Progress, Summary, cut, read_into
from dateline.engine.pool import LINES, READINGS, TABLES, Here, Job, Pool

__all__ = ["LINES", "READINGS", "TABLES", "Here", "Job", "Pool", "Progress", "Summary", "annotated", "cut", "read_into"]
