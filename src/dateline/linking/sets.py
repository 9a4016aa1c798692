"""Disjoint sets of numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

Numbers = NDArray[np.int64]


class Sets:
    """Disjoint sets of numbers, each known by its least (union by the least, with halved paths)."""

    def __init__(self, size: int) -> None:
        self._to = list(range(size))

    def first(self, number: int) -> int:
        """The least number of the set that holds ``number``."""
        while self._to[number] != number:
            self._to[number] = number = self._to[self._to[number]]
        return number

    def join(self, a: int, b: int) -> None:
        """Make the sets of ``a`` and ``b`` one."""
        a, b = self.first(a), self.first(b)
        self._to[max(a, b)] = min(a, b)


def firsts(size: int, some: Numbers, others: Numbers) -> Numbers:
    """For each of ``size`` numbers the least of its set, where each of ``some`` is in one set with its fellow of
    ``others``: what ``Sets`` gives, in columns.
    """
    ties = sparse.coo_matrix((np.ones(len(some), np.int8), (some, others)), shape=(size, size))
    _, labels = csgraph.connected_components(ties.tocsr(), directed=False)
    _, first = np.unique(labels, return_index=True)
    least: Numbers = first[labels].astype(np.int64)
    return least
