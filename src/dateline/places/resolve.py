"""Which place a name stands for, by the company that it keeps.

What the article's other names have in common, the country and the state named beside ("Paris, Texas"), where the paper
is published, and one sense a discourse decide between the candidates (Lieberman and Samet 2012: local lexicons; Gale,
Church and Yarowsky 1992). The weights are in the units of ``candidates``.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from dateline.places.candidates import Candidates, candidates, shares
from dateline.places.countries import country as country_by_code
from dateline.places.mentions import words

if TYPE_CHECKING:
    from dateline.places.gazetteer import Gazetteer, Place
    from dateline.places.mentions import Mention

__all__ = ["Beside", "Choice", "Home", "home_of", "resolve"]

_BESIDE, _SAME_STATE, _SAME_COUNTRY, _HOME, _AS_STATE = 6.0, 2.0, 1.5, 0.7, 4.0
_TOO_POOR = 2.0
"""A choice whose score is below this fits nothing: the name stays unknown."""
_MANY, _HARDLY = 2.0, 0.3
"""Where the article names so many places elsewhere, a small town with less company than this is not believed."""
_CITY, _CITY_OF_THE_WORLD = 100_000, 1_000_000
_WITH_COUNTIES = frozenset({"USA", "CAN"})
"""Countries in which one name is many counties'."""
_TOO_WIDE = frozenset({("GBR", "England")})
"""Divisions that are most of their country: two towns in one of them are hardly neighbours."""
_WIDE = 0.3
_MOST_COMPANY = 5.0
"""The most that company adds: it does not make a village of a capital."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The mention that names a mention's region, and whether it stands right behind: "Paris, Texas"."""

    index: int
    close: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """What a name was taken for, and how sure."""

    place: Place | None
    confidence: float
    """Share of the weight of all the name's candidates; 0 where the name stays unknown."""
    reason: str | None = None
    """Why there is no place."""
    within: Place | None = None
    """The state in which it lies, where that alone is known."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where the article was published, as far as its address and its publisher's name say."""

    country: str | None = None
    """Alpha-3, by the site's domain."""
    towns: str | None = None
    """A name of a town in the publisher's name or site: what it can stand for counts as company."""


@dataclass(slots=True)
class _Votes:
    """How many of the article's names have a candidate in a country, and in a state."""

    countries: dict[str, float] = field(default_factory=dict)
    states: dict[tuple[str, str], float] = field(default_factory=dict)

    def add(self, places: Sequence[Place], weights: Sequence[float], amount: float) -> None:
        """Let one name vote, its candidates sharing ``amount``."""
        countries, states = self.countries, self.states
        for place, weight in zip(places, weights, strict=True):
            country, admin1 = place.country, place.admin1
            if weight < 0.003 or country is None:
                continue
            countries[country] = countries.get(country, 0.0) + amount * weight
            if admin1 is not None:
                vote = amount * weight * (_WIDE if (country, admin1) in _TOO_WIDE else 1.0)
                states[country, admin1] = states.get((country, admin1), 0.0) + vote


class _Name(NamedTuple):
    """A name as the article uses it: one sense a discourse, but for a state told from its city."""

    name: str
    country: str | None
    as_state: bool
    region: str | None = None
    """The region named beside it, where the article tells places of one name apart by theirs."""


