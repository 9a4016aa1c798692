"""A second opinion on events: small heads on the encoder's last layer, which was taught attribution and events.

The judge knows constructions and who fills them; these heads know what the sentence means. Neither knows all that the
other does: the geometric mean of both chances is right more often than either (``resources/models/heads.md``).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dateline.events.network import Floats
from dateline.resources.hashes import checked

REACH = 45
"""Words after which all distances are one."""
_NEAR = 8
"""Distances up to here have a number of their own."""
_CENTRE = 16


@dataclass(frozen=True, slots=True)
class Heads:
    """The weights; each matrix has its inputs as rows and its outputs as columns."""

    word: Floats
    word_bias: Floats
    kind: Floats
    """Hidden units by the sixteen types and none."""
    kind_bias: Floats
    stand: Floats
    """Hidden units by modalities."""
    stand_bias: Floats
    asks: Floats
    """What the event's word asks of those who may take part."""
    asks_bias: Floats
    answers: Floats
    """What the words answer."""
    answers_bias: Floats
    far: Floats
    """Of each distance in words."""
    typed: Floats
    """Of each type."""
    side: Floats
    """Hidden units by actor, recipient, none."""
    side_bias: Floats

    def types(self, rows: Floats) -> Floats:
        """For each state in ``rows`` the chance of each type and of none."""
        return _softmax(self._hidden(rows) @ self.kind + self.kind_bias)

    def stands(self, rows: Floats) -> Floats:
        """For each state in ``rows`` the chance of each modality."""
        return _softmax(self._hidden(rows) @ self.stand + self.stand_bias)

    def sides(self, event: Floats, words: Floats, away: Sequence[int], kind: int) -> Floats:
        """For each of ``words``, so many words ``away`` from an event of type ``kind``: actor, recipient or none."""
        asked = event @ self.asks + self.asks_bias + self.typed[kind]
        hidden = _gelu(asked + words @ self.answers + self.answers_bias + self.far[distances(away)])
        return _softmax(hidden @ self.side + self.side_bias)

    def _hidden(self, rows: Floats) -> Floats:
        return _gelu(rows @ self.word + self.word_bias)


def distances(away: Sequence[int]) -> NDArray[np.int64]:
    """The number of each signed distance in words: by ones to eight, then by half powers of two."""
    offset = np.asarray(away, dtype=np.int64)
    size = np.minimum(np.abs(offset), REACH)
    far = _NEAR + np.ceil(np.log2(np.maximum(size, 1) / _NEAR + 1e-9) * 2).astype(np.int64)
    number = np.where(size <= _NEAR, size, far)
    return np.asarray(np.where(offset < 0, -number, number) + _CENTRE)


def mixed(chances: Floats, others: Floats, weight: float) -> Floats:
    """The geometric mean of two opinions, of which the second has ``weight``; rows sum to one."""
    return _softmax(np.log(chances + 1e-6) * (1 - weight) + np.log(others + 1e-6) * weight)


def _gelu(x: Floats) -> Floats:
    """The Gaussian error linear unit (Hendrycks and Gimpel, 2016), by its hyperbolic tangent."""
    bent: Floats = np.tanh(np.float32(0.7978845608) * (x + np.float32(0.044715) * x * x * x))
    return np.asarray(np.float32(0.5) * x * (1 + bent))


def _softmax(logits: Floats) -> Floats:
    found: Floats = np.exp(logits - logits.max(axis=-1, keepdims=True))
    found /= found.sum(axis=-1, keepdims=True)
    return found


@functools.cache
def heads() -> Heads:
    """The shipped heads, loaded once a process."""
    return loaded(Path(checked("models/heads.npz")))


def loaded(path: Path) -> Heads:
    """The heads in the file at ``path``."""
    with np.load(path) as stored:
        arrays: Mapping[str, NDArray[np.float16]] = {name: stored[name] for name in stored.files}
    return Heads(**{f.name: arrays[f.name].astype(np.float32) for f in fields(Heads)})
