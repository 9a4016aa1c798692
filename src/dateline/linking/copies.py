"""Copies: of two articles, how far the one is the other: reprinted, cut, carried on, corrected, or rewritten.

Two texts are copies where at least half of the words of one stand in shingles of the other, and the names and figures
of that one stand in the other as well. The second test parts copies from formulas (dividends, auctions, bond issues),
which share most words and differ in who and how much; the share is counted as containment, since a take that was
carried on has little in common with the first by the Jaccard index (Broder 1997 has both).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dateline import resources
from dateline.linking.shingles import Hashes, Numbers, outside, overlap, words_of
from dateline.schema import Span

CopyKind = Literal["exact", "near", "contained", "expanded", "rewritten"]
HALF = 0.5
"""The part of the words of one text that the other must have."""
NEARLY_ALL = 0.8
_KEPT = 0.8
"""The part of the names, and of the figures, of one text that the other must have."""
_MUCH, _MOST = 0.65, 0.65
"""The part of the words from which on fewer of the names are asked for, and how many."""
_NINE, _ALL = 0.88, 0.95
"""The part of the words from which on two, and one, of the figures may have been corrected."""
_TABLE = 0.14
"""The part of the words from which on figures make a table, of which nearly all must be the same."""
_SAME_FIGURES = 0.7
"""The part of the figures that a correction keeps, and a text of many figures that is written anew."""
_SOME = 5
"""Figures that are many enough to tell a story by, though it is told in other words."""
_FIRST = 4
"""The first names of a text, which tell whom it is about: most of them must be in the other."""
_SOON = 14
"""Days after which nobody rewrites a story: what is alike then is a copy word for word, or a formula."""
LEAST = 16
"""Words that a text has at least to be a copy of what is not word for word the same."""
SHORT = 45
"""Words under which a text is a copy only if its place, all its figures and all its names are the other's, too."""
_REPORT = 0.3
"""The part of the words that two reports of the same sums share at least, a table told again."""
MONTH = 31
"""Days within which the same long sums are those of one report, told again with more."""
_DAYS = 3
"""Days within which a table is told again."""
_SUM, _YEAR = re.compile(r"\d+(?:[.,]\d+)*"), re.compile(r"(?:18|19|20)\d\d")
_LONG = 4
"""Digits of a long figure."""
_MARKS = str.maketrans("", "", ".,")
_WORDS = resources.toml("copy_words.toml")
_CORRECTS = re.compile(rf"\b(?:{'|'.join(_WORDS['corrects'].split('|'))})\b", re.IGNORECASE)
_NOTE = 300
"""Code points at the end in which a note says that this corrects what went out before."""
_NUMBERS, _NO_NAMES = (frozenset(_WORDS[name].split()) for name in ("numbers", "no_names"))


class Pair(NamedTuple):
    """A later article that is a copy of an earlier one; known by their numbers."""

    later: int
    earlier: int
    share: float
    """The part of the later one's words that the earlier has."""


def originals(pairs: Iterable[Pair]) -> dict[int, int]:
    """By article, the one that it is a copy of: one that is itself no copy; articles are numbered by their age.

    A copy is what has at least half of its words from an earlier article; of several that are no copies themselves the
    earliest counts, else whatever the earliest of them is a copy of.
    """
    earlier: dict[int, list[int]] = {}
    for pair in pairs:
        if pair.share >= HALF:
            earlier.setdefault(pair.later, []).append(pair.earlier)
    found: dict[int, int] = {}
    for article in sorted(earlier):
        own = [other for other in earlier[article] if other not in found]
        found[article] = min(own) if own else found[min(earlier[article])]
    return found


@dataclass(frozen=True, slots=True)
class Text:
    """An article's words, as they are compared."""

    starts: Numbers
    ends: Numbers
    hashes: Hashes
    figures: frozenset[int]
    """Hashes of numbers, in digits or words; those of the dateline aside."""
    long: frozenset[int]
    """The telling ones that are written with four digits or more."""
    telling: frozenset[int]
    """Those of the figures that nothing else is likely to give, to three digits: 1,459,193 and 1.46 are one."""
    names: frozenset[int]
    """Hashes of words with a capital."""
    first: frozenset[int]
    """Hashes of the first of the names."""
    place: frozenset[int]
    """Hashes of the words of the dateline's place."""
    day: int | None = None
    """The day of its publication, as days since 1 January of the year 1."""
    corrects: bool = False
    """It says that it corrects, or adds to, what went out before."""


