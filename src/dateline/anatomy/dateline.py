"""The dateline: the place, day and agency that open agency copy.

The parts come in any order and with any marks between them, as house styles go: "BAGHDAD, 11 February.",
"PARIS (AFP) –", "NAIROBI, Kenya (AP) _", "February 11, Minsk /Corr. BELTA/.", "Xinhua News Agency, Beijing, 3 May
(Reporter Wang Li)". A place alone is taken only in capitals before a dash, or before a colon where it is a known city.
"""

from __future__ import annotations

import functools
import re

from dateline.anatomy.words import words
from dateline.resources import table
from dateline.schema import Dateline, Span

_LONGEST = 180
"""Code points from the start of a paragraph in which a dateline must end."""
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary|r)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|ene|abr|ago|dic|fev|fév|mai|dez|okt)\b\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?)"
_YEAR = r"(?:,?\s*(?:19|20)\d\d\b)"
_DAY = r"(?:[0-3]?\d(?:st|nd|rd|th)?)"
_DATE = (
    rf"(?i:(?:{_WEEKDAY},?\s+)?(?:{_DAY}(?:\s+of)?[\s.]+{_MONTH}{_YEAR}?|{_MONTH}\s*{_DAY}\b{_YEAR}?"
    rf"|(?:19|20)\d\d[-/.][01]?\d[-/.][0-3]?\d|[0-3]?\d[./][01]?\d[./](?:19|20)\d\d)|{_WEEKDAY})"
)
_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶŁĻŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽ"
_CAPS_WORD = rf"[{_UPPER}](?:[{_UPPER}'’‘`.]|-(?=[{_UPPER}]))*"
_CAPS = rf"{_CAPS_WORD}(?:(?:\s|\s?/\s?|\sand\s){_CAPS_WORD}){{0,4}}"
_TITLE_WORD = r"(?:[^\W\d_a-z][\w'’‘`\-]*\.?)"
_TITLE = rf"{_TITLE_WORD}(?:(?:\s|\s?/\s?|\s(?:de|del|la|of|el|upon|sur|am|do|da|and|the)\s){_TITLE_WORD}){{0,3}}"
_REGION = rf"(?:,\s*(?!(?i:{_MONTH}|{_WEEKDAY})[\s,.]){_TITLE_WORD}(?:\s{_TITLE_WORD}){{0,2}}?)"
_BRACKETS = r"(?:\((?P<round>[^()\n]{2,60})\)|/(?P<slash>[^/()\n]{2,60})/|\[(?P<square>[^\[\]\n]{2,60})\])"
_END = r"(?P<end>\s*\.?\s*(?:--+|[-–—―‒‑_]+|:)(?=\s|[^\W\d_]|[\"“«‘'(\[]|$)|\s*\.(?=\s|$)|(?<=[)/\]])(?=\s|$))"
_BETWEEN = r"[\s,.]*(?:[-–—/]\s*)?"
_WORD = re.compile(r"[^\W_]+")


def find_dateline(text: str, start: int, end: int) -> Dateline | None:
    """The dateline that opens the paragraph ``start``..``end`` of ``text``, or None."""
    stop = min(end, start + _LONGEST)
    for pattern in _patterns():
        match = pattern.match(text, start, stop)
        if match and _believable(text, match, end):
            return _dateline(text, match)
    return None


def stands_alone(dateline: Dateline) -> bool:
    """Whether it says enough to be a dateline anywhere, not only where the body opens: a place and an agency."""
    return dateline.place is not None and dateline.agency is not None


