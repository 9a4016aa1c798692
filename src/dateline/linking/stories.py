"""Stories: articles about one running affair, by the words and names that they share and by their days.

An article is its words and, apart from them, its names and figures, alone and in pairs; what stands at its beginning
counts twice (the inverted pyramid), and rare terms count more (TF-IDF). Two articles are as like as the mean of the
two cosines. The articles of a week are grouped by average linkage: the two groups that are most alike on average are
joined first, as long as they are alike enough. Then each group goes on with the group of the weeks before with which it
has most in common, so that an affair runs on as long as somebody reports it, and a new article has only its own week
grouped anew.
"""

from __future__ import annotations

import functools
import heapq
import re
import zlib
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from dateline import resources
from dateline.linking.reports import stem
from dateline.schema import Span

Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]
LEAD = 50
"""Words at the beginning that count twice."""
RARE = 1.5
"""The power of the inverse document frequency."""
ALIKE = 0.14
"""How alike two groups are on average to be one story."""
EDGE = 0.08
"""Under this two articles are taken for having nothing in common."""
OTHERS = 20
"""So many articles that have none of the terms are thought beside those that there are, so that few articles about one
affair do not make its names common."""
WEEK = 7
"""Days that are grouped together."""
WEEKS = 2
"""Weeks before in which a group may go on."""
CHUNK = 1024
_COMMON = frozenset(word for words in resources.toml("report_words.toml").values() for word in words.split())
_WORD = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_OPENS = frozenset("\"'“”‘’`( ")
_ENDS = frozenset(".!?\n:")


class Placed(NamedTuple):
    """A term where it stands in a text."""

    start: int
    term: int
    """A number of 31 bits; even: a word; odd: a name or a figure."""
    times: int
    """What it counts."""


def counted(placed: Iterable[Placed]) -> tuple[list[int], list[int]]:
    """The terms, and how often each stands there."""
    counts: dict[int, int] = {}
    for _, term, times in placed:
        counts[term] = min(255, counts.get(term, 0) + times)
    return list(counts), list(counts.values())


def placed_terms(text: str, apart: Iterable[Span] = ()) -> list[Placed]:
    """The terms of a text, in its order.

    What stands among the first words counts twice; what stands ``apart``, such as the dateline, does not count.
    """
    found: list[Placed] = []
    before: str | None = None
    apart = list(apart)
    words = _WORD.finditer(text)
    for number, match in enumerate(w for w in words if not any(s <= w.start() < e for s, e in apart)):
        word = match.group()
        base = _stem(word)
        if base is None:
            before = None
            continue
        times, start = 2 if number < LEAD else 1, match.start()
        found.append(Placed(start, _number(base, 0), times))
        if word[0].isdigit() or (word[0].isupper() and not _opens(text, start)):
            found.append(Placed(start, _number(base, 1), times))
            if before is not None:
                found.append(Placed(start, _number(f"{before} {base}", 1), times))
            before = base
        else:
            before = None
    return found


@functools.lru_cache(maxsize=1 << 17)
def _stem(word: str) -> str | None:
    lower = word.casefold()
    return None if lower in _COMMON or len(lower) < 2 else stem(lower)


@functools.lru_cache(maxsize=1 << 17)
def _number(term: str, kind: int) -> int:
    return ((zlib.crc32(term.encode("utf-8", "surrogatepass")) & 0x3FFFFFFF) << 1) | kind


def _opens(text: str, start: int) -> bool:
    """Whether a sentence begins at ``start``, so that a capital tells nothing."""
    before = start - 1
    while before >= 0 and text[before] in _OPENS:
        before -= 1
    return before < 0 or text[before] in _ENDS


class Terms(NamedTuple):
    """The terms of articles, one after the other."""

    terms: Numbers
    counts: Numbers
    ends: Numbers
    """Where the terms of each article begin, and where those of the last one end."""

    def of(self, articles: Numbers) -> Terms:
        """Those of some ``articles``."""
        lengths = self.ends[articles + 1] - self.ends[articles]
        ends = np.r_[0, np.cumsum(lengths)]
        places = np.arange(ends[-1]) + np.repeat(self.ends[articles] - ends[:-1], lengths)
        return Terms(self.terms[places], self.counts[places], ends)


