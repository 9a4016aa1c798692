"""Counted parts of a month or year: "the last week of April 1867", "the first Sunday in June"."""

from __future__ import annotations

from datetime import date, timedelta

from dateline.times.amounts import number_of
from dateline.times.calendar import interval, shifted, week_value
from dateline.times.context import Context, Days, Parts, Valued, month_of, weekday_of, year_beside
from dateline.times.dates import year_of_month
from dateline.times.grammar import words
from dateline.times.years import year_further_on

__all__ = ["counted_part"]


def counted_part(parts: Parts, context: Context) -> Valued | None:
    """The week, weekend, weekday, day or half that is counted from the start or the end of a month or year.

    A week belongs to the month that holds its Thursday, as ISO 8601 has it for years.
    """
    nth = (parts["nth"] or "").lower()
    number = {"last": -1, "final": -1, "closing": -1, "opening": 1}.get(nth) or int(
        words()["ordinals"].get(nth) or "".join(c for c in nth if c.isdigit())
    )
    whole, known = _whole(parts, context)
    if whole is None or number == 0:
        return None
    count = number_of(parts["n"]) if parts["n"] else 1.0
    unit = (parts["unit"] or "").lower()
    if count is None or count != int(count) or (count > 1 and unit == "half"):
        return None
    if parts["weekday"]:
        day = _nth_weekday(whole, number, weekday_of(parts["weekday"], context))
        found: tuple[str, Days] | None = (day.isoformat(), (day, day)) if day is not None else None
    else:
        found = _part(whole, unit, number, int(count))
    if found is None or not (whole[0] - timedelta(7) <= found[1][0] <= whole[1]):
        return None
    value, days = found
    if not known:
        return Valued(f"XXXX-WXX{value[8:]}" if "W" in value else f"XXXX{value[4:]}")
    return Valued(value, days, days[0] if days[0] == days[1] else None)


def _whole(parts: Parts, context: Context) -> tuple[Days | None, bool]:
    """The first and last day of the month or year that is spoken of, and whether its year is known."""
    if parts["whole"]:
        return interval(parts["whole"]), True
    month = month_of(parts["month"], context)
    stated = int(parts["year"]) if parts["year"] else year_beside(parts, context) or year_further_on(month, context)
    year = stated or year_of_month(month, context)
    return interval(f"{year:04d}-{month:02d}"), stated is not None or context.anchor.known == "all"


def _nth_weekday(whole: Days, number: int, weekday: int) -> date | None:
    first, last = whole
    if number > 0:
        day = first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (number - 1))
    else:
        day = last - timedelta((last.isoweekday() - weekday) % 7)
    return day if first <= day <= last else None


def _part(whole: Days, unit: str, number: int, count: int) -> tuple[str, Days] | None:
    first, last = whole
    month = f"{first.year:04d}-{first.month:02d}" if first.month == last.month else f"{first.year:04d}"
    if unit == "day":
        start = last - timedelta(count - 1) if number < 0 else first + timedelta(number - 1)
        end = start + timedelta(count - 1)
        return (start.isoformat() if count == 1 else month), (start, end)
    if unit == "half":
        middle = first + timedelta(14 if first.month == last.month else (shifted(first, 6, "M") - first).days - 1)
        return (month, (first, middle)) if number == 1 else (month, (middle + timedelta(1), last))
    weekday = 6 if unit == "weekend" else 4
    steps = -1 if number < 0 else number
    day = _nth_weekday(whole, steps, weekday)
    if day is None:
        return None
    monday = day - timedelta(day.isoweekday() - 1)
    weeks = count * (2 if unit == "fortnight" else 1)
    if number < 0:
        monday -= timedelta(7 * (weeks - 1))
    if unit == "weekend":
        return f"{week_value(monday)}-WE", (monday + timedelta(5), monday + timedelta(6))
    value = week_value(monday) if weeks == 1 else month
    return value, (monday, monday + timedelta(7 * weeks - 1))
