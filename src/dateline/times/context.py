"""What the normalisers share: the context of a match, and the value that one gives."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from dateline.times.calendar import interval, narrowed
from dateline.times.grammar import Grammar

if TYPE_CHECKING:
    from dateline.times.anchor import Anchor
    from dateline.times.tense import Direction


Level = Literal["day", "week", "month", "year"]
Days = tuple[date, date]


def level_of(unit: str) -> Level:
    """The level of the calendar on which ``unit`` counts."""
    if unit in ("day", "night"):
        return "day"
    if unit in ("week", "weekend", "fortnight"):
        return "week"
    return "month" if unit == "month" else "year"


Parts = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Valued:
    """A TIMEX3 value and the days it covers."""

    value: str
    days: Days | None = None
    day: date | None = None
    """The day itself, where the value is a day: what "the same day" further on means."""
    reason: str | None = None
    """Why a date has no days."""


@dataclass(slots=True)
class Context:
    """What a value can hang on."""

    grammar: Grammar
    anchor: Anchor
    direction: Callable[[], Direction | None]
    """Whether the clause looks back or ahead; worked out only when asked."""
    before: str
    """The text just before the match."""
    after: str
    """The text just after it."""
    rest: str = ""
    """The text after it, as far as a list of dates or the name of an event may run."""
    last_day: date | None = None
    """The last day that the article has named."""
    same_sentence: bool = False
    """Whether that day was named in this sentence."""
    near: bool = False
    """Whether that day was named in this sentence or shortly before it."""
    last_date: date | None = None
    """The first day of the last day, month or year that the article has named."""

    @property
    def now(self) -> date:
        """The anchor's day."""
        return self.anchor.day

    def known(self, days: Days | None) -> Days | None:
        """``days`` counted from the anchor, None where the anchor is not wholly known."""
        return days if self.anchor.known == "all" else None


def month_of(name: str | None, context: Context) -> int:
    """The number of the month called ``name``."""
    return context.grammar.months[(name or "").lower().rstrip(".")]


def weekday_of(name: str | None, context: Context) -> int:
    """The number of the weekday called ``name``, Monday being 1; a plural will do."""
    plain = (name or "").lower().rstrip(".")
    return context.grammar.weekdays[plain if plain in context.grammar.weekdays else plain[:-1]]


def of_day(day: date, suffix: str = "") -> Valued:
    """The value of ``day``, with a part of it ("TNI") as ``suffix``."""
    return Valued(day.isoformat() + suffix, (day, day), day)


def mod_of(text: str | None) -> str | None:
    """The part of a period that ``text`` ("early in", "the end of") names."""
    match = re.search(r"early|earlier|late|mid|end|beginning|start|middle|close|turn", (text or "").lower())
    if match is None:
        return None
    word = match.group()
    return {"earlier": None, "middle": "mid", "close": "end", "turn": "start"}.get(word, word)


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The day, or None where there is none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def relative(value: str, level: Level, context: Context, mod: str | None = None) -> Valued:
    """A value counted from the anchor."""
    days = interval(value)
    if days is not None:
        days = narrowed(days, mod)
    return Valued(context.anchor.masked(value, level), context.known(days))


_LOOKING_AHEAD = re.compile(
    r"\b([Uu]ntil|[Tt]ill|[Bb]y|for|starting|beginning)\s(?:\d[\d:.]*\s?[ap]\.?m\.?\s(?:[A-Z]{2,4}\s)?)?$"
)


def until(context: Context) -> bool:
    """Whether the words before the time look ahead: "until March 6", and "by Friday" unless the clause is past."""
    match = _LOOKING_AHEAD.search(context.before)
    if match is None or re.match(r"['’]s", context.after):
        return False
    return match[1] in ("until", "till", "for") or context.direction() != "past"


def year_beside(parts: Parts, context: Context) -> int | None:
    """The year that "last year" or the like behind a date says."""
    rel = (parts.get("rel") or "").lower()
    if not rel or context.anchor.known != "all":
        return None
    return context.now.year + {"last": -1, "next": 1}.get(rel, 0)