def resolve(
    mentions: Sequence[Mention],
    beside: Sequence[Beside | None],
    states: Sequence[bool],
    gazetteer: Gazetteer,
    home: Home,
) -> list[Choice]:
    """A choice for each of ``mentions``.

    ``beside`` names the region of each mention, or None; ``states`` says where words show that a state is meant.
    """
    names = _names(mentions, beside, states, gazetteer)
    counts: dict[_Name, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    votes = _Votes()
    for name, count in counts.items():
        found = candidates(name.name, gazetteer)
        votes.add(found.places, _Weighed(name, found).shares, _amount(count))
    if home.towns is not None:
        found = candidates(home.towns, gazetteer)
        votes.add(found.places, found.shares, 1.5)
    regions = _regions(names, beside, gazetteer)
    chosen = {name: _choose(name, counts[name], votes, regions.get(name, ()), gazetteer, home) for name in counts}
    choices = [chosen[name] for name in names]
    state = _state_of_dateline(mentions, choices)
    named = {(c.place.country, c.place.admin1) for c in choices if c.place is not None and c.place.feature == "ADM1"}
    for i, (name, choice) in enumerate(zip(names, choices, strict=True)):
        stated = choice.place is not None and (choice.place.country, choice.place.admin1) in named
        if state is not None and not stated and not regions.get(name):
            choices[i] = _of_county(name, choice, state, gazetteer)
    for name, other in zip(names, beside, strict=True):
        place = chosen[name].place
        if other is not None and other.close and place is not None:
            choices[other.index] = _around(place, names[other.index], choices[other.index], gazetteer)
    return choices


def _names(
    mentions: Sequence[Mention], beside: Sequence[Beside | None], states: Sequence[bool], gazetteer: Gazetteer
) -> list[_Name]:
    """The names of ``mentions``: one sense a discourse, unless the article itself tells two places apart by regions.

    A bare name is then the one that stood last, or else the one that comes first.
    """
    names = [
        _Name(m.name, m.country, s or (m.source == "word" and m.country in ("USA", "CAN", "AUS")))
        for m, s in zip(mentions, states, strict=True)
    ]
    told: dict[_Name, dict[str, int]] = {}
    for i, (name, other) in enumerate(zip(names, beside, strict=True)):
        if other is not None and _is_wide(mentions[other.index].name, gazetteer):
            told.setdefault(name, {}).setdefault(mentions[other.index].name, i)
    last: dict[_Name, str] = {}
    apart: list[_Name] = []
    for name, other in zip(names, beside, strict=True):
        regions = told.get(name, {})
        if len(regions) < 2:
            apart.append(name)
            continue
        own = mentions[other.index].name if other is not None else ""
        region = own if own in regions else last.get(name) or next(iter(regions))
        last[name] = region
        apart.append(name._replace(region=region))
    return apart


def _is_wide(name: str, gazetteer: Gazetteer) -> bool:
    """Whether ``name`` is first of all a country's or a state's."""
    found = candidates(name, gazetteer)
    likely = max(zip(found.shares, found.places, strict=True), key=lambda f: f[0], default=None)
    return likely is not None and likely[1].feature in ("PCLI", "PCL", "PCLD", "ADM1", "RGN")


def _state_of_dateline(mentions: Sequence[Mention], choices: Sequence[Choice]) -> Place | None:
    """The state or province that stands in the dateline."""
    places = [c.place for m, c in zip(mentions, choices, strict=True) if m.source == "dateline"]
    return next((p for p in places if p is not None and p.feature == "ADM1" and p.country in _WITH_COUNTIES), None)


def _of_county(name: _Name, choice: Choice, state: Place, gazetteer: Gazetteer) -> Choice:
    """A county without a state beside it lies in the dateline's; where none such is known, no more is said of it."""
    if not name.name.endswith((" County", " Parish", " Township")):
        return choice
    places = candidates(name.name, gazetteer).places
    inside = [p for p in places if (p.country, p.admin1) == (state.country, state.admin1)]
    counties = [p for p in inside if p.feature.startswith("ADM")] or inside
    if counties:
        return Choice(counties[0], max(choice.confidence, 0.9))
    return Choice(None, 0.0, "not-in-region", state)


def _around(place: Place, region: _Name, choice: Choice, gazetteer: Gazetteer) -> Choice:
    """The choice for the region named right behind ``place``: the state in "Atlanta, Georgia", whatever the story calls
    Georgia elsewhere.
    """
    if choice.place is None or _lies_in(place, choice.place):
        return choice
    found = candidates(region.name, gazetteer)
    around = [p for p in found.places if p.feature == "ADM1" and _lies_in(place, p)]
    return Choice(around[0], choice.confidence) if around else choice


def _amount(count: int) -> float:
    """The vote of a name that stands ``count`` times."""
    return 1.0 + math.log2(count) if count < 32 else 6.0


class _Weighed:
    """The candidates' scores for a name as it is used here."""

    def __init__(self, name: _Name, found: Candidates) -> None:
        places, self.scores, self.shares = found.places, found.scores, found.shares
        if name.as_state or name.country is not None:
            self.scores = tuple(s + _fit(p, name) for p, s in zip(places, self.scores, strict=True))
            self.shares = shares(self.scores)


def _fit(place: Place, name: _Name) -> float:
    """What the words themselves say: the country of an abbreviation or a demonym, a state and not its city."""
    fit = 0.0
    if name.country is not None:
        fit += 3.0 if place.country == name.country else -3.0
    if name.as_state:
        fit += _AS_STATE if place.feature == "ADM1" else 0.0
    return fit


def _regions(
    names: Sequence[_Name], beside: Sequence[Beside | None], gazetteer: Gazetteer
) -> dict[_Name, list[tuple[Place, bool]]]:
    """For each name, the places that the regions named beside it can be, and whether they stand right behind."""
    regions: dict[_Name, list[tuple[Place, bool]]] = {}
    for name, other in zip(names, beside, strict=True):
        if other is None:
            continue
        region = names[other.index]
        found = candidates(region.name, gazetteer)
        for place, share in zip(found.places, _Weighed(region, found).shares, strict=True):
            if share > 0.05 and place.feature.startswith(("ADM", "PCL", "RGN", "ISL")):
                regions.setdefault(name, []).append((place, other.close))
    return regions


def _choose(
    name: _Name, count: int, votes: _Votes, regions: Sequence[tuple[Place, bool]], gazetteer: Gazetteer, home: Home
) -> Choice:
    """The best of the places of ``name`` given the article's other names."""
    found = candidates(name.name, gazetteer)
    places = found.places
    if not places:
        return Choice(None, 0.0, "bad-coordinates" if found.faulty else "unknown-name")
    weighed = _Weighed(name, found)
    own, amount = dict(zip(places, weighed.shares, strict=True)), _amount(count)
    scores = [s + _company(p, own[p] * amount, votes, home) for p, s in zip(places, weighed.scores, strict=True)]
    inside = [any(_lies_in(p, region) for region, _ in regions) for p in places]
    scores = [s + _BESIDE if lies else s for s, lies in zip(scores, inside, strict=True)]
    best = max(range(len(places)), key=lambda i: (scores[i], -i))
    others = sum(votes.countries.values()) > _MANY or not places[best].own_name
    alone = others and scores[best] - weighed.scores[best] < _HARDLY
    if scores[best] < _TOO_POOR or (alone and _is_small(places[best])):
        return Choice(None, 0.0, "unlikely")
    if not inside[best] and _contradicts(places[best], regions):
        return Choice(None, 0.0, "not-in-region")
    return Choice(places[best], round(shares(scores)[best], 3))


def _is_small(place: Place) -> bool:
    return place.population < _CITY and place.feature.startswith(("PPL", "ADM2")) and place.feature != "PPLC"


def _contradicts(place: Place, regions: Sequence[tuple[Place, bool]]) -> bool:
    """Whether the text says outright that the name lies in a state in which no place of that name is known."""
    if place.feature.startswith(("PCL", "ADM1", "RGN")) or place.population >= _CITY_OF_THE_WORLD:
        return False
    return any(close and region.feature == "ADM1" for region, close in regions)


def _company(place: Place, own: float, votes: _Votes, home: Home) -> float:
    """What the other names, and the publisher's country, add to ``place``; ``own`` is the name's own vote for it."""
    country = place.country
    if country is None:
        return 0.0
    score = _SAME_COUNTRY * math.log10(1 + max(0.0, votes.countries.get(country, 0.0) - own) * 2)
    if place.admin1 is not None and not place.feature.startswith("PCL"):
        score += _SAME_STATE * math.log10(1 + max(0.0, votes.states.get((country, place.admin1), 0.0) - own) * 3)
    return min(score, _MOST_COMPANY) + (_HOME if country == home.country else 0.0)


def _lies_in(place: Place, region: Place) -> bool:
    """Whether ``place`` lies in ``region``, as far as codes and distances say."""
    feature = region.feature
    if place is region or place.feature.startswith("PCL"):
        return False
    if feature.startswith("PCL"):
        return place.country == region.country
    if feature == "ADM1":
        return place.country == region.country and place.admin1 == region.admin1 and place.feature != "ADM1"
    if feature.startswith("ADM"):
        return place.country == region.country and place.feature.startswith("PPL") and kilometres(place, region) < 100
    return place.feature.startswith("PPL") and kilometres(place, region) < 300


def kilometres(a: Place, b: Place) -> float:
    """The distance between two places on the sphere, in km."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, half)))


_SITE = re.compile(r"^(?:https?:)?//(?:www\d?\.)?([^/:?#]+)")
_NOT_HOMES = frozenset({"TV", "IO", "ME", "CO", "AI", "FM", "CC", "WS", "TO", "LY", "GG", "IM", "AM", "LA", "VC"})
"""Domains that are sold to all the world."""


@functools.lru_cache(maxsize=5_000)
def home_of(uri: str, publisher: str | None, gazetteer: Gazetteer) -> Home:
    """Where an article with this address and publisher comes from."""
    match = _SITE.match(uri.lower())
    labels = match[1].split(".") if match else []
    code = labels[-1].upper() if len(labels) > 1 else ""
    one = country_by_code("GB" if code == "UK" else code) if len(code) == 2 and code not in _NOT_HOMES else None
    names = [*_in_publisher(publisher or ""), *(name for label in labels[:-1] for name in _in_label(label))]
    town = next((n for n in names if max((p.population for p in gazetteer.find(n)), default=0) >= 5_000), None)
    return Home(one.alpha3 if one else None, town)


def _in_publisher(publisher: str) -> Iterator[str]:
    """The words of a paper's name before its last: "Oldford Evening Herald"."""
    parts = [p for p in re.findall(r"[^\W\d_]+", publisher) if p.lower() != "the"]
    for length in (3, 2, 1):
        if len(parts) > length:
            yield " ".join(parts[:length])


def _in_label(label: str) -> Iterator[str]:
    """What is left of a site's label when a paper's word is dropped: "oldfordherald"."""
    plain = label.replace("-", "")
    for word in sorted(words("press"), key=lambda w: (-len(w), w)):
        if plain.endswith(word) and len(plain) - len(word) >= 5:
            yield plain[: len(plain) - len(word)]
