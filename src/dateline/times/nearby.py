"""Stretches beside the anchor or the last date: "last year", "the past three years", "that day"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateline.times.amounts import count_of, duration
from dateline.times.calendar import interval, shifted
from dateline.times.context import Context, Parts, Valued, level_of, mod_of, month_of, of_day, relative
from dateline.times.grammar import words
from dateline.times.spans import feast_in, season_near, unit_value

if TYPE_CHECKING:
    from dateline.times.anchor import Anchor

STEPS = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "preceding": -1,
    "next": 1,
    "coming": 1,
    "upcoming": 1,
    "following": 1,
}


_VERB_BEFORE = re.compile(r"(?i)\b(?:will|would|to|could|can|may|might|must|should|not|n['’]t)\s$")
"""Before "last", the verb: "will last 24 hours"."""


def which_value(parts: Parts, context: Context) -> Valued | None:
    """ "last year", "this week", "the past three years", "last summer", "next October", "that day"."""
    which = re.sub(r"\s+", " ", (parts["which"] or "").lower())
    mod = mod_of(parts["mod"])
    if which == "last" and _VERB_BEFORE.search(context.before):
        return None
    if parts["season"]:
        return season_near(words()["seasons"][parts["season"].lower()], which, context, mod)
    if parts["feast"]:
        name = re.sub(r"\s+", " ", parts["feast"].lower()).replace("’", "'")
        return feast_in(name, None, which, context)
    if parts["month"]:
        return _which_month(which, month_of(parts["month"], context), context, mod)
    if parts["part"]:
        return _which_part(which, parts["part"].lower(), context)
    unit = (parts["unit"] or "").lower()
    if parts["n"] or parts["few"] or parts["plural"]:
        return _stretch(which, unit, parts, context)
    if which in ("that", "that same", "same", "following", "previous", "preceding", "final", "first"):
        return _after_last_day(which, unit, context, mod)
    if which == "current" and not unit:
        return Valued("PRESENT_REF")
    step = -1 if which == "last" else STEPS.get(which.replace("this ", ""), 0)
    if unit in ("second", "minute", "hour"):
        return Valued(duration(1.0, unit))
    if which in ("past", "this past") and unit in ("year", "month", "week", "decade", "century"):
        value = duration(1.0, unit)
        return Valued(value, context.known((_back(context.now, 1, unit), context.now)))
    if unit == "weekend" and which == "last" and context.now.isoweekday() >= 6:
        step = -1
    return relative(unit_value(unit, step, context), level_of(unit), context, mod)


def _which_month(which: str, month: int, context: Context, mod: str | None) -> Valued | None:
    if context.anchor.known == "nothing":
        return Valued(f"XXXX-{month:02d}")
    now = context.now
    if which in ("last", "past", "previous"):
        year = now.year - (month >= now.month)
    elif which in ("next", "coming", "upcoming"):
        year = now.year + (month <= now.month)
    else:
        year = now.year
    return relative(f"{year:04d}-{month:02d}", "year", context, mod)


def _which_part(which: str, part: str, context: Context) -> Valued | None:
    if which not in ("next", "following", "same", "that", "that same", "previous"):
        return None
    base = context.last_day
    if base is None:
        return Valued(f"XXXX-XX-XX{words()['parts'][part]}")
    step = {"next": 1, "following": 1, "previous": -1}.get(which, 0)
    return of_day(base + timedelta(step), words()["parts"][part])


def _after_last_day(which: str, unit: str, context: Context, mod: str | None) -> Valued | None:
    """ "the same day", "the following week": counted from the last day that the article has named."""
    if which in ("final", "first"):
        return None
    base = context.last_day if unit in ("day", "week", "night") else context.last_date
    step = STEPS.get(which, 0)
    if unit in ("second", "minute", "hour", "night", "weekend"):
        return None
    if base is None:
        if which == "same":
            return None
        return (
            relative(unit_value(unit, step, context), level_of(unit), context, mod)
            if unit != "day"
            else Valued("XXXX-XX-XX")
        )
    there = Context(context.grammar, _anchor_at(context, base), context.direction, "", "", last_day=base)
    value = unit_value(unit, step, there)
    return Valued(value, interval(value), base + timedelta(step) if unit == "day" else None)


def _anchor_at(context: Context, day: date) -> Anchor:

    return replace(context.anchor, day=day, known="all")


_SCALE = {
    "day": (1, "D"), "night": (1, "D"), "weekend": (7, "D"), "week": (1, "W"), "fortnight": (2, "W"),
    "month": (1, "M"), "quarter": (3, "M"), "year": (1, "Y"), "decade": (10, "Y"),
}  # fmt: skip
"""Units of the grammar in units of ``calendar.shifted``."""


def _back(day: date, count: float, unit: str) -> date:
    times, letter = _SCALE.get(unit, (100, "Y"))
    try:
        return shifted(day, -round(count * times), letter)
    except (ValueError, OverflowError):
        return date.min


def _stretch(which: str, unit: str, parts: Parts, context: Context) -> Valued | None:
    """ "the past three years", "the next few days": a duration that ends or begins at the anchor."""
    if which in ("same", "that", "that same") and not parts["n"]:
        return None
    count = count_of(parts)
    value = duration(count, unit)
    if count is None or unit in ("second", "minute", "hour") or context.anchor.known != "all":
        return Valued(value)
    now = context.now
    if which in ("last", "past", "previous", "preceding", "this past"):
        return Valued(value, (_back(now, count, unit), now))
    if which in ("next", "coming", "following", "upcoming", "this coming"):
        return Valued(value, (now, _back(now, -count, unit)))
    return Valued(value)
