"""Then and now: what a speaker says of a matter against what the same speaker said of it before.

Two statements of one speaker, of different days, are about one matter where most of the words that tell something are
the same, figures aside. They stand against each other where only one has a negation, where the figures are others, or
where one confirms or praises what the other denies or criticises.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dateline.linking.families import Quote

LEAST = 5
"""Words that two statements about one matter share at least, figures aside."""
PART = 0.7
"""The part of the words of the shorter one that they share."""
_FORMULA = 2
"""Other figures that one statement may stand against."""
_AGAINST = ({"confirm", "deny"}, {"praise", "criticise"}, {"claim", "deny"})


class Reversal(NamedTuple):
    """A later statement against an earlier one, by their numbers."""

    later: int
    earlier: int
    what: str
    """denial, stance, figure."""
    value: str
    """What the later one has."""
    other: str
    """What the earlier one has."""


def reversals(quotes: Sequence[Quote], pairs: Iterable[tuple[int, int]]) -> Iterator[Reversal]:
    """The reversals among ``pairs`` of the quotes of one speaker, ordered by age.

    What is said again and again with other figures is a formula, the rates of each day, and takes nothing back.
    """
    found = []
    for a, b in sorted(pairs):
        one, other = quotes[a], quotes[b]
        if one.day is None or other.day is None or one.day == other.day or not _is_one_matter(one, other):
            continue
        what = _what(other, one)
        if what is not None:
            found.append(Reversal(b, a, *what))
    often = Counter(n for against in found if against.what == "figure" for n in (against.later, against.earlier))
    for against in found:
        if against.what != "figure" or max(often[against.later], often[against.earlier]) <= _FORMULA:
            yield against


def _is_one_matter(a: Quote, b: Quote) -> bool:
    some, others = (q.words - _figures(q) for q in (a, b))
    shared = len(some & others)
    return shared >= LEAST and shared >= PART * min(len(some), len(others))


def _what(later: Quote, earlier: Quote) -> tuple[str, str, str] | None:
    if later.denies != earlier.denies:
        told = [("affirmed", "denied")[q.denies] for q in (later, earlier)]
        return ("denial", told[0], told[1])
    stances = {later.stance, earlier.stance}
    if any(stances == against for against in _AGAINST):
        return ("stance", later.stance or "", earlier.stance or "")
    some, others = _figures(later), _figures(earlier)
    if some and others and not some & others:
        return ("figure", " ".join(sorted(some)), " ".join(sorted(others)))
    return None


def _figures(quote: Quote) -> set[str]:
    return {word for word in quote.words if word[0].isdigit()}
