"""Standing paragraphs: what articles that are no copies of each other have word for word, or nearly so, in common.

An agency puts the same paragraph under all its stories of an affair. In the article that had it first it stands as it
is; in each later one it is background, whose statements and events are not counted anew. Two paragraphs are one where
most of their sketches and all their figures are the same: a formula that differs in its sums is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dateline.linking.sets import Sets
from dateline.linking.shingles import Hashes, Words, candidates, sketch, whole
from dateline.schema import Span

LEAST = 16
"""Words of the shortest paragraph that is looked for."""
MOST = 0.6
"""The part of the smaller sketch that two paragraphs share."""
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


def passages_of(text: str, words: Words, apart: Sequence[Span] = ()) -> list[Passage]:
    """The paragraphs of a text with these words that are long enough; those ``apart`` are left out."""
    found = []
    starts = words.starts.tolist()
    for one in _PARAGRAPH.finditer(text):
        span = Span(*one.span())
        first, end = bisect_left(starts, span.start), bisect_left(starts, span.end)
        if end - first < LEAST or any(s < span.end and span.start < e for s, e in apart):
            continue
        mine = words.hashes[first:end]
        figures = np.sort(words.hashes[[n for n in range(first, end) if text[starts[n]].isdigit()]])
        found.append(Passage(span, whole(mine), whole(figures), sketch(mine)))
    return found


def standing(passages: Sequence[Passage], articles: Sequence[int]) -> dict[int, int]:
    """By the number of a passage that several articles have, the number of the first one that is the same.

    ``articles`` tells the article of each; passages stand in the order of their articles' ages.
    """
    sets = Sets(len(passages))
    first: dict[int, int] = {}
    for number, passage in enumerate(passages):
        sets.join(number, first.setdefault(passage.key, number))
    kept = sorted(first.values())
    sizes = np.array([len(passages[n].sketch) for n in kept], np.int64)
    pairs = candidates([passages[n].sketch for n in kept])
    near = pairs.shared >= MOST * np.maximum(2, np.maximum(sizes[pairs.first], sizes[pairs.second]))
    for a, b in zip(pairs.first[near].tolist(), pairs.second[near].tolist(), strict=True):
        if passages[kept[a]].figures == passages[kept[b]].figures:
            sets.join(kept[a], kept[b])
    groups: dict[int, set[int]] = {}
    for number in range(len(passages)):
        groups.setdefault(sets.first(number), set()).add(articles[number])
    told = {number: sets.first(number) for number in range(len(passages))}
    return {number: one for number, one in told.items() if len(groups[one]) > 1}