class Verdict(NamedTuple):
    """How a later article is a copy of an earlier one."""

    kind: CopyKind
    share: float
    """The part of the later one's words that the earlier has."""
    share_of: float
    """The part of the earlier one's words that the later has."""


class Changes(NamedTuple):
    """What two texts share and what not, as spans of code points."""

    shared: tuple[Span, ...]
    """Of the later text."""
    shared_of: tuple[Span, ...]
    """Of the earlier text."""
    new: tuple[Span, ...]
    """Of the later text only."""
    dropped: tuple[Span, ...]
    """Of the earlier text only."""


def text_of(
    text: str,
    dateline: Span | None = None,
    place: Span | None = None,
    apart: Iterable[Span] = (),
    day: int | None = None,
) -> Text:
    """``text`` for comparison, with the spans of its dateline and of the place there; what is ``apart`` is left out."""
    starts, ends, hashes = outside(words_of(text), apart)
    figures: dict[int, str] = {}
    names: dict[int, None] = {}
    there: set[int] = set()
    for start, end, hashed in zip(starts.tolist(), ends.tolist(), hashes.tolist(), strict=True):
        word = text[start:end]
        if place and place.start <= start < place.end:
            there.add(hashed)
        elif dateline and dateline.start <= start < dateline.end:
            continue
        elif word[0].isdigit() or word.lower() in _NUMBERS:
            figures[hashed] = word
        elif word[0].isupper() and word.lower() not in _NO_NAMES:
            names[hashed] = None
    long = frozenset(filter(None, (_telling(w) for w in figures.values() if len(w.translate(_MARKS)) >= _LONG)))
    telling = frozenset(filter(None, map(_telling, figures.values())))
    return Text(starts, ends, hashes, frozenset(figures), long, telling, frozenset(names), frozenset([*names][:_FIRST]),
                frozenset(there), day, _CORRECTS.search(text, max(0, len(text) - _NOTE)) is not None)  # fmt: skip


def _telling(figure: str) -> int | None:
    """The first three digits of a sum, rounded; None for a year and what has fewer."""
    digits = figure.translate(_MARKS).strip("0")
    if not _SUM.fullmatch(figure) or _YEAR.fullmatch(figure) or len(digits) < 3:
        return None
    rounded: int = round(int(digits) / 10 ** (len(digits) - 3))
    return rounded


def compared(later: Text, earlier: Text) -> Verdict | None:
    """How ``later`` is a copy of ``earlier``, or None where it is none."""
    if not len(later.hashes) or not len(earlier.hashes):
        return None
    if np.array_equal(later.hashes, earlier.hashes):
        return Verdict("exact", 1.0, 1.0)
    both = overlap(later.hashes, earlier.hashes)
    share, share_of = both.share, both.share_of
    small, large = (
        (later, earlier) if (share, len(earlier.hashes)) >= (share_of, len(later.hashes)) else (earlier, later)
    )
    if not (_is_copy(small, large, max(share, share_of)) or _is_table_again(small, large, max(share, share_of))):
        return None
    if min(share, share_of) >= NEARLY_ALL:
        return Verdict("near", share, share_of)
    if max(share, share_of) < NEARLY_ALL:
        return Verdict("rewritten", share, share_of)
    return Verdict("contained" if share >= share_of else "expanded", share, share_of)


class _Pair(NamedTuple):
    """Two texts, the smaller first, and how far they agree."""

    small: Text
    large: Text
    share: float
    """How much of the smaller stands in the larger; the next three are shares of its figures, names and first words."""
    figures: float
    names: float
    first: float
    apart: int
    """Days between them, 0 where one has none."""
    places: bool
    """Their datelines have a place in common, or one has none."""
    words: set[int]
    """The hashes of the larger."""


