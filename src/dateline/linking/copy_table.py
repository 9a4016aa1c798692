"""The texts and copies of a record, from the last generation and what came since.

Every generation looks anew for the pairs that share a good part of a sketch, over the sketches of all articles in
columns; only pairs that were not compared before are read. Whether two are copies depends on the two alone, so that
neither order nor batches matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dateline.linking.copies import HALF, MONTH, Changes, Pair, Text, changes, compared, originals, text_of
from dateline.linking.parts import Spread, parts
from dateline.linking.passages import Passage, passages_of
from dateline.linking.places import Places
from dateline.linking.reports import day_number
from dateline.linking.shingles import Numbers, Sketches, Words, candidates, outside, sketch, whole, words_of
from dateline.linking.stories import counted, placed_terms
from dateline.record.arrow import SPANS
from dateline.record.batches import batch_path, current_tables
from dateline.record.links import SCHEMAS
from dateline.record.log import Batch
from dateline.schema import Span

Stored = tuple[Mapping[str, Any], Sequence[Span]]
"""A row of a reading, and the blocks of it that are the page's."""
_Part = tuple[list[tuple[int, int]], dict[int, Stored]]
TEXTS_A_PART, PAIRS_A_PART = 128, 1024
"""Articles, and pairs of articles, that are worked out at once."""
LEAST = 0.2
"""The part of the smaller sketch that two texts share at least to be compared; half of the words share more of it."""
LEAST_LATER = 0.45
"""The same where more than a month lies between them: then nearly all words are the same, or it is no copy."""
AT_ONCE = 8192
"""Texts that are held in memory while pairs are compared."""
_APART = pa.array(["related", "promo", "caption"])
"""Blocks that are the page's, not the article's."""
_COLUMNS = ("reading", "article_id", "text", "published_at", "dateline_parts", "dateline_value")


def text_table(
    record: Path, batches: Iterable[Batch], known: pa.Table, seen: pa.Array, spread: Spread = map
) -> pa.Table:
    """The table ``texts``: ``known`` and a row for each reading that is not ``seen``, sorted by age.

    ``spread`` works out parts of some articles each.
    """
    tables = [known]
    for batch in batches:
        fresh = _unseen(record, batch, seen)
        if len(fresh):
            tables += spread(_sketches, parts(_texts(record, [batch], fresh), TEXTS_A_PART))
    told = pa.concat_tables(tables).combine_chunks()
    told = told.append_column("undated", pc.is_null(told.column("published")))
    order = [("undated", "ascending"), ("published", "ascending"), ("article_id", "ascending")]
    return told.sort_by(order).drop_columns(["undated"])


def copy_table(
    record: Path, batches: Sequence[Batch], texts: pa.Table, known: pa.Table, spread: Spread = map
) -> pa.Table:
    """The table ``copies``: of all pairs that were compared, the later and the earlier, and what they share.

    ``spread`` works out parts of some pairs each: only texts that share a good part of a sketch can be copies.
    """
    readings = texts.column("reading").to_numpy()
    keys = texts.column("key").to_numpy()
    _, first, group = np.unique(keys, return_index=True, return_inverse=True)
    same = first[group] != np.arange(len(keys))
    same &= texts.column("words").to_numpy() > 0
    later = np.flatnonzero(same)
    exact = _exact(texts, later, first[group[later]])
    told = known.filter(pc.not_equal(pc.fill_null(known.column("kind"), ""), "exact"))
    place, size = Places(readings), len(readings)
    earlier, later = _near(texts, np.flatnonzero(~same))
    compared = [place.of(told.column(name).to_numpy()) for name in ("reading", "of_reading")]
    at = Places(compared[0] * size + compared[1]).of(later * size + earlier)
    kept, fresh = told.take(pa.array(at[at >= 0])), at < 0
    pairs = zip(readings[later[fresh]].tolist(), readings[earlier[fresh]].tolist(), strict=True)
    made = spread(_rows, _pairs(record, batches, list(pairs)))
    return pa.concat_tables([kept, exact, *made]).sort_by([("reading", "ascending"), ("of_reading", "ascending")])


