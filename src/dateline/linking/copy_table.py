"""The texts and copies of a record, from the last generation and what came since.

Every generation looks anew for the pairs that share a good part of a sketch, over the sketches of all articles in
columns; only pairs that were not compared before are read. Whether two are copies depends on the two alone, so that
neither order nor batches matter.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dateline.linking.copies import Changes, Pair, Text, changes, compared, originals, text_of
from dateline.linking.passages import Passage, passages_of
from dateline.linking.shingles import Words, candidates, outside, sketch, whole, words_of
from dateline.linking.stories import terms_of
from dateline.record.batches import batch_path, current_tables
from dateline.record.links import SCHEMAS
from dateline.record.log import Batch
from dateline.schema import Span

Told = TypeVar("Told")
LEAST = 0.2
"""The part of the smaller sketch that two texts share at least to be compared; half of the words share more of it."""
AT_ONCE = 8192
"""Texts that are held in memory while pairs are compared."""
_APART = pa.array(["related", "promo", "caption"])
"""Blocks that are the page's, not the article's."""
_COLUMNS = ("reading", "article_id", "text", "published_at", "dateline_parts", "dateline_value")


def text_table(record: Path, batches: Iterable[Batch], known: pa.Table, seen: pa.Array) -> pa.Table:
    """The table ``texts``: ``known`` and a row for each reading that is not ``seen``, sorted by age."""
    tables = [known]
    for batch in batches:
        fresh = _unseen(record, batch, seen)
        if len(fresh):
            rows = (_sketched(*told) for told in _texts(record, [batch], fresh, _told))
            while part := list(itertools.islice(rows, AT_ONCE)):
                tables.append(pa.Table.from_pylist(part, schema=SCHEMAS["texts"]))
    told = pa.concat_tables(tables)
    told = told.append_column("undated", pc.is_null(told.column("published")))
    order = [("undated", "ascending"), ("published", "ascending"), ("article_id", "ascending")]
    return told.sort_by(order).drop_columns(["undated"])


def copy_table(record: Path, batches: Sequence[Batch], texts: pa.Table, known: pa.Table) -> pa.Table:
    """The table ``copies``: of all pairs that were compared, the later and the earlier, and what they share."""
    readings = texts.column("reading").to_numpy()
    keys = texts.column("key").to_numpy()
    _, first, group = np.unique(keys, return_index=True, return_inverse=True)
    same = first[group] != np.arange(len(keys))
    same &= texts.column("words").to_numpy() > 0
    exact = [_exact(texts, later, first[group[later]]) for later in np.flatnonzero(same).tolist()]
    others = np.flatnonzero(~same)
    wanted = [(int(readings[others[b]]), int(readings[others[a]])) for a, b in _near(texts, others)]
    told = known.filter(pc.not_equal(pc.fill_null(known.column("kind"), ""), "exact"))
    both = zip(told.column("reading").to_pylist(), told.column("of_reading").to_pylist(), strict=True)
    place = {pair: row for row, pair in enumerate(both)}
    kept = told.take(pa.array([place[pair] for pair in wanted if pair in place], pa.int64()))
    fresh = _compared(record, batches, [pair for pair in wanted if pair not in place])
    made = pa.Table.from_pylist([*exact, *fresh], schema=SCHEMAS["copies"])
    return pa.concat_tables([kept, made]).sort_by([("reading", "ascending"), ("of_reading", "ascending")])


def copies_of(texts: pa.Table, copies: pa.Table) -> dict[int, int]:
    """By reading, the reading that it is a copy of."""
    readings = texts.column("reading").to_pylist()
    age = {reading: number for number, reading in enumerate(readings)}
    told = copies.filter(pc.is_valid(copies.column("kind")))
    columns = (told.column(c).to_pylist() for c in ("reading", "of_reading", "share"))
    pairs = [Pair(age[later], age[earlier], share) for later, earlier, share in zip(*columns, strict=True)]
    return {readings[later]: readings[earlier] for later, earlier in originals(pairs).items()}


def _unseen(record: Path, batch: Batch, seen: pa.Array) -> pa.Array:
    (table,) = current_tables(record, [batch], "articles", ("reading",))
    readings = table.column("reading").combine_chunks()
    return readings.filter(pc.invert(pc.is_in(readings, value_set=seen)))


def _texts(
    record: Path,
    batches: Iterable[Batch],
    readings: pa.Array,
    made: Callable[[Mapping[str, Any], Sequence[Span]], Told],
) -> Iterator[tuple[Mapping[str, Any], Told]]:
    """The rows of ``readings`` and what is ``made`` of them; only the row groups that hold one of them are read."""
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
                            yield row, made(row, apart.get(row["reading"], ()))


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
    return text_of(row["text"], *_dateline(row), apart, _day(row["published_at"]))


class _Told(NamedTuple):
    words: Words
    terms: tuple[list[int], list[int]]
    passages: list[Passage]


def _told(row: Mapping[str, Any], apart: Sequence[Span]) -> _Told:
    text, (dateline, _) = row["text"], _dateline(row)
    words = words_of(text)
    terms = terms_of(text, [*apart, *filter(None, [dateline])])
    return _Told(outside(words, apart), terms, passages_of(text, words, apart))


def _day(published: str | None) -> int | None:
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


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
        "day": _day(row["published_at"]) or _day(row["dateline_value"]),
        "terms": terms,
        "counts": counts,
        "passages": [
            {**p.span._asdict(), "key": p.key, "figures": p.figures, "sketch": p.sketch.view(np.int64)}
            for p in told.passages
        ],
    }


def _near(texts: pa.Table, numbers: np.ndarray[Any, np.dtype[np.int64]]) -> Iterator[tuple[int, int]]:
    """The pairs of the texts ``numbers`` to compare, by their places there; the first is the earlier."""
    flat = texts.column("sketch").combine_chunks()
    values, ends = flat.flatten().to_numpy().view(np.uint64), flat.offsets.to_numpy()
    sketches = [values[ends[n] - ends[0] : ends[n + 1] - ends[0]] for n in numbers.tolist()]
    sizes = np.array([len(s) for s in sketches], np.int64)
    found = candidates(sketches)
    near = found.shared >= LEAST * np.minimum(sizes[found.first], sizes[found.second])
    yield from zip(found.first[near].tolist(), found.second[near].tolist(), strict=True)


def _exact(texts: pa.Table, later: int, earlier: int) -> dict[str, Any]:
    ours, theirs = (
        [{"start": texts.column("start")[n].as_py(), "end": texts.column("end")[n].as_py()}] for n in (later, earlier)
    )
    row = {"reading": texts.column("reading")[later].as_py(), "of_reading": texts.column("reading")[earlier].as_py()}
    return row | {
        "kind": "exact", "share": 1.0, "share_of": 1.0, "shared": ours, "shared_of": theirs, "new": [], "dropped": [],
    }  # fmt: skip


def _compared(record: Path, batches: Sequence[Batch], pairs: Sequence[tuple[int, int]]) -> Iterator[dict[str, Any]]:
    """A row for each of ``pairs``; so many texts are held at once, and pairs come ordered by the age of one."""
    waiting: list[tuple[int, int]] = []
    needed: set[int] = set()
    for pair in [*pairs, None]:
        if pair is None or len(needed) >= AT_ONCE:
            texts = {row["reading"]: text for row, text in _texts(record, batches, pa.array(needed, pa.int64()), _text)}
            for later, earlier in waiting:
                yield _row(later, earlier, texts[later], texts[earlier])
            waiting, needed = [], set()
        if pair is not None:
            waiting.append(pair)
            needed.update(pair)


def _row(later: int, earlier: int, ours: Text, theirs: Text) -> dict[str, Any]:
    verdict = compared(ours, theirs)
    row: dict[str, Any] = {"reading": later, "of_reading": earlier}
    if verdict is None:
        return row
    told: Changes = changes(ours, theirs)
    spans = {name: [s._asdict() for s in getattr(told, name)] for name in Changes._fields}
    return row | {"kind": verdict.kind, "share": verdict.share, "share_of": verdict.share_of} | spans
