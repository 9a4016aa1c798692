"""Time expressions and the days they stand for: found by one pattern (``grammar``), valued by kind (``values``).

Values are TIMEX3 (TimeML 1.2.1), counted from the article's anchor (``anchor``); what is unknown is X.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from dateline.schema import Time, Timeline
from dateline.times.anchor import NO_ANCHOR, find_anchor, published_day
from dateline.times.context import Context, Parts, Valued
from dateline.times.grammar import grammar
from dateline.times.tense import direction_at
from dateline.times.values import value_of

if TYPE_CHECKING:
    from datetime import date

    from dateline.language import Copy
    from dateline.times.anchor import Anchor

__all__ = ["find_times"]

_AROUND = 24
_REST = 120
_NEAR = 300
_SENTENCE_END = re.compile(r"[.!?]\W*\s|\n")
_DATES = frozenset(
    {"day_month", "month_day", "month_year", "iso", "year", "weekday", "month", "listed", "dashed", "month_days"}
)
_SETS = frozenset({"every", "times_a", "weekdays", "set"})
_BETWEEN = re.compile(r",?\s(?:on\s)?")


def find_times(copy: Copy) -> Timeline:
    """The times of an article, in order, and what they were counted from."""
    anchor = find_anchor(copy)
    reader = _Reader(copy, anchor)
    for _ in grammar().scan(copy.text, reader.read):
        pass
    times = _joined(copy.text, reader.times)
    day = anchor.day.isoformat() if anchor.known == "all" else None
    return Timeline(tuple(times), day, anchor.source, anchor.dateline_value)


class _Reader:
    """Reads the times of one article in order, and keeps what later ones hang on."""

    def __init__(self, copy: Copy, anchor: Anchor) -> None:
        self._copy, self._anchor, self._grammar = copy, anchor, grammar()
        self._posts = [b for b in copy.anatomy.blocks if b.posted_at]
        self._last_day: date | None = None
        self._last_date: date | None = None
        self._last_end = 0
        self.times: list[Time] = []

    def read(self, match: re.Match[str]) -> bool:
        """Keep the time of ``match``; False where it is none after all."""
        kind, (start, end) = match.lastgroup or "", match.span()
        parts = self._grammar.kinds[kind].match(self._copy.text, start)
        valued = self._valued(kind, parts.groupdict(), self._context(start, end)) if parts is not None else None
        if valued is None:
            return False
        self.times.append(self._row(kind, start, end, valued))
        if kind == "month_days" and valued.day is not None and valued.days is not None:
            self.times += _further_days(parts.group("more") if parts else "", end, valued.day)
        if valued.day is not None:
            self._last_day, self._last_end = valued.day, end
        if valued.days and kind in _DATES:
            self._last_date = valued.days[0]
        return True

    def _valued(self, kind: str, parts: Parts, context: Context) -> Valued | None:
        """The value; where it lies beyond the calendar's years 1 to 9999 it is one without an anchor, or none."""
        for counted in (context, replace(context, anchor=NO_ANCHOR, last_day=None, last_date=None)):
            try:
                return value_of(kind, parts, counted)
            except (ValueError, OverflowError, IndexError):
                continue
        return None

    def _context(self, start: int, end: int) -> Context:
        text = self._copy.text
        between = text[self._last_end : start] if start - self._last_end < 200 else "\n"
        return Context(
            grammar=self._grammar,
            anchor=self._anchor_at(start),
            direction=partial(direction_at, self._copy.doc, start),
            before=text[max(0, start - _AROUND) : start],
            after=text[end : end + _AROUND],
            rest=text[end : end + _REST],
            last_day=self._last_day,
            same_sentence=_SENTENCE_END.search(between) is None,
            near=start - self._last_end < _NEAR,
            last_date=self._last_date,
        )

    def _anchor_at(self, start: int) -> Anchor:
        """What times at ``start`` are counted from: in a live blog the day of the post."""
        post = next((b for b in self._posts if b.start <= start < b.end), None)
        day = published_day(post.posted_at) if post else None
        return self._anchor if day is None else replace(self._anchor, day=day, known="all")

    def _row(self, kind: str, start: int, end: int, valued: Valued) -> Time:
        text, anchor, dateline = self._copy.text, self._anchor_at(start), self._copy.anatomy.dateline
        value, days, doubt = valued.value, valued.days, valued.reason
        if dateline and dateline.date and anchor.dateline_value and dateline.date.start <= start < dateline.date.end:
            value = anchor.dateline_value
        while end > start and (text[end - 1].isspace() or (text[end - 1] == "." and not _is_short(text[start:end]))):
            end -= 1
        if days is None and doubt is None and anchor.known != "all" and value.startswith("XXXX") and kind not in _SETS:
            doubt = "no-anchor"
        first, last = (days[0].isoformat(), days[1].isoformat()) if days else (None, None)
        return Time(start, end, value, first, last, doubt)


def _further_days(more: str, start: int, first: date) -> list[Time]:
    """The other days of a list behind its month, ``more`` standing at ``start``: "April 20, 21 and 26"."""
    rows: list[Time] = []
    for match in re.finditer(r"(\d\d?)(?:st|nd|rd|th)?", more):
        try:
            day = first.replace(day=int(match[1])).isoformat()
        except ValueError:
            continue
        rows.append(Time(start + match.start(), start + match.end(), day, day, day))
    return rows


def _is_short(text: str) -> bool:
    """Whether the full stop at the end of ``text`` belongs to an abbreviation: "Sept.", "a.m."."""
    return bool(re.search(r"(?i)(?:\b[a-z]{3,5}|[ap]\.m)\.$", text)) and not text[:-1].isdigit()


def _joined(text: str, times: list[Time]) -> list[Time]:
    """The hour and its day as one: "9 a.m. Tuesday", "Tuesday at noon" stays two."""
    joined: list[Time] = []
    for time in times:
        before = joined[-1] if joined else None
        if before is not None and "T" in before.value and re.match(r"\d{4}-\d\d-\d\d$", time.value):
            clock = re.search(r"T\d\d:\d\d$", before.value)
            if clock and _BETWEEN.fullmatch(text, before.end, time.start):
                value = time.value + clock.group()
                joined[-1] = Time(before.start, time.end, value, time.date_start, time.date_end)
                continue
        joined.append(time)
    return joined
