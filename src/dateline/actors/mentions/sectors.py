"""What the words around a noun say of whom it is for: "rebel leaders", "a group of Moroccan diplomats", "in Darfur".

PLOVER's actors carry a country and a sector; a noun that fits any sector ("leaders", "officials", "members") takes them
from the words before it or from the complement that says what the group is made of.
"""

from __future__ import annotations

from collections.abc import Mapping

from dateline.actors.mentions.extents import word
from dateline.actors.mentions.words import Words
from dateline.actors.names.bodies import body_of, metonyms, organ_word
from dateline.actors.names.nouns import noun_of
from dateline.actors.names.terms import terms
from dateline.resources import toml
from dateline.schema import Actor, Toponym

_WORDS = toml("name_words.toml")["groups"]
_MADE_OF: frozenset[str] = frozenset(_WORDS["made_of"])
"""Nouns for many that say only of whom they are: "a group of", "dozens of"."""
_ANY: frozenset[str] = frozenset(_WORDS["any_sector"])
"""Nouns that fit every sector; the word before tells which."""
_ENVOYS: frozenset[str] = frozenset(_WORDS["envoys"])
"""Nouns for those who speak for a state when the state's name stands before them."""
_MILITIAS = frozenset({"militia", "militias"})
_AFTER = 6
"""How many tokens after a noun the place may stand: "in the far north of Mali"."""
_SHORT_OF: dict[str, str] = _WORDS["short_of"]
"""Words before such a noun, and the sector that they tell."""


def sector_of(w: Words, first: int, head: int, last: int, sector: str | None, country: str | None) -> str | None:
    """The sector of the phrase ``first`` to ``last`` whose head noun alone says ``sector``."""
    low = w.low[head]
    if sector == "REB" and low in _MILITIAS and terms("state_militias") & set(w.low[first:head]):
        return "MIL"
    noun = noun_of(low)
    lemma = noun.lemma if noun is not None else low
    if lemma in _MADE_OF or low in _MADE_OF:
        sector = _made_of(w, head, last) or sector
    if lemma in _ANY and w.low[head + 1 : head + 2] != ("of",):
        before = [s for i in range(first, head) if (s := word_sector(w, i)) is not None]
        international = any(_international(w, first, head))
        found = "IGO" if international else before[-1] if before else None
        return found or ("GOV" if sector is None and country and lemma in _ENVOYS else sector)
    return sector


def _made_of(w: Words, head: int, last: int) -> str | None:
    """The sector of the noun after "of": "a group of diplomats"."""
    if head + 2 >= last or w.low[head + 1] != "of":
        return None
    nouns = (noun_of(w.low[i]) for i in range(last - 1, head + 1, -1))
    return next((n.sector for n in nouns if n is not None and n.sector), None)


def word_sector(w: Words, i: int) -> str | None:
    """The sector that the word at ``i`` tells by itself: "rebel", "police", "press"."""
    short = _SHORT_OF.get(w.low[i])
    if short is not None or w.pos[i] not in ("NOUN", "PROPN", "ADJ"):
        return short
    noun, organ = noun_of(w.low[i]), organ_word([w.low[i]])
    return (noun.sector if noun is not None else None) or (organ.sector if organ is not None and organ.organ else None)


def _international(w: Words, first: int, last: int) -> list[bool]:
    """For each start of one to three words before ``last``, whether a body between states is named there."""
    names = (" ".join(w.text[i : i + n]) for i in range(first, last) for n in (1, 2, 3) if i + n <= last)
    return [(body := body_of(name)) is not None and body.sector == "IGO" for name in names if name[0].isupper()]


def is_international(w: Words, first: int, last: int) -> bool:
    """Whether the words name a body between states: "Arab League Secretary General"."""
    return any(_international(w, first, last))


def whereabouts(w: Words, first: int, head: int, places: Mapping[int, Toponym]) -> str | None:
    """The country where the words say that they are: "Darfur rebels", "rebels in Mali", "King Ivo of Istria"."""
    for i in range(first, head):
        place = places.get(w.start[i])
        if place is not None and place.country and "ethnic" not in w.low[first:i]:
            return place.country
    if head + 2 >= len(w) or w.low[head + 1] not in ("in", "from", "of") or w.sent[head + 1] != w.sent[head]:
        return None
    for i in range(head + 2, min(len(w), head + _AFTER)):
        place = places.get(w.start[i])
        if place is not None and place.country:
            return place.country
        if w.pos[i] not in ("DET", "ADJ", "NOUN", "PROPN"):
            return None
    return None


def acting_sector(actor: Actor, text: str) -> str | None:
    """The sector in which ``actor`` acts under ``text``: a country's government where that or its seat is named."""
    words = text.removeprefix("the ").removeprefix("The ").split()
    if actor.kind != "country" or actor.sector is not None or not words:
        return actor.sector
    if words[-1].lower() in metonyms():
        return "GOV"
    seen = word(words[-1])
    return "GOV" if len(words) == 1 and seen is not None and seen.sense in ("capital", "seat") else None
