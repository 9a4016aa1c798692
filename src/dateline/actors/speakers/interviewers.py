"""Who asks in an interview: a reporter whom the lead names, else the paper that talked."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.actors.choice.book import Book
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.words import Words
from dateline.actors.signs.characters import Character
from dateline.grammar.words import words

__all__ = ["asks", "find_interviewers"]

_BEFORE = 5
"""How far before a name the word for a reporter may stand, in tokens."""


def asks(label: str) -> bool:
    """Whether the label of a turn stands for whoever asks: "Q", "Interviewer"."""
    return label.strip(".").lower() in words("asking_labels")


def find_interviewers(book: Book, before: int) -> list[Character]:
    """Who asks, by what stands before the token ``before``."""
    w = book.words
    persons = [p for p in book.linked() if p.kind == "person" and p.form == "name"]
    found = _people(book, (p for p in persons if p.head < before and _is_reporter(book, p)))
    if found:
        return found
    papers = [
        p
        for p in book.linked()
        if p.head < before and (c := book.who(p)) is not None and c.kind == "organisation" and c.sector == "MED"
    ]
    return _people(book, (p for p in papers if {"to", "with", "told"} & set(w.low[max(0, p.first - 3) : p.first])))


def _people(book: Book, phrases: Iterable[Phrase]) -> list[Character]:
    found: dict[int, Character] = {}
    for phrase in phrases:
        character = book.who(phrase)
        if character is not None:
            found.setdefault(character.number, character)
    return list(found.values())


def _is_reporter(book: Book, p: Phrase) -> bool:
    """ "Our reporter Ben Ash", "the Courier's Rana Voss"."""
    w = book.words
    near = [*range(max(0, p.first - _BEFORE), p.first), *range(p.first, p.begin if p.begin > p.first else p.first)]
    near = [i for i in near if w.sent[i] == w.sent[p.head]]
    if any(w.lemma[i] in words("reporters") and abs(p.head - i) <= _BEFORE and _leads_to(w, i, p) for i in near):
        return True
    owner = next((i - 1 for i in near if w.low[i] in ("'s", "’s") and p.head - i <= _BEFORE), None)
    if owner is None:
        return False
    return any((c := book.who(m)) is not None and c.sector == "MED" for m in book.mentions_at(owner))


def _leads_to(w: Words, i: int, p: Phrase) -> bool:
    """Whether nothing but a title's words stands between the noun ``i`` and the name."""
    first = p.begin if p.begin > 0 else p.first
    return all(w.pos[k] in ("NOUN", "PROPN", "ADJ") for k in range(i, first))
