"""A phrase that may mention an actor, frozen: where it stands and what its words say, before anyone is resolved."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from dateline.actors.names.offices import Office
from dateline.schema import ActorKind, MentionForm


class Pronoun(Enum):
    """The sorts of pronouns that ask for different antecedents."""

    HE = "s"
    """he, she and their cases."""
    IT = "n"
    ITS = "o"
    THEY = "p"
    I = "1"  # noqa: E741
    WE = "1p"
    YOU = "2"


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A stretch of tokens that may mention an actor."""

    first: int
    """First token of the whole noun phrase, title and all."""
    last: int
    """The token after its last."""
    head: int
    form: MentionForm
    kind: ActorKind | None = None
    """None for pronouns, which take their actor's."""
    name: tuple[str, ...] = ()
    """The words of the name, without titles."""
    begin: int = -1
    """The token at which the name begins."""
    noun: str = ""
    """The common noun by which the phrase means somebody, in small letters; several of them end in "+"."""
    pronoun: Pronoun | None = None
    sense: str = ""
    """How the words name a country: name, adjective, people, capital or seat."""
    office: Office | None = None
    country: str | None = None
    """ISO 3166-1 alpha-3 of a country that the phrase names."""
    sector: str | None = None
    gender: str | None = None
    plural: bool = False
    definite: bool = False
    honorific: bool = False
    dependent: bool = False
    """It counts only where it goes back to somebody: "team" in "team member"."""
    marks: frozenset[str] = frozenset()
    """Parties and faiths in the title: a "Republican" senator is no "Democratic" one."""
    title_head: int = -1
    """The head of a title before the name."""
    role: str = ""
    """The words of the title, as the article has them."""
    key: str = ""
    """The normalised name of an organisation, group or country (alpha-3)."""
    known: str = ""
    """The full name of a body that a table knows by these words."""
    weak: bool = False
    """The words are that body's only where the article has it by another name."""
