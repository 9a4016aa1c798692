"""Versions: articles that are one piece of copy in the takes, corrections and reprints in which it went out.

Two copies are versions of one piece where each has a good part of the other, or where the later begins with what the
earlier is: a take that was carried on. A round-up that holds a piece somewhere in it is a copy and no version. Each
version but the first was made from the earlier one that it has most in common with; of several the latest.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dateline.linking.places import Numbers, Places
from dateline.linking.sets import firsts
from dateline.record.links import SCHEMAS

BOTH = 0.25
"""The part of either that two versions share at least."""
BEGINS = 0.15
"""In so much of a text, from its start, stands the first of what it shares with another that it begins with."""


def version_table(texts: pa.Table, copies: pa.Table) -> pa.Table:
    """The table ``versions``: each article of a piece of several versions, its number and what it was made from.

    ``texts`` are sorted by age.
    """
    readings, place = texts.column("reading").to_numpy(), Places(texts.column("reading").to_numpy())
    told = copies.filter(pc.is_valid(copies.column("kind")))
    later, earlier = (place.of(told.column(name).to_numpy()) for name in ("reading", "of_reading"))
    kept = _are_versions(texts, told, later, earlier)
    later, earlier, told = later[kept], earlier[kept], told.filter(pa.array(kept))
    piece = firsts(len(readings), later, earlier)
    told_of = _made_from(later, earlier, _common(told))
    rows = np.flatnonzero(np.bincount(piece, minlength=len(piece))[piece] > 1)
    rows = rows[np.lexsort((rows, piece[rows]))]
    begins = np.r_[0, np.flatnonzero(np.diff(piece[rows])) + 1] if len(rows) else np.array([], np.int64)
    number = np.arange(len(rows)) - np.repeat(begins, np.diff(np.r_[begins, len(rows)])) + 1
    made_from = told_of.of(rows)
    columns = [
        readings[rows],
        readings[piece[rows]],
        pa.array(number, pa.int32()),
        pa.array(readings[made_from], mask=made_from < 0),
    ]
    return pa.table(columns, schema=SCHEMAS["versions"]).sort_by("reading")


def _are_versions(texts: pa.Table, told: pa.Table, later: Numbers, earlier: Numbers) -> NDArray[np.bool_]:
    share, share_of = (told.column(name).to_numpy() for name in ("share", "share_of"))
    first = [_first_of(told.column(name)) for name in ("shared", "shared_of")]
    starts, ends = (texts.column(name).to_numpy() for name in ("start", "end"))
    begins = [
        at - starts[rows] <= BEGINS * (ends[rows] - starts[rows])
        for at, rows in zip(first, (later, earlier), strict=True)
    ]
    found: NDArray[np.bool_] = (np.minimum(share, share_of) >= BOTH) | (begins[0] & begins[1])
    return found


def _first_of(spans: pa.ChunkedArray) -> Numbers:
    """Where the first of each list of spans begins; a place behind all where there is none."""
    lists = spans.combine_chunks()
    parents, starts = pc.list_parent_indices(lists).to_numpy(), pc.list_flatten(lists).field("start").to_numpy()
    at, first = np.unique(parents, return_index=True)
    found = np.full(len(lists), np.iinfo(np.int32).max, np.int64)
    found[at] = starts[first]
    return found


def _common(told: pa.Table) -> NDArray[np.float64]:
    share, share_of = (told.column(name).to_numpy().astype(np.float64) for name in ("share", "share_of"))
    common: NDArray[np.float64] = (share + share_of).round(6)
    return common


class _MadeFrom:
    """From a version to the earlier one that it has most in common with."""

    def __init__(self, later: Numbers, earlier: Numbers) -> None:
        self._place, self._earlier = Places(later), earlier

    def of(self, rows: Numbers) -> Numbers:
        at = self._place.of(rows)
        found: Numbers = np.where(at >= 0, self._earlier[at] if len(self._earlier) else -1, -1)
        return found


def _made_from(later: Numbers, earlier: Numbers, common: NDArray[np.float64]) -> _MadeFrom:
    order = np.lexsort((-earlier, -common, later))
    _, at = np.unique(later[order], return_index=True)
    best = order[at]
    return _MadeFrom(later[best], earlier[best])
