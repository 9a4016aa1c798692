"""What the encoder makes of an article, run once: the windows for attribution, and the words' states for later stages.

The attribution head reads the encoder's last layer. What a word means in its sentence stands in a lower one (Tenney,
Das and Pavlick, 2019), so a lower layer's states are kept beside the parse, one for each word piece that begins a
word, for the stages that come after.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.language.encoder import WIDTH, Encoder, Window, encoder, homes
from dateline.language.parse import Copy, view
from dateline.language.pieces import Pieces
from dateline.schema import Anatomy

SKIPPED = frozenset({"related", "promo"})
"""Kinds of block that are not read: what stands there is another story or an advertisement."""
_LINE_END = re.compile(r"[\r\n]+")
_KEPT = "dateline.states"


@dataclass(frozen=True, slots=True)
class States:
    """The hidden states of an article's words."""

    start: NDArray[np.int64]
    """First code point of each piece that begins a word, rising."""
    rows: NDArray[np.float16]
    """Pieces by :data:`WIDTH`."""

    def at(self, offsets: Sequence[int]) -> NDArray[np.float32]:
        """The states of the words that begin at or before each of ``offsets``; nought where nothing is read."""
        if not len(self.start):
            return np.zeros((len(offsets), WIDTH), dtype=np.float32)
        places = np.searchsorted(self.start, np.asarray(offsets, dtype=np.int64), side="right") - 1
        return self.rows[np.maximum(places, 0)].astype(np.float32)


def encoded(copy: Copy, model: Encoder) -> tuple[Pieces, list[Window]]:
    """The pieces of what is read of ``copy`` and their windows; the words' states are kept for :func:`states_of`."""
    pieces = model.cut(unwrapped(copy.text, copy.anatomy), readable(copy.text, copy.anatomy))
    windows = list(model.windows(pieces))
    copy.doc.user_data[_KEPT] = _states(pieces, windows)
    return pieces, windows


def states_of(copy: Copy) -> States:
    """The states of the words of ``copy``; it is encoded now if it was not before."""
    if _KEPT not in copy.doc.user_data:
        encoded(copy, encoder())
    states: States = copy.doc.user_data[_KEPT]
    return states


def _states(pieces: Pieces, windows: Sequence[Window]) -> States:
    """Each word's state from the window in which its first piece stands farthest from a border."""
    rows = np.zeros((len(pieces), WIDTH), dtype=np.float16)
    if windows:
        home = homes(len(pieces), [(w.start, w.stop) for w in windows])
        for number, window in enumerate(windows):
            own = np.flatnonzero(home == number)
            rows[own] = window.states[own - window.start]
    return States(pieces.start[pieces.first], rows[pieces.first])


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
