"""Which place a name stands for: a ranker over size, kind, and the company that the name keeps.

Population is a strong prior (Leidner 2007); what the article's other names have in common, the country and the state
named beside ("Paris, Texas"), and one sense a discourse decide the rest (Lieberman and Samet 2012: local lexicons).
The weights are in units of log10 of population: a bonus of 1 makes up for a town ten times as large.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.places.countries import country as country_by_code

if TYPE_CHECKING:
    from dateline.places.gazetteer import Gazetteer, Place
    from dateline.places.mentions import Mention

__all__ = ["Choice", "home_of", "resolve"]

CANDIDATES = 24
"""The most candidates of a name that are weighed."""
_COUNTRY, _REGION, _CAPITAL, _OTHER_NAME = 8.6, 8.0, 1.2, -1.3
_SECOND_ORDER, _BESIDE, _SAME_STATE, _SAME_COUNTRY, _HOME = -1.5, 6.0, 1.9, 1.5, 0.7
_TOO_POOR = 2.0
"""A choice whose score is below this fits nothing: the name stays unknown."""
_DIVISION = re.compile(r"(?i)\b(?:county|province|region|oblast|district|governorate|state|prefecture|parish)\b")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a name was taken for, and how sure."""

    place: Place | None
    confidence: float
    """Share of the weight of all the name's candidates; 0 where the name stays unknown."""


@dataclass(slots=True)
class _Votes:
    """How many of the article's names have a candidate in a country, and in a state."""

    countries: dict[str, float] = field(default_factory=dict)
    states: dict[tuple[str, str], float] = field(default_factory=dict)

    def add(self, candidates: Sequence[Place], weights: Sequence[float], amount: float) -> None:
        countries: dict[str, float] = {}
        states: dict[tuple[str, str], float] = {}
        for place, weight in zip(candidates, weights, strict=True):
            if place.country is None:
                continue
            countries[place.country] = countries.get(place.country, 0.0) + weight
            if place.admin1 is not None:
                at = (place.country, place.admin1)
                states[at] = states.get(at, 0.0) + weight
        for code, weight in countries.items():
            self.countries[code] = self.countries.get(code, 0.0) + amount * weight
        for at, weight in states.items():
            self.states[at] = self.states.get(at, 0.0) + amount * weight


def resolve(
    mentions: Sequence[Mention], beside: Sequence[int | None], gazetteer: Gazetteer, home: str | None
) -> list[Choice]:
    """A choice for each of ``mentions``.

    ``beside[i]`` is the index of the mention that names the region of mention ``i`` ("Paris, Texas"), or None;
    ``home`` is the publisher's country (alpha-3), or None.
    """
    names = {m.name for m in mentions}
    found = {name: _candidates(name, gazetteer) for name in sorted(names)}
    priors = {name: [_prior(p, name, home) for p in places] for name, places in found.items()}
    votes = _Votes()
    counts: dict[str, int] = {}
    for mention in mentions:
        counts[mention.name] = counts.get(mention.name, 0) + 1
    for name in found:
        votes.add(found[name], _shares(priors[name]), 1.0 + 0.5 * math.log(counts[name]))
    regions = {name: _regions_beside(mentions, beside, name, found) for name in _with_regions(mentions, beside)}
    chosen = {name: _choose(found[name], priors[name], votes, counts[name], regions.get(name, ())) for name in found}
    return [chosen[m.name] for m in mentions]


def _with_regions(mentions: Sequence[Mention], beside: Sequence[int | None]) -> set[str]:
    return {m.name for m, other in zip(mentions, beside, strict=True) if other is not None}


def _regions_beside(
    mentions: Sequence[Mention], beside: Sequence[int | None], name: str, found: dict[str, tuple[Place, ...]]
) -> tuple[Place, ...]:
    """The places that the regions named beside ``name`` can be."""
    places: list[Place] = []
    for mention, other in zip(mentions, beside, strict=True):
        if mention.name == name and other is not None:
            places += [p for p in found[mentions[other].name] if p.feature.startswith(("ADM", "PCL", "RGN", "ISL"))]
    return tuple(places)


