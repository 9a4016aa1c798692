"""Common nouns for those who act: "lawmakers", "the company", "rebels", with PLOVER sector, gender and number."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from dateline.actors.names.offices import singular
from dateline.resources import table
from dateline.schema import ActorKind

BONDS = {
    "wife": "spouse", "husband": "spouse", "spouse": "spouse", "widow": "spouse", "widower": "spouse",
    "son": "child", "daughter": "child", "child": "child",
    "father": "parent", "mother": "parent", "dad": "parent", "mum": "parent", "mom": "parent",
    "brother": "sibling", "sister": "sibling", "twin": "sibling",
    "grandfather": "grandparent", "grandmother": "grandparent", "grandson": "grandchild", "granddaughter": "grandchild",
    "uncle": "uncle", "aunt": "uncle", "nephew": "nephew", "niece": "nephew",
}  # fmt: skip
"""What each word for one relative says about the bond."""


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


_ENDINGS = (
    "worker",
    "owner",
    "maker",
    "keeper",
    "goer",
    "holder",
    "seller",
    "fisher",
    "grower",
    "driver",
    "builder",
    "woman",
)


def _compound(text: str) -> Noun | None:
    """ "dockworker", "shipowner": a worker, an owner of something."""
    ending = next((e for e in _ENDINGS if text.endswith(e) and len(text) > len(e) + 2), None)
    return Noun(text, "person", "CVL", "f" if ending == "woman" else None, False) if ending is not None else None


_IRREGULAR = {
    "people": "people",
    "children": "child",
    "wives": "wife",
    "police": "police",
    "women": "woman",
    "men": "man",
}


@functools.cache
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
