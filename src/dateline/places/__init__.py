"""Toponyms and the places they stand for."""

from dateline.language import Copy
from dateline.schema import Toponym

__all__ = ["find_toponyms"]


def find_toponyms(copy: Copy) -> tuple[Toponym, ...]:
    """The place names of an article, in order."""
    return ()
