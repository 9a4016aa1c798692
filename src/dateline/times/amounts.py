"""Amounts of time: durations, sets, "three weeks ago", and the references to now, the past and the future."""

from __future__ import annotations

import re
from datetime import date

from dateline.times.calendar import shifted, week_value
from dateline.times.context import Context, Parts, Valued, month_of, relative, weekday_of
from dateline.times.grammar import words


def number_of(text: str) -> float | None:
    """The number that ``text`` ("three", "5 1/2", "1,200", "dozens of") says, None where it is vague."""
    plain = re.sub(r"s?\s+of$", "", text.lower().strip())
    digits = re.fullmatch(r"(\d[\d,]*(?:\.\d+)?)(?:\s(\d)/(\d))?", plain)
    if digits:
        whole = float(digits[1].replace(",", ""))
        return whole + int(digits[2]) / int(digits[3]) if digits[2] and int(digits[3]) else whole
    table = words()["numbers"]
    if text.lower().endswith("of"):
        return None
    total = 0.0
    for piece in plain.split("-"):
        if piece not in table:
            return None
        total += float(table[piece])
    return total


def duration(count: float | None, unit: str) -> str:
    """The TIMEX3 duration of ``count`` units: P3Y, PT16H, P20Y for two decades, PXD where the count is vague."""
    name = unit.lower().rstrip(".")
    code = words()["units"].get(name) or words()["units"].get(name.rstrip("s"), "D")
    if code == "F":
        code, count = "W", None if count is None else count * 2
    elif code in ("E", "C", "L"):
        code, count = "Y", None if count is None else count * {"E": 10, "C": 100, "L": 1000}[code]
    shown = "X" if count is None else f"{count:g}"
    if count is not None and count != int(count) and code in ("TH", "Y", "D"):
        whole, rest = divmod(count, 1)
        smaller, each = {"TH": ("M", 60), "Y": ("M", 12), "D": ("TH", 24)}[code]
        first = f"{whole:g}" if whole else ""
        letter = code[-1]
        head = f"P{'T' if code == 'TH' else ''}{first}{letter if first else ''}"
        return f"{head}{smaller if smaller == 'TH' else ''}".replace("TH", "T") + f"{round(rest * each)}{smaller[-1]}"
    if code.startswith("T") and code != "TNI":
        return f"PT{shown}{code[1:]}"
    return f"P{shown}{'N' if code == 'TNI' else code}" if code != "TNI" else f"P{shown}D"


def count_of(parts: Parts) -> float | None:
    """The number of units in a match, None where it is vague ("several")."""
    if parts.get("halfa"):
        return 0.5
    if not parts.get("n"):
        return None
    count = number_of(parts["n"] or "")
    halves = any(parts.get(key) for key in ("half", "half0", "half2"))
    return None if count is None else count + (0.5 if halves else 0.0)


def every_value(parts: Parts, context: Context) -> Valued | None:
    """ "every Monday", "each year", "every two weeks"."""
    if parts["weekday"]:
        return Valued(f"XXXX-WXX-{weekday_of(parts['weekday'], context)}")
    if parts["month"]:
        return Valued(f"XXXX-{month_of(parts['month'], context):02d}")
    if parts["season"]:
        return Valued(f"XXXX-{words()['seasons'][parts['season'].lower()]}")
    if parts["part"]:
        return Valued(f"XXXX-XX-XX{words()['parts'][parts['part'].lower()]}")
    count = {"other": 2.0, "second": 2.0, "third": 3.0, "few": None}.get((parts["n"] or "").lower(), 0.0)
    if count == 0.0:
        count = number_of(parts["n"]) if parts["n"] else 1.0
    return Valued(duration(count, parts["unit"] or ""))


def times_a_value(parts: Parts, context: Context) -> Valued | None:
    """ "twice a week": the period."""
    return Valued(duration(1.0, parts["unit"] or ""))


def weekdays_value(parts: Parts, context: Context) -> Valued | None:
    """ "on Mondays"."""
    return Valued(f"XXXX-WXX-{weekday_of(parts['weekday'], context)}")


_AHEAD_WORDS = ("hence", "from now", "from today")


