"""What an article's times are counted from: the day it was published, else its dateline, else a day in its text.

A dateline without a year takes the year in which it falls nearest before the publication date; without one the year
stays unknown (``XXXX-02-11``) and so do the values that hang on it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from dateline.schema import block_at
from dateline.times.grammar import grammar

if TYPE_CHECKING:
    from dateline.language import Copy

__all__ = ["NO_ANCHOR", "Anchor", "find_anchor", "published_day"]

_PUBLISHED = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?!\d)")
_DUMMY_YEAR = 2001
_AHEAD = 3
"""Days by which a dateline may lie after the publication date: clocks and zones differ."""
_LEAD_CHARS = 1500
"""Where a day of the text may serve as the anchor: in the article's first characters."""
_QUOTED = re.compile(r"[“\"][^”\"\n]{0,2000}[”\"]")


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day that relative times are counted from, as far as it is known."""

    day: date
    """A made-up day where ``known`` is ``nothing``; of a made-up year where it is ``month-day``."""
    known: Literal["all", "month-day", "nothing"]
    source: Literal["published", "dateline", "text"] | None
    dateline_value: str | None = None

    def masked(self, value: str, level: Literal["day", "week", "month", "year"]) -> str:
        """A ``value`` counted from the anchor, with X for what is not known; ``level`` is what it was counted in."""
        if self.known == "all":
            return value
        if re.match(r"\d{4}-W\d\d", value):
            return f"XXXX-WXX{value[8:]}"
        if self.known == "nothing":
            if level == "day":
                return re.sub(r"^\d{4}-\d\d-\d\d", "XXXX-XX-XX", value)
            if level == "month":
                return re.sub(r"^\d{4}-\d\d", "XXXX-XX", value)
        return re.sub(r"^\d{3}(?:\d|X)", "XXXX", value)


NO_ANCHOR = Anchor(date(_DUMMY_YEAR, 6, 15), "nothing", None)
"""Where nothing is known of the day."""


def find_anchor(copy: Copy) -> Anchor:
    """The anchor of ``copy``."""
    published = published_day(copy.article.published_at)
    stated = _stated(copy, published)
    if published is not None:
        return Anchor(published, "all", "published", stated[1] if stated else None)
    if stated is not None and stated[0] is not None:
        return Anchor(stated[0], "all", "dateline", stated[1])
    found = _in_text(copy)
    if found is not None and (stated is None or stated[1][5:] == found.isoformat()[5:]):
        return Anchor(found, "all", "text", stated[1] if stated else None)
    if stated is not None:
        month, day = int(stated[1][5:7]), int(stated[1][8:10])
        return Anchor(date(_DUMMY_YEAR, month, min(day, 28) if month == 2 else day), "month-day", "dateline", stated[1])
    return NO_ANCHOR


def published_day(stamp: str | None) -> date | None:
    """The day of an ISO 8601 date or date and time; None where ``stamp`` is none."""
    match = _PUBLISHED.match(stamp.strip()) if stamp else None
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _stated(copy: Copy, published: date | None) -> tuple[date | None, str] | None:
    """The dateline's day, None where the year is unknown, and its TIMEX3 value."""
    dateline = copy.anatomy.dateline
    if dateline is None or dateline.date is None:
        return None
    parts = day_and_month(copy.text[dateline.date.start : dateline.date.end])
    if parts is None:
        return None
    day, month, year = parts
    try:
        if year is not None:
            made = date(year, month, day)
        elif published is None:
            date(2000, month, day)
            return None, f"XXXX-{month:02d}-{day:02d}"
        else:
            made = _nearest_before(month, day, published)
    except ValueError:
        return None
    return made, made.isoformat()


def _nearest_before(month: int, day: int, published: date) -> date:
    """The last ``day`` of ``month`` that is not after ``published`` by more than a few days."""
    for year in range(published.year + 1, published.year - 9, -1):
        try:
            made = date(year, month, day)
        except ValueError:
            continue
        if made.toordinal() <= published.toordinal() + _AHEAD:
            return made
    raise ValueError(day)


def day_and_month(text: str) -> tuple[int, int, int | None] | None:
    """Day, month and year of the first date in ``text``, or None."""
    known = grammar()
    for kind in ("month_day", "day_month", "iso"):
        match = known.kinds[kind].search(text)
        if match is None:
            continue
        parts = match.groupdict()
        name = parts["month"].lower().rstrip(".")
        month = int(name) if name.isdigit() else known.months[name]
        return int(parts["day"]), month, int(parts["year"]) if parts["year"] else None
    return None


def _in_text(copy: Copy) -> date | None:
    """The first full date of the story's lead, outside quotations, furniture and background."""
    lead = copy.text[:_LEAD_CHARS]
    quoted = [m.span() for m in _QUOTED.finditer(lead)]
    for match in grammar().finditer(lead):
        if match.lastgroup not in ("month_day", "day_month", "iso"):
            continue
        block = block_at(copy.anatomy, match.start())
        if block is None or block.kind not in ("body", "byline", "dateline"):
            continue
        if any(s <= match.start() < e for s, e in quoted):
            continue
        parts = day_and_month(match.group())
        if parts is None or parts[2] is None:
            continue
        try:
            return date(parts[2], parts[1], parts[0])
        except ValueError:
            continue
    return None
