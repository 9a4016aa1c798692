"""The dateline: the place, day and agency that open agency copy.

House styles put the parts in any order, with any marks between: "BAGHDAD, 11 February.", "PARIS (AFP) –", "NAIROBI,
Kenya (AP) _", "February 11, Minsk /Corr. BELTA/.", "Xinhua, Beijing, 3 May (Reporter Wang Li)". So the opening of a
paragraph is read part by part, and what was found is believed where the parts support each other: a place with a day
or an agency; a place alone only in capitals before a dash, or where it is a known city.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dateline.anatomy import dateline_parts as parts
from dateline.anatomy.words import words
from dateline.schema import Dateline, Span

_LONGEST = 180
"""Code points from the start of a paragraph in which a dateline must end."""
_A_SENTENCE = 60
"""Code points of copy that must follow a city with a full stop: "Valencia. The court has fined …"."""
_GAP = re.compile(r"[\s,.|]*(?:(?:--+|[-–—―|])[\s.]*)?")
_MARK = re.compile(r"\s*\.?\s*(?:--+|[-–—―‒‑_]+|:|\|)(?=\s|[^\W_]|[\"“«‘'(\[]|$)|\s*\.(?=\s|$)")
_DASH = re.compile(r"[-–—―/|_]")
_SECOND_DASH = re.compile(r"[^.!?]{1,120}\s[-–—]\s")


@dataclass(slots=True)
class _Found:
    """What a scan has read so far."""

    place: Span | None = None
    date: Span | None = None
    agency: Span | None = None
    reporter: bool = False
    """A bracket says who reports."""
    certain: bool = False
    """The agency is one of the table, or in slashes as agencies sign."""
    bracket: bool = False
    """The last part stood in brackets, after which no mark need follow."""
    end: int = 0
    """Where the last part ends."""
    mark: str = ""
    """The mark after it, with the white space before it."""
    after: int = field(default=0)
    """Where the mark ends."""


def find_dateline(text: str, start: int, end: int) -> Dateline | None:
    """The dateline that opens the paragraph ``start``..``end`` of ``text``, or None."""
    stop = min(end, start + _LONGEST)
    if not parts.can_open(text, start):
        return None
    found = _scan(text, start, stop)
    if not _believable(text, found, end):
        return None
    last = found.after
    while last > start and text[last - 1].isspace():
        last -= 1
    return Dateline(Span(start, last), found.place, found.date, found.agency)


def is_place_and_day(line: str) -> bool:
    """Whether ``line`` is a place and a day in small letters and nothing else: a stamp, not the lead of a story."""
    found = _scan(line, 0, len(line)) if len(line) <= 80 and not line.isupper() else None
    return found is not None and found.date is not None and found.place is not None and found.after == len(line)


def stands_alone(dateline: Dateline) -> bool:
    """Whether it says enough to be a dateline anywhere, not only where the body opens: a place and an agency."""
    return dateline.place is not None and dateline.agency is not None


def _scan(text: str, start: int, stop: int) -> _Found:
    """Read parts from ``start`` for as long as they come."""
    found = _Found(end=start)
    position, dashed = start, False
    while position < stop:
        if text[position] == "/" and position > start and parts.bracket(text, position, stop) is None:
            position += 1 + (text[position + 1 : position + 2] == " ")
        if not _take(text, position, stop, found, dashed):
            break
        gap = _GAP.match(text, found.end, stop)
        position = gap.end() if gap else found.end
        dashed = bool(gap and _DASH.search(gap.group()))
    mark = _MARK.match(text, found.end, stop) if found.end > start else None
    found.mark = mark.group() if mark else ""
    found.after = mark.end() if mark else found.end
    return found


def _take(text: str, position: int, stop: int, found: _Found, dashed: bool) -> bool:
    """Read the part at ``position``, if there is one, into ``found``."""
    bracket = parts.bracket(text, position, stop)
    if bracket is not None:
        return _take_bracket(text, bracket, found, bool(_MARK.match(text, bracket.end, stop)) and not dashed)
    if found.date is None and (date := parts.date(text, position, stop)) is not None:
        if dashed and found.place is not None and not _MARK.match(text, date.end, stop):
            return False
        found.date, found.end, found.bracket = date, date.end, False
        return True
    if found.agency is None and (agency := parts.agency(text, position, stop)) is not None:
        marked = bool(_MARK.match(text, agency.end, stop)) or text[agency.end : agency.end + 1] == ","
        if found.place is None or marked or (found.date is not None and not dashed) or _signs(text, position):
            found.agency, found.end, found.certain = agency, agency.end, True
            found.bracket = found.date is not None or not marked
            return True
    if found.place is None and (place := parts.place(text, position, stop)) is not None:
        if (found.agency or found.date) and not _leads_on(text, place.end, stop):
            return False
        found.place, found.end, found.bracket = place, place.end, False
        return True
    name = parts.correspondent(text, position, stop) if found.agency or found.date else None
    if name is not None:
        found.end, found.bracket = name.end, False
        return True
    return False


def _leads_on(text: str, end: int, stop: int) -> bool:
    """Whether a mark, a day or a bracket follows: a place that is not the first part needs one, or it is a word."""
    gap = _GAP.match(text, end, stop)
    following = gap.end() if gap else end
    if _MARK.match(text, end, stop) or parts.bracket(text, following, stop):
        return True
    return parts.date(text, following, stop) is not None


def _signs(text: str, position: int) -> bool:
    """Whether the agency at ``position`` stands after a slash, as in "Basra/ NEWS"."""
    return text[max(0, position - 2) : position].strip() == "/"


def _take_bracket(text: str, bracket: Span, found: _Found, framed: bool) -> bool:
    """Read what stands in brackets: an agency, a day, or who reports; a name that no table has only if ``framed``."""
    inside = Span(bracket.start + 1, bracket.end - 1)
    content = text[inside.start : inside.end]
    date = parts.date(text, inside.start, inside.end)
    if date is not None and date.end == inside.end and found.date is None:
        found.date = date
    elif parts.reports(content):
        found.reporter = True
    elif found.place is not None and _is_country(text, bracket, found, content):
        found.place = Span(found.place.start, bracket.end)
    elif found.agency is not None:
        return False
    elif parts.names_agency(content, text[bracket.start] == "/") or (
        framed and _at_place(text, found) and (parts.is_signature(content) or _signs_capitals(text, found, content))
    ):
        found.agency, found.certain = inside, True
    elif framed and found.place and found.date and parts.may_name_agency(content):
        found.agency = inside
    else:
        return False
    found.end, found.bracket = bracket.end, True
    return True


def _signs_capitals(text: str, found: _Found, content: str) -> bool:
    """Whether the bracket names who reports from the place in capitals before it, and does not spell letters out:
    "NEW KELD (Agency South)", but not "NATO (North Atlantic Treaty Organization)".
    """
    name = text[found.place.start : found.place.end] if found.place else ""
    spelt = "".join(word[0] for word in content.split()).casefold()
    return name.isupper() and name.casefold() != spelt and parts.may_name_agency(content)


def _is_country(text: str, bracket: Span, found: _Found, content: str) -> bool:
    """Whether the bracket gives the country of the place before it, with a day behind: "Arica (Chile), Apr 12"."""
    if found.place is None or found.end != found.place.end or text[bracket.end : bracket.end + 2] != ", ":
        return False
    return parts.is_region(content) and parts.date(text, bracket.end + 2, len(text)) is not None


def _at_place(text: str, found: _Found) -> bool:
    """Whether what was read as a place looks like one by itself: a known city, one with its region, or in capitals."""
    name = text[found.place.start : found.place.end] if found.place else ""
    return "," in name or name.isupper() or parts.is_city(name)


def _believable(text: str, found: _Found, end: int) -> bool:
    """Whether the parts found are enough to be a dateline and not the start of a sentence."""
    mark = found.mark.strip()
    if found.place is None:
        if found.agency is not None:
            bracketed = text[found.agency.start - 1 : found.agency.start] in ("(", "[")
            return bracketed and found.certain and mark != "." and found.after < end and found.date is None
        full = found.date is not None and re.search(r"\d{4}", text[found.date.start : found.date.end])
        return bool(full) and bool(mark) and mark != "." and found.after < end
    name = text[found.place.start : found.place.end]
    supported = found.date is not None or found.certain
    if not parts.names_place(name, supported):
        return False
    if not supported:
        return found.agency is None and _lone_place(text, name, found, end)
    if found.agency is not None and not found.certain:
        return bool(mark)
    whole = found.after == end and name.isupper()
    return bool(mark) or whole or (found.bracket and (found.agency is not None or found.reporter))


def _lone_place(text: str, name: str, found: _Found, end: int) -> bool:
    """Whether a place without day and agency is a dateline: in capitals before a dash, or a known city."""
    mark = found.mark.strip()
    city = name.split(",")[0].strip()
    known = parts.is_city(city) or all(parts.is_city(p.strip()) for p in city.split("/"))
    following = text[found.after : found.after + 2].strip()[:1]
    if not mark or mark == "|" or found.after >= end or following.islower():
        return False
    if mark == ".":
        return parts.is_city(name) and found.mark == "." and end - found.after > _A_SENTENCE
    if mark.endswith(":"):
        return known and (city.isupper() or "," in name)
    spaced = found.mark[0].isspace() or mark not in ("-", "‑")
    if city.isupper():
        if len(name) <= 5 and not known and mark == "-":
            return False  # letters that stand for a body, as in "NATO - Russia Council"
        return spaced and len(city) > 2 and city.casefold() not in words("openers")
    return known and found.mark[0].isspace() and ("," in name or not _SECOND_DASH.match(text, found.after, end))
