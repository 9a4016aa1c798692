"""What speaks for a piece of a page being part of its article: signs, as numbers.

Beside the form of the piece and of its neighbours, and what the page's own classes call the elements that it stands in,
one sign is the judgement of trafilatura (Barbaresi, ACL 2021), which extracts the article from a tree of its own.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from dateline.intake.pages.markup import Piece
from dateline.resources import toml

HINTS: dict[str, re.Pattern[str]] = {
    name: re.compile(words) for name, words in toml("page_words.toml")["hints"].items()
}
_TAGS = tuple("p li h1 h2 h3 h4 td div blockquote figcaption span pre section body dd".split())  # noqa: SIM905
_INSIDE = ("article", "main", "aside", "footer", "header", "nav", "form", "figure", "table", "ul", "blockquote")
_END = re.compile(r"[.!?…:;]['\"”’»)]*$")
_FIRST = re.compile(toml("page_words.toml")["opens"], re.IGNORECASE)
_MARKS = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d")

_OWN = (
    "bias", "kept", "kept before", "kept behind", "kept near", "inside", "edge", "words", "words 2", "short", "long",
    "linked", "all linked", "bold", "ends", "quotation", "opens as furniture", "digits", "capitals", "same path",
    "same parent", "like title", "repeated", "broken", "position", "kept and linked", "kept and same path",
    "not kept, inside, same path", "kept share", "neighbours linked", "neighbours long",
)  # fmt: skip
NAMES: tuple[str, ...] = (
    *_OWN,
    *(f"tag {t}" for t in _TAGS), *(f"in {t}" for t in _INSIDE), *(f"hint {h}" for h in HINTS),
    *(f"near hint {h}" for h in HINTS), *(f"kept, hint {h}" for h in HINTS),
)  # fmt: skip
_COLUMNS = {name: i for i, name in enumerate(NAMES)}
_INSIDE_SET = frozenset(_INSIDE)
_FIVE, _MANY = math.log1p(5) / 4, math.log1p(25) / 4
Floats = NDArray[np.float64]


def signs(pieces: Sequence[Piece], kept: Sequence[bool], title: str) -> Floats:
    """A row of signs for each piece, its columns in the order of ``NAMES``; ``kept`` is trafilatura's judgement."""
    page = _Page(pieces, kept, title)
    rows = np.zeros((len(pieces), len(NAMES)))
    for i, piece in enumerate(pieces):
        rows[i, : len(_OWN)] = page.own(i)
        for name, value in page.called(piece, kept[i]):
            column = _COLUMNS.get(name)
            if column is not None:
                rows[i, column] = value
    return rows


