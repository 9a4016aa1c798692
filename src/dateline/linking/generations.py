"""One generation of links: made from the current readings, or from the last generation and what came since.

Only additions are taken up from the last generation; where a reading it has seen was superseded, all is linked afresh,
since what the old reading told may not stay. Both ways give the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dateline.linking.actors import COLUMNS as ACTOR_COLUMNS
from dateline.linking.actors import Fresh, known_tables, linked, moved_readings, take_in
from dateline.linking.copy_table import copies_of, copy_table, text_table
from dateline.linking.family_table import quote_table
from dateline.linking.passage_table import standing_table
from dateline.linking.report_table import report_table
from dateline.linking.story_table import joined, story_tables
from dateline.record import Writer
from dateline.record.batches import current_tables, read_table
from dateline.record.folder import disk_errors, reading
from dateline.record.links import SCHEMAS, broken_links, drop_links, links_path, write_links

VERSION = 14
"""Changes when linking finds something else in the same record."""
_ARTICLES = pa.schema(
    [("reading", pa.int64()), *((c, pa.string()) for c in ("article_id", "published_at", "dateline_value"))]
)


def link(record: str | Path | Writer) -> str:
    """Link what the record holds and make it current; the generation's id, the same for the same readings."""
    writer = record if isinstance(record, Writer) else Writer(record)
    while True:
        with reading(writer.path):
            writer.catch_up()
            generation = _generation(writer)
        if _is_current(writer, generation) or writer.make_current(generation):
            return generation


def _is_current(writer: Writer, generation: str) -> bool:
    """Whether the log makes ``generation`` current, as it stands on the disk."""
    known = generation == writer.state.links
    return known and not broken_links(writer.path, generation, writer.state.link_hashes)


def _generation(writer: Writer) -> str:
    """The id of the links of what the record holds; they are written where they are not there yet."""
    batches = writer.intact()
    told = current_tables(writer.path, batches, "articles", _ARTICLES.names)
    articles = pa.concat_tables([_ARTICLES.empty_table(), *told])
    generation = _name(articles.column("reading").to_pylist())
    if _is_current(writer, generation):
        return generation
    last = _last(writer, articles.column("reading"))
    fresh, seen, days = Fresh(), _seen(last), _days(articles)
    for table in current_tables(writer.path, batches, "actors", ACTOR_COLUMNS):
        take_in(fresh, table.filter(pc.invert(pc.is_in(table.column("reading"), value_set=seen))), days)
    known = known_tables(last)
    tables = linked(known, fresh)
    links = tables["actor_links"]
    moved = moved_readings(known["actor_links"], links)
    tables["reports"] = reports = report_table(writer.path, batches, links, known["reports"], seen, moved)
    tables["texts"] = texts = text_table(writer.path, batches, known["texts"], seen)
    tables["copies"] = copies = copy_table(writer.path, batches, texts, known["copies"])
    tables["stories"], tables["story_groups"] = story_tables(texts, known, seen)
    copied = copies_of(texts, copies)
    story = joined(texts, tables["stories"], copied)
    tables["standing"] = standing = standing_table(texts, copied)
    tables["quotes"] = quotes = quote_table(writer.path, batches, links, texts, known["quotes"], seen)
    tables["articles"] = _article_links(
        articles.sort_by("reading"), links, tables["actors"], reports, copied, story, standing, quotes
    )
    with disk_errors(writer.path):
        if generation == writer.state.links:
            drop_links(writer.path, generation)
        write_links(writer.path, generation, tables)
    return generation


def _name(readings: Iterable[int]) -> str:
    told = f"{VERSION}:" + ",".join(map(str, sorted(readings)))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _last(writer: Writer, readings: pa.ChunkedArray) -> Path | None:
    """The folder of the last generation, where this version made it and all that it has seen still stands."""
    last = links_path(writer.path, writer.state.links) if writer.state.links else None
    if last is None or broken_links(writer.path, last.name, writer.state.link_hashes):
        return None
    seen = _seen(last)
    stands = pc.all(pc.is_in(seen, value_set=readings)).as_py() and _name(seen.to_pylist()) == writer.state.links
    return last if stands else None


