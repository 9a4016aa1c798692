"""One generation of links: made from the current readings, or from the last generation and what came since.

Only additions are taken up from the last generation; where a reading it has seen was superseded, all is linked afresh,
since what the old reading told may not stay. Both ways give the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dateline.linking.actors import COLUMNS as ACTOR_COLUMNS
from dateline.linking.actors import Fresh, known_tables, linked, moved_readings, take_in
from dateline.linking.copy_table import copies_of, copy_table, text_table
from dateline.linking.family_table import quote_tables
from dateline.linking.parts import Spread
from dateline.linking.passage_table import standing_table
from dateline.linking.places import Numbers, Places
from dateline.linking.repeated_table import line_table, repeated_table
from dateline.linking.report_table import report_table
from dateline.linking.series_table import step_table
from dateline.linking.story_table import joined, parted, story_tables
from dateline.linking.versions import version_table
from dateline.linking.wordings import wording_table
from dateline.record import Writer
from dateline.record.apart import stories_apart
from dateline.record.arrow import SPANS
from dateline.record.batches import current_tables, read_table
from dateline.record.corrections import Corrections
from dateline.record.folder import linking, reading
from dateline.record.links import SCHEMAS, broken_links, drop_links, links_path, write_links
from dateline.record.whole import disk_errors

VERSION = 21
"""Changes when linking finds something else in the same record."""
_ARTICLES = pa.schema(
    [
        ("reading", pa.int64()),
        *((c, pa.string()) for c in ("article_id", "publisher", "published_at", "dateline_value")),
    ]
)


def link(record: str | Path | Writer, spread: Spread = map) -> str:
    """Link what the record holds and make it current; the generation's id, the same for the same readings.

    ``spread`` works out the parts that do not depend on one another; what is written does not depend on it.
    """
    writer = record if isinstance(record, Writer) else Writer(record)
    with linking(writer.path):
        while True:
            with reading(writer.path):
                writer.catch_up()
                generation = _generation(writer, spread)
            if _is_current(writer, generation) or writer.make_current(generation):
                return generation


def _is_current(writer: Writer, generation: str) -> bool:
    """Whether the log makes ``generation`` current, as it stands on the disk."""
    known = generation == writer.state.links
    return known and not broken_links(writer.path, generation, writer.state.link_hashes)


def _generation(writer: Writer, spread: Spread) -> str:
    """The id of the links of what the record holds; they are written where they are not there yet."""
    batches = writer.intact()
    told = current_tables(writer.path, batches, "articles", _ARTICLES.names)
    articles = pa.concat_tables([_ARTICLES.empty_table(), *told])
    apart = stories_apart(Corrections(writer.path).all())
    generation = _name(articles.column("reading").to_pylist(), apart)
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
    tables["texts"] = texts = text_table(writer.path, batches, known["texts"], seen, spread)
    tables["copies"] = copies = copy_table(writer.path, batches, texts, known["copies"], spread)
    tables["stories"], tables["story_groups"] = story_tables(texts, known, seen)
    copied = copies_of(texts, copies)
    story = parted(texts, tables["stories"], copied, joined(texts, tables["stories"], copied), apart)
    tables["standing"] = standing = standing_table(texts, copied >= 0)
    tables["steps"] = step_table(writer.path, batches, known["steps"], seen)
    tables["versions"] = version_table(texts, copies)
    quotes, tables["reversals"] = quote_tables(writer.path, batches, links, texts, known, seen)
    tables["quotes"] = quotes
    tables["wordings"] = wording_table(writer.path, batches, quotes, known["wordings"])
    articles = articles.sort_by("reading")
    tables["lines"] = lines = line_table(writer.path, batches, known["lines"], seen)
    tables["repeated"] = again = repeated_table(lines, articles, _are_copies(articles, texts, copied))
    of = _Of(_ids(articles, texts, copied), _ids(articles, texts, story))
    tables["articles"] = _article_links(
        articles, links, tables["actors"], reports, of, _told_elsewhere(standing, again), quotes
    )
    with disk_errors(writer.path):
        if generation == writer.state.links:
            drop_links(writer.path, generation)
        write_links(writer.path, generation, tables)
    return generation


_OF_READINGS = 12
"""Digits of a generation's id that tell what it has seen; the others also tell which stories are kept apart."""


def _name(readings: Iterable[int], apart: Iterable[tuple[str, str]] = ()) -> str:
    told = f"{VERSION}:" + ",".join(map(str, sorted(readings)))
    name, pairs = hashlib.sha256(told.encode()).hexdigest()[:16], repr(sorted(apart))
    if pairs == "[]":
        return name
    return name[:_OF_READINGS] + hashlib.sha256(pairs.encode()).hexdigest()[: 16 - _OF_READINGS]


