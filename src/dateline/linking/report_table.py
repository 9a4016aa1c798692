"""The reports of a record with the occurrence of each, from the last generation and what came since.

Only the readings that are new are looked at, and only the components of reports that share a key with one of them are
made anew; the rest is taken over as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dateline.linking.names import normalised
from dateline.linking.occurrences import keys_of, linked
from dateline.linking.reports import Party, Place, Report, made
from dateline.record.batches import current_tables
from dateline.record.links import SCHEMAS
from dateline.record.log import Batch

SCHEMA = SCHEMAS["reports"]
_ARTICLES = ("reading", "published_at", "text", "sentences")
_ACTORS = ("reading", "id", "kind", "name", "named", "country", "sector")
_COUNTRY = "PCL"
"""How the feature codes of countries begin (GeoNames)."""
_FIELDS = tuple(f.name for f in fields(Report))


def report_table(
    record: Path, batches: Iterable[Batch], links: pa.Table, known: pa.Table, seen: pa.Array, moved: pa.Array
) -> pa.Table:
    """The table ``reports`` of a generation: ``known`` is the last one's, which holds the readings ``seen``.

    ``links`` are the actor links of all readings, ``moved`` the readings in which an actor is another one now.
    """
    lost = pc.is_in(known.column("reading"), value_set=moved)
    gone = pc.unique(known.filter(lost).column("component").combine_chunks())
    known = known.filter(pc.invert(lost))
    seen = seen.filter(pc.invert(pc.is_in(seen, value_set=moved)))
    fresh = [r for batch in batches for r in _reports(record, batch, links, seen)]
    if not fresh:
        return known
    keys = pa.array(sorted({key for report in fresh for key in keys_of(report)}), pa.int64())
    near = _near(known, keys)
    again = pc.is_in(known.column("component"), value_set=pa.concat_arrays([near, gone]))
    reports = [*fresh, *map(_report, known.filter(again).to_pylist())]
    rows = [
        {
            **_row(report),
            "keys": keys_of(report),
            "component": to.component,
            "occurrence": to.occurrence,
            "rivals": to.rivals,
        }
        for report, to in zip(reports, linked(reports), strict=True)
    ]
    made_anew = pa.Table.from_pylist(rows, schema=SCHEMA)
    return pa.concat_tables([known.filter(pc.invert(again)), made_anew]).sort_by(
        [("reading", "ascending"), ("event", "ascending")]
    )


def _near(known: pa.Table, keys: pa.Array) -> pa.Array:
    """The components of the known reports that have one of ``keys``."""
    column = known.column("keys").combine_chunks()
    rows = pc.list_parent_indices(column).filter(pc.is_in(pc.list_flatten(column), value_set=keys))
    return pc.unique(known.column("component").combine_chunks().take(rows))


def _reports(record: Path, batch: Batch, links: pa.Table, seen: pa.Array) -> Iterator[Report]:
    """The reports of a batch whose readings are not ``seen``."""
    (events,) = current_tables(record, [batch], "events")
    events = events.filter(pc.invert(pc.is_in(events.column("reading"), value_set=seen)))
    if not events.num_rows:
        return
    readings = pc.unique(events.column("reading"))
    articles = {row["reading"]: row for row in _rows(record, batch, "articles", _ARTICLES, readings)}
    parties = _parties(_rows(record, batch, "actors", _ACTORS, readings), links, readings)
    places = {
        row["place_id"]: Place(row["country"], (row["feature"] or "").startswith(_COUNTRY))
        for row in _rows(record, batch, "toponyms", ("reading", "place_id", "country", "feature"), readings)
    }
    for event in events.to_pylist():
        reading = event["reading"]
        article = articles[reading]
        yield made(
            event, article["text"], article["sentences"], article["published_at"], parties.get(reading, {}), places
        )


def _rows(
    record: Path, batch: Batch, name: str, columns: Sequence[str], readings: pa.Array
) -> Iterator[dict[str, Any]]:
    (table,) = current_tables(record, [batch], name, columns)
    for part in table.filter(pc.is_in(table.column("reading"), value_set=readings)).to_batches(max_chunksize=4096):
        yield from part.to_pylist()


def _parties(actors: Iterable[Mapping[str, Any]], links: pa.Table, readings: pa.Array) -> dict[int, dict[str, Party]]:
    """By reading and local id."""
    mine = links.filter(pc.is_in(links.column("reading"), value_set=readings))
    columns = (mine.column(c).to_pylist() for c in ("reading", "local_id", "actor_id"))
    ids = {(reading, local): actor for reading, local, actor in zip(*columns, strict=True)}
    found: dict[int, dict[str, Party]] = {}
    for row in actors:
        actor_id = ids.get((row["reading"], row["id"]))
        words = " ".join(normalised(row["name"])) if row["named"] else None
        party = Party(actor_id, row["kind"], row["named"], row["country"], row["sector"], words)
        found.setdefault(row["reading"], {})[row["id"]] = party
    return found


def _row(report: Report) -> dict[str, Any]:
    row = {name: getattr(report, name) for name in _FIELDS}
    taking_part = {role: [p._asdict() for p in row[role]] for role in ("actors", "recipients")}
    return {**row, **taking_part, "words": sorted(report.words), "names": sorted(report.names)}


def _report(row: Mapping[str, Any]) -> Report:
    told = {name: row[name] for name in _FIELDS}
    taking_part = {role: tuple(Party(**p) for p in row[role]) for role in ("actors", "recipients")}
    return Report(**{**told, **taking_part, "words": frozenset(row["words"]), "names": frozenset(row["names"])})
