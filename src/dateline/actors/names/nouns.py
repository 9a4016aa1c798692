"""Common nouns for those who act: "lawmakers", "the company", "rebels", with PLOVER sector, gender and number."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from dateline.actors.names.offices import singular
from dateline.actors.names.terms import listed
from dateline.resources import table, toml
from dateline.schema import ActorKind


@dataclass(frozen=True, slots=True)
class Noun:
    """What a common noun says about the actor it is used for."""

    lemma: str
    kind: ActorKind
    sector: str | None
    gender: str | None
    plural: bool
    """More than one person is meant: "lawmakers", "police"."""


@functools.cache
def _nouns() -> dict[str, Noun]:
    found: dict[str, Noun] = {}
    for row in table("actor_nouns.tsv"):
        kind: ActorKind = row["kind"]  # type: ignore[assignment]
        for noun in row["nouns"].split("|"):
            found.setdefault(noun, Noun(noun, kind, row["sector"] or None, row["gender"] or None, row["number"] == "p"))
    return found


def _compound(text: str) -> Noun | None:
    """ "dockworker", "shipowner": a worker, an owner of something."""
    ending = next((e for e in listed("noun_endings") if text.endswith(e) and len(text) > len(e) + 2), None)
    return Noun(text, "person", "CVL", "f" if ending == "woman" else None, False) if ending is not None else None


_IRREGULAR: dict[str, str] = toml("name_words.toml")["plurals"]


@functools.lru_cache(maxsize=65536)
def noun_of(text: str) -> Noun | None:
    """The actor noun ``text`` (lower case, singular or plural), or None."""
    nouns = _nouns()
    found = nouns.get(text) or _compound(text)
    if found is not None:
        return found
    one = nouns.get(_IRREGULAR.get(text, "") or singular(text)) or _compound(singular(text))
    if one is None or one.lemma == text:
        return one
    kind: ActorKind = "group" if one.kind == "person" else one.kind
    return Noun(one.lemma, kind, one.sector, one.gender, True)
