"""Longer stretches of the calendar: seasons, quarters, years, decades, centuries, feasts and weekends."""

from __future__ import annotations

import functools
import re
from datetime import date, timedelta

from dateline.resources import toml
from dateline.times.calendar import feast, interval, narrowed, shifted, week_value
from dateline.times.context import Context, Parts, Valued, level_of, mod_of, of_day, relative, year_beside
from dateline.times.grammar import words


def half_value(parts: Parts, context: Context) -> Valued | None:
    """ "the third quarter of 1987", "the first half of this year", "Q3 2015"."""
    ordinals = words()["ordinals"]
    if parts["q"]:
        number, letter, year = int(parts["q"]), "Q", parts["qyear"]
    else:
        which = (parts["which"] or "").lower()
        letter = "H" if (parts["part"] or "").lower() == "half" else "Q"
        if letter == "H" and not (parts["year"] or parts["rel"]):
            return None
        most = 2 if letter == "H" else 4
        number = int(ordinals.get(which, most if which in ("last", "final") else 0))
        year = parts["year"]
        if not 1 <= number <= most:
            return None
    shift = {"last": -1, "next": 1}.get((parts["rel"] or "").lower(), 0)
    value = f"{int(year) if year else context.now.year + shift:04d}-{letter}{number}"
    return Valued(value, interval(value)) if year else relative(value, "year", context)


_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")


def decade_value(parts: Parts, context: Context) -> Valued | None:
    """ "the early 1990s", "the '80s", "the nineties"."""
    text = (parts["decade"] or "").lower()
    digits = re.sub(r"\D", "", text)
    if len(digits) == 4:
        value = f"{digits[:3]}X"
    elif digits:
        value = f"{'20' if digits == '00' else '19'}{digits[0]}X"
    elif text in _DECADES:
        if re.search(
            r"(?i)\b(?:his|her|their|my|your|our|the low|the high)\s(?:early |late |mid[- ])?$", context.before
        ):
            return None
        value = f"19{_DECADES.index(text) + 2}X"
    else:
        return None
    days = interval(value)
    return Valued(value, narrowed(days, mod_of(parts["mod"])) if days else None)


def century_value(parts: Parts, context: Context) -> Valued | None:
    """ "the 19th century": the first two digits of its years."""
    text = (parts["ord"] or "").lower()
    number = int(words()["ordinals"].get(text, re.sub(r"\D", "", text) or 0))
    if not 1 <= number <= 30:
        return None
    value = f"{number - 1:02d}"
    days = interval(value)
    return Valued(value, narrowed(days, mod_of(parts["mod"])) if days else None)


def feast_value(parts: Parts, context: Context) -> Valued | None:
    """ "Christmas", "Easter Monday 2015", "Easter week"."""
    name = re.sub(r"\s+", " ", (parts["feast"] or "").lower()).replace("’", "'")
    return feast_in(name, parts.get("year"), None, context, bool(parts.get("week")))


def feast_in(name: str, year: str | None, which: str | None, context: Context, week: bool = False) -> Valued | None:
    """The day of the feast ``name`` in ``year``, or in the year that ``which`` ("last") or nearness says."""
    rule = words()["feasts"][name]
    if year is None and context.anchor.known != "all":
        if ":" in rule or rule.startswith("easter"):
            return Valued("XXXX-XX-XX")
        return Valued(f"XXXX-{rule}")
    now = context.now
    if year is not None:
        day = feast(rule, int(year))
    else:
        near = sorted(
            (feast(rule, y) for y in (now.year - 1, now.year, now.year + 1)), key=lambda d: abs((d - now).days)
        )
        day = near[0]
        if which in ("last", "past"):
            day = max(d for d in near if d < now)
        elif which in ("next", "coming"):
            day = min(d for d in near if d > now)
        elif which == "this":
            day = feast(rule, now.year)
        elif abs((day - now).days) > 45 and context.direction() == "past" and day > now:
            day = max(d for d in near if d <= now)
    if week:
        return Valued(week_value(day), interval(week_value(day)))
    return of_day(day)


def season_value(parts: Parts, context: Context) -> Valued | None:
    """ "in the summer", "autumn 2014", "the spring of last year"; "fall" and "spring" only if no verbs."""
    season = parts["season"] or parts["season2"] or ""
    year = parts["year"] or parts["year2"] or year_beside(parts, context)
    code = words()["seasons"][season.lower()]
    if (
        parts["season"]
        and season.lower() in ("fall", "spring")
        and not re.search(
            r"(?i)\b(?:the\s*|early|late|mid|in|by|since|during)[\s-]*$", context.before + (parts["mod"] or "")
        )
    ):
        return None
    if year:
        value = f"{year}-{code}"
        days = interval(value)
        return Valued(value, narrowed(days, mod_of(parts["mod"])) if days else None)
    return season_near(code, None, context, mod_of(parts["mod"]))