class _Page:
    """What is counted over a page once, and asked for each of its pieces."""

    def __init__(self, pieces: Sequence[Piece], kept: Sequence[bool], title: str) -> None:
        """Count what trafilatura kept by the places in the page's tree, and the texts that recur."""
        n = len(pieces)
        places = [i for i in range(n) if kept[i]]
        self.pieces, self.kept, self.size = pieces, kept, n
        self.first, self.last = (places[0], places[-1]) if places else (n, -1)
        self.lengths = [len(p.text) for p in pieces]
        self.links = [p.linked / max(1, length) for p, length in zip(pieces, self.lengths, strict=True)]
        self.paths = [_signature(p) for p in pieces]
        self.parents = [_parent(p) for p in pieces]
        self.by_path: Counter[tuple[str, ...]] = Counter()
        self.by_parent: Counter[int] = Counter()
        for i in places:
            self.by_path[self.paths[i]] += self.lengths[i]
            self.by_parent[self.parents[i]] += self.lengths[i]
        self.usual, self.large = max(self.by_path.values(), default=0), max(self.by_parent.values(), default=0)
        self.texts = Counter(p.text for p in pieces)
        self.title = bare(title)
        self.common = _common([pieces[i] for i in places if self.lengths[i] > 60])
        self.share = sum(self.lengths[i] for i in places) / 20_000
        around = np.array([False] * 3 + list(kept) + [False] * 3, dtype=float)
        self.near = np.convolve(around, np.ones(7), "valid")

    def own(self, i: int) -> tuple[float, ...]:
        """The numbers of piece ``i``, in the order of ``_OWN``."""
        piece, linked, keep, size = self.pieces[i], self.links[i], self.kept[i], max(1, self.lengths[i])
        text, n, before, after = piece.text, self.size, i - 1, i + 1
        words = math.log1p(text.count(" ") + 1) / 4
        inside = self.first < i < self.last
        same = self.paths[i] in self.by_path and self.by_path[self.paths[i]] > 0.3 * self.usual
        sides = [k for k in (before, after) if 0 <= k < n]
        return (
            1.0, keep, i > 0 and self.kept[before], after < n and self.kept[after], (self.near[i] - keep) / 6, inside,
            i in (self.first, self.last),
            words, words * words, words < _FIVE, words > _MANY, linked, linked > 0.9, piece.bold / size,
            bool(_END.search(text, max(0, self.lengths[i] - 8))), text[:1] in "\"“«‘", bool(_FIRST.match(text)),
            len(_DIGITS.findall(text)) / size, text.isupper(), same,
            self.large > 0 and self.by_parent[self.parents[i]] > 0.3 * self.large,
            self._is_title(i),
            self.texts[text] > 1, piece.broken, i / max(1, n), linked if keep else 0.0, same and keep,
            same and not keep and inside, self.share,
            sum(self.links[k] for k in sides) / 2,
            sum(self.lengths[k] > 120 for k in sides) / 2,
        )  # fmt: skip

    def _is_title(self, i: int) -> bool:
        """Whether piece ``i`` says what the page's title says, or a part of it."""
        own = bare(self.pieces[i].text) if self.title and 8 < self.lengths[i] < 300 else ""
        return bool(own) and (own in self.title or self.title in own)

    def called(self, piece: Piece, keep: bool) -> Iterator[tuple[str, float]]:
        """The signs by name: the tags around a piece, and what classes and ids call it, near by and further out."""
        yield f"tag {piece.block}", 1
        for name in piece.names() & _INSIDE_SET:
            yield f"in {name}", 1
        inner = [e.hints for e in piece.path if e.hints and e.number not in self.common]
        for hint in {h for hints in inner[-3:] for h in _hinted(hints)}:
            yield f"hint {hint}", 1
            yield f"kept, hint {hint}", keep
        for hint in {h for hints in inner[:-3] for h in _hinted(hints)}:
            yield f"near hint {hint}", 1


@functools.lru_cache(maxsize=16_384)
def _hinted(hints: str) -> frozenset[str]:
    """What the classes of an element hint at."""
    return frozenset(name for name, hint in HINTS.items() if hint.search(hints))


def hinted(piece: Piece) -> frozenset[str]:
    """What the classes of the three innermost elements of ``piece`` that have any hint at."""
    return frozenset(h for hints in [e.hints for e in piece.path if e.hints][-3:] for h in _hinted(hints))


def _signature(piece: Piece) -> tuple[str, ...]:
    return tuple(e.name for e in piece.path if e.name not in ("a", "b", "strong", "em", "i", "span", "font", "u"))


def _parent(piece: Piece) -> int:
    """The element that holds the block that the piece stands in."""
    blocks = [e for e in piece.path if e.name not in ("a", "b", "strong", "em", "i", "span", "font", "u")]
    return blocks[-2].number if len(blocks) > 1 else 0


def _common(pieces: Sequence[Piece]) -> frozenset[int]:
    """The elements that most of the kept text stands in, whose classes tell nothing of a single piece."""
    counts: Counter[int] = Counter()
    for piece in pieces:
        counts.update({e.number: len(piece.text) for e in piece.path})
    total = sum(len(p.text) for p in pieces)
    return frozenset(number for number, count in counts.items() if count > 0.5 * total)


def bare(text: str) -> str:
    """The letters and digits of ``text`` alone, without case."""
    return _MARKS.sub("", text.casefold())
