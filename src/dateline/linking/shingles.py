"""Words, shingles and sketches: what two texts have in common, found without reading every pair of them.

A shingle is five words in a row, whatever their case and marks, as a hash of 64 bits. A sketch keeps the least hash of
every eight neighbours (winnowing: Schleimer, Wilkerson and Aiken 2003), about a quarter of them, so that a run of
twelve words that two texts share is always seen, however long the rest of either. It serves containment, which
MinHash, made for the Jaccard index, does not.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]
WORDS = 5
"""Words of a shingle."""
WINDOW = 8
"""How many neighbouring shingles make a window; of each window the least hash is kept."""
CROWD = 64
"""Texts that share a hash from which on each is compared with its neighbours only."""
NEIGHBOURS = 8
_WORD = re.compile(r"\w+(?:[.,/-]\d+)*")
_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


class Words(NamedTuple):
    """The words of a text: where each begins and ends, in code points, and its hash."""

    starts: Numbers
    ends: Numbers
    hashes: Hashes


def words_of(text: str, start: int = 0, end: int | None = None) -> Words:
    """The words of ``text`` from ``start`` to ``end``."""
    found = [
        (m.start(), m.end(), _hash(m.group())) for m in _WORD.finditer(text, start, len(text) if end is None else end)
    ]
    starts, ends, hashes = zip(*found, strict=True) if found else ((), (), ())
    return Words(np.array(starts, np.int64), np.array(ends, np.int64), np.array(hashes, np.uint64))


def outside(words: Words, apart: Iterable[tuple[int, int]]) -> Words:
    """Those of the ``words`` that do not stand in the spans ``apart``."""
    kept = np.ones(len(words.hashes), bool)
    for start, end in apart:
        kept &= (words.starts < start) | (words.starts >= end)
    return words if kept.all() else Words(words.starts[kept], words.ends[kept], words.hashes[kept])


@functools.lru_cache(maxsize=1 << 17)
def _hash(word: str) -> int:
    digest = hashlib.blake2b(word.casefold().encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest)


def whole(words: Hashes) -> int:
    """A hash, of 63 bits, of all words together; 0 where there are none."""
    if not len(words):
        return 0
    return int.from_bytes(hashlib.blake2b(words.tobytes(), digest_size=8).digest()) >> 1


def shingles(words: Hashes, length: int = WORDS) -> Hashes:
    """The hash of every ``length`` words in a row; of fewer words one of all of them."""
    length = min(length, len(words))
    if not length:
        return np.array([], np.uint64)
    made = np.zeros(len(words) - length + 1, np.uint64)
    for place in range(length):
        made = made * _BASE + words[place : len(words) - length + 1 + place]
    made ^= made >> np.uint64(30)
    made *= _MIX[0]
    made ^= made >> np.uint64(27)
    made *= _MIX[1]
    return made ^ (made >> np.uint64(31))


def sketch(words: Hashes) -> Hashes:
    """The hashes kept of a text with these words, each once, in order of size."""
    hashes = shingles(words)
    if len(hashes) <= WINDOW:
        return np.unique(hashes.min(keepdims=True)) if len(hashes) else hashes
    return np.unique(np.lib.stride_tricks.sliding_window_view(hashes, WINDOW).min(axis=1))


class Candidates(NamedTuple):
    """Pairs of texts, by their numbers, the first the lesser, and how many hashes of their sketches they share."""

    first: Numbers
    second: Numbers
    shared: Numbers


class Sketches(NamedTuple):
    """The sketches of texts, one after the other."""

    hashes: Hashes
    sizes: Numbers
    """How many hashes each text has."""

    @classmethod
    def of(cls, sketches: Sequence[Hashes]) -> Sketches:
        """Those of some texts."""
        sizes = np.array([len(s) for s in sketches], np.int64)
        return cls(np.concatenate([np.array([], np.uint64), *sketches]), sizes)

    @classmethod
    def within(cls, lists: pa.Array) -> Sketches:
        """Those of a column of lists of whole numbers; negative ones of 64 bits are taken for what their bits say."""
        sizes = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False)
        return cls(pc.list_flatten(lists).to_numpy().astype(np.int64).view(np.uint64), sizes.astype(np.int64))

    def take(self, texts: Numbers) -> Sketches:
        """Those of some of the texts, by their numbers."""
        sizes, ends = self.sizes[texts], np.cumsum(self.sizes)
        begins = (ends - self.sizes)[texts]
        places = np.arange(sizes.sum()) + np.repeat(begins - (np.cumsum(sizes) - sizes), sizes)
        return Sketches(self.hashes[places], sizes)


def candidates(sketches: Sketches, least: int = 1) -> Candidates:
    """The pairs of texts that share at least so many hashes.

    Of a hash that many texts have, each is compared with the ones next to it in their order and with the first, so
    that what all newspapers print takes no more than its length in time; the order of the texts is therefore to be
    one that does not depend on when they came.
    """
    owners = np.repeat(np.arange(len(sketches.sizes), dtype=np.int64), sketches.sizes)
    hashes = sketches.hashes
    order = np.argsort(hashes, kind="stable")
    owners, hashes = owners[order], hashes[order]
    breaks = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]]) if len(hashes) else np.array([], np.int64)
    lengths = np.diff(np.r_[breaks, len(hashes)])
    several = lengths > 1
    kept = np.repeat(several, lengths)
    owners, lengths = owners[kept], lengths[several]
    breaks = np.cumsum(lengths) - lengths
    reach = np.where(lengths > CROWD, NEIGHBOURS, lengths - 1)
    group = np.repeat(np.arange(len(breaks)), lengths)
    place = np.arange(len(owners)) - breaks[group]
    found = [np.array([], np.int64)]
    count = np.int64(max(1, len(sketches.sizes)))
    for step in range(1, int(reach.max(initial=0)) + 1):
        later = np.flatnonzero((place >= step) & (reach[group] >= step))
        found.append(owners[later - step] * count + owners[later])
    crowded = np.flatnonzero((lengths[group] > CROWD) & (place > NEIGHBOURS))
    found.append(owners[breaks[group[crowded]]] * count + owners[crowded])
    keys, shared = np.unique(np.concatenate(found), return_counts=True)
    enough = shared >= least
    keys = keys[enough]
    return Candidates(keys // count, keys % count, shared[enough])


class Overlap(NamedTuple):
    """How much two texts share: which words of each stand in a shingle that the other has."""

    ours: NDArray[np.bool_]
    theirs: NDArray[np.bool_]

    @property
    def share(self) -> float:
        """The part of the first text's words that the second has."""
        return float(self.ours.mean()) if len(self.ours) else 0.0

    @property
    def share_of(self) -> float:
        """The part of the second text's words that the first has."""
        return float(self.theirs.mean()) if len(self.theirs) else 0.0


def overlap(ours: Hashes, theirs: Hashes, length: int = WORDS) -> Overlap:
    """What texts with these words share."""
    length = max(1, min(length, len(ours), len(theirs)))
    mine, yours = shingles(ours, length), shingles(theirs, length)
    return Overlap(
        _covered(np.isin(mine, yours), len(ours), length), _covered(np.isin(yours, mine), len(theirs), length)
    )


def _covered(begins: NDArray[np.bool_], words: int, length: int) -> NDArray[np.bool_]:
    covered = np.zeros(words, bool)
    for place in range(length if len(begins) else 0):
        covered[place : place + len(begins)] |= begins
    return covered
