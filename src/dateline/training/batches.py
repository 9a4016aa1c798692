"""Windows and batches to train on: a seed gives the same order each time, so that a run may be taken up anywhere."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import torch
from torch import Tensor

from dateline.language.encoder import WINDOW, feeds
from dateline.language.pieces import Pieces
from dateline.training.corpus import IGNORED, Aligned, Gold, align, restyled
from dateline.training.model import Batch

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Window = TypeVar("Window")
OVERLAP = 80
"""Pieces that neighbouring windows share in training."""
RESTYLED = 0.15
"""How often an article's quotation marks are put into another house style."""
BLIND = 0.05
"""How often the case or the quotation marks of a window are hidden from the model."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A window of an article for training: its pieces from ``low`` to ``high``."""

    article: Aligned
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Lesson:
    """A batch of windows as tensors, with the tags and links that are to be learned from it."""

    batch: Batch
    tags: Tensor
    window: Tensor
    """For each cue the window it is in."""
    cue: Tensor
    """For each cue the weights of its pieces, which sum to one."""
    centre: Tensor
    """For each cue its first piece."""
    links: Tensor
    """For each cue the index into ``LINKS`` of each piece, or ``IGNORED``."""


def epoch_batches(golds: Sequence[Gold], tokenizer: Tokenizer, seed: int, budget: int) -> list[list[Piece]]:
    """The windows of one epoch in batches of about ``budget`` pieces, windows of like length together."""
    chance = random.Random(seed)
    windows: list[Piece] = []
    for gold in golds:
        text = restyled(gold.text, chance) if chance.random() < RESTYLED else None
        article = align(gold, tokenizer, text)
        windows += [Piece(article, low, high) for low, high in windows_of(len(article.pieces), chance)]
    return packed(windows, lambda w: w.high - w.low, budget, chance)


def packed(
    windows: list[Window], size: Callable[[Window], int], budget: int, chance: random.Random
) -> list[list[Window]]:
    """``windows`` in batches of about ``budget`` pieces, those of like ``size`` together, in random order."""
    chance.shuffle(windows)
    batches: list[list[Window]] = []
    for start in range(0, len(windows), 128):
        batch: list[Window] = []
        for window in sorted(windows[start : start + 128], key=size):
            if batch and (len(batch) + 1) * (size(window) + 2) > budget:
                batches.append(batch)
                batch = []
            batch.append(window)
        batches.append(batch)
    chance.shuffle(batches)
    return batches


def windows_of(count: int, chance: random.Random) -> list[tuple[int, int]]:
    """The windows over ``count`` pieces as ranges; ``chance`` moves their beginnings from epoch to epoch."""
    size = WINDOW - 2
    if count <= size:
        return [(0, count)] if count else []
    stride = size - OVERLAP
    low = -chance.randrange(stride)
    cuts = []
    while low + OVERLAP < count:
        cuts.append((max(0, low), min(count, low + size)))
        low += stride
    return [(a, b) for a, b in cuts if b - a > OVERLAP // 2]


def lesson(windows: Sequence[Piece], chance: random.Random) -> Lesson:
    """``windows`` padded to one length, as tensors; ``chance`` draws what is hidden from the model."""
    length = max(w.high - w.low for w in windows) + 2
    tags = np.full((len(windows), length), IGNORED)
    owner, cues, centres, links = [], [], [], []
    for n, w in enumerate(windows):
        stop = w.high - w.low + 2
        tags[n, 1 : stop - 1] = w.article.tags[w.low : w.high]
        for pieces, link in zip(w.article.cues, w.article.links, strict=True):
            if pieces[0] < w.low or pieces[-1] >= w.high:
                continue
            weight = np.zeros(length, np.float32)
            weight[pieces - w.low + 1] = 1 / len(pieces)
            labels = np.full(length, IGNORED)
            labels[1 : stop - 1] = link[w.low : w.high]
            owner.append(n)
            cues.append(weight)
            centres.append(int(pieces[0]) - w.low + 1)
            links.append(labels)
    return Lesson(
        fed([(w.article.pieces, w.low, w.high) for w in windows], chance),
        torch.from_numpy(tags),
        torch.tensor(owner, dtype=torch.long),
        torch.from_numpy(np.array(cues, np.float32).reshape(-1, length)),
        torch.tensor(centres, dtype=torch.long),
        torch.from_numpy(np.array(links, np.int64).reshape(-1, length)),
    )


def fed(windows: Sequence[tuple[Pieces, int, int]], chance: random.Random) -> Batch:
    """What the encoder is given of ``windows``, padded to one length; ``chance`` hides case or marks of some."""
    shape = (len(windows), max(high - low for _, low, high in windows) + 2)
    ids, case, quote = (np.zeros(shape, np.int64) for _ in range(3))
    mask = np.zeros(shape, np.bool_)
    for n, (pieces, low, high) in enumerate(windows):
        given, stop = feeds(pieces, low, high), high - low + 2
        ids[n, :stop], mask[n, :stop] = given["ids"][0], True
        if chance.random() >= BLIND:
            case[n, :stop] = given["case"][0]
        if chance.random() >= BLIND:
            quote[n, :stop] = given["quote"][0]
    return Batch(*(torch.from_numpy(rows) for rows in (ids, case, quote, mask)))