@functools.cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    names = sorted({row["name"] for row in table("agencies.tsv")}, key=lambda n: (-len(n), n))
    bare = "(?P<bare>(?:" + "|".join(map(re.escape, names)) + r")\b)"
    agency = rf"(?:{_BRACKETS}|{bare})"
    correspondent = r"(?:\s*\((?:[Rr]eporters?|[Bb]y|[Cc]orrespondents?)\s[^()\n]{2,60}\))?"
    parts = rf"(?:{_BETWEEN}(?P<date>{_DATE}))?(?:{_BETWEEN}{agency})?{correspondent}"
    return tuple(
        re.compile(p)
        for p in (
            rf"(?P<place>{_CAPS}{_REGION}{{0,2}}){parts}{_END}",
            rf"(?P<place>{_TITLE}{_REGION}{{0,2}}){parts}{_END}",
            rf"(?P<date>{_DATE}){_BETWEEN}(?:(?P<place>{_CAPS}|{_TITLE}){_REGION}{{0,2}})?(?:{_BETWEEN}{agency})?{_END}",
            rf"{agency}(?:{_BETWEEN}(?P<place>{_CAPS}|{_TITLE}){_REGION}{{0,2}}?)"
            rf"(?:{_BETWEEN}(?P<date>{_DATE})){correspondent}{_END}",
            rf"{agency}{_BETWEEN}(?P<place>{_CAPS}){correspondent}{_END}",
            rf"{agency}{_END}",
        )
    )


@functools.cache
def _cities() -> frozenset[str]:
    return frozenset(row["name"].casefold() for row in table("dateline_cities.tsv"))


@functools.cache
def _agencies() -> frozenset[str]:
    return frozenset(row["name"].casefold() for row in table("agencies.tsv"))


def _groups(match: re.Match[str]) -> dict[str, Span]:
    return {k: Span(*match.span(k)) for k, v in match.groupdict().items() if v}


def _believable(text: str, match: re.Match[str], end: int) -> bool:
    """Whether the parts found are enough to be a dateline and not the start of a sentence."""
    parts = _groups(match)
    place = match.groupdict().get("place")
    mark = match.group("end").strip()
    agency = next((match.group(k) for k in ("round", "slash", "square", "bare") if k in parts), None)
    if place is not None and not _is_place(place):
        return False
    known = agency is not None and _is_agency(agency, bool("slash" in parts))
    if agency is not None and not known:
        return False
    if place is None:
        dashed = bool(mark) and mark != "."
        return dashed and ("bare" not in parts) and (known or bool(re.search(r"\d{4}", match.group())))
    if "date" in parts or known:
        return bool(mark) or known
    return _lone_place(text, place, match, end)


def _lone_place(text: str, place: str, match: re.Match[str], end: int) -> bool:
    """Whether a place without day and agency is a dateline: in capitals before a dash, or a known city."""
    mark = match.group("end")
    city = place.split(",")[0].strip()
    known = city.casefold() in _cities() or all(p.strip().casefold() in _cities() for p in city.split("/"))
    if not mark.strip() or mark.strip() == "." or match.end() >= end:
        return False
    if mark.strip().endswith(":"):
        return known and (city.isupper() or "," in place)
    spaced = mark[0].isspace() or mark.strip() not in ("-", "‑")
    if city.isupper():
        return spaced and len(city) > 2 and not text[match.end() : match.end() + 2].strip()[:1].islower()
    return known and mark[0].isspace() and "," in place


def _is_place(place: str) -> bool:
    parts = [w.casefold() for w in _WORD.findall(place)]
    return bool(parts) and parts[0] not in words("openers") and not any(w in _labels() for w in parts)


@functools.cache
def _labels() -> frozenset[str]:
    return frozenset(row["name"].casefold() for row in table("not_places.tsv"))


def _is_agency(name: str, slashed: bool) -> bool:
    """Whether the words between the brackets name an agency: by the table, or by their form (capitals only)."""
    low = name.strip().casefold()
    if low in _agencies() or any(p.strip() in _agencies() for p in re.split(r"[/,;&\-–]| and ", low)):
        return True
    parts = _WORD.findall(name)
    if slashed:
        return len(parts) <= 6 and name.strip()[:1].isupper()
    if any(w.casefold() in _agencies() for w in parts if w.isupper() or len(w) > 4) and len(parts) <= 6:
        return True
    return len(parts) == 1 and 2 <= len(parts[0]) <= 8 and parts[0].isupper() and parts[0].isalpha()


def _dateline(text: str, match: re.Match[str]) -> Dateline:
    parts = _groups(match)
    agency = next((parts[k] for k in ("round", "slash", "square", "bare") if k in parts), None)
    stop = match.end()
    while stop > match.start() and text[stop - 1].isspace():
        stop -= 1
    return Dateline(Span(match.start(), stop), parts.get("place"), parts.get("date"), agency)
