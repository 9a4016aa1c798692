"""Time expressions and the days they stand for: found by one pattern (``grammar``), valued by kind (``values``).

Values are TIMEX3 (TimeML 1.2.1), counted from the article's anchor (``anchor``); what is unknown is X.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from dateline.schema import Time, Timeline
from dateline.times.anchor import find_anchor
from dateline.times.context import Context
from dateline.times.grammar import grammar
from dateline.times.tense import direction_at
from dateline.times.values import value_of

if TYPE_CHECKING:
    from datetime import date

    from dateline.language import Copy
    from dateline.times.anchor import Anchor

__all__ = ["find_times"]

_AROUND = 24
_SETS = frozenset({"every", "times_a", "weekdays", "set"})
_BETWEEN = re.compile(r",?\s(?:on\s)?")


def find_times(copy: Copy) -> Timeline:
    """The times of an article, in order, and what they were counted from."""
    anchor = find_anchor(copy)
    times = _joined(copy.text, _times(copy, anchor))
    day = anchor.day.isoformat() if anchor.known == "all" else None
    return Timeline(tuple(times), day, anchor.source, anchor.dateline_value)


def _times(copy: Copy, anchor: Anchor) -> list[Time]:
    """Every time by itself."""
    text, known = copy.text, grammar()
    dateline = copy.anatomy.dateline
    found: list[Time] = []
    last_day: date | None = None
    last_date: date | None = None
    for match in known.finditer(text):
        kind = match.lastgroup or ""
        start, end = match.span()
        parts = known.kinds[kind].match(text, start)
        if parts is None:
            continue
        around = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        context = Context(known, anchor, partial(direction_at, copy.doc, start), *around, last_day, last_date)
        valued = value_of(kind, parts.groupdict(), context)
        if valued is None:
            continue
        value, days = valued.value, valued.days
        if dateline and dateline.date and anchor.dateline_value and dateline.date.start <= start < dateline.date.end:
            value = anchor.dateline_value
        last_day = valued.day or last_day
        if days and kind in ("day_month", "month_day", "month_year", "iso", "year", "weekday", "month"):
            last_date = days[0]
        while end > start and (text[end - 1].isspace() or (text[end - 1] == "." and not _is_short(text[start:end]))):
            end -= 1
        begun = days[0].isoformat() if days else None
        doubt = valued.reason
        if days is None and doubt is None and anchor.known != "all" and value.startswith("XXXX") and kind not in _SETS:
            doubt = "no-anchor"
        found.append(Time(start, end, value, begun, days[1].isoformat() if days else None, doubt))
    return found


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
