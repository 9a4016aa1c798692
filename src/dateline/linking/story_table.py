"""The stories of a record, from the last generation and what came since.

How rare a term is, the first 1,024, 2,048, 4,096 ... articles tell, by their age, so that it changes seldom; only then
all is grouped anew. Else only the weeks of new articles are, and the ties of their groups with those of the weeks
beside them. Both ways give the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dateline.linking.places import Places
from dateline.linking.sets import firsts
from dateline.linking.stories import (
    ALIKE,
    WEEK,
    WEEKS,
    Floats,
    Numbers,
    Rarity,
    Terms,
    edges,
    grouped,
    vectors,
)
from dateline.record.links import SCHEMAS

FEW = 1024
"""Articles up to which all tell how rare a term is."""
_UNDATED = -(10**6)
"""The week of the articles whose day is not known; it stands before each other one."""
_LEAST = ALIKE
"""How alike two groups are on average to be kept as a tie; others lead nowhere."""


class Ties(NamedTuple):
    """Pairs of groups, by their first articles, the later first, and how alike they are on average."""

    group: Numbers
    other: Numbers
    points: Floats

    @classmethod
    def of(cls, parts: Iterable[Ties]) -> Ties:
        """Those of several parts."""
        none = cls(np.array([], np.int64), np.array([], np.int64), np.array([]))
        return cls(*(np.concatenate(columns) for columns in zip(none, *parts, strict=True)))


class StoryTables(NamedTuple):
    """The story of each reading, and the ties of the groups that stories are made of."""

    stories: pa.Table
    ties: pa.Table


def story_tables(texts: pa.Table, known: Mapping[str, pa.Table], seen: pa.Array) -> StoryTables:
    """``texts`` are sorted by age; ``known`` are the last generation's tables, which hold the readings ``seen``."""
    readings = texts.column("reading").to_numpy()
    days = pc.fill_null(texts.column("day"), _UNDATED * WEEK + 1).to_numpy().astype(np.int64)
    weeks, told = (days - 1) // WEEK, _terms(texts)
    known_articles = len(readings) if len(readings) < FEW else 1 << (len(readings).bit_length() - 1)
    epoch = _epoch(readings[:known_articles])
    touched = _touched(readings, weeks, known["stories"], seen, epoch)
    rarity = Rarity.of(told, known_articles)
    groups = _kept(readings, weeks, known["stories"], touched)
    for week in touched:
        articles = np.flatnonzero(weeks == week)
        rows = vectors(told.of(articles), rarity)
        groups[articles] = articles[grouped(len(articles), edges(rows, rows))]
    kept = _kept_ties(readings, weeks, known["story_groups"], touched)
    ties = Ties.of([kept, *_ties(told, rarity, weeks, groups, touched)])
    return StoryTables(_stories(readings, groups, ties, epoch), _tie_rows(readings, ties))


def joined(texts: pa.Table, stories: pa.Table, copied: Numbers) -> Numbers:
    """For each of ``texts`` the number of the first article of its story, where copies bring the stories of their
    originals together.

    ``copied`` has for a copy the number of its original, else -1.
    """
    place = Places(texts.column("reading").to_numpy())
    some, others = (place.of(stories.column(name).to_numpy()) for name in ("reading", "story"))
    copies = np.flatnonzero(copied >= 0)
    return firsts(len(copied), np.concatenate([some, copies]), np.concatenate([others, copied[copies]]))


def parted(
    texts: pa.Table, stories: pa.Table, copied: Numbers, story: Numbers, apart: Iterable[tuple[str, str]]
) -> Numbers:
    """``story``, as ``joined`` gives it, where a person has said of pairs of articles that their stories are not one.

    The second of a pair leaves the story of the first, with the articles of its week that are about the same, and
    copies of any of them; where the first is among these, alone with its copies.
    """
    pairs = list(apart)
    if not pairs:
        return story
    ids = texts.column("article_id").to_pylist()
    number = {article_id: at for at, article_id in enumerate(ids)}
    place = Places(texts.column("reading").to_numpy())
    group = np.empty(len(ids), np.int64)
    group[place.of(stories.column("reading").to_numpy())] = place.of(stories.column("group").to_numpy())
    story = story.copy()
    for one, other in pairs:
        a, b = number.get(one, -1), number.get(other, -1)
        if a < 0 or b < 0 or story[a] != story[b]:
            continue
        leaving = group == group[b] if group[a] != group[b] else np.arange(len(ids)) == b
        leaving = (leaving | ((copied >= 0) & leaving[copied]) | (np.arange(len(ids)) == copied[b])) & (
            story == story[b]
        )
        leaving[a] = False
        _rename(story, leaving)
    return story


