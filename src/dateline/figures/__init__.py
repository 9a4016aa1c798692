"""Quantities and what they count."""

from collections.abc import Sequence

from dateline.language import Copy
from dateline.schema import Figure, Time

__all__ = ["find_figures"]


def find_figures(copy: Copy, times: Sequence[Time]) -> tuple[Figure, ...]:
    """The figures of an article, in order; numbers inside ``times`` are not figures."""
    return ()
