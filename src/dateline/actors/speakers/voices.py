"""Whose words stand without quotation marks: the turns of a transcript, the answers of an interview, a signed piece.

"I" outside quotation marks is whoever holds the floor: the label before a turn ("Berti:", "AB:", "A:") says who, in an
interview without labels the questions and the one who was asked, else the byline or the heading of a speech.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.actors.choice.book import Book
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.words import Words
from dateline.actors.names.terms import forms_of, terms
from dateline.actors.signs.characters import Character
from dateline.actors.speakers.interviewers import find_interviewers
from dateline.actors.speakers.interviews import asks_in, foremost, guests_of, interview, introduced, prompts_in
from dateline.actors.speakers.transcripts import transcript, turns_of
from dateline.actors.speakers.voice import Voice, is_turn, own_words, paragraphs, people, persons_in
from dateline.schema import Anatomy, Statement

_QUESTIONS = 2
_OFTEN = 0.1
"""The share of questions among the paragraphs of an interview."""
_MANY_QUESTIONS = 3
_THROUGHOUT = 8
"""How often "I" must stand in copy without a byline before it is taken for one person's own words."""
_KNOWN = 3
"""How often the guest of an interview that does not say with whom it is must be named before the first question."""
_LEAD = 8
"""Paragraphs from the top in which an interview says whom it is with."""
_HEADING = 50
"""The longest heading of a speech, in tokens."""


def find_voices(book: Book, anatomy: Anatomy, statements: Sequence[Statement]) -> list[Voice]:
    """Who speaks where no quotation mark says so, in order; labels without a name become mentions."""
    w = book.words
    lines = paragraphs(w)
    turns = turns_of(w, lines)
    if turns:
        return transcript(book, turns, find_interviewers(book, anatomy, lines[:_LEAD], turns[0][0]))
    told = any(is_turn(w, st) for st in statements)
    if not told and forms_of("i").isdisjoint(w.low):
        return []
    own = own_words(w, book.mentions, statements)
    asked = [n for n, line in enumerate(lines) if asks_in(w, line)]
    found = _talk(book, anatomy, lines, asked, told) if asked and (told or len(own) >= _QUESTIONS) else []
    if found:
        return found
    author = _author(book, lines, anatomy)
    if author is None and not asked and len(own) >= _THROUGHOUT:
        author = _narrator(book, own[0])
    return [Voice(0, len(w), author)] if author is not None else []


def _talk(
    book: Book, anatomy: Anatomy, lines: Sequence[tuple[int, int]], asked: Sequence[int], told: bool
) -> list[Voice]:
    """The voices of an interview without labels, where the copy is one.

    ``asked`` are the paragraphs that ask; ``told`` says whether others are read as turns.
    """
    w, before = book.words, lines[asked[0]][0]
    top = w.low[:before]
    hosts = find_interviewers(book, anatomy, lines[:_LEAD], before)
    says_so = bool(hosts) or any(low.startswith("interview") for low in top)
    if says_so:
        asked = sorted({*asked, *prompts_in(w, lines, asked)})
    if len(asked) < _QUESTIONS or len(asked) < _OFTEN * (len(lines) - asked[0]):
        return []
    before = lines[asked[0]][0]
    guests = guests_of(book, lines[: max(1, min(_LEAD, asked[0]))], hosts)
    hosts = [c for c in hosts if c not in guests]
    says_so = says_so or not terms("talked").isdisjoint(top)
    if not guests and not says_so and (author := introduced(book, *lines[0])) is not None:
        return interview(book, lines, asked, [author], begin=0)
    if not guests and (says_so or len(asked) >= _MANY_QUESTIONS):
        guests = foremost(book, before, 1 if says_so else _KNOWN, hosts)
    if not guests and not (hosts and told):
        return []
    return interview(book, lines, asked, guests, hosts[0] if len(hosts) == 1 else None)


def _author(book: Book, lines: Sequence[tuple[int, int]], anatomy: Anatomy) -> Character | None:
    """Who says "I" throughout: the one in the byline, in the heading of a speech, or who gives a name."""
    w, persons = book.words, persons_in(book)
    for block in anatomy.blocks:
        if block.kind == "byline":
            signed = [p for p in persons if block.start <= w.start[p.head] < block.end]
            if len(signed) == 1:
                return book.who(signed[0])
    for first, last in lines[: _LEAD // 2]:
        if not terms("addresses").intersection(w.low[first:last]) or last - first > _HEADING:
            continue
        held = people(book, (p for p in persons if first <= p.head < last and _heads_a_speech(w, p)))
        if len({c.number for c in held}) == 1:
            return held[0]
    return introduced(book, 0, len(w))


def _narrator(book: Book, said: Phrase) -> Character:
    """Whoever says "I" throughout copy that no one signs: one person without a name."""
    found = book.new(book.exchange(said, replace(said, kind="person")), named=False)
    found.title = "the author"
    return found


def _heads_a_speech(w: Words, p: Phrase) -> bool:
    """ "Remarks by Ana Vidmar", "Ana Vidmar's address", "Vidmar Floor Speech"."""
    after = w.low[p.last : p.last + 6]
    if not terms("addresses").intersection(after):
        before = w.low[max(0, p.first - 4) : p.first]
        return (
            before[-1:] in (("by",), ("of",), ("from",))
            and bool(terms("addresses").intersection(before))
            and "and" not in after
        )
    owns = "'s" in (w.text[p.last - 1], after[0]) or bool(terms("addresses").intersection(after[:3]))
    return owns or after[0] in terms("delivering")
