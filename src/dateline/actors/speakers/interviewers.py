"""Who asks in an interview: the one in the byline, a reporter whom the lead names, else the paper that talked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.actors.choice.book import Book
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.words import Words
from dateline.actors.names.bodies import name_key
from dateline.actors.signs.characters import Character
from dateline.grammar.words import words
from dateline.schema import Anatomy

__all__ = ["asks", "find_interviewers"]

_BEFORE = 5
"""How far before a name the word for a reporter may stand, in tokens."""


def asks(label: str) -> bool:
    """Whether the label of a turn stands for whoever asks: "Q", "Interviewer"."""
    return label.strip(".").lower() in words("asking_labels")


def find_interviewers(book: Book, anatomy: Anatomy, lines: Sequence[tuple[int, int]], before: int) -> list[Character]:
    """Who asks, by what stands before the token ``before``; ``lines`` are the paragraphs at the top."""
    w = book.words
    persons = [p for p in book.linked() if p.kind == "person" and p.form == "name"]
    signed = [p for p in persons if _is_signed(w, anatomy, lines, p)]
    reporters = [p for p in persons if p.head < before and _is_reporter(book, p)]
    found = _people(book, [*signed, *reporters])
    if found:
        return found
    papers = [
        p
        for p in book.linked()
        if p.head < before
        and (c := book.who(p)) is not None
        and c.kind == "organisation"
        and (c.sector == "MED" or _is_press(w, p.head))
    ]
    found = _people(book, (p for p in papers if {"to", "with", "told"} & set(w.low[max(0, p.first - 3) : p.first])))
    return found or _unread_paper(book, before)


def _unread_paper(book: Book, before: int) -> list[Character]:
    """A paper that nothing else has found: "spoke with the Valley Star"."""
    w = book.words
    for i in range(1, before):
        if w.low[i] not in ("to", "with") or w.lemma[i - 1] not in words("talking"):
            continue
        first = i + 1 + (w.low[i + 1] == "the")
        last = first
        while last < before and w.text[last][0].isupper():
            last += 1
        if last - first > 1 and _is_press(w, last - 1):
            inside = [m for k in range(first, last) for m in book.mentions_at(k)]
            if known := _people(book, inside):
                return known[-1:]
            book.drop(inside)
            name = tuple(w.text[first:last])
            phrase = Phrase(
                i + 1, last, last - 1, "name", "organisation", name, first, sector="MED", key=name_key(name)
            )
            made = book.new(phrase, named=True)
            made.texts[" ".join(name)] += 1
            return [made]
    return []


def _people(book: Book, phrases: Iterable[Phrase]) -> list[Character]:
    found: dict[int, Character] = {}
    for phrase in phrases:
        character = book.who(phrase)
        if character is not None:
            found.setdefault(character.number, character)
    return list(found.values())


def _is_signed(w: Words, anatomy: Anatomy, lines: Sequence[tuple[int, int]], p: Phrase) -> bool:
    """Whether a name stands in the byline, or behind "By" or "Interview:" in a line of its own."""
    if any(b.kind == "byline" and b.start <= w.start[p.head] < b.end for b in anatomy.blocks):
        return True
    line = next(((a, b) for a, b in lines if a <= p.head < b), None)
    if line is None:
        return False
    opening = w.low[line[0] : p.first]
    said = {"by", "interview", "interviewer"} & set(opening)
    ends = line[1] - p.last <= 1 or w.text[p.last] == "."
    return len(opening) <= 3 and ends and bool(said) and "with" not in opening


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
    return any((c := book.who(m)) is not None and c.sector == "MED" for m in book.mentions_at(owner)) or (
        _is_press(w, owner)
    )


def _is_press(w: Words, i: int) -> bool:
    """Whether a word is the last of a paper's or a station's name: "the Northern | Mail"."""
    return w.low[i] in words("papers") and w.text[i][0].isupper()


def _leads_to(w: Words, i: int, p: Phrase) -> bool:
    """Whether nothing but a title's words stands between the noun ``i`` and the name."""
    first = p.begin if p.begin > 0 else p.first
    return all(w.pos[k] in ("NOUN", "PROPN", "ADJ") for k in range(i, first))
