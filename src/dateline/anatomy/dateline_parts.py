"""The parts of a dateline, each read at a given place: place, day, agency, brackets, who reports."""

from __future__ import annotations

import functools
import re

from dateline.anatomy.words import words
from dateline.resources import table
from dateline.schema import Span

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary|r)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|ene|abr|ago|dic|fev|fév|mai|dez|okt)\b\.?"
)
_WEEKDAY = r"(?:(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?)"
_YEAR = r"(?:,?\s*(?:19|20)\d\d\b)"
_DAY = r"(?:[0-3]?\d(?:st|nd|rd|th)?)"
_DATE = re.compile(
    rf"(?:{_WEEKDAY},?\s+)?(?:(?:{_DAY}(?:\s+of)?[\s.]+{_MONTH}{_YEAR}?|{_MONTH}\s*{_DAY}\b{_YEAR}?"
    rf"|(?:19|20)\d\d[-/.][01]?\d[-/.][0-3]?\d\b|[0-3]?\d[./][01]?\d[./](?:19|20)\d\d\b)(?:,\s{_WEEKDAY}(?!\w))?)|{_WEEKDAY}(?!\w)(?!['’])",
    re.IGNORECASE,
)
_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶŁĻŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽ"
_CAPS_WORD = (
    rf"(?:S[TS]E?\.|[MF]T\.|[{_UPPER}](?:[{_UPPER}'’‘`]|\.(?=[{_UPPER}])|(?<=\.[{_UPPER}])\.|-(?=[{_UPPER}]))*)"
)
_CAPS = rf"{_CAPS_WORD}(?:(?:\s|/|\sand\s){_CAPS_WORD}){{0,4}}(?![\w'’])"
_TITLE_WORD = rf"(?:[SFM]t\.|[{_UPPER}][\w'’‘`]*(?:-[\w'’‘`]+)*(?:\.[{_UPPER}])*)"
_TITLE = rf"{_TITLE_WORD}(?:(?:\s|/|\s(?:de|del|la|of|el|upon|sur|am|do|da|and|the)\s){_TITLE_WORD}){{0,3}}(?!\w)"
_REGION_WORD = (
    rf"(?:[{_UPPER}]\w*(?:\.[{_UPPER}]\w*)+\.?|[{_UPPER}][A-Za-z]{{0,4}}\.|[{_UPPER}][\w'’‘`]*(?:-[\w'’‘`]+)*)"
)
_REGION = (
    rf"(?:,\s*(?!(?i:{_MONTH}|{_WEEKDAY})[\s,.\d]){_REGION_WORD}(?:\s(?:of\s)?(?!(?i:{_MONTH})){_REGION_WORD}){{0,2}}?"
    r"(?=\s*[,(/–—―_|:-]|\s+(?i:" + _MONTH + r")|\s\d|\.\s))"
)
_NAME = re.compile(rf"(?:{_CAPS}|{_TITLE})")
_COMMA_REGION = re.compile(_REGION)
_DASH_REGION = re.compile(rf"\s[-–]\s(?P<name>{_TITLE_WORD})(?=\s[-–—]\s)")
_BRACKET = re.compile(r"\([^()\n]{2,80}\)|/[^/()\n]{2,60}/|\[[^\[\]\n]{2,60}\]")
_REPORTS = re.compile(r"(?:reporters?|by|correspondents?|journalists?|intern|special correspondent)\b", re.IGNORECASE)
_CORRESPONDENT = re.compile(
    rf"(?:[Bb]y\s|[Cc]orr\.\s|(?<=,\s))[{_UPPER}][\w'’-]+(?:\s[{_UPPER}][\w'’.-]*){{1,2}}(?=\s*[.:–—/])(?!\.\w)"
)
_WORD = re.compile(r"[^\W_]+")


def can_open(text: str, start: int) -> bool:
    """Whether a dateline can begin here: with a capital, a figure or a bracket."""
    first = text[start : start + 1]
    return first.isupper() or first.isdigit() or first in ("(", "/", "[")


def date(text: str, start: int, stop: int) -> Span | None:
    """The day written at ``start``."""
    match = _DATE.match(text, start, stop)
    if match is None:
        return None
    return Span(start, match.end() - match.group().endswith("."))