class Rarity(NamedTuple):
    """In how many of some articles each term stands."""

    terms: Numbers
    articles: Numbers
    all: int

    @classmethod
    def of(cls, told: Terms, known: int) -> Rarity:
        """As the first ``known`` articles tell it."""
        return cls(*np.unique(told.terms[: told.ends[known]], return_counts=True), known)

    def weights(self, terms: Numbers) -> Floats:
        """How much each of ``terms`` tells."""
        if not len(self.terms):
            return np.zeros(len(terms))
        at = np.minimum(np.searchsorted(self.terms, terms), len(self.terms) - 1)
        articles = np.where(self.terms[at] == terms, self.articles[at], 0)
        weights: Floats = np.log((self.all + OTHERS) / (articles + 1)).clip(0) ** RARE
        return weights


def vectors(told: Terms, rarity: Rarity) -> sparse.csr_matrix:
    """A row an article, of length 1: its words and its names, each of length √½; a column for each term there is."""
    names, columns = np.unique(told.terms, return_inverse=True)
    values = (1 + np.log(told.counts)) * rarity.weights(told.terms)
    articles = np.repeat(np.arange(len(told.ends) - 1), np.diff(told.ends))
    half = articles * 2 + (told.terms & 1)
    lengths = np.sqrt(np.bincount(half, values**2, minlength=2 * len(told.ends) - 2))
    values = values * np.sqrt(0.5) / np.where(lengths > 0, lengths, 1)[half]
    return sparse.csr_matrix((values, columns, told.ends), shape=(len(told.ends) - 1, len(names)))


class Edges(NamedTuple):
    """Pairs of articles by their numbers, the first the lesser, and how much they are alike."""

    first: Numbers
    second: Numbers
    points: Floats


def edges(rows: sparse.csr_matrix, others: sparse.csr_matrix) -> Edges:
    """The pairs of a row of the one and a row of the other matrix that are alike, by their numbers there."""
    found = [Edges(np.array([], np.int64), np.array([], np.int64), np.array([]))]
    for start in range(0, rows.shape[0], CHUNK):
        alike = (rows[start : start + CHUNK] @ others.T).tocoo()
        kept = alike.data >= EDGE
        found.append(Edges(alike.row[kept] + start, alike.col[kept].astype(np.int64), alike.data[kept].round(6)))
    return Edges(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


def grouped(size: int, alike: Edges, least: float = ALIKE) -> Numbers:
    """For each of so many articles, or other things, the first of its group, by average linkage over the pairs
    ``alike``, whose first number is the lesser; others are passed over.

    Pairs that are equally alike are joined in the order of their numbers.
    """
    sizes = [1] * size
    near: list[dict[int, float]] = [{} for _ in range(size)]
    for a, b, points in zip(*(part.tolist() for part in alike), strict=True):
        if a < b:
            near[a][b] = near[b][a] = points
    into = list(range(size))
    waiting = [(-points, a, b) for a in range(size) for b, points in near[a].items() if a < b and points >= least]
    heapq.heapify(waiting)
    while waiting:
        points, a, b = heapq.heappop(waiting)
        if into[a] != a or into[b] != b or -points != near[a][b] / (sizes[a] * sizes[b]):
            continue
        into[b], joined = a, near[b]
        sizes[a] += sizes[b]
        for other, total in joined.items():
            if other != a:
                near[a][other] = near[other][a] = near[a].get(other, 0.0) + total
                near[other].pop(b)
        near[a].pop(b)
        for other, total in near[a].items():
            average = total / (sizes[a] * sizes[other])
            if average >= least:
                heapq.heappush(waiting, (-average, min(a, other), max(a, other)))
    for number in range(size):
        into[number] = into[into[number]]  # the lesser number is done already
    return np.array(into, np.int64)
