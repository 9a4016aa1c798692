"""The book of an article's actors: its mentions in order, the characters, and each link with the sign that made it."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.words import Words
from dateline.actors.signs.characters import Character
from dateline.schema import ActorKind


class Sign(Enum):
    """What made a link, from sure to unsure."""

    NAME = "name"
    """The same name, or a part of it."""
    ACRONYM = "acronym"
    COUNTRY = "country"
    """A name, a people, a government or a capital of one country."""
    TITLE = "title"
    """The office that somebody holds."""
    APPOSITION = "apposition"
    PREDICATE = "predicate"
    """Somebody is said to be it."""
    KIN = "kin"
    """A word for a relative of somebody."""
    BELONGING = "belonging"
    """The body that a person heads: "his company"."""
    NOUN = "noun"
    """A common noun that was used for the actor, or that its name holds."""
    ROLE = "role"
    """A role that somebody takes up: "served as chairman"."""
    PRONOUN = "pronoun"
    """The likeliest antecedent near by."""
    SPEAKER = "speaker"
    """The speaker of the words in which "I" or "we" stands, whom "you" addresses, or whose turn a label opens."""
    FIRST = "first"
    """Nothing spoke for anybody known: a new actor."""


Pair = tuple[Character, Character]
"""An actor, and the one that it turns out to be."""


@dataclass(frozen=True, slots=True)
class Link:
    """A mention's actor, by its number, and why."""

    actor: int
    sign: Sign


class Book:
    """Who each mention is, as far as it is known: all that the choice writes down."""

    def __init__(self, words: Words, mentions: Iterable[Phrase]) -> None:
        """Begin with ``mentions``, of whom none has an actor."""
        self.words = words
        self.characters: list[Character] = []
        self._mentions = sorted(mentions, key=_order)
        self._links: dict[Phrase, Link] = {}

    @property
    def mentions(self) -> list[Phrase]:
        """The mentions by their heads; for reading only."""
        return self._mentions

    def open(self) -> list[Phrase]:
        """The mentions without an actor so far, in order."""
        return [p for p in self._mentions if p not in self._links]

    def linked(self) -> Iterator[Phrase]:
        """The mentions with an actor, in order."""
        return (p for p in self._mentions if p in self._links)

    def mentions_at(self, head: int) -> list[Phrase]:
        """The mentions whose head is the token ``head``."""
        first = bisect_left(self._mentions, (head, -1), key=_order)
        return self._mentions[first : bisect_left(self._mentions, (head + 1, -1), key=_order)]

    def who(self, phrase: Phrase | None) -> Character | None:
        """The actor of ``phrase``, where it has one."""
        link = self._links.get(phrase) if phrase is not None else None
        return self.characters[link.actor] if link is not None else None

    def sign(self, phrase: Phrase) -> Sign:
        """What made the link of a mention that has an actor."""
        return self._links[phrase].sign

    def link(self, phrase: Phrase, actor: Character, sign: Sign, kind: ActorKind | None = None) -> None:
        """Make ``phrase`` a mention of ``actor`` and of nobody else.

        ``kind`` is what it turns out to name, where the words misled.
        """
        if kind is not None and kind != phrase.kind:
            phrase = self.exchange(phrase, replace(phrase, kind=kind))
        former = self.who(phrase)
        if former is None:
            self._add(phrase)
        else:
            former.forget(phrase)
        self._links[phrase] = Link(actor.number, sign)
        actor.learn(phrase)

    def new(self, phrase: Phrase, *, named: bool) -> Character:
        """A new actor, first mentioned by ``phrase``."""
        made = Character(len(self.characters), phrase.kind or "person", named, plural=phrase.plural)
        self.characters.append(made)
        self.link(phrase, made, Sign.FIRST)
        return made

    def note(self, phrase: Phrase) -> None:
        """Add a mention that nobody has an actor for yet."""
        self._add(phrase)

    def exchange(self, phrase: Phrase, other: Phrase) -> Phrase:
        """Put ``other`` for ``phrase``, of the same head, which has no actor yet."""
        at = self._place(phrase)
        if at is not None:
            self._mentions[at] = other
        return other

    def drop(self, phrases: Iterable[Phrase]) -> None:
        """Take mentions without an actor out of the book, where another stands in their place."""
        gone = {p for p in phrases if p not in self._links}
        self._mentions = [p for p in self._mentions if p not in gone]

    def merge(self, gone: Character, into: Character, sign: Sign) -> None:
        """All mentions of ``gone`` are mentions of ``into``."""
        for phrase in gone.phrases:
            self._links[phrase] = Link(into.number, sign)
            into.learn(phrase)
        gone.phrases, gone.heads = [], []

    def holders(self, surname: str) -> list[Character]:
        """The persons of whose names ``surname`` (case-folded) is a word."""
        return [c for c in self.characters if c.name is not None and surname in c.name.words]

    def _place(self, phrase: Phrase) -> int | None:
        at = bisect_left(self._mentions, _order(phrase), key=_order)
        near = range(at, min(len(self._mentions), at + 4))
        return next((k for k in near if self._mentions[k] is phrase), None)

    def _add(self, phrase: Phrase) -> None:
        if self._place(phrase) is None:
            insort(self._mentions, phrase, key=_order)


def _order(phrase: Phrase) -> tuple[int, int]:
    return phrase.head, phrase.first
