"""Days and months on the calendar: "11 February", "Friday night", "tomorrow", "9 a.m.", "early October"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from dateline.times.calendar import interval, narrowed, week_value
from dateline.times.context import (
    Context,
    Parts,
    Valued,
    day_or_none,
    mod_of,
    month_of,
    of_day,
    until,
    weekday_of,
    year_beside,
)  # fmt: skip
from dateline.times.grammar import words
from dateline.times.years import named_year, year_further_on


def iso_value(parts: Parts, context: Context) -> Valued | None:
    """ "2016-02-11", with or without an hour."""
    value = f"{parts['year']}-{parts['month']}-{parts['day']}"
    days = interval(value)
    if days is None:
        return Valued(f"{value[:7] if int(parts['month'] or 0) <= 12 else value[:4] + '-XX'}-XX", reason="no-such-day")
    clock = f"T{parts['clock']}" if parts["clock"] else ""
    return Valued(value + clock, days, days[0] if days else None)


def numeric_value(parts: Parts, context: Context) -> Valued | None:
    """Dates in digits: with full stops the day comes first; with slashes only where one order alone is possible."""
    one, two, year = int(parts["one"] or 0), int(parts["two"] or 0), parts["year"] or ""
    if len(year) == 2:
        slashed = parts["mark"] == "/" and 0 < one <= 31 and 0 < two <= 31
        return Valued("XXXX-XX-XX", reason="unclear-order") if slashed else None
    orders = [(two, one)] if parts["mark"] == "." else [(one, two), (two, one)]
    days = {d for m, d in ((m, day_or_none(int(year), m, d)) for m, d in orders) if d is not None}
    if len(days) == 1:
        return of_day(days.pop())
    return Valued(f"{year}-XX-XX", reason="unclear-order" if days else "no-such-day")


def week_of(parts: Parts, context: Context) -> Valued | None:
    """ "the week of March 6"."""
    day = _dated(month_of(parts["month"], context), int(parts["day"] or 0), None, context)
    if day is None:
        return None
    value = context.anchor.masked(week_value(day), "week")
    return Valued(value, context.known(interval(week_value(day))))


def _dated(month: int, day: int, year: int | None, context: Context) -> date | None:
    """The day of ``month``; without a year, the one nearest to the anchor on the side that the tense shows."""
    if year is not None:
        return day_or_none(year, month, day)
    now = context.now
    if context.anchor.known != "all":
        return day_or_none(now.year, month, day) or day_or_none(2000, month, day)
    near = [d for y in (now.year - 1, now.year, now.year + 1) if (d := day_or_none(y, month, day)) is not None]
    if not near:
        return None
    near.sort(key=lambda d: abs((d - now).days))
    best = near[0]
    if len(near) > 1 and abs((best - now).days) > 30:
        direction = "future" if until(context) else context.direction()
        if (direction == "past" and (best - now).days > 100) or (direction == "future" and best < now):
            return next((d for d in near if (d <= now) == (direction == "past")), best)
    return best


def _of_weekday(day: date, weekday: int) -> date:
    """``day``, or the same day of the year before or after where only that is the ``weekday`` that stands beside it."""
    near = [day_or_none(day.year + step, day.month, day.day) for step in (0, -1, 1)]
    return next((d for d in near if d is not None and d.isoweekday() == weekday), day)


def calendar_day(parts: Parts, context: Context) -> Valued | None:
    """ "11 February", "Feb. 11, 2016", "3-5 May", "the 11-th of February"."""
    month, number = month_of(parts["month"], context), int(parts["day"] or 0)
    if number == 0:
        return None
    stated = parts["year"]
    year = _full_year(stated, context) if stated else year_beside(parts, context)
    if year is None:
        year = named_year(month, number, context) or year_further_on(month, context)
    last = int(parts.get("last") or 0)
    if number > 31 or (month == 5 and parts["month"] == "may"):
        return None
    day = _dated(month, number, year, context)
    if day is None:
        known_year = year is not None or context.anchor.known == "all"
        shown = f"{year or context.now.year:04d}" if known_year else "XXXX"
        return Valued(f"{shown}-{month:02d}-XX", reason="no-such-day")
    if year is None and parts.get("weekday"):
        day = _of_weekday(day, weekday_of(parts["weekday"], context))
    if year is None and parts.get("which") in ("last", "Last") and day >= context.now:
        day = day_or_none(day.year - 1, month, number) or day
    if year is None and context.anchor.known != "all":
        return Valued(f"XXXX-{month:02d}-{number:02d}")
    end = day_or_none(day.year, day.month, last) if last else None
    return Valued(day.isoformat(), (day, end if end and end >= day else day), day)


def _full_year(digits: str, context: Context) -> int:
    """The year of ``digits``; two of them stand for a year up to a few years from the anchor."""
    if len(digits) == 4:
        return int(digits)
    return 2000 + int(digits) - (100 if 2000 + int(digits) > context.now.year + 10 else 0)


def named_day(parts: Parts, context: Context) -> Valued | None:
    """ "9/11", "the 7/7 bombings": a day whose digits are the name of what happened on it."""
    one, two = (int(number) for number in (parts["named"] or "").split("/"))
    alone = replace(context, rest=" attacks") if (one, two) == (9, 11) else context
    year = named_year(one, two, alone)
    day = day_or_none(year, one, two) if year is not None else None
    return of_day(day) if day is not None else None


def this_day(parts: Parts, context: Context) -> Valued | None:
    """ "On this day in 1946": the anchor's day and month, in that year."""
    year = int(parts["year"] or 0)
    day = day_or_none(year, context.now.month, context.now.day)
    if context.anchor.known == "nothing" or day is None:
        return Valued(f"{year:04d}", interval(f"{year:04d}"))
    return of_day(day)


