"""The characters of an article while they are being told apart."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from dataclasses import dataclass, field

from dateline.actors.mentions.phrases import Phrase
from dateline.actors.names.offices import Office
from dateline.actors.names.persons import PersonName
from dateline.schema import ActorKind


@dataclass(slots=True)
class Character:
    """One actor and what the article has said of it so far."""

    number: int
    kind: ActorKind
    named: bool
    name: PersonName | None = None
    """The fullest name, of a person."""
    keys: set[str] = field(default_factory=set)
    """Normalised names, of what is no person."""
    title: str = ""
    """A name to show that is not in the text: a country's."""
    texts: Counter[str] = field(default_factory=Counter)
    offices: list[tuple[Office, str | None]] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    gender: str | None = None
    plural: bool = False
    country: str | None = None
    sector: str | None = None
    house: Character | None = None
    """The body that a person speaks for: "we" in a spokesman's words."""
    phrases: list[Phrase] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    """Token numbers of its mentions, ascending."""

    def learn(self, phrase: Phrase) -> None:
        """Take ``phrase`` for a mention of this character and learn what it says."""
        self.phrases.append(phrase)
        insort(self.heads, phrase.head)
        self.gender = self.gender or phrase.gender
        if self.kind != "country" and not (self.title and phrase.form == "noun"):
            self.country = self.country or phrase.country
        if self.kind != "country":
            self.sector = self.sector or phrase.sector
        if phrase.office is not None:
            entry = (phrase.office, phrase.country)
            if entry not in self.offices:
                self.offices.append(entry)
            self.sector = phrase.office.sector if self.sector in (None, "CVL") else self.sector
        if phrase.role and phrase.role not in self.roles:
            self.roles.append(phrase.role)
        self.marks |= phrase.marks
        if phrase.noun:
            self.nouns.add(phrase.noun)

    def forget(self, phrase: Phrase) -> None:
        """Take ``phrase`` for another's mention; what it said of this character stays."""
        self.phrases.remove(phrase)
        self.heads.remove(phrase.head)

    def last_before(self, token: int) -> int | None:
        """The head of its nearest mention before ``token``, or None."""
        at = bisect_left(self.heads, token)
        return self.heads[at - 1] if at else None
