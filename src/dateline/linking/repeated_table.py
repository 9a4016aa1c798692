"""The lines of a record that are furniture by repetition: their keys are kept, what repeats is found anew each time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dateline.linking.places import Places
from dateline.linking.repeated import LONGEST, Lines, can_be_headline, line_key, repeated
from dateline.record.batches import current_tables
from dateline.record.links import SCHEMAS
from dateline.record.log import Batch

_KINDS = pa.array(["body", "subhead", "headline", "background"])
"""The kinds of blocks that may turn out to be furniture."""


def line_table(record: Path, batches: Iterable[Batch], known: pa.Table, seen: pa.Array) -> pa.Table:
    """The table ``lines``: ``known`` and the lines of each reading that is not ``seen``."""
    rows = [row for batch in batches for row in _rows(record, batch, seen)]
    made = pa.Table.from_pylist(rows, schema=SCHEMAS["lines"])
    return pa.concat_tables([known, made]).sort_by([("reading", "ascending"), ("start", "ascending")])


def repeated_table(lines: pa.Table, articles: pa.Table, copied: NDArray[np.bool_]) -> pa.Table:
    """The table ``repeated``; ``articles`` are sorted by reading, ``copied`` says which of them are copies."""
    readings = articles.column("reading").to_numpy()
    article = Places(readings).of(lines.column("reading").to_numpy())
    publishers = articles.column("publisher").combine_chunks().dictionary_encode()
    publisher = pc.fill_null(publishers.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)
    heads, opened = (lines.column(name).to_numpy() for name in ("head", "open"))
    columns = Lines(article, lines.column("key").to_numpy(), heads, opened)
    found = repeated(columns, publisher, ~copied)
    at = pa.array([r.line for r in found], pa.int64())
    return pa.table(
        [
            *(lines.column(name).take(at) for name in ("reading", "start", "end")),
            pa.array(["note" if r.of is None else "related" for r in found], pa.string()),
            pa.array([None if r.of is None else int(readings[r.of]) for r in found], pa.int64()),
        ],
        schema=SCHEMAS["repeated"],
    )


def _rows(record: Path, batch: Batch, seen: pa.Array) -> Iterator[dict[str, Any]]:
    """The lines of the fresh readings of a batch."""
    for table in current_tables(record, [batch], "articles", ("reading", "headline", "headline_span", "text")):
        fresh = table.filter(pc.invert(pc.is_in(table.column("reading"), value_set=seen)))
        if not fresh.num_rows:
            continue
        blocks = _blocks(record, batch, fresh.column("reading").combine_chunks())
        for part in fresh.to_batches(max_chunksize=1024):
            for row in part.to_pylist():
                yield from _lines(row, blocks.get(row["reading"], ()))


def _blocks(record: Path, batch: Batch, readings: pa.Array) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for table in current_tables(record, [batch], "blocks", ("reading", "kind", "start", "end")):
        short = pc.less_equal(pc.subtract(table.column("end"), table.column("start")), LONGEST)
        own = pc.is_in(table.column("reading"), value_set=readings)
        kept = table.filter(pc.and_(pc.and_(short, own), pc.is_in(table.column("kind"), value_set=_KINDS)))
        for reading, start, end in zip(
            *(kept.column(name).to_pylist() for name in ("reading", "start", "end")), strict=True
        ):
            found.setdefault(reading, []).append((start, end))
    return found


def _lines(row: dict[str, Any], blocks: Iterable[tuple[int, int]]) -> Iterator[dict[str, Any]]:
    """The headline of an article, at -1, and its short paragraphs."""
    headline, span = row["headline"] or "", row["headline_span"] or {"start": -1}
    key = line_key(headline) if can_be_headline(headline) else None
    if key is not None:
        yield {"reading": row["reading"], "start": -1, "end": -1, "key": key, "head": True, "open": True}
    for start, end in blocks:
        text = row["text"][start:end]
        own = line_key(text)
        if own is not None and start != span["start"]:
            opened = text.rstrip("\"'”’»)]")[-1:] not in (".", "!", "…", ":", ";", ",")
            yield {"reading": row["reading"], "start": start, "end": end, "key": own, "head": False, "open": opened}
