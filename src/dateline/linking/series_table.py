"""The steps of series of a record: those of the last generation, and of the readings that came since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dateline.linking.series import Where, steps
from dateline.record.batches import current_tables
from dateline.record.links import SCHEMAS
from dateline.record.log import Batch
from dateline.schema import Span


def step_table(record: Path, batches: Iterable[Batch], known: pa.Table, seen: pa.Array) -> pa.Table:
    """The table ``steps``: ``known`` and the steps of each reading that is not ``seen``."""
    rows = [row for batch in batches for row in _rows(record, batch, seen)]
    made = pa.Table.from_pylist(rows, schema=SCHEMAS["steps"])
    return pa.concat_tables([known, made]).sort_by([("reading", "ascending"), ("start", "ascending")])


def _rows(record: Path, batch: Batch, seen: pa.Array) -> Iterator[dict[str, Any]]:
    (articles,) = current_tables(record, [batch], "articles", ("reading",))
    fresh = articles.filter(pc.invert(pc.is_in(articles.column("reading"), value_set=seen)))
    if not fresh.num_rows:
        return
    readings = fresh.column("reading").combine_chunks()
    places = _where(record, batch, "toponyms", ("place_id", "form"), readings)
    times = _where(record, batch, "times", ("date_start", "date_end"), readings)
    (told,) = current_tables(record, [batch], "articles", ("reading", "text", "sentences"))
    for part in told.filter(pc.is_in(told.column("reading"), value_set=readings)).to_batches(max_chunksize=1024):
        for row in part.to_pylist():
            here = [p for p in places.get(row["reading"], ()) if p.value["form"] != "demonym"]
            sentences = [Span(s["start"], s["end"]) for s in row["sentences"] or ()]
            for step in steps(row["text"], sentences, here, times.get(row["reading"], ())):
                yield {
                    "reading": row["reading"], "start": step.span.start, "end": step.span.end,
                    "sentence_start": step.sentence.start, "sentence_end": step.sentence.end, "kind": step.kind,
                    "body": step.body, "named": step.named, "number": step.number, "position": step.position,
                    "status": step.status, "date_start": step.date_start, "date_end": step.date_end,
                    "places": step.places, "place_ids": step.place_ids,
                }  # fmt: skip


def _where(
    record: Path, batch: Batch, name: str, columns: tuple[str, ...], readings: pa.Array
) -> Mapping[int, list[Where]]:
    (table,) = current_tables(record, [batch], name, ("reading", "start", "end", *columns))
    found: dict[int, list[Where]] = {}
    for row in table.filter(pc.is_in(table.column("reading"), value_set=readings)).to_pylist():
        found.setdefault(row["reading"], []).append(Where(row["start"], row["end"], row))
    return found
