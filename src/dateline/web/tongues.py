"""The languages of the pages: only words change. All strings stand in ``strings.tsv``, a column a language.

A string is looked up by its English; one that has no translation is shown as it is. Dates and numbers are written as
people of the language write them. What comes out of the record, and what went wrong, is not translated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.requests import Request

from dateline.web import words

LANGUAGES = {"en": "English", "de": "Deutsch"}
"""The languages by their codes (ISO 639-1), each called as its speakers call it."""
COOKIE = "dateline-language"
_FILE = Path(__file__).parent / "strings.tsv"
_GERMAN = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
           "Dezember"]  # fmt: skip
_YEARLESS = re.compile(r"XXXX-(\d\d)-(\d\d)")
_DAY = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language as the templates use it."""

    code: str
    say: Callable[[str], str]
    """``_`` of the templates: a string in this language."""
    words: Mapping[str, str]
    """The record's codes in words."""
    day: Callable[[str | None], str]
    number: Callable[[float], str]


@cache
def strings() -> dict[str, dict[str, str]]:
    """By English string its translations by language."""
    lines = [n for n in _FILE.read_text(encoding="utf-8").split("\n") if n and not n.startswith("#")]
    head = lines[0].split("\t")
    return {cells[0]: dict(zip(head, cells, strict=True)) for cells in (line.split("\t") for line in lines[1:])}


@cache
def tongue(code: str) -> Tongue:
    """The language ``code``."""
    if code == "en":
        return Tongue("en", lambda text: text, words.WORDS, words.day, words.number)
    told = {english: row[code] for english, row in strings().items()}

    def say(text: str) -> str:
        return told.get(text, text)

    return Tongue(code, say, {k: say(v) for k, v in words.WORDS.items()}, _german_day, _german_number)


def tongue_of(request: Request) -> Tongue:
    """The language that the reader has chosen, else the first of the browser's that there is, else English."""
    chosen = request.cookies.get(COOKIE, "")
    if chosen in LANGUAGES:
        return tongue(chosen)
    for told in request.headers.get("accept-language", "").split(","):
        code = told.partition(";")[0].strip().lower().partition("-")[0]
        if code in LANGUAGES:
            return tongue(code)
    return tongue("en")


def _german_day(value: str | None) -> str:
    yearless = _YEARLESS.fullmatch(value or "")
    if yearless and 1 <= int(yearless[1]) <= 12:
        return f"{int(yearless[2])}. {_GERMAN[int(yearless[1]) - 1]}, Jahr unbekannt"
    dated = _DAY.match(value or "")
    if dated and 1 <= int(dated[2]) <= 12:
        month = _GERMAN[int(dated[2]) - 1]
        return f"{int(dated[3])}. {month} {dated[1]}" if dated[3] else f"{month} {dated[1]}"
    return value[:10] if value else "kein Datum"


def _german_number(n: float) -> str:
    return words.number(n).translate(str.maketrans(",.", ".,"))
