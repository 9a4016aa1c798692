"""The PLOVER codebook: types, modes and contexts, with the nearest CAMEO base code and its Goldstein value.

Read from ``plover.toml``; ``page.py`` makes the documentation's page of it.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from dateline import resources
from dateline.events.own_types import own_types


@dataclass(frozen=True, slots=True)
class Mode:
    """How an event of a type was done."""

    name: str
    cameo: str
    definition: str
    example: str


@dataclass(frozen=True, slots=True)
class Type:
    """One of PLOVER's types."""

    name: str
    quad: int
    cameo: str
    definition: str
    examples: tuple[str, ...]
    contrast: str
    """What is not of this type, though it is near."""
    modes: tuple[Mode, ...]

    def cameo_of(self, mode: str | None) -> str:
        """The CAMEO base code of ``mode``, or of the type."""
        return next((m.cameo for m in self.modes if m.name == mode), self.cameo)


@functools.cache
def types() -> Mapping[str, Type]:
    """The sixteen types by name, in the codebook's order, and a person's own ones."""
    plover = {
        row["name"]: Type(
            name=row["name"],
            quad=row["quad"],
            cameo=row["cameo"],
            definition=row["definition"],
            examples=tuple(row["examples"]),
            contrast=row["not"],
            modes=tuple(Mode(m["name"], m["cameo"], m["definition"], m["example"]) for m in row.get("mode", ())),
        )
        for row in resources.toml("plover.toml")["type"]
    }
    own = {}
    for name, row in own_types().items():
        like = plover[row["like"].split()[0]]
        own[name] = Type(name, like.quad, row["cameo"] or like.cameo, row["definition"], (), "", ())
    return plover | own


@functools.cache
def goldstein(cameo: str) -> float | None:
    """The Goldstein value of a CAMEO base code, from -10 (conflict) to 10 (cooperation)."""
    value = resources.toml("plover.toml")["goldstein"].get(cameo)
    return float(value) if value is not None else None


@functools.cache
def context_words() -> Mapping[str, str]:
    """Each word that tells of a context, in lower case, and that context."""
    found: dict[str, str] = {}
    for context, row in resources.toml("plover.toml")["contexts"].items():
        for word in row.split():
            found.setdefault(word, context)
    return found


@functools.cache
def contexts() -> tuple[str, ...]:
    """The names of the contexts, in the codebook's order."""
    return tuple(resources.toml("plover.toml")["contexts"])
