"""A person's own event types: events of one of PLOVER's types whose words say that they are of a narrower one.

``types.tsv`` of the lists in use names for each the type, or several by blanks, that it is ``like``: as these its
events are found and judged. The ``words`` of the trigger tell it: forms in small letters, ``*`` for any end.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from dateline.resources.own import own_rows
from dateline.schema import Event, EventType

__all__ = ["own_types", "retyped"]


@functools.cache
def own_types() -> Mapping[str, Mapping[str, str]]:
    """The rows of ``types.tsv`` by name."""
    return {row["name"]: row for row in own_rows("types.tsv")}


def retyped(events: Sequence[Event], text: str) -> tuple[Event, ...]:
    """``events`` with their own types where the words of their triggers say so."""
    if not own_types():
        return tuple(events)
    return tuple(_retyped(event, text) for event in events)


def _retyped(event: Event, text: str) -> Event:
    words = [w.strip(".,;:!?'\"") for s in event.trigger for w in text[s.start : s.end].lower().split()]
    for name, row in own_types().items():
        if event.type in row["like"].split() and any(_fits(w, form) for w in words for form in row["words"].split()):
            return replace(event, type=cast("EventType", name), cameo=row["cameo"] or event.cameo, mode=None)
    return event


def _fits(word: str, form: str) -> bool:
    return word.startswith(form[:-1]) if form.endswith("*") else word == form
