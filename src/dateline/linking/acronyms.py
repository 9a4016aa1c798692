"""Acronyms across articles: "HB" is the Harbour Board where an article of the record ties the two.

An organisation called by its acronym only is the one of which some article gives both; where articles tie the acronym
to several bodies, or the countries differ, it stays apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.linking.forms import Form
from dateline.linking.names import acronym
from dateline.linking.persons import Decision

_MISREAD = 0.1
"""A body that fewer than this share of the tying articles mean is taken for misread."""


def decide_bodies(forms: Sequence[Form]) -> dict[str, Decision]:
    """Who those of ``forms``, all of one acronym, are that are called by nothing else, by form id."""
    short, bodies = _by_name(filter(is_short, forms)), _by_name(f for f in forms if not is_short(f))
    articles = {whole: sum(f.articles for f in tied) for whole, tied in bodies.items()}
    most = max(articles.values(), default=0)
    sure = [whole for whole in bodies if articles[whole] >= _MISREAD * most]
    decided: dict[str, Decision] = {}
    for whole, called in short.items():
        fitting = [body for body in sure if not _clash(bodies[body], called)]
        found = Decision(fitting[0], "acronym") if len(fitting) == 1 else Decision(whole, "same-name")
        decided |= {form.id: found for form in called}
    return decided


def _by_name(forms: Iterable[Form]) -> dict[str, list[Form]]:
    names: dict[str, list[Form]] = {}
    for form in forms:
        names.setdefault(form.whole, []).append(form)
    return names


def is_short(form: Form) -> bool:
    """Whether it is called by an acronym only."""
    return bool(form.blocks) and all(acronym(name) for name in form.names)


def _clash(body: Sequence[Form], short: Sequence[Form]) -> bool:
    """Whether countries are known of both, and none is that of both."""
    countries = [{f.country for f in forms} - {None} for forms in (body, short)]
    return all(countries) and countries[0].isdisjoint(countries[1])