def copies_of(texts: pa.Table, copies: pa.Table) -> Numbers:
    """For each of ``texts`` the number of the one that it is a copy of; -1 for one that is none."""
    place = Places(texts.column("reading").to_numpy())
    told = copies.filter(pc.is_valid(copies.column("kind")))
    told = told.filter(pc.greater_equal(told.column("share"), HALF))
    later, earlier = (place.of(told.column(name).to_numpy()).tolist() for name in ("reading", "of_reading"))
    pairs = map(Pair, later, earlier, told.column("share").to_pylist())
    found = np.full(texts.num_rows, -1, np.int64)
    for copy, original in originals(pairs).items():
        found[copy] = original
    return found


def _unseen(record: Path, batch: Batch, seen: pa.Array) -> pa.Array:
    (table,) = current_tables(record, [batch], "articles", ("reading",))
    readings = table.column("reading").combine_chunks()
    return readings.filter(pc.invert(pc.is_in(readings, value_set=seen)))


def _texts(record: Path, batches: Iterable[Batch], readings: pa.Array) -> Iterator[Stored]:
    """The rows of ``readings`` with their blocks; only the row groups that hold one of them are read."""
    for batch in batches:
        folder = batch_path(record, batch.id)
        apart = _apart(record, batch, readings)
        with pq.ParquetFile(folder / "articles.parquet") as file:
            for number in range(file.num_row_groups):
                here = file.read_row_group(number, ["reading"]).column("reading")
                if pc.any(pc.is_in(here, value_set=readings)).as_py():
                    table = file.read_row_group(number, list(_COLUMNS))
                    for row in table.filter(pc.is_in(here, value_set=readings)).to_pylist():
                        if row["reading"] not in batch.dead:
                            yield row, apart.get(row["reading"], ())


def _apart(record: Path, batch: Batch, readings: pa.Array) -> dict[int, list[Span]]:
    (blocks,) = current_tables(record, [batch], "blocks", ("reading", "kind", "start", "end"))
    blocks = blocks.filter(pc.is_in(blocks.column("kind"), value_set=_APART))
    blocks = blocks.filter(pc.is_in(blocks.column("reading"), value_set=readings))
    found: dict[int, list[Span]] = {}
    for row in blocks.to_pylist():
        found.setdefault(row["reading"], []).append(Span(row["start"], row["end"]))
    return found


def _dateline(row: Mapping[str, Any]) -> tuple[Span | None, Span | None]:
    """The spans of the dateline and of its place."""
    parts = row["dateline_parts"] or {}
    dateline, place = (Span(**parts[name]) if parts.get(name) else None for name in ("span", "place"))
    return dateline, place


def _text(row: Mapping[str, Any], apart: Sequence[Span]) -> Text:
    return text_of(row["text"], *_dateline(row), apart, day_number(row["published_at"]))


class _Told(NamedTuple):
    words: Words
    terms: tuple[list[int], list[int]]
    passages: list[Passage]


def _told(row: Mapping[str, Any], apart: Sequence[Span]) -> _Told:
    text, (dateline, _) = row["text"], _dateline(row)
    words = words_of(text)
    placed = placed_terms(text, [*apart, *filter(None, [dateline])])
    return _Told(outside(words, apart), counted(placed), passages_of(text, words, apart, placed))


def _sketches(articles: Sequence[Stored]) -> pa.Table:
    """The rows of ``texts`` for some articles."""
    rows = [_sketched(row, _told(row, apart)) for row, apart in articles]
    return pa.Table.from_pylist(rows, schema=SCHEMAS["texts"])


