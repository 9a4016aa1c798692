"""Publication dates as inputs give them, to ISO 8601.

What cannot be placed on the calendar without a guess is refused: "03/04/2016" may be March or April, unless one of its
figures is over twelve.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from dateline.resources import table

_MONTHS = {name: int(row["month"]) for row in table("months.tsv") for name in row["names"].split()}
_MONTH = (
    "(?P<month>" + "|".join(re.escape(name) for name in sorted(_MONTHS, key=len, reverse=True)) + r")(?![^\W\d_])\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.?º|\.)?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_NAMED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_DAY}(?:\s+(?:of|de))?[\s./-]+{_MONTH}(?:\s+de)?[\s,./-]+{_YEAR}",
        rf"\b{_MONTH}[\s/-]+{_DAY}[\s,/-]+{_YEAR}",
        rf"{_YEAR}[\s/-]+{_MONTH}[\s/-]+{_DAY}\b",
    )
)
_NUMBERED = re.compile(rf"(?<!\d){_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d)")
_COMPACT = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)"
    r"(?:T?(?P<clock>\d{6})(?P<zone>Z|[+-]\d{2}:?\d{2})?|(?!\d))"
)
_DAY_FIRST = re.compile(rf"(?<!\d)(?P<a>\d{{1,2}})(?P<mark>[-/.])(?P<b>\d{{1,2}})(?P=mark){_YEAR}(?!\d)")
_CLOCK = re.compile(
    r"(?<![\d:])(?P<hour>[0-2]?\d)[:.](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d)(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m)?\b\.?"
    r"\s*(?P<zone>Z\b|UTC\b|GMT\b|[+-]\d{2}:?\d{2}\b)?",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"(?:(?:first |date )?published|posted|updated|created|veröffentlicht|publié|publicado|pubblicato)\b\D{0,25}",
    re.IGNORECASE,
)
"""How a line begins that says when the article was published."""
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")


def iso_date(value: object) -> str | None:
    """``value`` as an ISO 8601 date, or date and time where the time is given; None where it cannot be told.

    Takes dates, numbers (seconds or milliseconds since 1970, UTC) and the usual ways to write a date in English.
    """
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _from_epoch(float(value))
    text = str(value).strip()[:200]
    if _EPOCH.fullmatch(text) and not _COMPACT.fullmatch(text):
        return _from_epoch(float(text))
    return _standard(text) or _written(text)


def published_line(text: str) -> str | None:
    """The date of a line near the beginning or the end of ``text`` that says when it was published, as ISO 8601."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in [*lines[:12], *lines[12:][-4:]]:
        led = PUBLISHED.match(line) if len(line) < 120 else None
        if led and (found := iso_date(line[led.end() :])):
            return found
    return None


def _from_epoch(number: float) -> str | None:
    seconds = number / 1000 if abs(number) >= 1e11 else number
    if not 1e7 <= abs(seconds) < 1e11:
        return None
    try:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    except OverflowError:
        return None
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _standard(text: str) -> str | None:
    """ISO 8601 and RFC 2822."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return _date(text[:4], text[5:7], text[8:])
    if re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", text):
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return None
        return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
    if re.match(r"[A-Za-z]{3},\s\d{1,2}\s[A-Za-z]{3}\s\d{4}\s\d\d:\d\d", text):
        try:
            return parsedate_to_datetime(text).isoformat(timespec="seconds").replace("+00:00", "Z")
        except (ValueError, TypeError, OverflowError):
            return None
    return None


def _written(text: str) -> str | None:
    """A date in words or figures, with the time of day where one stands behind it."""
    compact = _COMPACT.search(text)
    if compact:
        day = _date(compact["year"], compact["month"], compact["day"])
        clock = compact["clock"]
        if not day or not clock or clock[:2] >= "24":
            return day
        return f"{day}T{clock[:2]}:{clock[2:4]}:{clock[4:]}{_zone(compact['zone'])}"
    for pattern in _NAMED:
        match = pattern.search(text)
        if match:
            month = _MONTHS[match["month"].lower()]
            return _with_time(_date(match["year"], month, match["day"]), text, match.span())
    match = _NUMBERED.search(text)
    if match:
        return _with_time(_date(match["year"], match["month"], match["day"]), text, match.span())
    match = _DAY_FIRST.search(text)
    if match is None:
        return None
    a, b = int(match["a"]), int(match["b"])
    if match["mark"] == "." or a > 12 or a == b:
        return _with_time(_date(match["year"], b, a), text, match.span())
    return _with_time(_date(match["year"], a, b), text, match.span()) if b > 12 else None


def _date(year: str, month: str | int, day: str | int) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _with_time(day: str | None, text: str, span: tuple[int, int]) -> str | None:
    """``day`` with the time of day that ``text`` gives outside of ``span``."""
    if day is None:
        return None
    match = _CLOCK.search(text[: span[0]] + " " * (span[1] - span[0]) + text[span[1] :].removeprefix("T"))
    if match is None:
        return day
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    if hour > 23:
        return day
    return f"{day}T{hour:02d}:{match['minute']}:{match['second'] or '00'}{_zone(match['zone'])}"


def _zone(zone: str | None) -> str:
    if not zone:
        return ""
    if zone[0] in "+-":
        digits = zone.replace(":", "")
        minutes = int(digits[1:3]) * 60 + int(digits[3:5])
        if minutes >= 24 * 60:
            return ""
        offset = timedelta(minutes=-minutes if zone[0] == "-" else minutes)
        return datetime(2000, 1, 1, tzinfo=timezone(offset)).isoformat()[19:]
    return "Z"
