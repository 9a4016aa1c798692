"""The quote families of a record, and what its speakers said otherwise before, from the last generation and since.

Both depend on the statements of a speaker alone: only speakers who have new statements, or others because
linking knows them better now, are looked at again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from dateline.linking.families import Quote, families, neighbours, words_of
from dateline.linking.places import Places
from dateline.linking.reversals import reversals
from dateline.record.batches import current_tables
from dateline.record.links import SCHEMAS
from dateline.record.log import Batch

_COLUMNS = ("reading", "id", "speaker", "stance", "text")
_LEAST = 2
"""Words that tell something in the shortest statement that is looked at."""


class QuoteTables(NamedTuple):
    """The statements with their families, and the pairs of them that stand against each other."""

    quotes: pa.Table
    reversals: pa.Table


def quote_tables(
    record: Path, batches: Iterable[Batch], links: pa.Table, texts: pa.Table, known: Mapping[str, pa.Table],
    seen: pa.Array,
) -> QuoteTables:  # fmt: skip
    """The tables ``quotes``, statements with what they are compared by, their speaker and the first of their family,
    and ``reversals``.

    ``links`` are the actor links, ``texts`` are sorted by age, ``known`` are the last generation's tables.
    """
    fresh = [row for batch in batches for row in _quotes(record, batch, seen)]
    told = pa.concat_tables([known["quotes"], pa.Table.from_pylist(fresh, schema=SCHEMAS["quotes"])])
    told = _with_speakers(told, links)
    before, now = told.column("known_speaker"), told.column("speaker")
    moved = pc.or_kleene(pc.is_null(before), pc.fill_null(pc.not_equal(before, now), True))
    touched = pc.unique(pa.chunked_array([*before.filter(moved).chunks, *now.filter(moved).chunks], pa.string()))
    touched = touched.filter(pc.is_valid(touched))
    again = pc.is_in(now, value_set=touched)
    told = told.drop_columns(["known_speaker"])
    made = _grouped(told.filter(again), texts)
    kept = known["reversals"].filter(pc.invert(pc.is_in(known["reversals"].column("speaker"), value_set=touched)))
    order = [("reading", "ascending"), ("id", "ascending")]
    return QuoteTables(
        pa.concat_tables([told.filter(pc.invert(again)), made.quotes]).sort_by(order),
        pa.concat_tables([kept, made.reversals]).sort_by([*order, ("of_reading", "ascending"), ("of_id", "ascending")]),
    )


def _quotes(record: Path, batch: Batch, seen: pa.Array) -> Iterator[dict[str, Any]]:
    (table,) = current_tables(record, [batch], "statements", _COLUMNS)
    table = table.filter(pc.invert(pc.is_in(table.column("reading"), value_set=seen)))
    for row in table.filter(pc.is_valid(table.column("speaker"))).to_pylist():
        words, denies = words_of(row["text"] or "")
        if len(words) >= _LEAST:
            yield {
                "reading": row["reading"], "id": row["id"], "local_id": row["speaker"], "words": sorted(words),
                "denies": denies, "stance": row["stance"],
            }  # fmt: skip


def _with_speakers(quotes: pa.Table, links: pa.Table) -> pa.Table:
    """``quotes`` with the actor that each speaker is now, and the one that it was as ``known_speaker``."""
    place = pa.table({"reading": quotes.column("reading"), "local_id": quotes.column("local_id"),
                      "row": pa.array(range(quotes.num_rows), pa.int64())})  # fmt: skip
    both = place.join(links.select(["reading", "local_id", "actor_id"]), ["reading", "local_id"]).sort_by("row")
    at = quotes.schema.get_field_index("speaker")
    known = quotes.column("speaker")
    return quotes.set_column(at, "speaker", both.column("actor_id")).append_column("known_speaker", known)


def _grouped(quotes: pa.Table, texts: pa.Table) -> QuoteTables:
    ages = Places(texts.column("reading").to_numpy()).of(quotes.column("reading").to_numpy()).tolist()
    days = texts.column("day").to_pylist() if quotes.num_rows else []
    told = zip(quotes.to_pylist(), ages, strict=True)
    rows = sorted(told, key=lambda r: (r[0]["speaker"] or "", r[1], len(r[0]["id"]), r[0]["id"]))
    speakers: dict[str, list[tuple[dict[str, Any], int]]] = {}
    for row, age in rows:
        speakers.setdefault(row["speaker"] or "", []).append((row, age))
    against: list[dict[str, Any]] = []
    for mine in speakers.values():
        here = [row for row, _ in mine]
        made = [_quote(row, age, days) for row, age in mine]
        pairs = neighbours(made)
        _mark(here, made, pairs)
        against += _against(here, made, pairs)
    quoted = pa.Table.from_pylist([row for row, _ in rows], schema=SCHEMAS["quotes"])
    return QuoteTables(quoted, pa.Table.from_pylist(against, schema=SCHEMAS["reversals"]))


def _quote(row: Mapping[str, Any], article: int, days: Sequence[int | None]) -> Quote:
    return Quote(article, frozenset(row["words"]), days[article], row["denies"], row["stance"])


def _mark(rows: Sequence[dict[str, Any]], quotes: Sequence[Quote], pairs: Sequence[tuple[int, int]]) -> None:
    """Write into each row which statement is the first of its family."""
    for row, number in zip(rows, families(quotes, pairs), strict=True):
        row["of_reading"], row["of_id"] = rows[number]["reading"], rows[number]["id"]


def _against(
    rows: Sequence[Mapping[str, Any]], quotes: Sequence[Quote], pairs: Sequence[tuple[int, int]]
) -> Iterator[dict[str, Any]]:
    for found in reversals(quotes, pairs):
        later, earlier = rows[found.later], rows[found.earlier]
        yield {
            "reading": later["reading"], "id": later["id"], "of_reading": earlier["reading"], "of_id": earlier["id"],
            "speaker": later["speaker"], "what": found.what, "value": found.value, "other": found.other,
        }  # fmt: skip
