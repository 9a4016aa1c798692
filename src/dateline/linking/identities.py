"""Who is who across articles: the forms of the record decided, block by block, and put together as its actors.

A block is all that has one surname or one acronym. What is decided of it follows from the set of its forms, so that
neither the order of the articles nor their batches change it, and a new batch costs what its blocks hold.

An actor's id is made from its full name; where several have it, from that of the earliest article, and the others are
known by the form of their earliest article, as is who has no full name. Every id that was shown stays known, as that of
a name or form, and leads to the actor that this is now.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dateline.actors.names.offices import read_title
from dateline.linking.acronyms import decide_bodies, is_short
from dateline.linking.evidence import NEARLY_ALL
from dateline.linking.forms import Form, LocalActor, form_of, joined
from dateline.linking.persons import Decision, decide_persons
from dateline.schema import ActorKind

_SELDOM = 0.05
"""The country of a body that fewer than this share of its articles tell is taken for misread."""
_OF_ONE_COUNTRY = {"exchequer": "GBR", "taoiseach": "IRL", "tanaiste": "IRL", "bundestag": "DEU", "knesset": "ISR",
                   "duma": "RUS", "sejm": "POL"}  # fmt: skip
"""Words of offices that one country alone has."""
_ODD = re.compile(r"^\W|[A-Z]{2}[a-z]")


_FULL: tuple[Callable[[Form], bool], ...] = (
    lambda form: not is_short(form) if form.kind != "person" else bool(form.person.given),
    lambda form: form.kind == "person" and bool(form.person.before),
    lambda form: True,
)
"""Conditions that a form with an actor's full name meets, in order; the first that any form meets counts."""


@dataclass(frozen=True, slots=True)
class Identity:
    """One actor of the record, under all the names it was seen with."""

    id: str
    kind: ActorKind
    name: str
    named: bool = True
    names: tuple[str, ...] = ()
    """Full names as written, sorted; ``name`` is one of them."""
    aliases: tuple[str, ...] = ()
    """Other words it was named by, sorted."""
    roles: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    """ISO 3166-1 alpha-3, all that were seen, sorted."""
    sectors: tuple[str, ...] = ()
    """PLOVER sectors, all that were seen, sorted."""
    country: str | None = None
    """The country on which nearly all articles that tell one agree; of a body some share of all must."""

    @property
    def sector(self) -> str | None:
        """The sector, where all articles agree on it."""
        return self.sectors[0] if len(self.sectors) == 1 else None


def forms_of(rows: Iterable[LocalActor]) -> tuple[dict[tuple[str, str], str], dict[str, Form]]:
    """The form of each actor, by article id and local id, and the forms by id."""
    places: dict[tuple[str, str], str] = {}
    forms: dict[str, Form] = {}
    for row in rows:
        made = form_of(row)
        places[row.article_id, row.local_id] = made.id
        forms[made.id] = joined(forms[made.id], made) if made.id in forms else made
    return places, forms


class Decided(NamedTuple):
    """Who is who."""

    forms: dict[str, Decision]
    """By form id."""
    names: dict[str, tuple[str, str]]
    """By the id of a full name as a whole, which is not shown now: the block, and the id of whom it leads to."""


def decide(forms: Mapping[str, Form], blocks: Collection[str]) -> Decided:
    """Who the ``forms`` are: all those of ``blocks``, and any that are in no block."""
    members: dict[str, list[Form]] = {block: [] for block in sorted(blocks)}
    decided = Decided({}, {})
    for form in forms.values():
        if not form.blocks or (form.kind != "person" and not is_short(form)):
            decided.forms[form.id] = Decision(form.whole or form.id, None if form.alone else "same-name")
        for block in form.blocks:
            if block in members:
                members[block].append(form)
    for block, group in members.items():
        if block.startswith("person "):
            found, names = decide_persons(group)
            decided.forms.update(found)
            decided.names.update((name, (block, actor_id)) for name, actor_id in names.items())
        else:
            decided.forms.update(decide_bodies(group))
    return decided


def identity(actor_id: str, forms: Sequence[Form]) -> Identity:
    """The actor that ``forms`` are."""
    full = next(filter(None, ([f for f in forms if is_full(f)] for is_full in _FULL)))
    names = _union(f.names for f in full)
    called = _union([*(f.aliases for f in forms), *(f.names for f in forms)])
    places: Counter[str] = Counter()
    for form in forms:
        if form.country:
            places[form.country] += form.articles
    seldom = 0 if forms[0].kind == "person" else _SELDOM * sum(f.articles for f in forms)
    often = max(NEARLY_ALL * places.total(), seldom)
    country = next((c for c in sorted(places) if places[c] >= often), None)
    return Identity(
        id=actor_id,
        kind=forms[0].kind,
        name=_name(full),
        named=any(f.named for f in forms),
        names=names,
        aliases=tuple(n for n in called if n not in names),
        roles=_roles((f.roles for f in forms), country),
        countries=tuple(sorted(places)),
        sectors=_union(f.sectors for f in forms),
        country=country,
    )


def _roles(parts: Iterable[Iterable[str]], country: str | None) -> tuple[str, ...]:
    """The roles, each once whatever its capitals; an office of another country was read off somebody else's name."""
    spelled: dict[str, str] = {}
    for role in _union(parts):
        key = role.casefold()
        spelled[key] = max(spelled.get(key, role), role)
    return tuple(sorted(role for role in spelled.values() if not _is_of_another(role, country)))


@functools.lru_cache(maxsize=16384)
def _is_of_another(role: str, country: str | None) -> bool:
    """Whether only another country has this office: its words name it, or are used of it alone."""
    words = role.casefold().split()
    own = next((_OF_ONE_COUNTRY[word] for word in words if word in _OF_ONE_COUNTRY), None)
    if own is None:
        title = read_title(role.split())
        own = title.country if title and title.office.one and title.office.name != "ambassador" else None
    return own is not None and country is not None and own != country


def _name(forms: Sequence[Form]) -> str:
    """Of the words that most articles use, the least clumsy spelling."""
    articles: Counter[str] = Counter()
    for form in forms:
        articles[form.words] += form.articles
    most = min(articles, key=lambda words: (-articles[words], words))
    return min((n for f in forms if f.words == most for n in f.names), key=_clumsiness)


def _union(parts: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted(set().union(*parts)))


def _clumsiness(name: str) -> tuple[bool, bool, bool, int, str]:
    """Capitals throughout, none at all and slips of the keyboard come last, then the name with fewer accents."""
    return (name.isupper(), name.islower(), _ODD.search(name) is not None, -sum(not c.isascii() for c in name), name)