def place(text: str, start: int, stop: int) -> Span | None:
    """The words at ``start`` that can name a place, with the region after a comma or a dash."""
    match = _NAME.match(text, start, stop)
    if match is None:
        return None
    end = match.end()
    for _ in range(2):
        region = _COMMA_REGION.match(text, end, stop)
        if region is None or _bare_agency().fullmatch(region.group().strip(", ")):
            break
        end = region.end()
    second = _DASH_REGION.match(text, end, stop)
    if second and not _bare_agency().fullmatch(second["name"]):
        end = second.end()
    return Span(start, end)


def bracket(text: str, start: int, stop: int) -> Span | None:
    """The bracket, or the pair of slashes, that opens at ``start``."""
    match = _BRACKET.match(text, start, stop)
    return Span(*match.span()) if match else None


def agency(text: str, start: int, stop: int) -> Span | None:
    """The agency of the table whose name stands at ``start`` without brackets."""
    match = _bare_agency().match(text, start, stop)
    return Span(*match.span()) if match else None


def correspondent(text: str, start: int, stop: int) -> Span | None:
    """The name of who reports, between the agency and a mark: "NEWS, Jane Doe."."""
    match = _CORRESPONDENT.match(text, start, stop)
    return Span(*match.span()) if match else None


def reports(content: str) -> bool:
    """Whether a bracket says who reports: "(Reporter Wang Li)"."""
    return bool(_REPORTS.match(content.strip()))


def names_agency(content: str, slashed: bool) -> bool:
    """Whether the words between brackets, or between slashes, name an agency."""
    low = content.strip().casefold()
    if low in agencies() or any(p.strip() in agencies() for p in re.split(r"[/,;&\-–]| and ", low)):
        return True
    found = _WORD.findall(content)
    if slashed:
        return len(found) <= 6 and content.strip()[:1].isupper()
    return len(found) <= 6 and any(w.casefold() in agencies() for w in found if w.isupper() or len(w) > 4)


def may_name_agency(content: str) -> bool:
    """Whether the words between brackets have the form of a name, enough where place and day stand beside them."""
    found = _WORD.findall(content)
    return 1 <= len(found) <= 5 and content.strip()[:1].isupper()


def is_signature(content: str) -> bool:
    """Whether the bracket holds a few letters, as agencies sign behind the name of a place."""
    return 2 <= len(content) <= 8 and content.isalpha()


def is_region(content: str) -> bool:
    """Whether the words between brackets can be the country of a place: "Arica (Chile)"."""
    found = _WORD.findall(content)
    return 1 <= len(found) <= 3 and all(w[0].isupper() and not w.isupper() for w in found)


def names_place(name: str, supported: bool) -> bool:
    """Whether ``name`` can be a place: no word of speech opens it, and no label stands in it.

    Where a day or an agency stands beside it (``supported``), only its first word can speak against it.
    """
    city = name.split(",")[0]
    if is_city(city):
        return True
    found = [w.casefold() for w in _WORD.findall(city)]
    if not found or found[0] in _labels() or (city.strip().casefold() in agencies()):
        return False
    if found[0] in words("openers"):
        return supported and city.isupper() and len(found) > 1
    return supported or "," in name or not any(w in _labels() for w in found)


@functools.cache
def _cities() -> frozenset[str]:
    return frozenset(row["name"].casefold() for row in table("dateline_cities.tsv"))


def is_city(name: str) -> bool:
    """Whether ``name`` is a city that opens datelines without its country."""
    return name.strip().casefold() in _cities()


@functools.cache
def agencies() -> frozenset[str]:
    """The names of news agencies, case folded."""
    return frozenset(row["name"].casefold() for row in table("agencies.tsv"))


@functools.cache
def _labels() -> frozenset[str]:
    return frozenset(row["name"].casefold() for row in table("not_places.tsv"))


@functools.cache
def _bare_agency() -> re.Pattern[str]:
    names = sorted({row["name"] for row in table("agencies.tsv")}, key=lambda n: (-len(n), n))
    return re.compile("(?:" + "|".join(map(re.escape, names)) + r")(?![\w'’]|-\w)")
