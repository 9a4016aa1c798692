"""Organisations, organs of states and armed groups: their names, kinds, PLOVER sectors and countries.

Known bodies are rows of ``resources/organisations.tsv``; others are recognised by a word of their name
(``organ_words.tsv``): "Ministry", "Army", "Bank", "Party".
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.actors.names.persons import plain
from dateline.actors.names.terms import terms
from dateline.resources import table, toml
from dateline.schema import ActorKind

STATE = frozenset(["GOV", "MIL", "LEG", "JUD", "COP", "SPY"])
"""The PLOVER sectors of the organs of a state."""
LEGAL_FORMS: frozenset[str] = frozenset(toml("name_words.toml")["names"]["legal_forms"])
"""Words at the end of a company's name that are left out when it is named again."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body that the table knows."""

    name: str
    kind: ActorKind
    sector: str
    country: str | None
    weak: bool = False
    """The words are this body's only where the article has another of its names."""


@dataclass(frozen=True, slots=True)
class OrganWord:
    """What a word at the end or the start of a name says about a body."""

    sector: str
    organ: bool
    """It is a part of a state."""


def name_key(words: Sequence[str]) -> str:
    """The words of a name as it is compared: without case, accents, articles, dots and hyphens."""
    return _name_key(tuple(words))


@functools.lru_cache(maxsize=65536)
def _name_key(words: tuple[str, ...]) -> str:
    joined = " ".join(plain(w) for w in words).replace("-", " ").replace(".", "")
    parts = [p for p in joined.split() if (p != "s" and p.isalnum()) or p == "&"]
    return " ".join(parts[1:] if len(parts) > 1 and parts[0] == "the" else parts)


@functools.cache
def _bodies() -> dict[str, Body]:
    found: dict[str, Body] = {}
    for row in table("organisations.tsv"):
        kind: ActorKind = row["kind"]  # type: ignore[assignment]
        sure = Body(row["name"], kind, row["sector"], row["country"] or None)
        weak = Body(row["name"], kind, row["sector"], row["country"] or None, weak=True)
        for text in (row["name"], *filter(None, row["others"].split("|"))):
            found.setdefault(_table_key(text), sure)
        for text in filter(None, row["weak"].split("|")):
            found.setdefault(_table_key(text), weak)
    return found


def _table_key(text: str) -> str:
    """Acronyms keep their capitals: "WHO" is a body and "who" is none."""
    bare = text.replace(".", "")
    return bare if len(bare) <= 5 and (bare.isupper() or bare.islower()) else name_key(text.split())


@functools.lru_cache(maxsize=16384)
def body_of(text: str) -> Body | None:
    """The known body that ``text`` names, or None."""
    return _bodies().get(_table_key(text))


@functools.cache
def _organ_words() -> dict[str, OrganWord]:
    found: dict[str, OrganWord] = {}
    for row in table("organ_words.tsv"):
        for text in row["words"].split("|"):
            found.setdefault(text, OrganWord(row["sector"], row["organ"] == "organ"))
    return found


def organ_word(words: Sequence[str]) -> OrganWord | None:
    """What the end, else the start of ``words`` (a name, lower case) says about the body, or None."""
    return _organ_word(tuple(words))


@functools.lru_cache(maxsize=65536)
def _organ_word(words: tuple[str, ...]) -> OrganWord | None:
    known = _organ_words()
    for size in (3, 2, 1):
        if len(words) >= size:
            found = known.get(" ".join(words[-size:]))
            if found is not None:
                return found
    for i, w in enumerate(words):
        if w in ("of", "for", "on") and i:
            return known.get(" ".join(words[max(0, i - 2) : i])) or known.get(words[i - 1])
    return None


@functools.cache
def metonyms() -> frozenset[str]:
    """Heads of phrases that stand for a state beside its name: "the Iraqi side", "the government of Iraq"."""
    return terms("metonyms")