def _rename(story: Numbers, leaving: NDArray[np.bool_]) -> None:
    """Make a story of its own of the articles that are ``leaving``; each story is known by its first article."""
    left = np.flatnonzero((story == story[np.flatnonzero(leaving)[0]]) & ~leaving)
    story[leaving] = np.flatnonzero(leaving)[0]
    story[left] = left[0]


def continued(size: int, ties: Ties) -> Numbers:
    """For each of ``size`` articles that is the first of its group, the first one of the story that this goes on with.

    A group goes on with the one of the weeks before that is most like it; of several with the first.
    """
    strong = ties.points >= ALIKE
    group, other, points = (part[strong] for part in ties)
    order = np.lexsort((other, -points, group))
    best, at = np.unique(group[order], return_index=True)
    before = np.arange(size)
    before[best] = other[order][at]
    while not np.array_equal(further := before[before], before):
        before = further
    return before


def _stories(readings: Numbers, groups: Numbers, ties: Ties, epoch: int) -> pa.Table:
    stories = continued(len(groups), ties)
    columns = [readings, readings[groups], readings[stories[groups]], np.full(len(readings), epoch, np.int64)]
    return pa.table([pa.array(column, pa.int64()) for column in columns], schema=SCHEMAS["stories"]).sort_by("reading")


def _tie_rows(readings: Numbers, ties: Ties) -> pa.Table:
    table = pa.table([readings[ties.group], readings[ties.other], ties.points], schema=SCHEMAS["story_groups"])
    return table.sort_by([("group", "ascending"), ("other", "ascending")])


def _terms(texts: pa.Table) -> Terms:
    terms, counts = (texts.column(name).combine_chunks() for name in ("terms", "counts"))
    return Terms(
        pc.list_flatten(terms).to_numpy().astype(np.int64),
        pc.list_flatten(counts).to_numpy().astype(np.int64),
        np.r_[0, np.cumsum(pc.list_value_length(terms).to_numpy())].astype(np.int64),
    )


def _epoch(readings: Numbers) -> int:
    return int.from_bytes(hashlib.blake2b(readings.tobytes(), digest_size=8).digest()) >> 1


def _touched(readings: Numbers, weeks: Numbers, known: pa.Table, seen: pa.Array, epoch: int) -> list[int]:
    """The weeks to group anew."""
    fresh = np.ones(len(readings), bool)
    if known.num_rows and known.column("epoch")[0].as_py() == epoch:
        fresh = ~np.isin(readings, seen.to_numpy())
    found: list[int] = np.unique(weeks[fresh]).tolist()
    return found


def _kept(readings: Numbers, weeks: Numbers, known: pa.Table, touched: Iterable[int]) -> Numbers:
    """The first article of the group of each article of the other weeks."""
    place = Places(readings)
    here, group = (place.of(known.column(name).to_numpy()) for name in ("reading", "group"))
    again = np.isin(weeks[here], list(touched))
    groups = np.arange(len(readings))
    groups[here[~again]] = group[~again]
    return groups


def _kept_ties(readings: Numbers, weeks: Numbers, known: pa.Table, touched: Iterable[int]) -> Ties:
    place, again = Places(readings), list(touched)
    group, other = (place.of(known.column(name).to_numpy()) for name in ("group", "other"))
    kept = ~np.isin(weeks[group], again) & ~np.isin(weeks[other], again)
    return Ties(group[kept], other[kept], known.column("points").to_numpy()[kept])


def _ties(told: Terms, rarity: Rarity, weeks: Numbers, groups: Numbers, touched: Iterable[int]) -> Iterator[Ties]:
    """The ties between groups of two weeks of which one is touched."""
    again = set(touched)
    there = set(weeks.tolist()) if again else set()
    sizes = np.bincount(groups, minlength=len(groups))
    near = there if _UNDATED in again else {w for one in again for w in range(one, one + WEEKS + 1)} & there
    for week in sorted(near - {_UNDATED}):
        weeks_before = {_UNDATED, *range(week - WEEKS, week)} & there
        before = [other for other in sorted(weeks_before) if week in again or other in again]
        ours, theirs = np.flatnonzero(weeks == week), np.flatnonzero(np.isin(weeks, before))
        rows = vectors(told.of(np.concatenate([ours, theirs])), rarity)
        found = edges(rows[: len(ours)], rows[len(ours) :])
        pairs = groups[ours[found.first]] * len(groups) + groups[theirs[found.second]]
        keys, at = np.unique(pairs, return_inverse=True)
        group, other = np.divmod(keys, len(groups))
        points = np.bincount(at, found.points, len(keys)) / (sizes[group] * sizes[other])
        tied = points >= _LEAST
        yield Ties(group[tied], other[tied], points[tied].round(6))
