"""Work in parts, for whoever helps with it: articles some at a time, pairs some at a time, always the same ones."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol, TypeVar

Item = TypeVar("Item")


class Spread(Protocol):
    """Gives what a function of a module makes of each part, in the order of the parts; ``map`` is the plainest."""

    def __call__(self, function: Callable[[Any], Any], items: Iterable[Any], /) -> Iterator[Any]:
        """The answers."""


def parts(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """``items`` in lists of ``size``, the last of what is left."""
    left = iter(items)
    while part := list(itertools.islice(left, size)):
        yield part


def in_order(submit: Callable[[Any], Any], result: Callable[[Any, Any], Any], items: Iterable[Any], ahead: int) -> Any:
    """The ``result`` of each of ``items`` in their order, of which no more than ``ahead`` are under way."""
    waiting: deque[tuple[Any, Any]] = deque()
    for item in items:
        waiting.append((item, submit(item)))
        while len(waiting) > ahead:
            yield result(*waiting.popleft())
    while waiting:
        yield result(*waiting.popleft())