def month_year(parts: Parts, context: Context) -> Valued | None:
    """ "February 2016", "early February 2016"."""
    value = f"{int(parts['year'] or 0):04d}-{month_of(parts['month'], context):02d}"
    days = interval(value)
    return Valued(value, narrowed(days, mod_of(parts["mod"])) if days else None)


def month_alone_value(parts: Parts, context: Context) -> Valued | None:
    """ "in May"; "May" and "March" only where they cannot be a verb or a name."""
    name = parts["month"] or ""
    if (
        name in ("May", "March", "MAY", "MARCH")
        and not parts["rel"]
        and not re.search(
            r"(?i)\b(?:in|by|since|until|till|from|to|through|of|last|next|this|between|and|for|early|late|mid|before|after|"
            r"during|end|beginning|and|or|till)[\s-]+$",
            context.before + (parts["mod"] or ""),
        )
    ):
        return None
    month = month_of(name, context)
    stated = year_further_on(month, context)
    if stated is not None:
        days = interval(f"{stated:04d}-{month:02d}")
        return Valued(f"{stated:04d}-{month:02d}", narrowed(days, mod_of(parts["mod"])) if days else None)
    year = year_beside(parts, context) or year_of_month(month, context)
    value = f"{year:04d}-{month:02d}"
    if context.anchor.known != "all":
        return Valued(f"XXXX-{month:02d}")
    days = interval(value)
    return Valued(value, narrowed(days, mod_of(parts["mod"])) if days else None)


def year_of_month(month: int, context: Context) -> int:
    """The year of a month without one: this year's if it is the present month, else by the tense, past by default."""
    now = context.now
    if month == now.month:
        return now.year
    ahead, back = (now.year + (month < now.month)), (now.year - (month > now.month))
    direction = context.direction()
    near = (month - now.month) % 12 <= 5
    if direction == "future" or until(context) or (near and re.search(r"(?i)\bby\s$", context.before)):
        return ahead
    return ahead if direction is None and near else back


def in_week(parts: Parts, context: Context) -> Valued | None:
    """A weekday: the last one by default, the next where the clause looks ahead."""
    wanted = weekday_of(parts["weekday"], context)
    suffix = words()["parts"].get((parts["part"] or "").lower(), "")
    which = re.sub(r"(?i)^the\s+", "", parts["which"] or "").lower()
    now = context.now
    if context.anchor.known != "all":
        return Valued(f"XXXX-WXX-{wanted}{suffix}")
    back = (now.isoweekday() - wanted) % 7
    ahead = (wanted - now.isoweekday()) % 7
    if parts["week"]:
        monday = now - timedelta(now.isoweekday() - 1)
        return of_day(monday + timedelta((7 if parts["week"].lower() == "next" else -7) + wanted - 1), suffix)
    if which in ("last", "past", "previous"):
        day = now - timedelta(back if back > 1 else back + 7)
    elif which in ("next", "coming", "following"):
        day = now + timedelta(ahead or 7)
    elif which == "this" or (back and (until(context) or _looks_ahead(context))):
        day = now + timedelta(ahead)
    else:
        day = now - timedelta(back)
    return of_day(day, suffix)


def _looks_ahead(context: Context) -> bool:
    """Whether the clause looks ahead; what belongs to a day ("Friday's ruling") has been."""
    return not re.match(r"['’]s", context.after) and context.direction() == "future"


def deictic_value(parts: Parts, context: Context) -> Valued | None:
    """ "today", "tomorrow night", "last night", "the day before yesterday"."""
    word = re.sub(r"\s+", " ", (parts["day"] or "").lower())
    steps = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}
    suffix = words()["parts"].get((parts["part"] or parts["part2"] or "").lower(), "")
    step = steps.get(word, 0)
    if word == "tonight":
        suffix = "TNI"
    if (parts["this"] or "").lower() == "last":
        step = -1
    day = context.now + timedelta(step)
    value = context.anchor.masked(day.isoformat() + suffix, "day")
    return Valued(value, context.known((day, day)), day if context.anchor.known == "all" else None)
