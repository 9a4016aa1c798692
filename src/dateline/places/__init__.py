"""Toponyms and the places they stand for: names are found (``mentions``), then told apart (``resolve``).

A name that fits no place keeps null ids and coordinates: never the middle of a country for a town.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.places.cues import find_mentions
from dateline.places.gazetteer import Gazetteer, shipped
from dateline.places.resolve import Choice, home_of, resolve
from dateline.schema import Toponym

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.language import Copy
    from dateline.places.mentions import Mention

__all__ = ["find_toponyms"]


def find_toponyms(copy: Copy, gazetteer: Gazetteer | None = None) -> tuple[Toponym, ...]:
    """The place names of an article, in order, each with the place it stands for.

    ``gazetteer`` is the one that ships unless given. Raises FormatError where its file is damaged.
    """
    known = gazetteer or shipped()
    mentions = find_mentions(copy, known)
    choices = resolve(mentions, regions_beside(copy.text, mentions), known, home_of(copy.article.uri))
    return tuple(_row(m, c) for m, c in zip(mentions, choices, strict=True))


def regions_beside(text: str, mentions: Sequence[Mention]) -> list[int | None]:
    """For each mention, the index of the one that names its region behind it: "Paris, Texas", "Leeds (England)"."""
    beside: list[int | None] = []
    for i, mention in enumerate(mentions):
        after = mentions[i + 1] if i + 1 < len(mentions) else None
        between = text[mention.end : after.start] if after else ""
        near = between in (", ", " (", ",") and mention.form == after.form == "place" if after else False
        beside.append(i + 1 if near else None)
    return beside


def _row(mention: Mention, choice: Choice) -> Toponym:
    place = choice.place
    return Toponym(
        start=mention.start,
        end=mention.end,
        form=mention.form,
        place_id=place.place_id if place else None,
        name=place.name if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        country=place.country if place else None,
        admin1=place.admin1 if place else None,
        feature=place.feature if place else None,
        confidence=choice.confidence,
    )
