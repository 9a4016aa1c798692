"""A small network in numpy: hashed signs and a few dense numbers, one hidden layer beside a linear one, a softmax.

The linear part remembers ("arrest" is COERCE), the hidden one generalises over what the states say (the wide and deep
network of Cheng et al., 2016). All heads of the events' judge have this form; torch fits them, and reading needs none.
"""

from __future__ import annotations

import functools
import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Network:
    """The weights."""

    embed: Floats
    """Buckets of signs by hidden units."""
    linear: Floats
    """Buckets of signs by labels."""
    hidden: Floats
    """Dense numbers by hidden units."""
    hidden_bias: Floats
    direct: Floats
    """Dense numbers by labels."""
    out: Floats
    """Hidden units by labels."""
    bias: Floats

    def chances(self, rows: Sequence[Rows], dense: Floats) -> Floats:
        """The chance of each label for each case, given by the buckets of its signs and its dense numbers."""
        if not rows:
            return np.zeros((0, len(self.bias)), dtype=np.float32)
        hidden = dense @ self.hidden + self.hidden_bias
        logits = dense @ self.direct + self.bias
        for to, weights in ((hidden, self.embed), (logits, self.linear)):
            for i, row in enumerate(rows):
                scale = np.float32(1 / math.sqrt(max(1, len(row))))
                to[i] += np.add.reduce(weights.take(row, axis=0), axis=0) * scale
        logits += np.maximum(hidden, 0) @ self.out
        logits -= logits.max(axis=1, keepdims=True)
        found: Floats = np.exp(logits)
        found /= found.sum(axis=1, keepdims=True)
        return found

    def buckets(self, signs: Sequence[str]) -> Rows:
        """The rows of the weights for ``signs``."""
        return buckets(signs, len(self.embed))


def buckets(signs: Sequence[str], count: int) -> Rows:
    """The buckets of ``signs`` among ``count``; the same everywhere (CRC-32)."""
    return np.array(list(map(_hash, signs)), dtype=np.int64) % count


@functools.lru_cache(maxsize=1 << 16)
def _hash(sign: str) -> int:
    return zlib.crc32(sign.encode("utf-8", "replace"))


def network(arrays: Mapping[str, NDArray[np.float16]], name: str) -> Network:
    """The network ``name`` among stored ``arrays``, whose keys are "name.part"."""
    return Network(**{f.name: arrays[f"{name}.{f.name}"].astype(np.float32) for f in fields(Network)})
