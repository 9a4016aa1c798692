"""Hours: "9 a.m.", "14:30 GMT", "half past nine", "at dawn", each on the day that the story is telling of."""

from __future__ import annotations

import re
from datetime import date

from dateline.times.context import Context, Parts, Valued
from dateline.times.grammar import words

__all__ = ["clock_value", "spoken_clock"]


def _told_day(context: Context) -> date | None:
    """The day on which an hour stands: one that the sentence has named, or the last named, in the same tense."""
    day = context.last_day
    if day is None or context.same_sentence:
        return day
    if not context.near or context.anchor.known != "all" or day == context.now:
        return None
    return day if context.direction() == ("past" if day < context.now else "future") else None


def clock_value(parts: Parts, context: Context) -> Valued | None:
    """ "9 a.m.", "14:30 GMT", "noon": on the day that the sentence has named, else the anchor's."""
    hour, minute, half = parts["hour"], parts["minute"], (parts["half"] or "").lower()
    told = _told_day(context)
    day, known = told or context.now, told is not None or context.anchor.known == "all"
    if parts["word"]:
        suffix = words()["parts"][parts["word"].lower()]
        return Valued(f"{day.isoformat() if known else 'XXXX-XX-XX'}{suffix}", (day, day) if known else None)
    hour = hour or parts["hour2"] or parts["hour3"] or parts["hour4"] or parts["hour5"]
    minute = minute or parts["minute2"] or parts["minute3"] or "00"
    number = int(words()["numbers"].get((hour or "0").lower(), hour or 0))
    if half.startswith("p") or parts["half5"] in ("afternoon", "evening"):
        number += 12 if number < 12 else 0
    elif half.startswith("a") and number == 12:
        number = 0
    if number > 24:
        return None
    value = f"{day.isoformat()}T{number:02d}:{minute}"
    return Valued(value if known else f"XXXX-XX-XXT{number:02d}:{minute}", (day, day) if known else None)


_AT_AN_HOUR = re.compile(r"(?i)\b(?:at|by|until|till|since|before|after|about|around|from|was|is)\s$")
_NO_NOUN = re.compile(
    r"(?i)$|[^\w\s-]|\n|\s(?:and|or|but|on|in|at|when|as|while|that|this|the|a|he|she|it|they|we|to|for)\b"
)
_MINUTES = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}


def spoken_clock(parts: Parts, context: Context) -> Valued | None:
    """ "half past nine", "a quarter to ten in the evening"; mere numbers need "at" and no noun behind."""
    hour = (parts["hour"] or parts["british"] or parts["sharp"] or "").lower()
    number = int(words()["numbers"].get(hour, hour))
    past = re.sub(r"(?i)^a\s+|\s+minutes$", "", parts["past"] or "half").lower()
    counted = re.search(r"(?i)half|quarter|minutes", parts["past"] or "half") is not None
    bare = not counted or (parts["side"] or "").lower() in ("after", "before")
    if bare and not (_AT_AN_HOUR.search(context.before) and _NO_NOUN.match(context.after)):
        return None
    minutes = 0 if parts["sharp"] else _MINUTES[past] if past in _MINUTES else int(past)
    if past == "half" and (parts["side"] or "past").lower() != "past":
        return None
    part = (parts["part"] or "").lower()
    late = part in ("afternoon", "evening") or part.startswith("p") or (part == "night" and number >= 6)
    number += 12 if late and number < 12 else 0
    total = number * 60 + (minutes if (parts["side"] or "past").lower() in ("past", "after") else -minutes)
    told = _told_day(context)
    day, known = told or context.now, told is not None or context.anchor.known == "all"
    clock = f"T{total // 60 % 24:02d}:{total % 60:02d}"
    return Valued(f"{day.isoformat()}{clock}" if known else f"XXXX-XX-XX{clock}", (day, day) if known else None)
