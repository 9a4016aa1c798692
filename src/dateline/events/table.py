"""The wide table of words that may be events (``event_table.tsv``): for the judge to choose from, not to code by.

Where the lexicon says in which frame a word is an event, the table says only which types a word is now and then an
event of, how often, and where its two sides stand. It is generous on purpose: a word that it lacks is hardly found.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dateline import resources
from dateline.grammar import Word

_POS = {"VERB": "V", "AUX": "V", "NOUN": "N", "PROPN": "N", "ADJ": "A", "ADV": "A", "ADP": "A", "SCONJ": "A"}
_PARTICLES = frozenset({"prt", "prep", "advmod", "acomp", "oprd", "agent", "dative", "aux", "xcomp", "advcl"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of the table for one type."""

    type: str
    grade: int
    """3 where the word is nearly always an event of the type, 2 often, 1 now and then."""
    particle: str | None
    """A particle or preposition that must hang on it."""
    noun: str | None
    """A noun that must be its object, or stand under its preposition."""
    actor: tuple[str, ...]
    recipient: tuple[str, ...]


@functools.cache
def entries() -> Mapping[tuple[str, str], tuple[Entry, ...]]:
    """The entries of each (lemma, part of speech)."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for row in resources.table("event_table.tsv"):
        actor, recipient = tuple(row["actor"].split()), tuple(row["recipient"].split())
        for word in row["words"].split():
            stem, _, noun = word.partition("+")
            lemma, _, particle = stem.partition("_")
            entry = Entry(row["type"], int(row["grade"]), particle or None, noun or None, actor, recipient)
            found.setdefault((lemma, row["pos"]), []).append(entry)
    return {key: tuple(some) for key, some in found.items()}


def entries_of(word: Word) -> tuple[Entry, ...]:
    """The entries that ``word`` fits with what hangs on it, in the order of the table."""
    pos = _POS.get(word.pos)
    if pos is None:
        return ()
    listed = entries().get((word.lemma, pos), ())
    if not listed and word.tag in ("VBN", "VBD", "VBG") and pos == "A":
        listed = entries().get((word.lower, "A"), ())
    return tuple(e for e in listed if _fits(word, e)) if listed else ()


def _fits(word: Word, entry: Entry) -> bool:
    if entry.particle is not None and not any(c.lower == entry.particle and c.dep in _PARTICLES for c in word.children):
        return False
    return entry.noun is None or any(n.lemma == entry.noun for n in _nouns(word))


def _nouns(word: Word) -> Iterator[Word]:
    for child in word.children:
        if child.dep in ("dobj", "nsubjpass", "attr", "oprd"):
            yield child
        elif child.dep in ("prep", "dative", "agent"):
            yield from (c for c in child.children if c.dep == "pobj")
