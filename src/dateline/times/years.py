"""The year of a day or month without one: it stands further on, or is known from the event called by the day."""

from __future__ import annotations

import functools
import re
from datetime import date

from dateline.resources import toml
from dateline.times.context import Context
from dateline.times.grammar import filled

__all__ = ["named_year", "year_further_on"]


@functools.cache
def _shared() -> re.Pattern[str]:
    """Further dates that a date is joined to, the last of them with its year: "and the first week of May in 1867"."""
    piece = (
        r"(?:(?:on|from|between|in|the){S})*(?:(?i:{ORD}|last|final){S}(?:week|weekend|day|{WD}){S}(?:of|in){S})?"
        r"(?:{WDX},?{S})?(?:(?:the{S})?{DAY}{TH}?{S}(?:of{S})?)?(?P<month{i}>{MON})\b(?:{S}{DAY}{TH}?\b)?"
    )
    join = r"(?:{AND}|{S}(?:to|until|till|through){S}|\s?[-–—]\s?)"
    first, second = piece.replace("{i}", "1"), piece.replace("{i}", "2")
    return re.compile(
        filled(rf"{join}{first}(?:{join}{second})?,?{{S}}(?:(?:of|in){{S}})?(?P<year>{{YEAR}})(?![\d%]|,\d)")
    )


@functools.cache
def _behind() -> re.Pattern[str]:
    """The year behind what a day is the day of: "crackdown of 1989", "attacks on the ports in 2004"."""
    nouns = "|".join(toml("time_words.toml")["event_nouns"])
    return re.compile(
        filled(
            rf"(?i)[-\s]+(?:[a-z’'-]+{{S}}){{{{0,2}}}}(?:{nouns})(?:{{S}}(?:on|at|in|against|by|of){{S}}(?:[a-z’'-]+{{S}}){{{{1,3}}}}?)?"
            rf"{{S}}(?:(?:of|in|from|back in){{S}})(?P<year>{{YEAR}})(?![\d%]|,\d)"
        )
    )


_OF_A_DAY = re.compile(r"(?i)\b(?:the|that|an?|its|his|her|their|this)\s(?:[a-z-]+\s)?$")


@functools.cache
def _of_a_year() -> re.Pattern[str]:
    return re.compile(filled(r"[-\s]+(?:[a-z’'-]+{S}){{1,2}}of{S}(?P<year>{YEAR})(?![\d%]|,\d|{S}[a-z]+s\b)"))


def year_further_on(month: int, context: Context) -> int | None:
    """The year of a date in ``month`` that the words behind it give; None where they give none."""
    joined = _shared().match(context.rest)
    if joined is not None:
        last = context.grammar.months[(joined["month2"] or joined["month1"]).lower().rstrip(".")]
        return int(joined["year"]) - (month > last)
    behind = _behind().match(context.rest) or (_OF_A_DAY.search(context.before) and _of_a_year().match(context.rest))
    return int(behind["year"]) if behind else None


@functools.cache
def _named_days() -> tuple[tuple[int, int, int, re.Pattern[str]], ...]:
    rows = (row.split("|", 3) for row in toml("time_words.toml")["named_days"])
    return tuple(
        (int(month), int(day), int(year), re.compile(rf"(?i)[-\s]+(?:[\w’'-]+\s){{0,2}}?(?:{nouns})\b"))
        for month, day, year, nouns in rows
    )


def named_year(month: int, day: int, context: Context) -> int | None:
    """The year of an event that is called by its day ("the September 11 attacks"); None for others, or earlier copy."""
    for at_month, at_day, year, nouns in _named_days():
        if (at_month, at_day) == (month, day) and nouns.match(context.rest):
            later = context.anchor.known != "all" or context.now >= date(year, month, day)
            return year if later else None
    return None
