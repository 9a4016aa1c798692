"""The learned scorer: is a candidate an event of public life, and of which type?

A linear softmax over the sixteen types and "none", whose input is a candidate's signs (``evidence``), hashed, and the
encoder's states at the trigger, over its clause, at those who act and at those acted on, each reduced to a few
dimensions. It overrules the lexicon where that was found to help and nowhere else: a predicate whose type is hardly
right is given another; a verb that no pattern fits is taken when the scorer is sure of it and its sentence has no event
yet. Weights, and how they were learned: ``resources/models/events.md``.
"""

from __future__ import annotations

import functools
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast, get_args

import numpy as np
from numpy.typing import NDArray

from dateline.events.evidence import clause, signs
from dateline.events.participants import Actors
from dateline.events.triggers import Candidate
from dateline.grammar import Word
from dateline.language.encoded import States
from dateline.resources.hashes import checked
from dateline.schema import EventType

Floats = NDArray[np.float32]

LABELS: tuple[str, ...] = (*get_args(EventType), "none")
NONE = len(LABELS) - 1
BUCKETS = 1 << 13
"""Rows of weights that signs are hashed to."""
PLACES = 4
"""Where states are read: trigger, clause, those who act, those acted on."""


@dataclass(frozen=True, slots=True)
class Limits:
    """From which chance on the scorer overrules the lexicon, or adds to it."""

    own: float = 0.01
    """A verb or a noun with a light verb can be given another type where its own has no more chance than this ..."""
    other: float = 0.75
    """... and the other has this chance or more."""
    proposed: float = 0.7
    """A verb that no pattern fits is an event from this chance of its type on."""


@dataclass(frozen=True, slots=True)
class Scorer:
    """The weights."""

    signs: Floats
    """``BUCKETS`` by labels."""
    states: Floats
    """Reduced states, ``PLACES`` by dimensions, by labels."""
    bias: Floats
    centre: Floats
    """The mean state."""
    axes: Floats
    """State dimensions by reduced ones."""
    limits: Limits = Limits()

    def chances(self, rows: Sequence[NDArray[np.int64]], reduced: Floats) -> Floats:
        """The chance of each label for candidates given by their signs' buckets and reduced states."""
        logits = reduced @ self.states + self.bias
        for i, row in enumerate(rows):
            logits[i] += self.signs[row].sum(axis=0) / np.sqrt(len(row))
        logits -= logits.max(axis=1, keepdims=True)
        found: Floats = np.exp(logits)
        found /= found.sum(axis=1, keepdims=True)
        return found

    def judged(self, candidates: Sequence[Candidate], actors: Actors, states: States) -> list[Candidate]:
        """Those of ``candidates`` that are events, with their types and chances, in the same order.

        Where the lexicon has found an event in a sentence, nothing is added to it.
        """
        if not candidates:
            return []
        rows = [buckets(signs(c, actors)) for c in candidates]
        chances = self.chances(rows, reduced(candidates, states, self.centre, self.axes))
        settled = [s for c, row in zip(candidates, chances, strict=True) if (s := self._settled(c, row)) is not None]
        told = {id(c.frame.token.sent) for c in settled if c.listed}
        return [c for c in settled if c.listed or id(c.frame.token.sent) not in told]

    def _settled(self, candidate: Candidate, chances: Floats) -> Candidate | None:
        """``candidate`` with its type and chance, or None where it is proposed and not sure."""
        best = int(chances[:NONE].argmax())
        if not candidate.listed:
            sure = chances[best] >= self.limits.proposed
            return _retyped(candidate, LABELS[best], float(chances[best])) if sure else None
        own = LABELS.index(candidate.pattern.type)
        unlikely = chances[own] <= self.limits.own and chances[best] >= self.limits.other
        if unlikely and not (candidate.frame.is_noun and candidate.frame.support is None):
            return _retyped(candidate, LABELS[best], float(chances[best]))
        return replace(candidate, chance=float(chances[own]))


def _retyped(candidate: Candidate, kind: str, chance: float) -> Candidate:
    pattern = replace(candidate.pattern, type=cast("EventType", kind), mode=None, cameo=None)
    return replace(candidate, pattern=pattern, chance=chance)


def buckets(found: Sequence[str]) -> NDArray[np.int64]:
    """The rows of the weights for signs; the same everywhere (CRC-32)."""
    return np.array([zlib.crc32(s.encode("utf-8", "replace")) % BUCKETS for s in found], dtype=np.int64)


def reduced(candidates: Sequence[Candidate], states: States, centre: Floats, axes: Floats) -> Floats:
    """The states of each candidate at its ``PLACES``, reduced, side by side; nought where nobody stands."""
    groups: list[Sequence[Word]] = []
    for candidate in candidates:
        token = candidate.frame.token
        groups += [(token,), clause(token), candidate.actors, candidate.recipients]
    offsets = [t.idx for group in groups for t in group]
    owner = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    found = (states.at(offsets) - centre) @ axes
    sums = np.zeros((len(groups), axes.shape[1]), dtype=np.float32)
    np.add.at(sums, owner, found)
    counts = np.bincount(owner, minlength=len(groups))[:, None]
    means: Floats = (sums / np.maximum(counts, 1)).astype(np.float32)
    return means.reshape(len(candidates), -1)


@functools.cache
def scorer() -> Scorer:
    """The shipped scorer, loaded once a process."""
    return loaded(Path(checked("models/events.npz")))


def loaded(path: Path) -> Scorer:
    """The scorer in the file at ``path``."""
    with np.load(path) as stored:
        arrays = {name: stored[name].astype(np.float32) for name in stored.files}
    return Scorer(**arrays)
