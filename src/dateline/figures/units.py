"""What a number is measured in: percent, money in an ISO 4217 currency, a unit of measure, an age; and per what."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from dateline.resources import table

__all__ = ["Unit", "currency_before", "money_of", "rate_at", "unit_at"]


class Unit(NamedTuple):
    """A unit found in the text."""

    name: str
    start: int
    end: int
    factor: float
    """What the amount is multiplied with: 0.01 for cents."""


@functools.cache
def _after() -> tuple[re.Pattern[str], dict[str, tuple[str, float]]]:
    """One pattern for all units and currencies that stand behind a number, and what each group stands for."""
    forms: list[tuple[str, str, float]] = []
    for row in table("currencies.tsv"):
        forms += [(form, row["code"], float(row["times_value"])) for form in row["words"].split("|") if form]
    for row in table("units.tsv"):
        forms += [(form, row["unit"], float(row["times_value"])) for form in row["forms"].split(";")]
    forms.sort(key=lambda f: (-len(f[0]), f[0]))
    names = {f"u{i}": (unit, factor) for i, (_, unit, factor) in enumerate(forms)}
    pieces = []
    for i, (form, _, _) in enumerate(forms):
        cased = form if len(form) <= 3 and form.isalpha() else f"(?i:{form})"
        end = r"(?!\w)" if form[-1].isalnum() or form.endswith(("?", ")")) else ""
        pieces.append(f"(?P<u{i}>{cased}{end})".replace(" ", r"\s"))
    return re.compile(r"(?:\s|-)?(?:" + "|".join(pieces) + ")"), names


@functools.cache
def _before() -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of signs and codes that stand before a number, to be matched at its end, and their currencies."""
    codes = {sign: row["code"] for row in table("currencies.tsv") for sign in row["before"].split("|") if sign}
    signs = "|".join(re.escape(s) for s in sorted(codes, key=len, reverse=True))
    return re.compile(rf"(?<!\w)({signs})\s?-?$"), codes


def currency_before(text: str, start: int) -> Unit | None:
    """The currency whose sign stands right before ``start``: "$40", "Rs 500"."""
    pattern, codes = _before()
    match = pattern.search(text, max(0, start - 6), start)
    return Unit(codes[match[1]], match.start(1), start, 1.0) if match else None


def unit_at(text: str, end: int, scaled: bool) -> Unit | None:
    """The unit right behind ``end``; pounds behind a scale ("3 million pounds") are money."""
    if end >= len(text) or not (text[end].isspace() or text[end] in "-%°℃€£$" or text[end].isalpha()):
        return None
    pattern, names = _after()
    match = pattern.match(text, end)
    if match is None or match.lastgroup is None:
        return None
    unit, factor = names[match.lastgroup]
    words = match.group().strip(" -")
    if (
        unit in ("m", "t", "g", "l", "in", "hz")
        and len(words) == 1
        and text[end : end + 1].isalpha() is False
        and text[end] == "-"
    ):
        return None
    if words == "p" and not re.search(
        r"(?<![\d.,])\d{1,2}$|(?<![\d.,])1\d\d$", text[max(0, match.start() - 5) : match.start()]
    ):
        return None
    if words in ("C", "F") and (text[end] == "-" or not re.search(r"\d$", text[:end][-1:])):
        return None
    if unit == "lb" and scaled and words.lower().startswith("pound"):
        unit = "GBP"
    if unit == "times" and words.lower() == "times" and re.match(r"\s[A-Z]", text[match.end() :]):
        return None
    return Unit(unit, end, match.end(), factor)


def money_of(text: str, end: int) -> Unit | None:
    """The currency behind a vague amount: "millions of dollars"."""
    if not text.startswith(" of ", end):
        return None
    unit = unit_at(text, end + 3, True)
    return unit if unit is not None and len(unit.name) == 3 and unit.name.isupper() else None


_RATE = re.compile(
    r"(?i)(?:\s(?:per|an?|each|every)\s|\s?/\s?)"
    r"(?P<per>day|week|month|year|hour|minute|second|night|annum|capita|person|head|barrel|ton|tonne|kilogram|kilo|kg|"
    r"ounce|pound|gallon|lit(?:er|re)|hectare|acre|square met(?:er|re)|square foot|share|unit|household|family|worker|"
    r"pupil|student|vehicle|mile|kilomet(?:er|re)|km|cubic met(?:er|re)|kilowatt[- ]hour|100,000|1,000|million)\b"
)
_RATE_NAMES = {
    "annum": "year", "capita": "person", "head": "person", "tonne": "t", "ton": "t", "kilo": "kg", "kilogram": "kg",
    "barrel": "bbl", "ounce": "oz", "liter": "l", "litre": "l", "kilometer": "km", "kilometre": "km",
}  # fmt: skip


def rate_at(text: str, end: int) -> tuple[str, int] | None:
    """What the figure is counted per, right behind ``end``, and where that ends: "a barrel", "per capita"."""
    match = _RATE.match(text, end)
    if match is None:
        return None
    per = match["per"].lower()
    return _RATE_NAMES.get(per, per), match.end()
