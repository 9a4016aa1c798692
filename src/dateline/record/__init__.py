"""The record: readings on disk, whole or not at all, numbered by a log; DuckDB asks them, corrections beside.

A folder that several may read while others write (see ``docs/record.md``): a batch of readings exists when its log
entry does, so that a killed writer leaves nothing to see.
"""

from __future__ import annotations

from dateline.record.info import Info
from dateline.record.record import Record
from dateline.record.search import Hit
from dateline.record.writer import Writer

__all__ = ["Hit", "Info", "Record", "Writer"]
