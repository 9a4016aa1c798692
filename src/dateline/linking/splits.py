"""Two of one name: what articles tell of one full name, parted where it cannot be of one person.

Middle names that differ, an athlete and somebody who is none, forms of address for a man and a woman, and different
public offices in different countries part them. What does not tell goes to the part with which it has most in common,
or to the one that nearly all articles are about; else it is a part of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dateline.linking.evidence import NEARLY_ALL, Evidence
from dateline.linking.forms import Form
from dateline.linking.names import stands_in

Part = list[Form]
_Sides = Mapping[str, str]
"""By the id of a form which side it is on; those of which it is not known are left out."""


def parts_of(forms: Sequence[Form]) -> list[Part]:
    """The persons that ``forms``, all of one full name, are."""
    parts = [sorted(forms, key=lambda f: f.id)]
    for sides_of in (_middles, _sports, _genders, _places):
        parts = [made for part in parts for made in _parted(part, sides_of)]
    return parts


def _parted(forms: Part, sides_of: Callable[[Part], _Sides]) -> list[Part]:
    sides = sides_of(forms)
    told: dict[str, Evidence] = {}
    for form in forms:
        if form.id in sides:
            told.setdefault(sides[form.id], Evidence()).add(form)
    if len(told) < 2:
        return [forms]
    parts = {side: list(evidence.forms) for side, evidence in told.items()}
    for form in forms:
        if form.id not in sides:
            parts.setdefault(_side(form, told), []).append(form)
    return list(parts.values())


def _side(form: Form, told: Mapping[str, Evidence]) -> str:
    """The side with which ``form`` has most in common, else that of nearly all articles; "" where there is none."""
    allowed = {side: evidence for side, evidence in told.items() if evidence.allows(form)}
    common = {side: evidence.agreement(form) for side, evidence in allowed.items()}
    most = max(common.values(), default=0)
    best = [side for side, number in common.items() if number == most]
    if most and len(best) == 1:
        return best[0]
    articles = sum(evidence.articles for evidence in told.values())
    return next((side for side in sorted(allowed) if told[side].articles >= NEARLY_ALL * articles), "")


def _middles(forms: Part) -> _Sides:
    """By the middle names; "Ana Kos" goes with "Ana M. Kos", unless there is an "Ana B. Kos" as well."""
    between = {form.id: form.person.between for form in forms}
    fullest = [m for m in set(between.values()) if not any(m != o and stands_in(m, o) for o in between.values())]
    sides = {}
    for form_id, middle in between.items():
        fitting = [m for m in fullest if stands_in(middle, m)]
        if len(fitting) == 1:
            sides[form_id] = " ".join(fitting[0]) + "."
    return sides


def _sports(forms: Part) -> _Sides:
    return {form.id: str(form.sport) for form in forms if form.sport is not None}


def _genders(forms: Part) -> _Sides:
    return {form.id: form.gender for form in forms if form.gender}


def _places(forms: Part) -> _Sides:
    """By the country in whose public offices they are; countries with an office in common are one side."""
    held: dict[str, set[str]] = {}
    for form in forms:
        if form.country and form.offices:
            held.setdefault(form.country, set()).update(form.offices)
    sides = {country: country for country in held}
    for country in sorted(held):
        for other in sorted(held):
            if sides[other] != sides[country] and not held[country].isdisjoint(held[other]):
                old, new = sides[other], sides[country]
                sides = {c: new if side == old else side for c, side in sides.items()}
    return {form.id: sides[form.country] for form in forms if form.country in sides}
