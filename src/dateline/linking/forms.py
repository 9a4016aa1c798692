"""Forms: what the articles of a record call somebody, and what they tell of whom they so call.

All actors of single articles that have the same name, country and offices are one form; it is what linking decides on
and keeps, so that a new batch needs nothing of the older readings. A form only ever grows: its parts are unions, sums
and extremes, so that neither the order of the articles nor their batches matter. Who is known in the article only (a
surname without an office, a group without a name) is a form alone.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dateline.actors.names.offices import Office, read_title
from dateline.actors.names.persons import HONORIFICS
from dateline.linking.names import PersonWords, acronym, body_words, person_words, spells
from dateline.resources import table
from dateline.schema import ActorKind, hashed

ORGANS = frozenset({"GOV", "MIL", "LEG", "JUD", "COP"})
"""Sectors whose bodies have the same names in many countries ("Foreign Ministry"): the country is part of them."""
_PUBLIC = ORGANS | {"IGO", "OPP", "REL", "SPY"}
_OF_COMPANIES_TOO = frozenset(["president", "vice president"])
MANY = frozenset(["lawmaker"])
"""Public offices that many hold at a time and that count as one's own all the same."""
_VAGUE = frozenset(
    ["head", "official", "member", "representative", "adviser", "manager", "director", "founder", "officer", "skipper",
     "writer", "artist", "analyst", "spokesman", "activist"]
)  # fmt: skip
"""Offices that an athlete may have as well."""
CROWD = 30
"""An article that names more companies than this tells of no company that somebody keeps."""
_NO_COMPANY = ORGANS | {"IGO", "MED"}


@dataclass(frozen=True, slots=True)
class LocalActor:
    """An actor as one article has it."""

    article_id: str
    local_id: str
    """The actor's id within its article, e.g. ``a3``."""
    kind: ActorKind
    name: str
    named: bool = True
    aliases: tuple[str, ...] = ()
    country: str | None = None
    """ISO 3166-1 alpha-3."""
    sector: str | None = None
    """PLOVER sector."""
    roles: tuple[str, ...] = ()
    day: str | None = None
    """ISO 8601 day of the article."""
    company: frozenset[str] = frozenset()
    """The names of the companies and the like that the article names, as they are compared."""


@dataclass(frozen=True, slots=True)
class Form:
    """Somebody as articles call him or her."""

    id: str
    kind: ActorKind
    blocks: tuple[str, ...] = ()
    """What it is decided with: the surname of persons, the acronyms of organisations."""
    whole: str = ""
    """The id of its full name, under which all who are so called are shown while they are taken for one; or ""."""
    words: str = ""
    """The name as it is compared."""
    country: str | None = None
    """ISO 3166-1 alpha-3, as all its articles give it."""
    offices: tuple[str, ...] = ()
    """Public offices that few hold at a time, under their usual names, sorted."""
    sport: bool | None = None
    """Whether the roles are an athlete's, or clearly not; None where they do not tell."""
    gender: str | None = None
    """m or f, where a form of address tells it."""
    alone: bool = False
    """It is of one article only."""
    named: bool = True
    names: tuple[str, ...] = ()
    """As written, sorted."""
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    """Other offices under their usual names ("chairman", "spokesman"), sorted."""
    sectors: tuple[str, ...] = ()
    company: tuple[str, ...] = ()
    first: str | None = None
    """ISO 8601 day of the earliest article, where known."""
    last: str | None = None
    articles: int = 1

    @property
    def person(self) -> PersonWords:
        """The words of a person's name."""
        *before, surname = self.words.split(" ")
        return PersonWords(tuple(before), surname)


def form_of(row: LocalActor) -> Form:
    """The form of an actor of an article, with what this article tells."""
    if not row.named or row.kind == "country":
        whole = _unnamed_id(row)
        alone = row.kind != "country" or row.country is None
        told = Form(whole, row.kind, whole=whole, country=row.country, alone=alone)
    elif row.kind == "person":
        told = _person(row)
    else:
        told = _body(row)
    return _with_evidence(told, row)


def joined(one: Form, other: Form) -> Form:
    """What two readings tell of one form."""
    days = [d for d in (one.first, other.first, one.last, other.last) if d]
    return Form(
        one.id, one.kind, _union(one.blocks, other.blocks), one.whole, one.words, one.country, one.offices, one.sport,
        one.gender, one.alone, one.named or other.named, _union(one.names, other.names),
        _union(one.aliases, other.aliases), _union(one.roles, other.roles), _union(one.titles, other.titles),
        _union(one.sectors, other.sectors),
        _union(one.company, other.company), min(days, default=None), max(days, default=None),
        one.articles + other.articles,
    )  # fmt: skip


