"""Who is who: people, organisations, countries and groups under all their names, and who speaks."""

from collections.abc import Sequence

from dateline.language import Copy
from dateline.schema import Cast, Statement, Toponym

__all__ = ["find_actors"]


def find_actors(copy: Copy, toponyms: Sequence[Toponym], statements: Sequence[Statement]) -> Cast:
    """The actors of an article, their mentions, and ``statements`` with speakers and addressees."""
    return Cast((), (), tuple(statements))