def _candidates(name: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The places that ``name`` can be, sound coordinates only."""
    places = gazetteer.find(name)
    if not places:
        for shorter in _shortened(name):
            places = gazetteer.find(shorter)
            if places:
                break
    return tuple(p for p in places if -90 <= p.lat <= 90 and -180 <= p.lon <= 180)[:CANDIDATES]


_PREFIX = re.compile(
    r"^(?:the|greater|downtown|central|northern|southern|eastern|western|north|south|east|west|upper|lower|mainland|"
    r"northeastern|northwestern|southeastern|southwestern|city of|town of|village of|province of|state of)\s+",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    r"\s+(?:city|town|village|province|region|oblast|district|governorate|state|prefecture|county|area|"
    r"metropolitan area|municipality|territory|valley|suburbs?)$",
    re.IGNORECASE,
)


def _shortened(name: str) -> list[str]:
    """``name`` without the words that only say what kind of place it is, or which part of it."""
    shorter = [_SUFFIX.sub("", name), _PREFIX.sub("", name)]
    return [s for s in dict.fromkeys(shorter) if s and s != name]


def _prior(place: Place, name: str, home: str | None) -> float:
    """How likely ``name`` alone is ``place``."""
    feature = place.feature
    if feature == "PCLI":
        score = _COUNTRY
    elif not feature.startswith(("PPL", "ADM")):
        score = _REGION
    else:
        score = math.log10(place.population + 10)
        if feature == "PPLC":
            score += _CAPITAL
        if feature not in ("ADM1",) and feature.startswith("ADM") and not _DIVISION.search(name):
            score += _SECOND_ORDER
        if feature == "ADM1" and place.country in ("USA", "CAN", "AUS"):
            score += 1.0
        if feature == "ADM1" and place.country not in ("USA", "CAN", "AUS") and not _DIVISION.search(name):
            score -= 0.8
    if not place.own_name:
        score += _OTHER_NAME
    if home is not None and place.country == home:
        score += _HOME
    return score


def _shares(scores: Sequence[float]) -> list[float]:
    """The weights of candidates with ``scores``, summing to one."""
    if not scores:
        return []
    best = max(scores)
    raw = [math.exp(1.6 * (s - best)) for s in scores]
    total = sum(raw)
    return [r / total for r in raw]


def _choose(
    places: Sequence[Place], priors: Sequence[float], votes: _Votes, count: int, regions: Sequence[Place]
) -> Choice:
    """The best of ``places`` given the article's other names."""
    if not places:
        return Choice(None, 0.0)
    shares = _shares(priors)
    own = _Votes()
    own.add(places, shares, 1.0 + 0.5 * math.log(count))
    scores = [p + _company(place, votes, own, regions) for place, p in zip(places, priors, strict=True)]
    best = max(range(len(places)), key=lambda i: (scores[i], -i))
    if scores[best] < _TOO_POOR:
        return Choice(None, 0.0)
    share = _shares(scores)[best]
    return Choice(places[best], round(share, 3))


def _company(place: Place, votes: _Votes, own: _Votes, regions: Sequence[Place]) -> float:
    """What the other names add to ``place``."""
    if place.country is None:
        return 0.0
    at = (place.country, place.admin1 or "")
    in_country = votes.countries.get(place.country, 0.0) - own.countries.get(place.country, 0.0)
    in_state = votes.states.get(at, 0.0) - own.states.get(at, 0.0)
    score = _SAME_COUNTRY * math.log10(1 + max(0.0, in_country) * 2)
    if not place.feature.startswith("PCL"):
        score += _SAME_STATE * math.log10(1 + max(0.0, in_state) * 3)
    if any(_lies_in(place, region) for region in regions):
        score += _BESIDE
    return score


def _lies_in(place: Place, region: Place) -> bool:
    if region.feature.startswith("PCL"):
        return place.country == region.country and not place.feature.startswith("PCL")
    if region.feature == "ADM1":
        return place.country == region.country and place.admin1 == region.admin1 and place.feature != "ADM1"
    if region.feature.startswith("ADM"):
        return (
            place.country == region.country
            and place.admin1 == region.admin1
            and not place.feature.startswith("ADM")
            and kilometres(place, region) < 100
        )
    return kilometres(place, region) < 300 and place.feature.startswith("PPL")


def kilometres(a: Place, b: Place) -> float:
    """The distance between two places on the sphere, in km."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, half)))


_SITE = re.compile(r"^(?:https?:)?(?://)?[^/]*?\.([a-z]{2})(?:[/:]|$)")
_TLD = {"uk": "GB", "eu": ""}


@functools.lru_cache(maxsize=10_000)
def home_of(uri: str) -> str | None:
    """The country (alpha-3) whose domain the address ``uri`` is under, or None."""
    match = _SITE.match(uri.lower())
    if match is None or not uri.lower().startswith(("http", "//")):
        return None
    code = _TLD.get(match.group(1), match.group(1).upper())
    one = country_by_code(code) if code not in ("TV", "IO", "ME", "CO", "AI", "FM", "CC", "WS", "TO", "LY") else None
    return one.alpha3 if one else None
