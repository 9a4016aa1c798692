"""Interviews without labels: which paragraphs ask, and who answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dateline.actors.choice.book import Book
from dateline.actors.mentions.words import Words
from dateline.actors.names.terms import forms_of, terms
from dateline.actors.signs.characters import Character
from dateline.actors.speakers.voice import Voice, between, people, persons_in

_QUESTION = 80
"""The longest paragraph that is taken for a question, in tokens."""
_MARKS = frozenset(['"', "“", "”", "«", "»", "``", "''"])
_REACH = 25
"""How far from the word for an interview its guest is named, in tokens."""


def asks_in(w: Words, line: tuple[int, int]) -> bool:
    """Whether a paragraph is a question, and short."""
    first, last = line
    end = last - 1
    while end > first and w.text[end] in ('"', "”", "'", "’", ")"):
        end -= 1
    return w.text[end] == "?" and last - first <= _QUESTION and w.text[first] not in ('"', "“")


def prompts_in(w: Words, lines: Sequence[tuple[int, int]], asked: Sequence[int]) -> list[int]:
    """The short paragraphs without a question mark that are put to somebody, who answers with "I" in the next.

    ``asked`` are those with a question mark; before and after such a one nothing else is asked.
    """
    mine, found = forms_of("i"), list[int]()
    for n in range(1, len(lines) - 1):
        said = w.low[slice(*lines[n])]
        yours, own = (sum(low in forms for low in said) for forms in (forms_of("you"), mine))
        near = {n - 1, n + 1}.isdisjoint({*asked, *found})
        if not near or len(said) > _QUESTION or said[-1] != "." or not _MARKS.isdisjoint(said):
            continue
        if yours and yours >= own and not mine.isdisjoint(w.low[slice(*lines[n + 1])]):
            found.append(n)
    return found


def guests_of(book: Book, lines: Sequence[tuple[int, int]], hosts: Sequence[Character]) -> list[Character]:
    """Whom the lines at the top say that they interview; both where two are; none where they only say that they do.

    ``hosts`` are those who ask.
    """
    w = book.words
    persons = [p for p in persons_in(book) if len(p.name) > 1]
    for first, last in lines:
        for i in range(first, last):
            talked = w.low[i] in terms("talked") and {"with", "to"} & set(w.low[i + 1 : i + 4])
            if not w.low[i].startswith("interview") and not talked:
                continue
            passive = w.low[i] == "interviewed" and w.low[i + 1 : i + 2] in (("by",), ("about",), ("on",))
            near = (
                range(max(first, i - _REACH), i) if passive else range(i + 1, _topic(w, i + 1, min(last, i + _REACH)))
            )
            chosen = [
                p
                for p in persons
                if p.head in near and w.sent[p.head] == w.sent[i] and (passive or book.who(p) not in hosts)
            ]
            if chosen:
                one = chosen[-1 if passive else 0]
                joined = [p for p in chosen if p is not one and w.dep[p.head] == "conj" and w.head[p.head] == one.head]
                return people(book, (one, *joined))
    return []


def _topic(w: Words, first: int, last: int) -> int:
    """Where what the talk is about begins, or a pronoun stands for the guest."""
    return next((i for i in range(first, last) if w.low[i] in terms("topics")), last)


def foremost(book: Book, before: int, least: int, hosts: Sequence[Character]) -> list[Character]:
    """The person who is named most, ``least`` times and by a full name too, before the first question, not a host."""
    persons = (p for p in persons_in(book) if p.head < before)
    named = [(c, p) for p in persons if (c := book.who(p)) is not None and c not in hosts]
    counts = Counter(c.number for c, _ in named)
    full = {c.number for c, p in named if len(p.name) > 1}
    best = sorted((n for n in full if counts[n] >= least), key=lambda n: (-counts[n], n))[:1]
    return [book.characters[n] for n in best]


def interview(
    book: Book,
    lines: Sequence[tuple[int, int]],
    asked: Sequence[int],
    guests: Sequence[Character],
    host: Character | None = None,
    begin: int | None = None,
) -> list[Voice]:
    """The ``host`` asks the guest; what stands between is the guest's answer, or of who the line says that it is.

    Nobody speaks before the paragraph ``begin``, which is the first question where it is not given.
    """
    questions = set(asked)
    only = guests[0] if len(guests) == 1 else None
    found = []
    for n in range(asked[0] if begin is None else begin, len(lines)):
        first, last = lines[n]
        if n in questions:
            found.append(Voice(first, last, host, only))
        else:
            found.append(Voice(first, last, introduced(book, first, last) or only, host))
    return found


def introduced(book: Book, first: int, last: int) -> Character | None:
    """ "I'm Ana Vidmar", "my name is Ana Vidmar": who says so."""
    w = book.words
    for p in between(book, first, last):
        i = p.first - 2
        if p.form != "name" or p.kind != "person" or i < first or w.lemma[i + 1] != "be":
            continue
        if w.low[i] == "i" or (w.low[i] == "name" and i > first and w.low[i - 1] == "my"):
            return book.who(p)
    return None
