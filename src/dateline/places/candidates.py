"""The places that a name can stand for, and how likely each is before the article is looked at.

Population is a strong prior (Leidner 2007), and so is the number of languages that have a name for a place. Scores are
in units of log10 of population: a bonus of 1 makes up for a town ten times as large. The weights were set by hand and
checked on TR-News (Kamalloo and Rafiei 2018).
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from dateline.places.countries import folded
from dateline.places.gazetteer import Gazetteer, Place

__all__ = ["Candidates", "candidates", "shares"]

MOST = 30
"""The most candidates of a name that are weighed, the most populous."""
_COUNTRY, _REGION, _CAPITAL, _OTHER_NAME, _SECOND_ORDER = 8.6, 8.0, 1.2, -1.3, -2.0
_FAME = 0.3
_CITY_STATE = 3.0
"""What a town loses to its country of the same name: Singapore, Luxembourg."""
_STATE, _DIVISION_ABROAD, _STATE_OF_CITY = 1.0, -0.8, -2.2
_BIG_CITY = 1_000_000
_FEDERAL = ("USA", "CAN", "AUS")
"""Countries whose copy names states more than the towns that share their names."""
_DIVISION = re.compile(r"(?i)\b(?:county|province|region|oblast|district|governorate|state|prefecture|parish)\b")
_PREFIX = re.compile(
    r"(?i)^(?:the|far|greater|downtown|central|northern|southern|eastern|western|north|south|east|west|upper|lower|mainland|"
    r"northeastern|northwestern|southeastern|southwestern|city of|town of|village of|province of|state of|county of)\s+"
)
_SUFFIX = re.compile(
    r"(?i)\s+(?:city|town|village|province|region|oblast|district|governorate|state|prefecture|county|area|co\.?|"
    r"metropolitan area|municipality|territory|valley|borough|suburbs?)$"
)


class Candidates(NamedTuple):
    """The places of a name, with their scores and the shares of weight that these give."""

    places: tuple[Place, ...]
    scores: tuple[float, ...]
    shares: tuple[float, ...]
    faulty: bool
    """Whether places were left out since their coordinates are off the globe."""


@functools.lru_cache(maxsize=20_000)
def candidates(name: str, gazetteer: Gazetteer) -> Candidates:
    """The places that ``name`` can be; those whose coordinates are out of range are left out."""
    found = _find(name, gazetteer)
    kept = tuple(p for p in found if -90 <= p.lat <= 90 and -180 <= p.lon <= 180)[:MOST]
    cities = {p.country for p in kept if p.feature.startswith("PPL") and _is_big(p, name)}
    countries = {p.country for p in kept if p.feature == "PCLI"}
    scores = tuple(
        _score(p, name, p.country in cities or _is_seat(p, kept))
        - (_CITY_STATE if p.country in countries and p.feature != "PCLI" else 0.0)
        for p in kept
    )
    return Candidates(kept, scores, shares(scores), len(kept) < min(len(found), MOST))


def shares(scores: Sequence[float]) -> tuple[float, ...]:
    """The weights of candidates with ``scores``, summing to one."""
    if not scores:
        return ()
    best = max(scores)
    raw = [math.exp(1.6 * (s - best)) for s in scores]
    total = sum(raw)
    return tuple(r / total for r in raw)


def _find(name: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The places of ``name``, or else of what is left without its kind ("county") and its part ("northern")."""
    places = gazetteer.find(name) or gazetteer.find(re.sub(r"(?i)\bco\.?$", "County", name))
    for _ in range(3):
        if places:
            return places
        shorter = _PREFIX.sub("", name)
        if shorter == name:
            shorter = _SUFFIX.sub("", name)
        if shorter == name or len(shorter) < 3:
            break
        name = shorter
        places = gazetteer.find(name)
    return places


def _is_own(place: Place, name: str) -> bool:
    """Whether ``name`` is the place's own name, "City" aside."""
    return place.own_name or folded(place.name) == f"{folded(name)} city"


def _is_big(place: Place, name: str) -> bool:
    return place.population >= _BIG_CITY and _is_own(place, name)


def _is_seat(place: Place, found: Sequence[Place]) -> bool:
    """Whether ``place`` is a division of the same name as the capital of its country: Washington."""
    return place.feature == "ADM1" and any(p.feature == "PPLC" and p.country == place.country for p in found)


def _score(place: Place, name: str, shared: bool) -> float:
    """How likely ``name`` alone is ``place``; ``shared`` says that a great city has the division's name."""
    feature = place.feature
    if feature == "PCLI":
        return _COUNTRY
    if not feature.startswith(("PPL", "ADM")):
        return _REGION
    score = math.log10(place.population + 10) + _FAME * math.log10(1 + place.fame)
    if feature == "PPLC":
        score += _CAPITAL
    elif feature == "ADM1":
        score += _STATE if place.country in _FEDERAL else 0.0 if _DIVISION.search(name) else _DIVISION_ABROAD
        score += _STATE_OF_CITY if shared and not _DIVISION.search(name) else 0.0
    elif feature.startswith("ADM") and not _DIVISION.search(name):
        score += _SECOND_ORDER
    return score if _is_own(place, name) else score + _OTHER_NAME