def made_id(kind: str, *parts: str) -> str:
    """An id that is the same for the same parts."""
    return f"{kind}-{hashed(kind, *parts)[:16]}"


def company_key(row: LocalActor) -> str | None:
    """What ``row`` is called in the company of others; None where it is no company or one that all articles name."""
    if row.kind != "organisation" or not row.named or row.sector in _NO_COMPANY:
        return None
    words = body_words(row.name)
    return None if not words or words in _well_known() else words


def _unnamed_id(row: LocalActor) -> str:
    if row.kind == "country" and row.country:
        return f"country-{row.country}"
    return made_id(row.kind, row.article_id, row.local_id)


def _person(row: LocalActor) -> Form:
    name = person_words(row.name)
    if name is None:
        return Form(_unnamed_id(row), row.kind, country=row.country, alone=True)
    held = [office for office, _ in _held(row.roles)]
    country = row.country or next((place for _, place in _held(row.roles) if place), None)
    offices = tuple(sorted({o.name for o in held if _is_public(o, row.sector)}))
    titles = tuple(sorted({o.name for o in held if o.name not in offices}))
    sport, gender = _sport(held), _gender((row.name, *row.aliases))
    full = bool(name.given) or len(name.before) > 1
    key = [name.words, country or "", "|".join(offices), str(sport), gender or ""]
    if full:
        form_id = made_id(row.kind, "form", *key)
    elif offices:
        form_id = made_id(row.kind, "form", *key, (row.day or "")[:4])
    else:
        form_id = _unnamed_id(row)
    whole = made_id(row.kind, f"{name.given} {name.surname}" if name.given else name.words, "") if full else ""
    return Form(form_id, row.kind, (f"person {name.surname}",), whole, name.words, country, offices, sport, gender,
                alone=not full and not offices, titles=titles)  # fmt: skip


def _body(row: LocalActor) -> Form:
    words = body_words(row.name)
    if not words:
        return Form(_unnamed_id(row), row.kind, country=row.country, alone=True)
    whole = made_id(row.kind, words, row.country or "" if row.sector in ORGANS else "")
    short = acronym(row.name)
    ties = [short] if short else sorted({a for a in map(acronym, row.aliases) if a and spells(a, row.name)})
    blocks = tuple(f"{row.kind} {tie.casefold()}" for tie in ties)
    return Form(made_id(row.kind, "form", whole, row.country or ""), row.kind, blocks, whole, words, row.country)


def _with_evidence(told: Form, row: LocalActor) -> Form:
    company = tuple(sorted(row.company)) if row.kind == "person" and row.named else ()
    return replace(
        told, named=row.named, names=(row.name,), aliases=_union(row.aliases), roles=_union(row.roles),
        sectors=(row.sector,) if row.sector else (), company=company,
        first=row.day, last=row.day,
    )  # fmt: skip


@functools.lru_cache(maxsize=16384)
def _held(roles: tuple[str, ...]) -> tuple[tuple[Office, str | None], ...]:
    """The offices that roles name, with the country that their words name."""
    titles = [read_title(role.split()) for role in roles]
    return tuple((title.office, title.country) for title in titles if title is not None)


def _is_public(office: Office, sector: str | None) -> bool:
    if office.name in _OF_COMPANIES_TOO and sector == "BUS":
        return False
    return office.sector in _PUBLIC and (office.one or office.name in MANY)


def _sport(held: Iterable[Office]) -> bool | None:
    """Whether all offices that tell it are an athlete's; one that is over tells nothing."""
    told = {o.sector == "SPO" for o in held if not o.past and o.name not in _VAGUE}
    return told.pop() if len(told) == 1 else None


def _gender(names: Iterable[str]) -> str | None:
    told = {HONORIFICS.get(name.split(" ", 1)[0].lower()) for name in names} - {None}
    return told.pop() if len(told) == 1 else None


@functools.cache
def _well_known() -> frozenset[str]:
    """The bodies that are named in articles of any subject."""
    rows = table("organisations.tsv")
    names = (name for row in rows for name in (row["name"], *row["others"].split("|"), *row["weak"].split("|")))
    return frozenset(body_words(name) for name in names if name)


def _union(*parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set().union(*parts)))
