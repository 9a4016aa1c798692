"""Countries that share their name with a state or a town: Georgia by Atlanta, Cuba in Missouri.

The words around decide: an abbreviated state behind the name, a governor or lawmakers, another state in the same list,
or a town of that state in the article.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from dateline.places.candidates import candidates
from dateline.places.mentions import state_names, state_of, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.places.gazetteer import Gazetteer
    from dateline.places.mentions import Mention

__all__ = ["told_apart"]

_BEHIND_TOWN = re.compile(r",\s?")
_LISTED = re.compile(r",?\s(?:and|or)\s|,\s")
_LAWMAKER = re.compile(
    r"\b(?:[Ss]enators?|Sen\.|[Cc]ongress(?:man|woman|men|women)|Rep\.|[Gg]overnor|Gov\.)\s[^.;:!?\n]{0,60}"
    r"\b(?:represents|represented|representing|governs|governed|from|of|for|in)\s$"
)
"""Those who sit or rule for a state, with the words that lead to its name."""
_OFFICE_BEFORE = re.compile(
    r"(?i)\b(?:state of|gov(?:ernor|\.) of|senators? (?:from|of)|(?:north|south|east|west|rural)(?:ern)?)\s$"
)


def told_apart(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """``mentions`` with the names of countries that are a state's or a town's here as names of those."""
    found = list(mentions)
    towns = set(_towns_of_states(text, mentions, gazetteer))
    ruled = {mentions[i].name.lower() for i in towns}
    for i, mention in enumerate(mentions):
        of_country = mention.country is not None and mention.form == "place" and mention.source == "word"
        if of_country and (i in towns or mention.name.lower() in ruled):
            found[i] = replace(mention, country=None, source="name")
    for name in {m.name for m in mentions if _is_dual(m)}:
        if _is_state_here(name, text, mentions, gazetteer):
            for i, mention in enumerate(mentions):
                if mention.name == name and _is_dual(mention):
                    found[i] = replace(mention, country=state_names()[name])
    return found


def _is_dual(mention: Mention) -> bool:
    """Whether the mention is of a country whose name is also a state's."""
    if mention.form != "place" or mention.source != "word" or mention.country is None:
        return False
    return state_names().get(mention.name, mention.country) != mention.country


def _towns_of_states(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Iterator[int]:
    """The mentions that an abbreviated state, or the dateline, makes a town of: "Lebanon, Pa."."""
    for i, (mention, after) in enumerate(pairwise(mentions)):
        if mention.form != "place" or not _BEHIND_TOWN.fullmatch(text[mention.end : after.start]):
            continue
        short = state_of(text[after.start : after.end]) is not None
        if not short and not (mention.source == "dateline" and after.name in state_names()):
            continue
        towns = (p for p in candidates(mention.name, gazetteer).places if p.feature.startswith("PPL"))
        if any(p.admin1 == after.name for p in towns):
            yield i


def _is_state_here(name: str, text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> bool:
    """Whether the state called ``name`` is meant in this article, and not the country."""
    nation = next(m.country for m in mentions if m.name == name and _is_dual(m))
    here = for_country = 0.0
    for i, mention in enumerate(mentions):
        if mention.name == name:
            short = state_of(text[mention.start : mention.end]) is not None
            if short or mention.country == state_names()[name] or _shown_a_state(text, mentions, i):
                return True
            continue
        if mention.country == nation:
            for_country += 1.0
            continue
        found = candidates(mention.name, gazetteer)
        for place, share in zip(found.places, found.shares, strict=True):
            if place.country == state_names()[name] and place.admin1 == name:
                here += share
            elif place.country == nation:
                for_country += share
    return here >= 0.5 and here > for_country


def _shown_a_state(text: str, mentions: Sequence[Mention], i: int) -> bool:
    """Whether the words around mention ``i`` are those around a state: an office of one, another in a list."""
    mention = mentions[i]
    behind = re.match(r"\s([A-Za-z]+)", text[mention.end : mention.end + 24])
    if behind is not None and behind[1].lower() in words("state_after"):
        return True
    if _OFFICE_BEFORE.search(text[max(0, mention.start - 24) : mention.start]):
        return True
    if _LAWMAKER.search(text[max(0, mention.start - 90) : mention.start]):
        return True
    for other in (mentions[i - 1] if i else None, mentions[i + 1] if i + 1 < len(mentions) else None):
        if (
            other is None
            or other.name not in state_names()
            or other.name == mention.name
            or other.country not in (None, "USA")
        ):
            continue
        between = text[min(mention.end, other.end) : max(mention.start, other.start)]
        if _LISTED.fullmatch(between):
            return True
    return False
