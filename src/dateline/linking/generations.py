"""One generation of links: made from the current readings, or from the last generation and what came since.

Only additions are taken up from the last generation; where a reading it has seen was superseded, all is linked afresh,
since what the old reading told may not stay. Both ways give the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dateline.linking.copies import Copy, originals
from dateline.linking.identities import Identity, LocalActor, identify
from dateline.linking.report_table import report_table
from dateline.record import Writer
from dateline.record.batches import current_tables, read_table
from dateline.record.folder import disk_errors
from dateline.record.links import SCHEMAS, links_path, write_links

VERSION = 2
"""Changes when linking finds something else in the same record."""
_ARTICLES = pa.schema(
    [("reading", pa.int64()), ("article_id", pa.string()), ("text_key", pa.string()), ("published_at", pa.string())]
)
_ACTOR_COLUMNS = ("reading", "article_id", "id", "kind", "name", "named", "aliases", "country", "sector", "roles")


@dataclass(slots=True)
class _Found:
    """Identities and links so far."""

    seen: pa.Array
    """The readings whose actors are linked."""
    links: list[pa.Table] = field(default_factory=list)
    identities: dict[str, Identity] = field(default_factory=dict)
    reports: pa.Table = field(default_factory=SCHEMAS["reports"].empty_table)


def link(record: str | Path | Writer) -> str:
    """Link what the record holds and make it current; the generation's id, the same for the same readings."""
    writer = record if isinstance(record, Writer) else Writer(record)
    while True:
        generation = _generation(writer)
        if generation == writer.state.links or writer.make_current(generation):
            return generation


def _generation(writer: Writer) -> str:
    """The id of the links of what the record holds; they are written where they are not there yet."""
    batches = writer.intact()
    told = current_tables(writer.path, batches, "articles", _ARTICLES.names)
    articles = pa.concat_tables([_ARTICLES.empty_table(), *told])
    generation = _name(articles.column("reading").to_pylist())
    if generation == writer.state.links:
        return generation
    found = _begin(writer, articles.column("reading"))
    for table in current_tables(writer.path, batches, "actors", _ACTOR_COLUMNS):
        _identify(found, table)
    links = pa.concat_tables([SCHEMAS["actor_links"].empty_table(), *found.links]).sort_by("reading")
    reports = report_table(writer.path, batches, links, found.reports, found.seen)
    tables = {
        "articles": _article_links(articles.sort_by("reading"), links, found.identities, reports),
        "reports": reports,
        "actor_links": links,
        "actors": _actors(found.identities.values()),
    }
    with disk_errors(writer.path):
        write_links(writer.path, generation, tables)
    return generation


def _name(readings: Iterable[int]) -> str:
    told = f"{VERSION}:" + ",".join(map(str, sorted(readings)))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _begin(writer: Writer, readings: pa.ChunkedArray) -> _Found:
    """The last generation, where all that it has seen still stands; else nothing."""
    nothing = _Found(pa.array([], pa.int64()))
    last = links_path(writer.path, writer.state.links) if writer.state.links else None
    if last is None or not (last / "reports.parquet").is_file():
        return nothing
    seen = read_table(last / "articles.parquet", ["reading"]).column("reading").combine_chunks()
    if not pc.all(pc.is_in(seen, value_set=readings)).as_py():
        return nothing
    known = read_table(last / "actors.parquet", SCHEMAS["actors"].names)
    links = read_table(last / "actor_links.parquet", SCHEMAS["actor_links"].names)
    reports = read_table(last / "reports.parquet", SCHEMAS["reports"].names)
    return _Found(seen, [links], {row["actor_id"]: _identity(row) for row in known.to_pylist()}, reports)


def _identify(found: _Found, table: pa.Table) -> None:
    """Link the actors of a batch that are not linked yet."""
    fresh = table.filter(pc.invert(pc.is_in(table.column("reading"), value_set=found.seen)))
    if not fresh.num_rows:
        return
    mapped, touched = identify(_local_actors(fresh), found.identities)
    found.identities.update(touched)
    places = zip(fresh.column("article_id").to_pylist(), fresh.column("id").to_pylist(), strict=True)
    ids = pa.array([mapped[place] for place in places], pa.string())
    found.links.append(pa.table([fresh.column("reading"), fresh.column("id"), ids], schema=SCHEMAS["actor_links"]))


def _local_actors(table: pa.Table) -> Iterator[LocalActor]:
    for rows in table.to_batches(max_chunksize=4096):
        for row in rows.to_pylist():
            yield LocalActor(
                article_id=row["article_id"],
                local_id=row["id"],
                kind=row["kind"],
                name=row["name"],
                named=row["named"],
                aliases=tuple(row["aliases"] or ()),
                country=row["country"],
                sector=row["sector"],
                roles=tuple(row["roles"] or ()),
            )


def _article_links(
    articles: pa.Table, links: pa.Table, identities: Mapping[str, Identity], reports: pa.Table
) -> pa.Table:
    """One row an article; all tables are sorted by reading."""
    ids, keys, dates = (articles.column(c).to_pylist() for c in ("article_id", "text_key", "published_at"))
    copy_of = originals(map(Copy, ids, keys, dates))
    later = reports.filter(pc.not_equal(reports.column("occurrence"), _event_ids(reports)))
    ends, told = _offsets(articles, links), _offsets(articles, later)
    local, actors = (links.column(c).combine_chunks() for c in ("local_id", "actor_id"))
    named = pa.array([identities[a].name for a in actors.to_pylist()], pa.string())
    columns = [
        articles.column("reading"),
        articles.column("article_id"),
        pa.array([copy_of.get(i, i) for i in ids], pa.string()),
        pa.array([copy_of.get(i) for i in ids], pa.string()),
        pa.MapArray.from_arrays(ends, local, actors),
        pa.MapArray.from_arrays(ends, local, named),
        pa.MapArray.from_arrays(told, *(later.column(c).combine_chunks() for c in ("event", "occurrence"))),
    ]
    return pa.table(columns, schema=SCHEMAS["articles"])


def _offsets(articles: pa.Table, rows: pa.Table) -> pa.Array:
    """Where the rows of each article begin, and where the last one's end."""
    starts = np.searchsorted(rows.column("reading").to_numpy(), articles.column("reading").to_numpy())
    return pa.array([*starts.tolist(), rows.num_rows], pa.int32())


def _event_ids(reports: pa.Table) -> pa.ChunkedArray:
    return pc.binary_join_element_wise(reports.column("article_id"), reports.column("event"), ":")


def _actors(identities: Iterable[Identity]) -> pa.Table:
    ordered = sorted(identities, key=lambda i: i.id)
    rows: list[dict[str, Any]] = [
        {
            "actor_id": i.id,
            "kind": i.kind,
            "name": i.name,
            "named": i.named,
            "aliases": [n for n in i.names if n != i.name] + list(i.aliases),
            "roles": list(i.roles),
            "country": i.country,
            "sector": i.sector,
            "wikidata_id": None,
            "names": list(i.names),
            "own_aliases": list(i.aliases),
            "countries": list(i.countries),
            "sectors": list(i.sectors),
        }
        for i in ordered
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMAS["actors"])


def _identity(row: dict[str, Any]) -> Identity:
    return Identity(
        id=row["actor_id"],
        kind=row["kind"],
        name=row["name"],
        named=row["named"],
        names=tuple(row["names"]),
        aliases=tuple(row["own_aliases"]),
        roles=tuple(row["roles"]),
        countries=tuple(row["countries"]),
        sectors=tuple(row["sectors"]),
    )
