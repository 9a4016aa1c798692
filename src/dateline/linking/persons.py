"""Who of one surname is who: the forms of a block, decided together from all that is known of them.

First the full names, one person each unless something parts them (``splits.py``). Then what is short goes to the one
full name of the record that it can be of: initials, a surname with an office, a surname with a title in the same
company, a surname with a bare title that one holder of such an office fits at the time, and last a surname by which one
holder of an office is known in nearly all articles. Where several fit, it stays apart. Short forms are resolved to full
names, never to each other, so that there are no chains.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dateline.actors.names.persons import gender_of
from dateline.linking.evidence import NEARLY_ALL, Evidence, age
from dateline.linking.forms import Form
from dateline.linking.names import normalised, stands_in
from dateline.linking.splits import parts_of

_TITLES = frozenset(["minister", "deputy minister", "judge", "general", "ambassador", "lawmaker", "envoy"])
"""Bare titles that many have, of which somebody who is called by one and the surname is the one who has it."""
_MISREAD = 0.1
"""Who has an office in fewer than this share of the articles in which another has it, is taken not to have it."""
_FEW = 2
"""In so few articles, and in fewer than somebody else, has the office who is called by a word that was misread."""
_KNOWN = 10
"""In so many articles at least is he or she who is called by a bare surname."""


class Decision(NamedTuple):
    """Who a form is, and why."""

    actor_id: str
    reason: str | None
    """same-name, initials, office, company, title, surname, acronym; None for who stands alone."""


@dataclass(slots=True)
class _Person:
    """Somebody with a full name, or known by an office, and the forms that were found to be of him or her."""

    id: str
    before: tuple[str, ...]
    """The fullest names before the surname."""
    told: Evidence
    """What the forms of the full name tell."""
    found: list[tuple[Form, str]] = field(default_factory=list)
    """Short forms, each with the reason."""
    names: tuple[str, ...] = ()
    """Ids of parts of the name that were, or may have been, taken for somebody else."""
    full: bool = True
    """It has a full name."""

    @property
    def articles(self) -> int:
        return self.told.articles + sum(form.articles for form, _ in self.found)


def decide_persons(forms: Sequence[Form]) -> tuple[dict[str, Decision], dict[str, str]]:
    """Who each form of one surname is, and whom the ids of full names that are not shown lead to."""
    ordered = sorted(forms, key=lambda f: f.id)
    persons = _with_full_names(f for f in ordered if not _is_short(f))
    persons = _without_parts_of_names(persons)
    short = [f for f in ordered if _is_short(f)]
    near = _by_evidence(persons)
    left = [form for form in short if not _found(form, near)]
    persons += _by_office([f for f in left if not f.alone])
    _known_by_surname([f for f in left if f.alone and not f.person.before], persons)
    return _decided(ordered, persons)


def _is_short(form: Form) -> bool:
    name = form.person
    return not name.given and len(name.before) < 2


def _with_full_names(forms: Iterable[Form]) -> list[_Person]:
    """One person a full name, or several; the one of the earliest article keeps the id that is made from the name."""
    groups: dict[str, list[Form]] = {}
    for form in forms:
        groups.setdefault(form.whole, []).append(form)
    persons = []
    for whole, group in groups.items():
        parts = sorted(map(Evidence.of, parts_of(group)), key=lambda p: age(p.leading))
        for part in parts:
            actor_id = whole if part is parts[0] else part.leading.id
            persons.append(_Person(actor_id, max((f.person.before for f in part.forms), key=_fullness), part))
    return persons


def _without_parts_of_names(persons: list[_Person]) -> list[_Person]:
    """Those whose name is part of exactly one fuller name, or its initials, become one with that person.

    The name that most articles use is the one that is kept.
    """
    fullest: list[_Person] = []
    places: dict[str, list[int]] = {}
    for one in sorted(persons, key=lambda p: (_fullness(p.before), p.id), reverse=True):
        first = one.before[0]
        near = {n for key in ((first, first[0]) if len(first) > 1 else (f"{first}*",)) for n in places.get(key, ())}
        fitting = [n for n in sorted(near) if _is_part(one, fullest[n])]
        if len(fitting) == 1:
            both = sorted((one, fullest[fitting[0]]), key=lambda p: (-p.told.articles, p.id))
            fullest[fitting[0]] = _joined(*both)
            continue
        for key in {key for word in one.before for key in (word, f"{word[0]}*")}:
            places.setdefault(key, []).append(len(fullest))
        fullest.append(one)
    return fullest


def _joined(main: _Person, other: _Person) -> _Person:
    before = max(main.before, other.before, key=_fullness)
    found = [*main.found, *other.found, *((form, "initials") for form in other.told.forms)]
    return _Person(main.id, before, main.told, found, (*main.names, other.id, *other.names))


def _is_part(one: _Person, other: _Person) -> bool:
    """Nothing may clash; a country, office or company is in common; no full name stands for a middle initial."""
    first = one.before[:1]
    if not stands_in(first, other.before[:1]) and first[0] not in other.before:
        return False
    if not stands_in(one.before, other.before) or not all(other.told.allows(f) for f in one.told.forms):
        return False
    return any(other.told.agreement(form) for form in one.told.forms)


def _by_evidence(persons: Iterable[_Person]) -> dict[tuple[str, str], list[_Person]]:
    """The persons by what a short form must have in common with them: an initial, an office or a company."""
    found: dict[tuple[str, str], list[_Person]] = {}
    for person in persons:
        told = person.told
        keys = [*(("office", name) for name in told.offices), *(("company", name) for name in told.company)]
        bare = {title for title in _TITLES if any(office.endswith(f" {title}") for office in told.offices)}
        keys += [("title", name) for name in bare | (told.titles & _TITLES)]
        for key in (("initial", person.before[0][0]), *keys):
            found.setdefault(key, []).append(person)
    return found


def _found(form: Form, persons: Mapping[tuple[str, str], Sequence[_Person]]) -> bool:
    """Give a short form to the one person that it can be of; whether there is one."""
    before = form.person.before
    keys = [*(("office", name) for name in form.offices), *(("company", name) for name in form.company)]
    keys += [("title", name) for name in form.titles]
    near = {p.id: p for key in ([("initial", before[0])] if before else keys) for p in persons.get(key, ())}
    allowed = [p for p in near.values() if p.told.allows(form) and stands_in(before, p.before[:1])]
    tries = []
    if before:
        tries.append(("initials", [p for p in allowed if p.told.agreement(form)]))
    if form.offices:
        tries.append(("office", _holders(form, allowed)))
    tries.append(("company", [p for p in allowed if _keeps_company(form, p)]))
    if not form.offices:
        tries.append(("title", _bearers(form, allowed)))
    for reason, fitting in tries:
        if len(fitting) == 1:
            fitting[0].found.append((form, reason))
            return True
    return False


def _holders(form: Form, persons: Sequence[_Person]) -> list[_Person]:
    """Those who have an office of ``form``; where several, those who had it at the time."""
    most = max((p.told.held(form) for p in persons), default=0)
    fitting = [p for p in persons if most and p.told.held(form) >= _MISREAD * most]
    if len(fitting) < 2:
        return fitting
    return [p for p in fitting if p.told.in_office(form) and not _is_odd(p, form, most)]


def _is_odd(person: _Person, form: Form, most: int) -> bool:
    """Whether a word that is no given name was read as one, in an article or two of the many about somebody else."""
    held = person.told.held(form)
    return held <= _FEW and held < most and gender_of(person.before[0]) is None


def _bearers(form: Form, persons: Iterable[_Person]) -> list[_Person]:
    """Those in whose office a bare title is told: "Minister Kos" is the transport minister."""
    return [p for p in persons if any(_is_short_for(t, p) for t in form.titles) and p.told.is_near(form)]


def _is_short_for(title: str, person: _Person) -> bool:
    return title in _TITLES and (
        title in person.told.titles or any(office.endswith(f" {title}") for office in person.told.offices)
    )


def _keeps_company(form: Form, person: _Person) -> bool:
    return not (person.told.titles.isdisjoint(form.titles) or person.told.company.isdisjoint(form.company))


def _by_office(forms: Sequence[Form]) -> list[_Person]:
    """Those who are never called by a full name: "President Kos" everywhere is one."""
    groups: list[_Person] = []
    for form in sorted(forms, key=lambda f: (f.country is None, f.id)):
        before = form.person.before
        fitting = [g for g in groups if g.before == before and g.told.allows(form) and g.told.held(form)]
        if len(fitting) == 1:
            fitting[0].told.add(form)
        else:
            groups.append(_Person(form.id, before, Evidence.of([form]), full=False))
    for group in groups:
        group.id = group.told.leading.id
    return groups


def _known_by_surname(forms: Iterable[Form], persons: Sequence[_Person]) -> None:
    """A bare surname is of the holder of a public office whom nearly all articles with that surname mean."""
    articles = sum(p.articles for p in persons)
    known = [p for p in persons if p.told.offices and p.articles >= max(_KNOWN, NEARLY_ALL * articles)]
    for form in forms:
        for person in known:
            written = _surnames(person.told.forms)
            if written & _surnames([form]) and form.sport is None and not form.titles and person.told.allows(form):
                person.found.append((form, "surname"))


def _surnames(forms: Iterable[Form]) -> set[str]:
    """The surnames as they are written, case and accents aside."""
    return {word for form in forms for name in form.names for word in normalised(name)[-1:]}


def _decided(forms: Sequence[Form], persons: Sequence[_Person]) -> tuple[dict[str, Decision], dict[str, str]]:
    decided = {form.id: Decision(form.id, None) for form in forms}
    for person in persons:
        own = "same-name" if person.full else "office"
        decided |= {form.id: Decision(person.id, own) for form in person.told.forms}
        decided |= {form.id: Decision(person.id, reason) for form, reason in person.found}
    return decided, {name: p.id for p in persons for name in p.names if name not in decided}


def _fullness(before: tuple[str, ...]) -> tuple[int, int, tuple[str, ...]]:
    return (len(before), len("".join(before)), before)
