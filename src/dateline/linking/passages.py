"""Standing paragraphs: what articles that are no copies of each other have in common, word for word or in other words.

An agency puts the same paragraph under all its stories of an affair. In the article that had it first it stands as it
is; in each later one it is background, whose statements and events are not counted anew. Two paragraphs are one where
most of their sketches and all their figures are the same: a formula that differs in its sums is none.

A paragraph that was reworded, or translated anew, keeps its names and figures, or leaves all figures out, and tells
most of the rest. The news of a day is told again in other words as well, by others and on that day: only what stands
below the lead and comes again days later counts as standing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dateline.linking.sets import firsts
from dateline.linking.shingles import Hashes, Numbers, Sketches, Words, candidates, sketch, whole
from dateline.linking.stories import Placed, placed_terms
from dateline.schema import Span

LEAST = 16
"""Words of the shortest paragraph that is looked for."""
MOST = 0.6
"""The part of the smaller sketch that two paragraphs share."""
NAMES, SAME_NAMES = 5, 0.7
"""Names and figures that two wordings of one paragraph share at least, and which part of the fewer."""
WORDS, SAME_WORDS = 6, 0.55
"""Other words that tell something which they share at least, and which part of the fewer."""
DAYS = 3
"""Days after which what is told again in other words is no news."""
_CROWD = 32
"""Paragraphs that have a name from which on it finds none."""
_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n(?![ \t]*\n)(?!    )[^\n]*\S[^\n]*)*")
"""Lines up to a blank or an indented one."""


class Passage(NamedTuple):
    """A paragraph of an article."""

    span: Span
    key: int
    """A hash of all its words."""
    figures: int
    """A hash of its figures."""
    sketch: Hashes
    terms: Numbers
    """What it tells, as ``stories.placed_terms`` has it, sorted: even words, odd names and figures. Empty in a lead."""


class Passages(NamedTuple):
    """The paragraphs of articles in columns, in the order of the articles' ages."""

    articles: Numbers
    """The number of the article of each."""
    days: Numbers
    """The day of that article, as days since 1 January of the year 1; 0 where it is not known."""
    keys: Numbers
    figures: Numbers
    sketches: Sketches
    terms: Sketches


def passages_of(
    text: str, words: Words, apart: Sequence[Span] = (), placed: Sequence[Placed] | None = None
) -> list[Passage]:
    """The paragraphs of a text with these words that are long enough; those ``apart`` are left out.

    ``placed`` are the text's terms, where they are known.
    """
    found: list[Passage] = []
    starts, told = words.starts.tolist(), placed_terms(text) if placed is None else placed
    places = [one.start for one in told]
    for one in _PARAGRAPH.finditer(text):
        span = Span(*one.span())
        first, end = bisect_left(starts, span.start), bisect_left(starts, span.end)
        if end - first < LEAST or any(s < span.end and span.start < e for s, e in apart):
            continue
        mine = words.hashes[first:end]
        figures = np.sort(words.hashes[[n for n in range(first, end) if text[starts[n]].isdigit()]])
        within = told[bisect_left(places, span.start) : bisect_left(places, span.end)] if found else ()
        terms = sorted({term.term for term in within})
        found.append(Passage(span, whole(mine), whole(figures), sketch(mine), np.array(terms, np.int64)))
    return found


def standing(passages: Passages) -> tuple[Numbers, Numbers]:
    """The numbers of the passages that several articles have, and for each that of the first one that is the same."""
    size = len(passages.keys)
    _, at, group = np.unique(passages.keys, return_index=True, return_inverse=True)
    kept = np.sort(at)
    ties = [(np.arange(size), at[group].astype(np.int64)), _near(passages, kept), _reworded(passages, kept)]
    first = firsts(size, *(np.concatenate(side) for side in zip(*ties, strict=True)))
    several = _articles_of(first, passages.articles) > 1
    return np.flatnonzero(several), first[several]


def _articles_of(groups: Numbers, articles: Numbers) -> Numbers:
    """For each passage in how many articles its group stands."""
    size = int(articles.max(initial=0)) + 1
    pairs = np.unique(groups * size + articles)
    counts = np.bincount(pairs // size, minlength=len(groups))
    found: Numbers = counts[groups]
    return found


def _near(passages: Passages, kept: Numbers) -> tuple[Numbers, Numbers]:
    """The pairs of ``kept`` that are nearly word for word the same."""
    sketches = passages.sketches.take(kept)
    pairs, sizes = candidates(sketches), sketches.sizes
    near = pairs.shared >= MOST * np.maximum(2, np.maximum(sizes[pairs.first], sizes[pairs.second]))
    a, b = kept[pairs.first[near]], kept[pairs.second[near]]
    same = passages.figures[a] == passages.figures[b]
    return a[same], b[same]


def _reworded(passages: Passages, kept: Numbers) -> tuple[Numbers, Numbers]:
    """The pairs of ``kept`` that tell the same in other words, days apart."""
    terms = passages.terms.take(kept)
    odd = (terms.hashes & np.uint64(1)).astype(bool)
    owners = np.repeat(np.arange(len(kept)), terms.sizes)
    of_names = _keys(owners, terms.hashes | np.uint64(1))
    names = _some(terms, odd)
    words = _some(terms, ~odd & ~np.isin(of_names, _keys(owners[odd], terms.hashes[odd])))
    pairs = candidates(_rare(names), 2)
    apart = np.abs(passages.days[kept[pairs.first]] - passages.days[kept[pairs.second]]) > DAYS
    first, second = pairs.first[apart], pairs.second[apart]
    some, others = passages.figures[kept[first]], passages.figures[kept[second]]
    alike = (some == others) | (some == 0) | (others == 0)
    first, second = first[alike], second[alike]
    for told, least, part in ((names, NAMES, SAME_NAMES), (words, WORDS, SAME_WORDS)):
        shared, fewer = _shared(told, first, second)
        same = (shared >= least) & (shared >= part * fewer)
        first, second = first[same], second[same]
    return kept[first], kept[second]


def _keys(owners: Numbers, terms: Hashes) -> Hashes:
    """One key for each passage and term, which have 32 bits."""
    keys: Hashes = (owners.astype(np.uint64) << np.uint64(32)) | terms
    return keys


def _some(terms: Sketches, chosen: NDArray[np.bool_]) -> Sketches:
    """Those of the ``terms`` that are ``chosen``."""
    owners = np.repeat(np.arange(len(terms.sizes)), terms.sizes)
    return Sketches(terms.hashes[chosen], np.bincount(owners[chosen], minlength=len(terms.sizes)).astype(np.int64))


def _rare(names: Sketches) -> Sketches:
    """``names`` without those that many paragraphs have."""
    _, group, counts = np.unique(names.hashes, return_inverse=True, return_counts=True)
    return _some(names, counts[group] <= _CROWD)


def _shared(sets: Sketches, some: Numbers, others: Numbers) -> tuple[Numbers, Numbers]:
    """For each pair how many of their hashes are the same, and how many the one with fewer has."""
    there = np.sort(_keys(np.repeat(np.arange(len(sets.sizes)), sets.sizes), sets.hashes))
    asked = sets.take(some)
    pairs = np.repeat(np.arange(len(some)), asked.sizes)
    wanted = _keys(others[pairs], asked.hashes)
    at = np.minimum(np.searchsorted(there, wanted), max(0, len(there) - 1))
    same = there[at] == wanted if len(there) else np.zeros(0, bool)
    shared = np.bincount(pairs[same], minlength=len(some)).astype(np.int64)
    return shared, np.minimum(sets.sizes[some], sets.sizes[others])
