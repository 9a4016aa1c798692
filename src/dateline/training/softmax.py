"""A linear softmax over hashed signs and dense numbers, in numpy, for lessons that allow several labels.

Some corpora tell types apart less finely than we do (PLV has one root for CONCEDE and RETREAT): such a lesson allows
both, and its loss is that of their sum. Fitted by minibatch Adam with decoupled weight decay, in an order drawn once
from a fixed seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One candidate with what may be said of it."""

    rows: NDArray[np.int64]
    """Buckets of its signs."""
    dense: Floats
    allowed: NDArray[np.bool_]
    """The labels that are right."""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Settings:
    """How long and how strictly to learn."""

    epochs: int = 20
    batch: int = 256
    rate: float = 0.02
    decay: float = 0.02
    seed: int = 1


@dataclass(slots=True)
class Weights:
    """What is learned."""

    signs: Floats
    dense: Floats
    bias: Floats


class _Adam:
    """Adam (Kingma and Ba, 2015) with decoupled decay of one array."""

    def __init__(self, value: Floats, decay: float) -> None:
        self.value, self.decay = value, decay
        self._mean, self._square, self._step = np.zeros_like(value), np.zeros_like(value), 0

    def step(self, slope: Floats, rate: float) -> None:
        """One step against ``slope``."""
        self._step += 1
        self._mean += 0.1 * (slope - self._mean)
        self._square += 0.01 * (slope * slope - self._square)
        mean, square = self._mean / (1 - 0.9**self._step), self._square / (1 - 0.99**self._step)
        self.value -= rate * (mean / (np.sqrt(square) + 1e-6) + self.decay * self.value)


def fit(lessons: Sequence[Lesson], buckets: int, settings: Settings = Settings()) -> Weights:
    """The weights that make the allowed labels of ``lessons`` likeliest."""
    labels, width = len(lessons[0].allowed), len(lessons[0].dense)
    weights = Weights(
        np.zeros((buckets, labels), np.float32), np.zeros((width, labels), np.float32), np.zeros(labels, np.float32)
    )
    parts = [_Adam(weights.signs, settings.decay), _Adam(weights.dense, settings.decay), _Adam(weights.bias, 0.0)]
    chance = np.random.default_rng(settings.seed)
    steps = settings.epochs * -(-len(lessons) // settings.batch)
    done = 0
    for _ in range(settings.epochs):
        order = chance.permutation(len(lessons))
        for low in range(0, len(order), settings.batch):
            some = [lessons[i] for i in order[low : low + settings.batch]]
            rate = settings.rate * (1 - done / steps)
            for part, slope in zip(parts, _slopes(some, weights), strict=True):
                part.step(slope, rate)
            done += 1
    return weights


def _slopes(lessons: Sequence[Lesson], weights: Weights) -> tuple[Floats, Floats, Floats]:
    """The slope of the mean loss."""
    rows = np.concatenate([lesson.rows for lesson in lessons])
    sizes = np.array([len(lesson.rows) for lesson in lessons])
    owner = np.repeat(np.arange(len(lessons)), sizes)
    scale = (1 / np.sqrt(sizes)).astype(np.float32)
    dense = np.stack([lesson.dense for lesson in lessons])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    logits = np.add.reduceat(weights.signs[rows], starts) * scale[:, None] + dense @ weights.dense + weights.bias
    chances = np.exp(logits - logits.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    right = chances * np.stack([lesson.allowed for lesson in lessons])
    right /= right.sum(axis=1, keepdims=True) + 1e-12
    given = np.array([lesson.weight for lesson in lessons], np.float32)
    slope = ((chances - right) * given[:, None] / len(lessons)).astype(np.float32)
    by_sign = np.zeros_like(weights.signs)
    np.add.at(by_sign, rows, slope[owner] * scale[owner][:, None])
    return by_sign, dense.T @ slope, slope.sum(axis=0)
