"""What the forms of one person tell together, and whether another form can be of that person.

Country, office, company and time speak for it or against it; a rare misreading among many articles does not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from dateline.actors.names.persons import gender_of
from dateline.linking.forms import MANY, Form

NEARLY_ALL = 0.9
"""The share of the articles that makes the rest an exception."""
_SLACK = timedelta(days=366)
"""So long before and after the articles that show somebody in an office may he or she be in it."""


@dataclass(slots=True)
class Evidence:
    """What some forms tell of the one person that they are."""

    forms: list[Form] = field(default_factory=list)
    articles: int = 0
    offices: Counter[str] = field(default_factory=Counter)
    """In how many articles each public office was seen."""
    countries: Counter[str] = field(default_factory=Counter)
    titles: set[str] = field(default_factory=set)
    company: set[str] = field(default_factory=set)
    sport: bool | None = None
    gender: str | None = None

    @classmethod
    def of(cls, forms: Iterable[Form]) -> Evidence:
        """From the forms of one person."""
        made = cls()
        for form in forms:
            made.add(form)
        return made

    def add(self, form: Form) -> None:
        """Take in what another form tells."""
        self.forms.append(form)
        self.articles += form.articles
        self.offices.update(dict.fromkeys(form.offices, form.articles))
        if form.country:
            self.countries[form.country] += form.articles
        self.titles.update(form.titles)
        self.company.update(form.company)
        self.sport = form.sport if self.sport is None else self.sport
        given = form.person.given
        self.gender = self.gender or form.gender or (_gender(given) if given else None)

    @property
    def leading(self) -> Form:
        """The form of the earliest article, which gives them their id."""
        return min(self.forms, key=age)

    def allows(self, form: Form) -> bool:
        """Whether nothing that is known speaks against ``form`` being of this person."""
        if form.country and self.countries and form.country not in self.countries:
            return False
        gender = form.gender or _gender(form.person.given)
        if gender and self.gender and gender != self.gender:
            return False
        return form.sport is None or self.sport is None or form.sport == self.sport

    def agreement(self, form: Form) -> int:
        """Of country, an office that one holds at a time, and company, how many this person and ``form`` share."""
        return (
            (form.country in self.countries)
            + any(office in self.offices for office in form.offices if office not in MANY)
            + (not self.company.isdisjoint(form.company))
        )

    def held(self, form: Form) -> int:
        """In how many articles this person has an office that ``form`` has."""
        return max((self.offices[office] for office in form.offices), default=0)

    def is_near(self, form: Form) -> bool:
        """Whether this person was seen within a year of the articles of ``form``."""
        return any(_near(form, other) for other in self.forms)

    def in_office(self, form: Form) -> bool:
        """Whether this person was seen in an office of ``form`` within a year of the articles of ``form``."""
        return any(
            _near(form, other) for other in self.forms if any(office in form.offices for office in other.offices)
        )


def age(form: Form) -> tuple[str, str]:
    """By this the forms of the earliest articles come first."""
    return (form.first or "9999", form.id)


def _near(one: Form, other: Form) -> bool:
    if not (one.first and one.last and other.first and other.last):
        return True
    return _day(one.first) - _SLACK <= _day(other.last) and _day(other.first) - _SLACK <= _day(one.last)


def _day(day: str) -> date:
    return date.fromisoformat(day)


def _gender(given: str) -> str | None:
    """m or f where the given name tells it."""
    found = gender_of(given) if given else None
    return found if found in ("m", "f") else None
