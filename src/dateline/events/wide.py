"""Every word of an article that may be an event, generously: what the judge is asked about.

Each verb that is no auxiliary and no mere copula; each noun, adjective or preposition of the wide table; and in copy
whose verbs the parse takes for nouns ("Senator slams rival"), each noun that reads like a verb form of the table.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dateline.events.lexicon import words
from dateline.events.table import Entry, entries, entries_of
from dateline.grammar import Word

_EMPTY = words("empty_verbs")
_ENDINGS = (("ies", "y"), ("es", ""), ("es", "e"), ("s", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"))
_NAMES = frozenset({"PERSON", "DATE", "TIME", "MONEY", "PERCENT"})
_SURE = 2
"""The grade from which on a noun is taken for a misread verb."""


@dataclass(frozen=True, slots=True)
class Possible:
    """A word that may be an event."""

    word: Word
    entries: tuple[Entry, ...]
    """What the table has of it; nothing for a verb that it lacks, which only the lexicon may know."""
    misread: bool = False
    """A noun, or a name, by the parse, that reads like a verb of the table."""


def possible(
    words: Sequence[Word],
    is_read: Callable[[Word], bool],
    listed: Callable[[Word], tuple[Entry, ...]] = entries_of,
) -> Iterator[Possible]:
    """The words among ``words`` that may be events and that are read, in their order.

    ``listed`` gives what the table has of a word that is read, where it is known already.
    """
    for word in words:
        if word.pos in ("PUNCT", "SPACE", "DET", "PRON", "NUM") or not is_read(word):
            continue
        found = listed(word) if word.entity not in _NAMES or word.pos == "VERB" else ()
        if found:
            yield Possible(word, found)
        elif word.pos == "VERB":
            if word.lemma not in _EMPTY and word.dep not in ("aux", "auxpass"):
                yield Possible(word, ())
        elif word.pos in ("NOUN", "PROPN", "ADJ", "AUX") and word.entity not in _NAMES:
            verb = tuple(e for e in _as_verb(word.lower) if e.grade >= _SURE)
            if verb:
                yield Possible(word, verb, misread=True)


@functools.lru_cache(maxsize=1 << 14)
def _as_verb(form: str) -> tuple[Entry, ...]:
    """The plain entries of the verb that ``form`` may be a form of."""
    listed = entries()
    plain = _plain(listed.get((form, "V"), ()))
    if plain:
        return plain
    for ending, base in _ENDINGS:
        if form.endswith(ending):
            plain = _plain(listed.get((form.removesuffix(ending) + base, "V"), ()))
            if plain:
                return plain
    return ()


def _plain(found: Sequence[Entry]) -> tuple[Entry, ...]:
    return tuple(e for e in found if e.particle is None and e.noun is None)
