"""Where and when an event was, and how many it struck: what is attached nearest counts.

A place or date is looked for in the event's clause, then in its sentence, then in its paragraph before it, then in the
dateline; which of them it came from is kept (``place_from``, ``date_from``), since a dateline says less than a clause.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from dateline.events.lexicon import words
from dateline.grammar import Word
from dateline.grammar.patterns import pattern
from dateline.language import Copy
from dateline.schema import Figure, Found, Span, Time, Timeline, Toponym, block_at, posted_at

Row = TypeVar("Row", Toponym, Time, Figure)


YEARS_BACK = 400
"""Days before the anchor from which an event is history."""
_PARTS = words("country_parts")
"""Of which a country has several: "four provinces of" it says where."""
_CLAUSE_BREAKS = frozenset({"ccomp", "advcl", "relcl", "acl", "conj", "parataxis", "ROOT", "csubj", "appos"})


@dataclass(frozen=True, slots=True)
class When:
    """The days of an event, ISO 8601, and how they were found."""

    start: str | None
    end: str | None
    found: Found | None


@dataclass(frozen=True, slots=True)
class Where:
    """The place of an event and how it was found."""

    place_id: str | None
    found: Found | None


class Setting:
    """The places, dates and figures of an article, in order, to be asked for an event's own."""

    def __init__(self, copy: Copy, toponyms: Sequence[Toponym], timeline: Timeline, figures: Sequence[Figure]) -> None:
        """Sort what was found by its place in the text."""
        self._copy = copy
        self._toponyms = sorted((t for t in toponyms if t.place_id and t.form == "place"), key=lambda t: t.start)
        dated = (t for t in timeline.times if t.date_start and not _is_end(copy.text, t))
        self._times = sorted(dated, key=lambda t: t.start)
        self._figures = sorted((f for f in figures if f.unit == "count" and f.value is not None), key=lambda f: f.start)
        self._timeline = timeline
        lead = copy.anatomy.dateline
        self._lead_place = _inside(self._toponyms, lead.span) if lead else []

    def when(self, clause: Span, sentence: Span, besides: Sequence[Span] = ()) -> When:
        """The days of an event in ``clause`` of ``sentence``; of one in a live blog at least the day of its post.

        ``besides`` are words whose times are not the event's: what is asked for or promised has a day of its own.
        """
        spans: list[tuple[Span, Found]] = [(clause, "clause"), (sentence, "sentence")]
        for span, found in spans:
            times = _outside(_inside(self._times, span), besides)
            if times:
                best = min(times, key=_breadth)
                return When(best.date_start, best.date_end, found)
        paragraph = self._times_before(sentence)
        if paragraph:
            return When(paragraph[-1].date_start, paragraph[-1].date_end, "paragraph")
        posted = posted_at(self._copy.anatomy, sentence.start)
        if posted and not posted.startswith("T"):
            return When(posted[:10], posted[:10], "post")
        if self._timeline.anchor and self._timeline.anchor_from != "text":
            return When(self._timeline.anchor[:10], self._timeline.anchor[:10], "dateline")
        return When(None, None, None)

    def _times_before(self, sentence: Span) -> list[Time]:
        block = block_at(self._copy.anatomy, sentence.start)
        times = _inside(self._times, Span(block.start, sentence.start)) if block else []
        return [t for t in times if _breadth(t) <= 7]

    def where(self, clause: Span, sentence: Span, avoid: Sequence[Span]) -> Where:
        """The place of an event in ``clause``; places that are participants (``avoid``) count only after all others."""
        for span, found in ((clause, "clause"), (sentence, "sentence")):
            places = [t for t in _inside(self._toponyms, span) if self._is_setting(t)]
            free = _outside(places, avoid)
            if free or places:
                return Where((free or places)[0].place_id, "clause" if found == "clause" else "sentence")
        block = block_at(self._copy.anatomy, sentence.start)
        before = _inside(self._toponyms, Span(block.start, sentence.start)) if block else []
        before = [t for t in before if self._is_setting(t)]
        if before:
            return Where(before[-1].place_id, "paragraph")
        if self._lead_place:
            return Where(self._lead_place[0].place_id, "dateline")
        return Where(None, None)

    def _is_setting(self, toponym: Toponym) -> bool:
        """A place stands under a preposition of place."""
        before = self._copy.text[max(0, toponym.start - 40) : toponym.start].lower().split()
        if before[-1:] == ["of"] and before[-2:-1] and before[-2].rstrip("s") in _PARTS:
            return True
        return any(w in words("place_preposition") for w in before[-4:])

    def counted(self, span: Span) -> list[Figure]:
        """The counts in ``span``."""
        return _inside(self._figures, span)

    def is_past(self, when: When) -> bool:
        """The event's own date lies years before the article's."""
        if when.found not in ("clause", "sentence") or when.end is None:
            return False
        anchor = self._timeline.anchor
        if anchor is None:
            return False
        return _days(anchor) - _days(when.end) > YEARS_BACK

    def tells_of_old(self, clause: Span) -> bool:
        """The clause names a year long past, or says "years ago"."""
        words = self._copy.text[clause.start : clause.end]
        if pattern("past_century").search(words):
            return True
        anchor = self._timeline.anchor
        if anchor is None:
            return False
        return any(int(anchor[:4]) - int(m.group(1)) > 1 for m in pattern("in_a_year").finditer(words))

    def is_of_old(self, word: Word) -> bool:
        """A year long past stands before the event's noun, or before where it was: "killed in the 2012 attack"."""
        anchor = self._timeline.anchor
        if anchor is None:
            return False
        places = [g for c in word.children if c.lower in ("in", "at", "during") for g in c.children if g.dep == "pobj"]
        nouns = [word] if word.pos in ("NOUN", "PROPN") else places
        years = [c.lower for noun in nouns for c in noun.children if c.i < noun.i and c.like_num]
        return any(len(y) == 4 and y.isdigit() and 1000 < int(y) < int(anchor[:4]) - 1 for y in years)

    def is_future(self, when: When) -> bool:
        """The event's own date lies after the article's."""
        if when.found != "clause" or when.start is None or self._timeline.anchor is None:
            return False
        return _days(when.start) > _days(self._timeline.anchor)


