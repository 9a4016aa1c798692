"""Wordings: how each version of a quotation differs from the first that is known, word by word.

The notation is that of wdiff: what the first has and this one has not stands in [-...-], what only this one has in
{+...+}. Words are compared without case and marks; quotation marks and commas count for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dateline.record.batches import current_tables
from dateline.record.links import SCHEMAS
from dateline.record.log import Batch

_WORD = re.compile(r"\S+")
_BARE = re.compile(r"[^\w%]+")
_LONGEST = 400
"""Words of each side that are compared."""


class Wording(NamedTuple):
    """One version beside the first."""

    marked: str
    """All words of both, as wdiff writes them."""
    kept: float
    """The part of the first one's words that this one has."""
    added: list[str]
    """What only this one has, in runs of words."""
    dropped: list[str]
    """What only the first has."""


def wording(text: str, first: str) -> Wording:
    """How ``text`` differs from ``first``."""
    ours, theirs = _WORD.findall(text)[:_LONGEST], _WORD.findall(first)[:_LONGEST]
    keys = [[_key(word) for word in words] for words in (theirs, ours)]
    parts, added, dropped, kept = [], [], [], 0
    for _, a, b, c, d in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        if keys[0][a:b] == keys[1][c:d]:
            parts.append(" ".join(ours[c:d]))
            kept += b - a
            continue
        if a < b:
            dropped.append(" ".join(theirs[a:b]))
            parts.append(f"[-{dropped[-1]}-]")
        if c < d:
            added.append(" ".join(ours[c:d]))
            parts.append(f"{{+{added[-1]}+}}")
    return Wording(" ".join(parts), round(kept / len(theirs), 6) if theirs else 0.0, added, dropped)


def _key(word: str) -> str:
    return _BARE.sub("", word.casefold()) or word


def wording_table(record: Path, batches: Iterable[Batch], quotes: pa.Table, known: pa.Table) -> pa.Table:
    """The table ``wordings``: a row for each statement of a family that several articles have.

    ``quotes`` tell the families; what is ``known`` of the last generation is not compared again.
    """
    first = pc.binary_join_element_wise(quotes.column("of_reading").cast(pa.string()), quotes.column("of_id"), ":")
    told = quotes.append_column("first", first).select(["reading", "id", "of_reading", "of_id", "first"])
    pairs = told.group_by("first").aggregate([("reading", "count_distinct")])
    several = pairs.filter(pc.greater(pairs.column("reading_count_distinct"), 1)).column("first")
    told = told.filter(pc.is_in(first, value_set=several.combine_chunks())).drop_columns(["first"])
    keys = ("reading", "id", "of_reading", "of_id")
    before, now = (
        list(zip(*(table.column(name).to_pylist() for name in keys), strict=True)) for table in (known, told)
    )
    wanted, there = set(now), set(before)
    kept = known.filter(pa.array([row in wanted for row in before], pa.bool_()))
    fresh = [row for row in now if row not in there]
    made = pa.Table.from_pylist([*_rows(record, batches, fresh)], schema=SCHEMAS["wordings"])
    return pa.concat_tables([kept, made]).sort_by([("reading", "ascending"), ("id", "ascending")])


def _rows(
    record: Path, batches: Iterable[Batch], fresh: Sequence[tuple[int, str, int, str]]
) -> Iterator[dict[str, Any]]:
    texts = _texts(record, batches, {reading for row in fresh for reading in (row[0], row[2])}) if fresh else {}
    for reading, own, of_reading, of_id in fresh:
        told = wording(texts.get((reading, own), ""), texts.get((of_reading, of_id), ""))
        yield {"reading": reading, "id": own, "of_reading": of_reading, "of_id": of_id, **told._asdict()}


def _texts(record: Path, batches: Iterable[Batch], readings: Iterable[int]) -> Mapping[tuple[int, str], str]:
    wanted = pa.array(np.array(sorted(readings), np.int64))
    found: dict[tuple[int, str], str] = {}
    for table in current_tables(record, batches, "statements", ("reading", "id", "text")):
        mine = table.filter(pc.is_in(table.column("reading"), value_set=wanted))
        for reading, own, text in zip(*(mine.column(n).to_pylist() for n in mine.column_names), strict=True):
            found[reading, own] = text or ""
    return found
