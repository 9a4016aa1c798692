"""A stretch of somebody's words without quotation marks, and what those who look for such stretches share."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf

from dateline.actors.choice.book import Book
from dateline.actors.mentions.phrases import Phrase, Pronoun
from dateline.actors.mentions.sources import head_of
from dateline.actors.mentions.words import Words
from dateline.actors.signs.characters import Character
from dateline.schema import Statement

_MARKS = frozenset(["“", "”", "„", "«", "»", '"', "'", "‘", "’", "``", "''"])


@dataclass(frozen=True, slots=True)
class Voice:
    """The tokens ``first`` to ``last`` are the words of ``speaker``, said to ``hearer``."""

    first: int
    last: int
    speaker: Character | None
    hearer: Character | None = None


def is_turn(w: Words, statement: Statement) -> bool:
    """Whether a statement is a turn of an interview or a transcript, which has neither a cue nor quotation marks."""
    if statement.cue or statement.mode != "direct" or not statement.content:
        return False
    first = bisect_left(w.start, statement.content[0].start)
    return first < len(w) and w.text[first] not in _MARKS


def voice_at(voices: Sequence[Voice], token: int) -> Voice | None:
    """The voice that ``token`` stands in."""
    at = bisect_right(voices, token, key=lambda v: v.first) - 1
    return voices[at] if at >= 0 and token < voices[at].last else None


def paragraphs(w: Words) -> list[tuple[int, int]]:
    """The paragraphs that hold words, as token ranges without blanks at their borders."""
    found: list[tuple[int, int]] = []
    first = 0
    for i in range(1, len(w) + 1):
        if i < len(w) and w.paragraph[i] == w.paragraph[first]:
            continue
        start, end = first, i
        while start < end and w.text[start].isspace():
            start += 1
        while end > start and w.text[end - 1].isspace():
            end -= 1
        if start < end:
            found.append((start, end))
        first = i
    return found


def own_words(w: Words, phrases: Sequence[Phrase], statements: Sequence[Statement]) -> list[Phrase]:
    """Where "I" stands outside the quotations."""
    spans = sorted(span for st in statements if st.mode != "indirect" and not is_turn(w, st) for span in st.content)
    ends = list(accumulate((end for _, end in spans), max))
    found = []
    for p in phrases:
        if p.pronoun is Pronoun.I:
            at = bisect_right(spans, (w.start[p.head], inf)) - 1
            if at < 0 or ends[at] <= w.start[p.head]:
                found.append(p)
    return found


def between(book: Book, first: int, last: int) -> list[Phrase]:
    """The mentions whose heads are in ``first`` to ``last``."""
    mentions = book.mentions
    return mentions[bisect_left(mentions, first, key=head_of) : bisect_left(mentions, last, key=head_of)]


def persons_in(book: Book) -> list[Phrase]:
    """The mentions of persons by a name."""
    return [p for p in book.linked() if p.kind == "person" and p.form == "name"]


def people(book: Book, phrases: Iterable[Phrase]) -> list[Character]:
    """The actors of those of ``phrases`` that have one."""
    return [c for p in phrases if (c := book.who(p)) is not None]
