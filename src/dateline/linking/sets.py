"""Disjoint sets of numbers."""

from __future__ import annotations


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
