"""Quote families: the same words of one speaker as several articles have them, cut, paraphrased or translated.

Two statements of one speaker are one where most of the words that tell something are the same: of the days beside each
other fewer of them are asked for, since a speaker repeats himself over the years, and two translations of one sentence
share little more than its nouns ("a word given to the sea", "a promise to the sea"). The families of a speaker are
made by average linkage, so that a long interview does not bring together all its sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dateline import resources
from dateline.linking.reports import stem
from dateline.linking.stories import Edges, grouped

ALIKE = 0.5
"""The part of the words of the shorter one that two statements share on average to be of one family."""
NEAR, FAR = 3, 45
"""Days up to which two statements may be translations of one another; after which they are none of one saying."""
LEAST, LEAST_LATER = 2, 4
"""Words that two statements share at least, of days beside each other and later."""
_SHORT = 3
"""Letters of a word that tells something."""
_COMMON = frozenset(word for words in resources.toml("report_words.toml").values() for word in words.split())
_WORD = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)*")
_NOT = frozenset(["not", "no", "never", "nobody", "nothing", "neither"])


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement, as it is compared."""

    article: int
    """The number of its article."""
    words: frozenset[str]
    """Stems of what tells something."""
    day: int | None
    """Of its article, as days since 1 January of the year 1."""
    denies: bool = False
    """It has a negation."""
    stance: str | None = None


def words_of(text: str) -> tuple[frozenset[str], bool]:
    """The stems of the words of a statement that tell something, and whether it has a negation."""
    words = [w.casefold() for w in _WORD.findall(text)]
    told = frozenset(stem(w) for w in words if w not in _COMMON and (len(w) >= _SHORT or w[0].isdigit()))
    return told, any(w in _NOT or w.endswith(("n't", "n’t")) for w in words)


def likeness(a: Quote, b: Quote) -> float:
    """The part of the words of the shorter one that the other has; 0 where the two are of two sayings."""
    shared = len(a.words & b.words)
    fewer, more = sorted((len(a.words), len(b.words)))
    apart = 0 if a.day is None or b.day is None else abs(a.day - b.day)
    if not fewer or a.article == b.article or (apart > FAR and shared < 2 * LEAST_LATER):
        return 0.0
    if shared < (LEAST if apart <= NEAR else LEAST_LATER) and (shared < fewer or shared < LEAST):
        return 0.0
    figures = [{w for w in q.words if w[0].isdigit()} for q in (a, b)]
    if all(figures) and not figures[0] & figures[1]:
        return 0.0
    points = 0.75 * shared / fewer + 0.25 * shared / more
    if a.denies != b.denies:
        points -= 0.1
    if apart <= NEAR:
        points += 0.1
    return round(points, 6)


def neighbours(quotes: Sequence[Quote]) -> list[tuple[int, int]]:
    """The pairs of the quotes of one speaker, ordered by age, that have a word in common; of a frequent word those of
    its last 64 quotes.
    """
    where: dict[str, list[int]] = {}
    for number, quote in enumerate(quotes):
        for word in quote.words:
            where.setdefault(word, []).append(number)
    return sorted({(a, b) for found in where.values() for n, b in enumerate(found) for a in found[max(0, n - 64) : n]})


def families(quotes: Sequence[Quote], pairs: Sequence[tuple[int, int]] | None = None) -> list[int]:
    """For each of the quotes of one speaker, ordered by age, the number of the first of its family.

    ``pairs`` are its ``neighbours`` where they are known.
    """
    near = neighbours(quotes) if pairs is None else pairs
    told = [(a, b, likeness(quotes[a], quotes[b])) for a, b in near]
    kept = [row for row in told if row[2] > 0]
    edges = Edges(
        np.array([a for a, _, _ in kept], np.int64),
        np.array([b for _, b, _ in kept], np.int64),
        np.array([points for _, _, points in kept]),
    )
    found: list[int] = grouped(len(quotes), edges, ALIKE).tolist()
    return found