def season_near(code: str, which: str | None, context: Context, mod: str | None = None) -> Valued:
    """The season ``code`` that is last, next, present, or nearest on the side that the tense shows."""
    if context.anchor.known == "nothing":
        return Valued(f"XXXX-{code}")
    now = context.now
    spans = [(y, days) for y in range(now.year - 2, now.year + 3) if (days := interval(f"{y:04d}-{code}")) is not None]
    past = [y for y, days in spans if days[1] < now]
    present = [y for y, days in spans if days[0] <= now <= days[1]]
    future = [y for y, days in spans if days[0] > now]
    if which in ("last", "past", "previous"):
        year = past[-1]
    elif which in ("next", "coming", "upcoming"):
        year = future[0]
    elif present:
        year = present[0]
    elif which == "this":
        year = now.year
    else:
        year = future[0] if context.direction() == "future" else past[-1]
    return relative(f"{year:04d}-{code}", "year", context, mod)


def the_weekend(parts: Parts, context: Context) -> Valued | None:
    """ "the weekend": the last one, or the next where the clause looks ahead."""
    now = context.now
    monday = now - timedelta(now.isoweekday() - 1)
    if context.direction() != "future" and now.isoweekday() < 6:
        monday -= timedelta(7)
    return relative(f"{week_value(monday)}-WE", "week", context)


def year_end(parts: Parts, context: Context) -> Valued | None:
    """ "the end of the year", "year-end"."""
    unit = (parts["unit"] or "year").lower()
    mod = mod_of(parts["mod"]) or "end"
    return relative(unit_value(unit, 0, context), level_of(unit), context, mod)


def unit_value(unit: str, step: int, context: Context) -> str:
    """The day, week, month, quarter, year, decade or century ``step`` away from the anchor's."""
    now = context.now
    if unit in ("day", "night"):
        return (now + timedelta(step)).isoformat() + ("TNI" if unit == "night" else "")
    if unit in ("week", "fortnight"):
        return week_value(now + timedelta(7 * step))
    if unit == "weekend":
        monday = now - timedelta(now.isoweekday() - 1) + timedelta(7 * step)
        return f"{week_value(monday)}-WE"
    if unit == "month":
        day = shifted(now.replace(day=1), step, "M")
        return f"{day.year:04d}-{day.month:02d}"
    if unit == "quarter":
        index = now.year * 4 + (now.month - 1) // 3 + step
        return f"{index // 4:04d}-Q{index % 4 + 1}"
    if unit == "decade":
        return f"{now.year // 10 + step:03d}X"
    if unit.startswith("centur"):
        return f"{now.year // 100 + step:02d}"
    return f"{now.year + step:04d}"


def years_value(parts: Parts, context: Context) -> Valued | None:
    """ "2014-2015": an ISO 8601 interval of years."""
    first, last = parts["year"] or "", parts["last"] or ""
    end = last if len(last) == 4 else first[:2] + last
    if int(end) <= int(first) or int(end) - int(first) > 120:
        return None
    return Valued(f"{first}/{end}", (date(int(first), 1, 1), date(int(end), 12, 31)))


@functools.cache
def _not_years() -> re.Pattern[str]:
    """What follows a number that is no year: "2000 people"."""
    return re.compile(r"(?i)^(?:\s|-)+(?:" + "|".join(toml("time_words.toml")["after_amounts"]) + r")\b")


@functools.cache
def _year_cues() -> re.Pattern[str]:
    """What stands before a year: "in 1987", "autumn 1987"."""
    before = "|".join(toml("time_words.toml")["before_years"])
    return re.compile(rf"(?i)\b(?:{before})[\s-]+$|[(,;/]\s?$|^\s*$")


def year_value(parts: Parts, context: Context) -> Valued | None:
    """ "in 2014", "early 2014", "post-1959"; a number that counts something is no year."""
    year = parts["year"] or parts["year2"] or ""
    if not parts["mod"] and not parts["mod2"]:
        if _not_years().match(context.after) or re.match(r"\s*[$£€%]", context.after):
            return None
        plausible = 1500 <= int(year) <= 2099
        cued = bool(_year_cues().search(context.before))
        if not plausible and not re.search(r"(?i)\b(?:in|since|year|from|by|of|until)\s$", context.before):
            return None
        if not cued and not 1900 <= int(year) <= 2050:
            return None
    days = interval(year)
    return Valued(year, narrowed(days, mod_of(parts["mod"] or parts["mod2"])) if days else None)