def _is_end(text: str, time: Time) -> bool:
    """Whether something goes on until then, which is no day of its own: "to freeze fees until 2033"."""
    return text[max(0, time.start - 6) : time.start].lower().endswith(("until ", "till "))


def _days(day: str) -> int:
    try:
        return date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return 0


def _breadth(time: Time) -> int:
    return _days(time.date_end or time.date_start or "") - _days(time.date_start or "")


def _outside(rows: Sequence[Row], spans: Sequence[Span]) -> list[Row]:
    """Those of ``rows`` that begin in none of ``spans``."""
    return [row for row in rows if not any(s.start <= row.start < s.end for s in spans)]


def _inside(rows: Sequence[Row], span: Span) -> list[Row]:
    first = bisect_left(rows, span.start, key=lambda r: r.start)
    found = []
    for row in rows[first:]:
        if row.start >= span.end:
            break
        found.append(row)
    return found


def clause_of(token: Word) -> Span:
    """The clause of ``token``, from its first to its last word, without the clauses that hang on it."""
    verb = token
    while verb.dep not in _CLAUSE_BREAKS and verb.head is not verb:
        verb = verb.head
    if token.pos in ("VERB", "AUX"):
        verb = token
    inside = [verb]
    level = [verb]
    while level:
        level = [
            c
            for t in level
            for c in t.children
            if c.dep not in ("ccomp", "advcl", "relcl", "parataxis") and not _is_other(c)
        ]
        inside += level
    first, last = min(inside, key=lambda t: t.i), max(inside, key=lambda t: t.i)
    return Span(first.idx, last.end)


def asides_of(token: Word) -> list[Span]:
    """The relative clauses and participles that stand inside the clause of ``token``, whose days are not its own."""
    found = []
    for word in token.subtree:
        if word is not token and word.dep in ("relcl", "acl"):
            inside = sorted(word.subtree, key=lambda t: t.i)
            found.append(Span(inside[0].idx, inside[-1].end))
    return found


def _is_other(token: Word) -> bool:
    return token.dep == "conj" and token.pos in ("VERB", "AUX")


def casualties(lemma: str, patients: Sequence[Word], setting: Setting) -> tuple[float | None, float | None]:
    """The dead and the injured that the patients of a verb of killing or wounding are counted as."""
    if lemma not in words("dead") and lemma not in words("hurt"):
        return None, None
    counts = [f.value for t in patients for f in _figures_of(t, setting) if f.value is not None]
    total = sum(counts) if counts else None
    return (total, None) if lemma in words("dead") else (None, total)


def size_of(doers: Sequence[Word], setting: Setting) -> float | None:
    """How many took part, by the figure in the doers' phrase."""
    counts = [f.value for t in doers for f in _figures_of(t, setting) if f.value is not None]
    return max(counts) if counts else None


def _figures_of(noun: Word, setting: Setting) -> list[Figure]:
    left = min(
        (c.idx for c in noun.children if c.dep in ("nummod", "det", "amod", "quantmod", "compound") and c.i < noun.i),
        default=noun.idx,
    )
    left = min([left, *(g.left_edge.idx for g in noun.children if g.dep == "nummod")])
    return [f for f in setting.counted(Span(left, noun.end)) if f.counted is None or f.counted.start <= noun.idx]
