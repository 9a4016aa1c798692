"""What the encoder makes of an article, run once: the windows for attribution, and the words' states for later stages.

The attribution head reads the encoder's last layer. What a word means in its sentence stands in a lower one (Tenney,
Das and Pavlick, 2019), so a lower layer's states are kept, one for each word piece that begins a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.language.encoder import WIDTH, Encoder, Window, encoder, homes
from dateline.language.parse import Copy, view
from dateline.language.pieces import Pieces
from dateline.schema import Anatomy

SKIPPED = frozenset({"related", "promo"})
"""Kinds of block that are not read: what stands there is another story or an advertisement."""
PORTION = 100_000
"""Code points that are encoded at once: twenty times an ordinary article, and few enough for any memory."""
_LINE_END = re.compile(r"[\r\n]+")


@dataclass(frozen=True, slots=True)
class States:
    """The hidden states of an article's words."""

    start: NDArray[np.int64]
    """First code point of each piece that begins a word, rising."""
    rows: NDArray[np.float16]
    """Pieces by :data:`WIDTH`, of the layer that says best what a word means in its sentence."""
    last: NDArray[np.float16]
    """The same of the encoder's last layer, which was taught attribution and events."""

    def at(self, offsets: Sequence[int]) -> NDArray[np.float32]:
        """The states of the words that begin at or before each of ``offsets``; nought where nothing is read."""
        return self._of(self.rows, offsets)

    def last_at(self, offsets: Sequence[int]) -> NDArray[np.float32]:
        """The same of the last layer."""
        return self._of(self.last, offsets)

    def _of(self, rows: NDArray[np.float16], offsets: Sequence[int]) -> NDArray[np.float32]:
        if not len(self.start):
            return np.zeros((len(offsets), WIDTH), dtype=np.float32)
        places = np.searchsorted(self.start, np.asarray(offsets, dtype=np.int64), side="right") - 1
        return rows[np.maximum(places, 0)].astype(np.float32)


@dataclass(frozen=True, slots=True)
class Portion:
    """A stretch of an article as the encoder reads it."""

    pieces: Pieces
    windows: list[Window]


def encoded(copy: Copy, model: Encoder) -> Iterator[Portion]:
    """What is read of ``copy``, portion by portion, nearly always one."""
    text = unwrapped(copy.text, copy.anatomy)
    for ranges in portions(text, readable(copy.text, copy.anatomy), PORTION):
        pieces = model.cut(text, ranges)
        yield Portion(pieces, list(model.windows(pieces)))


def states_of(copy: Copy) -> States:
    """The states of the words of ``copy``, which is encoded for them."""
    return joined([states_in(portion) for portion in encoded(copy, encoder())])


def states_in(portion: Portion) -> States:
    """Each word's state from the window in which its first piece stands farthest from a border."""
    pieces, windows = portion.pieces, portion.windows
    rows, last = (np.zeros((len(pieces), WIDTH), dtype=np.float16) for _ in range(2))
    if windows:
        home = homes(len(pieces), [(w.start, w.stop) for w in windows])
        for number, window in enumerate(windows):
            own = home[window.start : window.stop] == number
            rows[window.start : window.stop][own] = window.states[own]
            last[window.start : window.stop][own] = window.last[own]
    return States(pieces.start[pieces.first], rows[pieces.first], last[pieces.first])


def joined(portions: Sequence[States]) -> States:
    """The states of an article from those of its portions, in their order."""
    if not portions:
        nothing = np.zeros((0, WIDTH), dtype=np.float16)
        return States(np.zeros(0, dtype=np.int64), nothing, nothing)
    start, rows, last = (
        np.concatenate(all_of) for all_of in zip(*((p.start, p.rows, p.last) for p in portions), strict=True)
    )
    return States(start, rows, last)


def portions(text: str, ranges: Sequence[tuple[int, int]], most: int) -> Iterator[list[tuple[int, int]]]:
    """``ranges`` in groups of no more than ``most`` code points, cut where a paragraph ends if one does."""
    portion: list[tuple[int, int]] = []
    left = most
    for low, high in ranges:
        while high - low > left:
            border = text.rfind("\n", low, low + left) + 1 or (low if portion else low + left)
            if border > low:
                portion.append((low, border))
            yield portion
            portion, left, low = [], most, border
        portion.append((low, high))
        left -= high - low
    if portion:
        yield portion


def readable(text: str, anatomy: Anatomy) -> list[tuple[int, int]]:
    """The ranges of ``text`` outside the blocks that are not read."""
    ranges, low = [], 0
    for block in anatomy.blocks:
        if block.kind in SKIPPED and block.end > low:
            if block.start > low:
                ranges.append((low, block.start))
            low = block.end
    return [*ranges, (low, len(text))] if low < len(text) else ranges


def unwrapped(text: str, anatomy: Anatomy) -> str:
    """``text`` with the line ends that only wrap a paragraph made blanks, character for character."""
    joined = view(text, anatomy)
    return _LINE_END.sub(lambda m: m.group() if "\n" in joined[m.start() : m.end()] else " " * len(m.group()), text)
