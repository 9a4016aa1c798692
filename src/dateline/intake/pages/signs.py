"""What speaks for a piece of a page being part of its article: signs, as numbers.

Beside the form of the piece and of its neighbours, and what the page's own classes call the elements that it stands in,
one sign is the judgement of trafilatura (Barbaresi, ACL 2021), which extracts the article from a tree of its own.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Sequence

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
    n = len(pieces)
    rows = np.zeros((n, len(NAMES)))
    places = [i for i in range(n) if kept[i]]
    first, last = (places[0], places[-1]) if places else (n, -1)
    lengths = [len(p.text) for p in pieces]
    links = [p.linked / max(1, length) for p, length in zip(pieces, lengths, strict=True)]
    paths = [_signature(p) for p in pieces]
    parents = [_parent(p) for p in pieces]
    by_path: Counter[tuple[str, ...]] = Counter()
    by_parent: Counter[int] = Counter()
    for i in places:
        by_path[paths[i]] += lengths[i]
        by_parent[parents[i]] += lengths[i]
    usual, large = max(by_path.values(), default=0), max(by_parent.values(), default=0)
    texts = Counter(p.text for p in pieces)
    bare_title = bare(title)
    common = _common([pieces[i] for i in places if lengths[i] > 60])
    share = sum(lengths[i] for i in places) / 20_000
    near = np.convolve(np.array([False] * 3 + list(kept) + [False] * 3, dtype=float), np.ones(7), "valid")
    for i, piece in enumerate(pieces):
        text, linked, keep = piece.text, links[i], kept[i]
        words = math.log1p(text.count(" ") + 1) / 4
        inside = first < i < last
        same = by_path[paths[i]] > 0.3 * usual if paths[i] in by_path else False
        own = bare(text) if bare_title and 8 < lengths[i] < 300 else ""
        rows[i, : len(_OWN)] = (
            1.0, keep, i > 0 and kept[i - 1], i + 1 < n and kept[i + 1], (near[i] - keep) / 6, inside,
            i in (first, last),
            words, words * words, words < _FIVE, words > _MANY, linked, linked > 0.9, piece.bold / max(1, lengths[i]),
            bool(_END.search(text, max(0, lengths[i] - 8))), text[:1] in "\"“«‘", bool(_FIRST.match(text)),
            len(_DIGITS.findall(text)) / max(1, lengths[i]), text.isupper(), same,
            large > 0 and by_parent[parents[i]] > 0.3 * large,
            bool(own) and (own in bare_title or bare_title in own),
            texts[text] > 1, piece.broken, i / max(1, n), linked if keep else 0.0, same and keep,
            same and not keep and inside, share,
            ((links[i - 1] if i else 0) + (links[i + 1] if i + 1 < n else 0)) / 2,
            ((i > 0 and lengths[i - 1] > 120) + (i + 1 < n and lengths[i + 1] > 120)) / 2,
        )  # fmt: skip
        column = _COLUMNS.get(f"tag {piece.block}")
        if column is not None:
            rows[i, column] = 1
        for name in piece.names() & _INSIDE_SET:
            rows[i, _COLUMNS[f"in {name}"]] = 1
        inner = [e.hints for e in piece.path if e.hints and e.number not in common]
        for hint in {h for hints in inner[-3:] for h in _hinted(hints)}:
            rows[i, _COLUMNS[f"hint {hint}"]] = 1
            rows[i, _COLUMNS[f"kept, hint {hint}"]] = keep
        for hint in {h for hints in inner[:-3] for h in _hinted(hints)}:
            rows[i, _COLUMNS[f"near hint {hint}"]] = 1
    return rows


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