def offset_value(parts: Parts, context: Context) -> Valued | None:
    """ "three weeks ago": a day for days, else the week, month or year that holds it."""
    unit = (parts["unit"] or "").lower()
    count = count_of(parts)
    way = re.sub(r"\s+", " ", (parts["way"] or "").lower())
    code = words()["units"].get(unit) or words()["units"].get(unit.rstrip("s"), "D")
    if count is None:
        return Valued("FUTURE_REF" if way in _AHEAD_WORDS else "PAST_REF")
    if code in ("TS", "TM", "TH", "TNI"):
        if way == "ago":
            value = context.anchor.masked(context.now.isoformat(), "day")
            return Valued(value, context.known((context.now, context.now)))
        return Valued(duration(count, unit))
    if way in ("later", "after", "afterwards", "afterward", "earlier", "before", "previously") and code not in (
        "Y",
        "E",
    ):
        return (
            Valued(duration(count, unit))
            if context.last_day is None
            else _from(context.last_day, count, code, way, context)
        )
    return _from(context.now, count, code, way, context)


def _from(start: date, count: float, code: str, way: str, context: Context) -> Valued | None:
    sign = 1 if way in (*_AHEAD_WORDS, "later", "after", "afterwards", "afterward") else -1
    scale = {"F": (2, "W"), "E": (10, "Y"), "C": (100, "Y"), "L": (1000, "Y"), "Q": (3, "M"), "WE": (1, "W")}
    times, unit = scale.get(code, (1, code))
    amount = count * times
    if unit == "Y" and amount != int(amount):
        unit, amount = "M", amount * 12
    try:
        day = shifted(start, sign * round(amount), unit)
    except (ValueError, OverflowError):
        return Valued("PAST_REF" if sign < 0 else "FUTURE_REF")
    if unit == "D":
        value = context.anchor.masked(day.isoformat(), "day")
        return Valued(value, context.known((day, day)), day if context.anchor.known == "all" else None)
    if unit == "W":
        return relative(week_value(day), "week", context)
    if unit == "M":
        return relative(f"{day.year:04d}-{day.month:02d}", "month", context)
    return relative(f"{day.year:04d}", "year", context)


_SPAN_BEFORE = re.compile(
    r"(?i)\b(?:for|in|within|after|than|over|about|just|only|nearly|almost|least|take|takes|took)\s$"
)
_SPAN_AFTER = re.compile(r"(?i)\s(?:after|before|later|earlier|ago|of)\b")


def duration_value(parts: Parts, context: Context) -> Valued | None:
    """ "16 hours", "two and a half years", "half an hour"."""
    unit = (parts["unit"] or "").lower()
    if unit == "second" and not re.search(r"(?i)\d|few|several|some|for|in", parts["n"] or parts["few"] or ""):
        return None
    if unit == "quarter" and (parts["n"] or "a").lower() in ("a", "an", "one", "three", "the"):
        return None  # a fraction: "three quarters of the seats"
    single = (parts["n"] or "").lower() in ("a", "an") and unit in ("day", "night")
    if single and not (_SPAN_BEFORE.search(context.before) or _SPAN_AFTER.match(context.after)):
        return None  # a rate or a mere noun: "$5 a day", "a night train"
    return Valued(duration(count_of(parts), unit))


def plain_units(parts: Parts, context: Context) -> Valued | None:
    """ "in recent years", "for weeks": a duration of unknown length."""
    unit = next(v for k, v in parts.items() if k.startswith("unit") and v)
    return Valued(duration(None, unit))


def set_value(parts: Parts, context: Context) -> Valued | None:
    """ "daily", "annually"; no set is the "Daily" of a name: "the Daily Courier"."""
    if (parts["set"] or "")[:1].isupper() and re.match(r" [A-Z][a-z]", context.after):
        return None
    return Valued(words()["sets"][(parts["set"] or "").lower()])


def reference_value(parts: Parts, context: Context) -> Valued | None:
    """ "now", "recently", "the future"."""
    name = re.sub(r"\s+", " ", (parts["reference"] or "").lower())
    if name == "now" and re.search(r"(?i)\b(?:until|till|by|from|for|even|just|right)\s$", context.before):
        return Valued("PRESENT_REF")
    if name == "soon" and re.search(r"(?i)\bas\s$", context.before):
        return None
    return Valued(words()["references"][name])