def _sketched(row: Mapping[str, Any], told: _Told) -> dict[str, Any]:
    text, (terms, counts) = told.words, told.terms
    there = len(text.hashes) > 0
    return {
        "reading": row["reading"],
        "article_id": row["article_id"],
        "published": row["published_at"],
        "words": len(text.hashes),
        "key": whole(text.hashes),
        "start": int(text.starts[0]) if there else 0,
        "end": int(text.ends[-1]) if there else 0,
        "sketch": sketch(text.hashes).view(np.int64),
        "day": day_number(row["published_at"]) or day_number(row["dateline_value"]),
        "terms": terms,
        "counts": counts,
        "passages": [
            {
                **p.span._asdict(),
                "key": p.key,
                "figures": p.figures,
                "sketch": p.sketch.view(np.int64),
                "terms": p.terms,
            }
            for p in told.passages
        ],
    }


def _near(texts: pa.Table, numbers: Numbers) -> tuple[Numbers, Numbers]:
    """The pairs of the texts ``numbers`` to compare: the earlier ones and the later ones."""
    sketches = Sketches.within(texts.column("sketch").combine_chunks()).take(numbers)
    found, sizes = candidates(sketches), sketches.sizes
    days = pc.fill_null(texts.column("day"), 0).to_numpy()[numbers]
    days = np.stack([days[found.first], days[found.second]])
    later = (days.min(axis=0) > 0) & (np.ptp(days, axis=0) > MONTH)
    least = np.where(later, LEAST_LATER, LEAST)
    near = found.shared >= least * np.minimum(sizes[found.first], sizes[found.second])
    return numbers[found.first[near]], numbers[found.second[near]]


def _exact(texts: pa.Table, later: Numbers, earlier: Numbers) -> pa.Table:
    """The rows of texts that are word for word the same."""
    ours, theirs = (texts.select(["reading", "start", "end"]).take(pa.array(n)) for n in (later, earlier))
    ones, none = pa.array(np.ones(len(later), np.float32)), pa.array([[]] * len(later), SPANS)
    columns = [ours.column("reading"), theirs.column("reading"), pa.array(["exact"] * len(later), pa.string()),
               ones, ones, _whole(ours), _whole(theirs), none, none]  # fmt: skip
    return pa.table(columns, schema=SCHEMAS["copies"])


def _whole(texts: pa.Table) -> pa.Array:
    """The span of each text as a list of one."""
    parts = [texts.column(name).combine_chunks() for name in ("start", "end")]
    spans = pa.StructArray.from_arrays(parts, fields=list(SPANS.value_type))
    return pa.ListArray.from_arrays(pa.array(np.arange(len(spans) + 1, dtype=np.int32)), spans).cast(SPANS)


def _pairs(record: Path, batches: Sequence[Batch], pairs: Sequence[tuple[int, int]]) -> Iterator[_Part]:
    """Parts of ``pairs``, each with its articles; so many texts are held at once, and pairs come by the age of one."""
    waiting: list[tuple[int, int]] = []
    needed: set[int] = set()
    for pair in [*pairs, None]:
        if pair is None or len(needed) >= AT_ONCE:
            rows = {
                row["reading"]: (row, apart) for row, apart in _texts(record, batches, pa.array(needed, pa.int64()))
            }
            for part in parts(waiting, PAIRS_A_PART):
                yield part, {number: rows[number] for number in {n for pair in part for n in pair}}
            waiting, needed = [], set()
        if pair is not None:
            waiting.append(pair)
            needed.update(pair)


def _rows(part: _Part) -> pa.Table:
    """The rows of ``copies`` for some pairs."""
    pairs, articles = part
    texts = {number: _text(*stored) for number, stored in articles.items()}
    rows = [_row(later, earlier, texts[later], texts[earlier]) for later, earlier in pairs]
    return pa.Table.from_pylist(rows, schema=SCHEMAS["copies"])


def _row(later: int, earlier: int, ours: Text, theirs: Text) -> dict[str, Any]:
    verdict = compared(ours, theirs)
    row: dict[str, Any] = {"reading": later, "of_reading": earlier}
    if verdict is None:
        return row
    told: Changes = changes(ours, theirs)
    spans = {name: [s._asdict() for s in getattr(told, name)] for name in Changes._fields}
    return row | {"kind": verdict.kind, "share": verdict.share, "share_of": verdict.share_of} | spans
