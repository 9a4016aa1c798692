"""The event lexicon: words in frames, read from ``event_lexicon.tsv`` and the word classes of ``event_words.tsv``.

A pattern says which word, with which particle, in which company, is an event of which type, and which syntactic
slots hold the one who acts and the one who is acted on. The idea is that of the verb dictionaries of event coders
(KEDS, TABARI, PETRARCH), with syntax in place of word order.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast, get_args

from dateline import resources
from dateline.schema import EventType

NOUN_ACTORS = ("light", "poss", "by", "of", "mod")
"""Where the one who acts stands beside a noun, unless a pattern says otherwise."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What a slot must hold, or with ``wanted`` false must not hold."""

    slot: str
    words: frozenset[str]
    kinds: frozenset[str]
    """What the filler may be by its kind: ``*`` anything, ``actor``, ``public``, ``person``, ``state``, ``people``,
    ``name``, ``figure`` (one of public life); ``anyone`` makes an actor of what stands there, as whoever
    is arrested is somebody."""
    wanted: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of the lexicon for one word."""

    lemma: str
    particle: str | None
    pos: str
    type: EventType
    mode: str | None
    cameo: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    conditions: tuple[Condition, ...]

    @property
    def is_plain(self) -> bool:
        """The word is clear enough for any person or group, public or not ("arg=actor")."""
        return any(c.slot == "arg" and "actor" in c.kinds for c in self.conditions)

    @property
    def stands_alone(self) -> bool:
        """In the passive the words are clear enough without anybody ("arg=nobody"): "the ban was lifted"."""
        return any(c.slot == "arg" and "nobody" in c.words for c in self.conditions)

    @property
    def makes_actor(self) -> bool:
        """The object is somebody by the verb's meaning ("obj=anyone")."""
        return any(c.slot == "obj" and c.wanted and "anyone" in c.kinds for c in self.conditions)

    @property
    def makes_doer(self) -> bool:
        """The subject is somebody by the verb's meaning ("subj=anyone")."""
        return any(c.slot == "subj" and c.wanted and "anyone" in c.kinds for c in self.conditions)

    @property
    def names_object(self) -> bool:
        """The object's word is a part of the pattern, as in "impose sanctions"."""
        named = any(c.slot == "obj" and c.wanted and c.words and not c.kinds for c in self.conditions)
        return named and not self.makes_actor


@functools.cache
def words(name: str) -> frozenset[str]:
    """The words of the class ``name`` of ``event_words.tsv``."""
    return frozenset(listed(name))


def listed(name: str) -> tuple[str, ...]:
    """The same in the order of the table, for a rule that looks for one after the other."""
    return resources.classes("event_words.tsv")[name]


PUBLIC_SECTORS = frozenset(
    {"GOV", "MIL", "LEG", "JUD", "COP", "OPP", "REB", "IGO", "PTY", "ELI", "UAF", "INT", "REL", "CRM", "NGO", "LAB"}
)
"""PLOVER sectors whose members act in public life by what they are."""


@functools.cache
def noun_standing() -> Mapping[str, int]:
    """How far a common noun is an actor of public life: 3 by its office, 1 as a person or body, 0 as a company."""
    found: dict[str, int] = {}
    for name, standing in (("corporate", 0), ("state", 3), ("people", 1), ("locality", 1)):
        found |= {word: standing for word in words(name) if word not in found}
    for row in resources.table("actor_nouns.tsv"):
        public = row["kind"] == "country" or (row["sector"] in PUBLIC_SECTORS and row["kind"] != "organisation")
        standing = 3 if public else 2 if row["sector"] in PUBLIC_SECTORS else 0 if row["sector"] == "BUS" else 1
        for noun in row["nouns"].split("|"):
            found.setdefault(noun, standing)
    return found


@functools.cache
def patterns() -> Mapping[tuple[str, str], tuple[Pattern, ...]]:
    """The patterns of each (lemma, part of speech), in the order of the table."""
    found: dict[tuple[str, str], list[Pattern]] = {}
    for row in resources.table("event_lexicon.tsv"):
        if row["type"] not in get_args(EventType):
            raise ValueError(f"event_lexicon.tsv: {row['trigger']}: no such type {row['type']!r}")
        for trigger in row["trigger"].split("/"):
            pattern = _pattern(trigger, row)
            found.setdefault((pattern.lemma, pattern.pos), []).append(pattern)
    return {key: tuple(rows) for key, rows in found.items()}


def _pattern(trigger: str, row: Mapping[str, str]) -> Pattern:
    lemma, _, particle = trigger.partition(" ")
    actor = tuple(row["actor"].split()) or (NOUN_ACTORS if row["pos"] == "N" else ("subj",))
    return Pattern(
        lemma=lemma,
        particle=particle or None,
        pos=row["pos"],
        type=cast("EventType", row["type"]),
        mode=row["mode"] or None,
        cameo=row["cameo"] or None,
        actor=actor,
        recipient=tuple(row["recipient"].split()),
        conditions=tuple(_condition(cell) for cell in row["tests"].split()),
    )


def _condition(cell: str) -> Condition:
    slot, _, value = cell.lstrip("!").partition("=")
    listed: set[str] = set()
    kinds: set[str] = set()
    for part in value.split("/"):
        if part in ("*", "actor", "public", "person", "anyone", "name", "figure"):
            kinds.add(part)
        elif part.startswith("@"):
            listed |= words(part[1:])
            kinds |= {part[1:]} & {"state", "people"}
        else:
            listed.add(part)
    return Condition(slot, frozenset(listed), frozenset(kinds), not cell.startswith("!"))
