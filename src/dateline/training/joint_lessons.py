"""Marked events as batches for the encoder: where each possible event stands in word pieces, and what it is.

The lessons are those of the events' judge (:mod:`dateline.training.event_lessons`): every word that may be an event,
with its type or none, how it stands, and who of the sentence takes part.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from dateline.events.heads import distances
from dateline.language.pieces import Pieces, cut
from dateline.training.batches import fed, packed, windows_of
from dateline.training.corpus import IGNORED
from dateline.training.event_lessons import Lesson
from dateline.training.model import Batch

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = NDArray[np.int64]
EDGE = 8
"""Pieces at a window's border, inside the article, whose events teach nothing."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A marked text in word pieces, with its possible events and those who may take part in them."""

    number: int
    """The number of its lesson."""
    pieces: Pieces
    words: Ints
    """A row for each possible event: its piece, the number of its type, and that of its modality or :data:`IGNORED`."""
    sides: Ints
    """Possible participants by seven: piece of the event, own piece, distance, type, side, and the numbers of the event
    and of the word in the lesson."""


@dataclass(frozen=True, slots=True)
class EventLesson:
    """A batch of windows as tensors, with what is to be learned from it."""

    batch: Batch
    words: Tensor
    """A row for each possible event: the window, the piece in it, the type, the modality."""
    sides: Tensor
    """A row for each word that may take part: window, event's piece, own piece, distance, type, side."""


def excerpts(lessons: Iterable[tuple[int, Lesson]], tokenizer: Tokenizer) -> Iterator[Excerpt]:
    """The numbered ``lessons`` in word pieces; a lesson without words is left out."""
    for number, one in lessons:
        pieces = cut(one.source.text, tokenizer)
        if not len(pieces) or not one.starts:
            continue
        firsts = np.flatnonzero(pieces.first)
        at = firsts[np.maximum(np.searchsorted(pieces.start[firsts], one.starts, side="right") - 1, 0)]
        words = [
            (at[o.word], o.asked.label, o.stand.label if o.stand is not None else IGNORED)
            for o in one.possible
            if o.asked.weight > 0
        ]
        sides = [
            (at[o.word], at[word], distances([word - o.word])[0], o.asked.label, asked.label, n, word)
            for n, o in enumerate(one.possible)
            for word, asked in o.sides
        ]
        yield Excerpt(
            number, pieces, np.array(words, np.int64).reshape(-1, 3), np.array(sides, np.int64).reshape(-1, 7)
        )


def batches(taught: Sequence[Excerpt], seed: int, budget: int) -> list[list[tuple[Excerpt, int, int]]]:
    """The windows of one epoch in batches of about ``budget`` pieces, windows of like length together."""
    chance = random.Random(seed)
    windows = [(one, low, high) for one in taught for low, high in windows_of(len(one.pieces), chance)]
    return packed(windows, lambda w: w[2] - w[1], budget, chance)


def lesson(windows: Sequence[tuple[Excerpt, int, int]], chance: random.Random) -> EventLesson:
    """``windows`` padded to one length, as tensors; ``chance`` draws what is hidden from the model."""
    words, sides = [np.zeros((0, 4), np.int64)], [np.zeros((0, 6), np.int64)]
    for n, (one, low, high) in enumerate(windows):
        first, last = low + (EDGE if low else 0), high - (EDGE if high < len(one.pieces) else 0)
        some = one.words[(one.words[:, 0] >= first) & (one.words[:, 0] < last)]
        words.append(np.column_stack([np.full(len(some), n), some[:, 0] - low + 1, some[:, 1:]]))
        inside = ((one.sides[:, :2] >= low) & (one.sides[:, :2] < high)).all(axis=1)
        pairs = one.sides[inside]
        sides.append(np.column_stack([np.full(len(pairs), n), pairs[:, :2] - low + 1, pairs[:, 2:5]]))
    return EventLesson(
        fed([(one.pieces, low, high) for one, low, high in windows], chance),
        torch.from_numpy(np.concatenate(words)),
        torch.from_numpy(np.concatenate(sides)),
    )
