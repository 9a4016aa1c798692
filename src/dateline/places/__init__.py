"""Toponyms and the places they stand for: names are found (``mentions``, ``cues``), then told apart (``resolve``).

A name that fits no place keeps null ids and coordinates: never the middle of a country for a town.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline.places.cues import find_mentions
from dateline.places.gazetteer import Gazetteer, shipped
from dateline.places.mentions import words
from dateline.places.namesakes import told_apart
from dateline.places.resolve import Beside, Choice, home_of, resolve
from dateline.schema import Toponym

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.language import Copy
    from dateline.places.mentions import Mention

__all__ = ["find_toponyms"]

_CLOSE = re.compile(r",\s?|\s\(")
_LOOSE = re.compile(r",?\s(?:in|of)\s(?:the\s)?(?:\w+\s(?:state|province|region)\sof\s)?")
_NEXT_WORD = re.compile(r"\s([A-Za-z]+\.?)")


def find_toponyms(copy: Copy, gazetteer: Gazetteer | None = None) -> tuple[Toponym, ...]:
    """The place names of an article, in order, each with the place it stands for.

    ``gazetteer`` is the one that ships unless given. Raises FormatError where its file is damaged.
    """
    known = gazetteer or shipped()
    mentions = told_apart(copy.text, find_mentions(copy, known), known)
    beside = _regions_beside(copy.text, mentions)
    regions = {b.index for b in beside if b is not None and b.close}
    states = [i in regions or _is_state(copy.text, m) for i, m in enumerate(mentions)]
    home = home_of(copy.article.uri, copy.article.publisher, known)
    choices = resolve(mentions, beside, states, known, home)
    return tuple(_row(m, c) for m, c in zip(mentions, choices, strict=True))


def _regions_beside(text: str, mentions: Sequence[Mention]) -> list[Beside | None]:
    """For each mention, the one that names its region: "Paris, Texas", "Leeds (England)", "Paris in Texas".

    In a list ("Oslo, Rome, Paris") no name is the region of the one before, nor is a country another's.
    """
    beside: list[Beside | None] = []
    for i, mention in enumerate(mentions):
        after = mentions[i + 1] if i + 1 < len(mentions) else None
        found = None
        if after is not None and mention.form == after.form == "place" and after.start - mention.end < 30:
            between = text[mention.end : after.start]
            both = mention.country is not None and after.country is not None and mention.name != after.name
            if not both or (mention.source == "name" and _CLOSE.fullmatch(between)):
                found = Beside(i + 1, True) if _CLOSE.fullmatch(between) else None
                found = found or (Beside(i + 1, False) if _LOOSE.fullmatch(between) else None)
        beside.append(found)
    return beside


def _is_state(text: str, mention: Mention) -> bool:
    """Whether the word behind shows that a state is meant and not its city: "New York Gov."."""
    match = _NEXT_WORD.match(text, mention.end)
    return match is not None and match[1].lower().removesuffix(".") in words("state_after")


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
        country=place.country if place else choice.within.country if choice.within else None,
        admin1=place.admin1 if place else choice.within.admin1 if choice.within else None,
        feature=place.feature if place else None,
        confidence=choice.confidence,
        reason=choice.reason,
    )