def _is_copy(small: Text, large: Text, share: float) -> bool:
    words = set(large.hashes.tolist())
    figures, names, first = (_part(part, words) for part in (small.figures, small.names, small.first))
    apart = 0 if small.day is None or large.day is None else abs(small.day - large.day)
    places = not small.place or not large.place or bool(small.place & large.place)
    pair = _Pair(small, large, share, figures, names, first, apart, places, words)
    corrects = (small.corrects or large.corrects) and apart <= _DAYS and figures >= _SAME_FIGURES
    if len(small.hashes) < LEAST or share < HALF or (first < HALF and not corrects):
        return False
    if corrects and places:
        return True
    if len(small.hashes) < SHORT:
        return _is_short_copy(pair)
    if not places and share < _MUCH and names < 1:
        return False
    if _opens_alike(pair):
        return True
    if apart > _SOON and (share < NEARLY_ALL or len(small.hashes) < 2 * SHORT):
        return False
    return _has_its_figures(pair)


def _is_short_copy(pair: _Pair) -> bool:
    """Whether a short text is in a longer one of the same place and day, with all its figures and nearly all names."""
    small, large = pair.small, pair.large
    if not pair.places or pair.apart > 1 or pair.figures != 1:
        return False
    if pair.names == 1 and small.long & large.long:
        return True
    other = len(small.names - pair.words) and len(large.names - set(small.hashes.tolist()))
    return pair.share >= _MUCH and pair.names >= _KEPT and not other


def _opens_alike(pair: _Pair) -> bool:
    """Whether two texts of the same day open alike and have figures enough in common, however the rest is worded."""
    small = pair.small
    if pair.apart > 1 or pair.first != 1:
        return False
    if pair.figures == 1 and len(small.figures) >= _SOME and pair.names >= HALF:
        return True
    few_figures = len(small.figures) <= _TABLE * len(small.hashes)
    return len(small.figures) >= 2 * _SOME and few_figures and pair.figures >= _SAME_FIGURES and pair.names >= _NINE


def _has_its_figures(pair: _Pair) -> bool:
    """Whether the figures of the smaller stand in the larger, but for few, and its names too."""
    small, near = pair.small, pair.apart <= 1
    table = len(small.figures) > _TABLE * len(small.hashes)
    if pair.figures < (_ALL if table else _KEPT):
        wrong = len(small.figures - pair.words)
        few = (wrong <= 1 and pair.figures >= HALF) or (wrong <= 2 and pair.share >= _NINE)
        return few and near and pair.share >= _MUCH and pair.names >= _KEPT
    return pair.names >= (_MOST if pair.share >= _MUCH or near else _KEPT)


def _is_table_again(small: Text, large: Text, share: float) -> bool:
    """Whether the two give mostly the same telling sums at most some days apart: results, corrected or rounded."""
    both = (small.long & large.telling) | (small.telling & large.long)
    fewer = min(filter(None, (len(small.long), len(large.long))), default=0)
    if small.day is None or large.day is None:
        return False
    apart = abs(small.day - large.day)
    near = apart <= _DAYS or (apart <= MONTH and share >= NEARLY_ALL and len(small.long & large.long) >= 2)
    table = len(small.figures) > _TABLE * len(small.hashes)
    return near and table and share >= _REPORT and len(both) >= 2 and len(both) >= HALF * fewer


def _part(keys: frozenset[int], words: set[int]) -> float:
    return len(keys & words) / len(keys) if keys else 1.0


def changes(later: Text, earlier: Text) -> Changes:
    """What the two share, in runs of words, and what only one has."""
    both = overlap(later.hashes, earlier.hashes)
    ours, theirs = both.ours, both.theirs
    return Changes(_spans(later, ours), _spans(earlier, theirs), _spans(later, ~ours), _spans(earlier, ~theirs))


def _runs(marks: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where ``marks`` are true: first and one after the last, run by run."""
    edges = np.flatnonzero(np.diff(np.r_[False, marks, False].astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _spans(text: Text, marks: NDArray[np.bool_]) -> tuple[Span, ...]:
    return tuple(Span(int(text.starts[a]), int(text.ends[b - 1])) for a, b in _runs(marks))
