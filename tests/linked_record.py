"""Records of readings made by hand, linked."""

from __future__ import annotations

from pathlib import Path

import dateline
from dateline.linking import link
from dateline.record import Record, Writer
from dateline.record.stored import stored_tables
from dateline.schema import Reading


def record_of(path: Path, *batches: list[Reading]) -> Record:
    """A record that was linked after each batch."""
    writer = Writer(path)
    for batch in batches:
        writer.commit([stored_tables(batch)])
        link(writer)
    return dateline.open(path)
