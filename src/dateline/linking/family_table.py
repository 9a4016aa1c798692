"""The quote families of a record, from the last generation and what came since.

A family depends on the statements of its speaker alone: only speakers who have new statements, or others because
linking knows them better now, are looked at again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dateline.linking.families import Quote, families, words_of
from dateline.record.batches import current_tables
from dateline.record.links import SCHEMAS
from dateline.record.log import Batch

_COLUMNS = ("reading", "id", "speaker", "text")
_LEAST = 2
"""Words that tell something in the shortest statement that is looked at."""


def quote_table(
    record: Path, batches: Iterable[Batch], links: pa.Table, texts: pa.Table, known: pa.Table, seen: pa.Array
) -> pa.Table:
    """The table ``quotes``: statements with what they are compared by, their speaker and the first of their family.

    ``links`` are the actor links, ``texts`` are sorted by age, ``known`` is the last generation's table.
    """
    fresh = [row for batch in batches for row in _quotes(record, batch, seen)]
    told = pa.concat_tables([known, pa.Table.from_pylist(fresh, schema=SCHEMAS["quotes"])])
    told = _with_speakers(told, links)
    before, now = told.column("known_speaker"), told.column("speaker")
    moved = pc.or_kleene(pc.is_null(before), pc.fill_null(pc.not_equal(before, now), True))
    touched = pc.unique(pa.chunked_array([*before.filter(moved).chunks, *now.filter(moved).chunks], pa.string()))
    again = pc.is_in(now, value_set=touched.filter(pc.is_valid(touched)))
    told = told.drop_columns(["known_speaker"])
    return pa.concat_tables([told.filter(pc.invert(again)), _grouped(told.filter(again), texts)]).sort_by(
        [("reading", "ascending"), ("id", "ascending")]
    )


def _quotes(record: Path, batch: Batch, seen: pa.Array) -> Iterator[dict[str, Any]]:
    (table,) = current_tables(record, [batch], "statements", _COLUMNS)
    table = table.filter(pc.invert(pc.is_in(table.column("reading"), value_set=seen)))
    for row in table.filter(pc.is_valid(table.column("speaker"))).to_pylist():
        words, denies = words_of(row["text"] or "")
        if len(words) >= _LEAST:
            yield {
                "reading": row["reading"], "id": row["id"], "local_id": row["speaker"], "words": sorted(words),
                "denies": denies,
            }  # fmt: skip


def _with_speakers(quotes: pa.Table, links: pa.Table) -> pa.Table:
    """``quotes`` with the actor that each speaker is now, and the one that it was as ``known_speaker``."""
    place = pa.table({"reading": quotes.column("reading"), "local_id": quotes.column("local_id"),
                      "row": pa.array(range(quotes.num_rows), pa.int64())})  # fmt: skip
    both = place.join(links.select(["reading", "local_id", "actor_id"]), ["reading", "local_id"]).sort_by("row")
    at = quotes.schema.get_field_index("speaker")
    known = quotes.column("speaker")
    return quotes.set_column(at, "speaker", both.column("actor_id")).append_column("known_speaker", known)


def _grouped(quotes: pa.Table, texts: pa.Table) -> pa.Table:
    readings, days = texts.column("reading").to_pylist(), texts.column("day").to_pylist()
    age = {reading: number for number, reading in enumerate(readings)}
    rows = sorted(quotes.to_pylist(), key=lambda r: (r["speaker"] or "", age[r["reading"]], len(r["id"]), r["id"]))
    speakers: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        speakers.setdefault(row["speaker"] or "", []).append(row)
    for mine in speakers.values():
        _mark(mine, [_quote(row, age[row["reading"]], days) for row in mine])
    return pa.Table.from_pylist(rows, schema=SCHEMAS["quotes"])


def _quote(row: Mapping[str, Any], article: int, days: Sequence[int | None]) -> Quote:
    return Quote(article, frozenset(row["words"]), days[article], row["denies"])


def _mark(rows: Sequence[dict[str, Any]], quotes: Sequence[Quote]) -> None:
    """Write into each row which statement is the first of its family."""
    for row, number in zip(rows, families(quotes), strict=True):
        row["of_reading"], row["of_id"] = rows[number]["reading"], rows[number]["id"]
