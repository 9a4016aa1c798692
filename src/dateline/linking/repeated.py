"""Lines that are furniture by repetition: another article's headline, or what a publisher hangs on many articles.

One article alone does not show that "Minister denies the plan" between two of its paragraphs is a link, or that "Our
standards"
"""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LONGEST = 300
"""Characters of the longest line that is looked at; whole paragraphs that recur are ``linking.passages``."""
_HEADLINE_WORDS = 4
_LINE_WORDS = 3
FEWEST = 5
"""Articles of one publisher that must have a line ..."""
SHARE = 0.02
"""... and the part of all its articles."""
_WORD = re.compile(r"[^\W_]+")
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Lines(NamedTuple):
    """Lines in columns, and the headlines among them."""

    article: Numbers
    """The number of the article that each stands in."""
    key: Numbers
    """A number for the words of each line: lines that differ only in case and marks have one."""
    heads: Flags
    """The article's own headline, and not a line of its text."""
    open: Flags
    """Ends without a full stop, as headlines do."""


class Repeated(NamedTuple):
    """A line that is furniture."""

    line: int
    of: int | None
    """The article whose headline it is; None where its publisher repeats it."""


def line_key(text: str) -> int | None:
    """The key of a line; None where it has too few words to tell it from any other."""
    words = _WORD.findall(text.casefold())
    if len(words) < _LINE_WORDS or len(text) > LONGEST or sum(map(str.isdigit, text)) * 4 > len(text):
        return None
    return int.from_bytes(hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8).digest(),
                          "little", signed=True)  # fmt: skip


def can_be_headline(text: str) -> bool:
    """Whether a line of these words is known by them: some headlines are one word."""
    return len(_WORD.findall(text)) >= _HEADLINE_WORDS


def repeated(lines: Lines, publisher: Numbers, own: Flags) -> list[Repeated]:
    """The lines that are furniture, in their order.

    ``publisher`` has a number for that of each article, -1 where none is known; ``own`` says which articles are no
    copies of others, for copies repeat all lines.
    """
    found = _headlines(lines)
    found |= {i: None for i in _hung(lines, publisher, own) if i not in found}
    return [Repeated(i, found[i]) for i in sorted(found)]


def _headlines(lines: Lines) -> dict[int, int | None]:
    """Lines that are the headline of another article, each with the first article that has it."""
    first: dict[int, int] = {}
    head_of: dict[int, int] = {}
    for i in np.flatnonzero(lines.heads).tolist():
        key, article = int(lines.key[i]), int(lines.article[i])
        first.setdefault(key, article)
        head_of[article] = key
    known = np.array(sorted(first), np.int64)
    at = np.flatnonzero(~lines.heads & lines.open & np.isin(lines.key, known))
    return {
        i: first[key]
        for i, key, article in zip(at.tolist(), lines.key[at].tolist(), lines.article[at].tolist(), strict=True)
        if head_of.get(article) != key
    }


def _hung(lines: Lines, publisher: Numbers, own: Flags) -> list[int]:
    """Lines that stand in many articles of their publisher."""
    of = publisher[lines.article]
    at = np.flatnonzero(~lines.heads & own[lines.article] & (of >= 0))
    if not len(at):
        return []
    once = np.unique(np.stack([of[at], lines.key[at], lines.article[at]], axis=1), axis=0)
    pairs, counts = np.unique(once[:, :2], axis=0, return_counts=True)
    known = publisher[publisher >= 0]
    total = np.bincount(known, minlength=int(known.max()) + 1)
    many = pairs[counts >= np.maximum(FEWEST, SHARE * total[pairs[:, 0]])]
    wanted = {(int(a), int(b)) for a, b in many}
    everywhere = np.flatnonzero(~lines.heads & (of >= 0) & np.isin(lines.key, many[:, 1]))
    return [i for i in everywhere.tolist() if (int(of[i]), int(lines.key[i])) in wanted]
