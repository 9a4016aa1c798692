"""Where the reading runs: a pool of processes on one machine, and the loop that brings their rows into a record.

The reading itself is a pure function of a batch; the engine alone batches, counts and writes.
"""

from __future__ import annotations

from dateline.engine.local import Progress, Summary, read_into
from dateline.engine.pool import Pool

__all__ = ["Pool", "Progress", "Summary", "read_into"]
