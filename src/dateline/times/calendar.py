"""The calendar behind TIMEX3 values (TimeML 1.2.1): a value's first and last day, feasts, weeks by ISO 8601."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

__all__ = ["easter", "feast", "interval", "narrowed", "shifted", "week_value"]

SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""The first month of each (meteorological, northern) season; winter runs into the next year."""
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?$")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(?:-(\d|WE))?(?:T.*)?$")
_PART = re.compile(r"(\d{4})-(SP|SU|FA|WI|Q[1-4]|H[12]|\d\d)$")


def interval(value: str) -> tuple[date, date] | None:
    """The first and last day of the TIMEX3 ``value``; None where it has no place on the calendar."""
    try:
        return _interval(value)
    except (ValueError, OverflowError):
        return None


def _interval(value: str) -> tuple[date, date] | None:
    if match := _DAY.match(value):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return day, day
    if match := _WEEK.match(value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        if match[3] == "WE":
            return monday + timedelta(5), monday + timedelta(6)
        if match[3]:
            day = monday + timedelta(int(match[3]) - 1)
            return day, day
        return monday, monday + timedelta(6)
    if match := _PART.match(value):
        return _part(int(match[1]), match[2])
    if re.fullmatch(r"\d{4}", value):
        return date(int(value), 1, 1), date(int(value), 12, 31)
    if re.fullmatch(r"\d{3}X?", value):
        return date(int(value[:3]) * 10, 1, 1), date(int(value[:3]) * 10 + 9, 12, 31)
    if re.fullmatch(r"\d\d(XX)?", value) and int(value[:2]):
        return date(int(value[:2]) * 100, 1, 1), date(int(value[:2]) * 100 + 99, 12, 31)
    return None


def _part(year: int, part: str) -> tuple[date, date]:
    if part in SEASON_STARTS:
        first, months = SEASON_STARTS[part], 3
    elif part.startswith("Q"):
        first, months = int(part[1]) * 3 - 2, 3
    elif part.startswith("H"):
        first, months = int(part[1]) * 6 - 5, 6
    else:
        first, months = int(part), 1
    start = date(year, first, 1)
    return start, shifted(start, months, "M") - timedelta(1)


def shifted(day: date, count: int, unit: str) -> date:
    """``day`` moved by ``count`` days (D), weeks (W), months (M) or years (Y); the last day of a shorter month."""
    if unit == "D":
        return day + timedelta(count)
    if unit == "W":
        return day + timedelta(7 * count)
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "Y" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def week_value(day: date) -> str:
    """The ISO week of ``day``: "2016-W06"."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def easter(year: int) -> date:
    """Easter Sunday of ``year`` in the western churches (the anonymous Gregorian algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, g = b // 4, b % 4, (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (a + 11 * h) // 319
    rest = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + rest + 90) // 25
    return date(year, month, (h - m + rest + month + 19) % 32)


def feast(rule: str, year: int) -> date:
    """The day of a feast in ``year``; ``rule`` as in ``resources/time_words.toml``."""
    if rule.startswith("easter"):
        return easter(year) + timedelta(int(rule.removeprefix("easter")))
    if ":" not in rule:
        return date(year, int(rule[:2]), int(rule[3:]))
    month, weekday, nth = rule.split(":")
    first = date(year, int(month), 1)
    if nth == "+1":  # the first such weekday after the first Monday: election day
        monday = first + timedelta((7 - first.weekday()) % 7)
        return monday + timedelta(int(weekday) - 1)
    if int(nth) < 0:
        last = shifted(first, 1, "M") - timedelta(1)
        return last - timedelta((last.isoweekday() - int(weekday)) % 7)
    return first + timedelta((int(weekday) - first.isoweekday()) % 7 + 7 * (int(nth) - 1))


def narrowed(span: tuple[date, date], part: str | None) -> tuple[date, date]:
    """``span`` cut to its early, middle or late third; whole where ``part`` is none of these."""
    start, end = span
    third = ((end - start).days + 1) // 3
    if third < 1 or part is None:
        return span
    if part in ("early", "beginning", "start"):
        return start, start + timedelta(third - 1)
    if part == "mid":
        return start + timedelta(third), end - timedelta(third)
    if part in ("late", "end"):
        return end - timedelta(third - 1), end
    return span