def _seen(generation: Path | None) -> pa.Array:
    """The readings that a generation has seen."""
    if generation is None:
        return pa.array([], pa.int64())
    return read_table(generation / "articles.parquet", ["reading"]).column("reading").combine_chunks()


def _days(articles: pa.Table) -> dict[int, str | None]:
    """The day of each reading: of its publication, or that of the dateline."""
    told = (articles.column(c).to_pylist() for c in ("reading", "published_at", "dateline_value"))
    return {reading: _day(published) or _day(dateline) for reading, published, dateline in zip(*told, strict=True)}


def _day(told: str | None) -> str | None:
    """The ISO 8601 day with which ``told`` begins, if any."""
    try:
        return date.fromisoformat((told or "")[:10]).isoformat()
    except ValueError:
        return None


def _article_links(
    articles: pa.Table, links: pa.Table, actors: pa.Table, reports: pa.Table, copied: Mapping[int, int],
    story: Mapping[int, int], standing: pa.Table, quotes: pa.Table,
) -> pa.Table:  # fmt: skip
    """One row an article; links and reports are sorted by reading, as the articles are."""
    readings, ids = (articles.column(c).to_pylist() for c in ("reading", "article_id"))
    id_of = dict(zip(readings, ids, strict=True))
    copy_of = [id_of[copied[reading]] if reading in copied else None for reading in readings]
    later = reports.filter(pc.not_equal(reports.column("occurrence"), _event_ids(reports)))
    ends, told = _offsets(articles, links), _offsets(articles, later)
    local, linked_to = (links.column(c).combine_chunks() for c in ("local_id", "actor_id"))
    at = pc.index_in(linked_to, value_set=actors.column("actor_id").combine_chunks())
    named = actors.column("name").combine_chunks().take(at)
    columns = [
        articles.column("reading"),
        articles.column("article_id"),
        pa.array([id_of[story[reading]] for reading in readings], pa.string()),
        pa.array(copy_of, pa.string()),
        pa.MapArray.from_arrays(ends, local, linked_to),
        pa.MapArray.from_arrays(ends, local, named),
        pa.MapArray.from_arrays(told, *(later.column(c).combine_chunks() for c in ("event", "occurrence"))),
        _background(articles, standing),
        _families(articles, quotes, id_of),
    ]
    return pa.table(columns, schema=SCHEMAS["articles"])


def _families(articles: pa.Table, quotes: pa.Table, id_of: Mapping[int, str]) -> pa.Array:
    """For each article the family of its statements that are not the first of theirs."""
    found: dict[int, list[tuple[str, str]]] = {}
    told = (quotes.column(c).to_pylist() for c in ("reading", "id", "of_reading", "of_id"))
    for number, own, of_reading, of_id in zip(*told, strict=True):
        if (number, own) != (of_reading, of_id):
            found.setdefault(number, []).append((own, f"{id_of[of_reading]}:{of_id}"))
    rows = [found.get(number, []) for number in articles.column("reading").to_pylist()]
    return pa.array(rows, SCHEMAS["articles"].field("families").type)


def _background(articles: pa.Table, standing: pa.Table) -> pa.Array:
    """For each article the spans of what others had before it."""
    told = standing.filter(pc.not_equal(standing.column("reading"), standing.column("of_reading")))
    spans: dict[int, list[dict[str, int]]] = {}
    for row in told.to_pylist():
        spans.setdefault(row["reading"], []).append({"start": row["start"], "end": row["end"]})
    found = [spans.get(reading, []) for reading in articles.column("reading").to_pylist()]
    return pa.array(found, SCHEMAS["articles"].field("background").type)


def _offsets(articles: pa.Table, rows: pa.Table) -> pa.Array:
    """Where the rows of each article begin, and where the last one's end."""
    starts = np.searchsorted(rows.column("reading").to_numpy(), articles.column("reading").to_numpy())
    return pa.array([*starts.tolist(), rows.num_rows], pa.int32())


def _event_ids(reports: pa.Table) -> pa.ChunkedArray:
    return pc.binary_join_element_wise(reports.column("article_id"), reports.column("event"), ":")