def _last(writer: Writer, readings: pa.ChunkedArray) -> Path | None:
    """The folder of the last generation, where this version made it and all that it has seen still stands."""
    last = links_path(writer.path, writer.state.links) if writer.state.links else None
    if last is None or broken_links(writer.path, last.name, writer.state.link_hashes):
        return None
    seen = _seen(last)
    stands = pc.all(pc.is_in(seen, value_set=readings)).as_py()
    same = _name(seen.to_pylist())[:_OF_READINGS] == last.name[:_OF_READINGS]
    return last if stands and same else None


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


class _Of(NamedTuple):
    """For each article, in the order of the readings, what it belongs to."""

    original: pa.Array
    """The id of the article that it is a copy of, or null."""
    story: pa.Array


def _ids(articles: pa.Table, texts: pa.Table, numbers: Numbers) -> pa.Array:
    """For each of ``articles`` the id of the one that ``numbers``, in the order of ``texts``, lead to; null for -1."""
    rows = Places(texts.column("reading").to_numpy()).of(articles.column("reading").to_numpy())
    to = numbers[rows]
    return texts.column("article_id").combine_chunks().take(pa.array(to, mask=to < 0))


def _article_links(
    articles: pa.Table, links: pa.Table, actors: pa.Table, reports: pa.Table, of: _Of, elsewhere: pa.Table,
    quotes: pa.Table,
) -> pa.Table:  # fmt: skip
    """One row an article; links and reports are sorted by reading, as the articles are."""
    later = reports.filter(pc.not_equal(reports.column("occurrence"), _event_ids(reports)))
    ends, told = _offsets(articles, links), _offsets(articles, later)
    local, linked_to = (links.column(c).combine_chunks() for c in ("local_id", "actor_id"))
    at = pc.index_in(linked_to, value_set=actors.column("actor_id").combine_chunks())
    named = actors.column("name").combine_chunks().take(at)
    columns = [
        articles.column("reading"),
        articles.column("article_id"),
        of.story,
        of.original,
        pa.MapArray.from_arrays(ends, local, linked_to),
        pa.MapArray.from_arrays(ends, local, named),
        pa.MapArray.from_arrays(told, *(later.column(c).combine_chunks() for c in ("event", "occurrence"))),
        _background(articles, elsewhere),
        _families(articles, quotes),
    ]
    return pa.table(columns, schema=SCHEMAS["articles"])


def _families(articles: pa.Table, quotes: pa.Table) -> pa.Array:
    """For each article the family of its statements that are not the first of theirs; quotes are sorted by reading."""
    own = pc.and_(
        pc.equal(quotes.column("reading"), quotes.column("of_reading")),
        pc.equal(quotes.column("id"), quotes.column("of_id")),
    )
    later = quotes.filter(pc.invert(own))
    to = Places(articles.column("reading").to_numpy()).of(later.column("of_reading").to_numpy())
    first = articles.column("article_id").combine_chunks().take(pa.array(to))
    family = pc.binary_join_element_wise(first, later.column("of_id").combine_chunks(), ":")
    return pa.MapArray.from_arrays(_offsets(articles, later), later.column("id").combine_chunks(), family)


def _told_elsewhere(standing: pa.Table, again: pa.Table) -> pa.Table:
    """Paragraphs that other articles had before, and lines that are furniture by repetition, in the order of both."""
    told = standing.filter(pc.not_equal(standing.column("reading"), standing.column("of_reading")))
    columns = ["reading", "start", "end"]
    return pa.concat_tables([told.select(columns), again.select(columns)]).sort_by([(c, "ascending") for c in columns])


def _background(articles: pa.Table, elsewhere: pa.Table) -> pa.Array:
    """For each article the spans of what is not counted anew; they are sorted by reading."""
    parts = [elsewhere.column(name).combine_chunks() for name in ("start", "end")]
    spans = pa.StructArray.from_arrays(parts, fields=list(SPANS.value_type))
    return pa.ListArray.from_arrays(_offsets(articles, elsewhere), spans).cast(SPANS)


def _are_copies(articles: pa.Table, texts: pa.Table, copied: Numbers) -> NDArray[np.bool_]:
    """For each of ``articles`` whether it is a copy."""
    rows = Places(texts.column("reading").to_numpy()).of(articles.column("reading").to_numpy())
    return (rows >= 0) & (copied[rows] >= 0) if len(copied) else np.zeros(len(rows), np.bool_)


def _offsets(articles: pa.Table, rows: pa.Table) -> pa.Array:
    """Where the rows of each article begin, and where the last one's end."""
    starts = np.searchsorted(rows.column("reading").to_numpy(), articles.column("reading").to_numpy())
    return pa.array([*starts.tolist(), rows.num_rows], pa.int32())


def _event_ids(reports: pa.Table) -> pa.ChunkedArray:
    return pc.binary_join_element_wise(reports.column("article_id"), reports.column("event"), ":")
