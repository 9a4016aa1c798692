"""Where keys stand in a column: what a dictionary from key to row tells, without one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


class Places:
    """The rows of a column of numbers, each there once."""

    def __init__(self, keys: Numbers) -> None:
        self._order = np.argsort(keys, kind="stable")
        self._keys = keys[self._order]

    def of(self, wanted: Numbers) -> Numbers:
        """The row of each of ``wanted``; -1 where it is not there."""
        if not len(self._keys):
            return np.full(len(wanted), -1, np.int64)
        at = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        found: Numbers = np.where(self._keys[at] == wanted, self._order[at], -1)
        return found
