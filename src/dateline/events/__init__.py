"""Who did what to whom: PLOVER events with their modality, actors, place and date."""

from collections.abc import Sequence

from dateline.language import Copy
from dateline.schema import Cast, Event, Figure, Timeline, Toponym

__all__ = ["find_events"]


def find_events(
    copy: Copy, toponyms: Sequence[Toponym], timeline: Timeline, figures: Sequence[Figure], cast: Cast
) -> tuple[Event, ...]:
    """The events of an article, in order."""
    return ()
