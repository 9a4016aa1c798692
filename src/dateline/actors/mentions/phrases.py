"""The phrases that may be mentions, before anyone is resolved: what each says of whom it names."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.actors.names.offices import Office
from dateline.schema import ActorKind, MentionForm


@dataclass(slots=True)
class Phrase:
    """A stretch of tokens that may mention an actor."""

    first: int
    """First token of the whole noun phrase, title and all."""
    last: int
    """The token after its last."""
    head: int
    form: MentionForm
    kind: ActorKind | None = None
    name: tuple[str, ...] = ()
    """The words of the name, without titles."""
    begin: int = -1
    """The token at which the name begins."""
    noun: str = ""
    """The lower-case head noun of a phrase without a name."""
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
    aliases: list[str] = field(default_factory=list)
    actor: int = -1
    """The number of the character it was resolved to, or -1."""
