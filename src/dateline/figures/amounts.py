"""A number with what belongs to it: its range, its unit or currency, and the words that say how exact it is."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

from dateline.figures.numbers import Numeral, numeral_at, part_behind, words
from dateline.figures.units import Unit, currency_before, rate_at, unit_at
from dateline.resources import toml

__all__ = ["Amount", "amount_of", "bounded"]

Bound = Literal["exact", "about", "at least", "at most", "range"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or a range with its unit, before what it counts is known."""

    start: int
    end: int
    value: float | None
    high: float | None
    bound: Bound
    unit: str
    numeral: Numeral


def amount_of(text: str, numeral: Numeral) -> Amount | None:
    """A number with the range, unit and bounds around it."""
    sign = currency_before(text, numeral.start)
    numeral = _with_short_scale(text, numeral, sign)
    high, last = _range_end(text, numeral)
    start, end = (sign.start if sign else numeral.start), last.end
    low = numeral.value
    if high is not None and low is not None and last.scaled and not numeral.scaled and low < 1000:
        low *= _scale_of(text, last)
    unit = None if sign else unit_at(text, end, last.scaled)
    factor, name = 1.0, "share" if numeral.fraction else "count"
    if unit is not None:
        factor, name, end = unit.factor, unit.name, unit.end
    if sign is not None:
        name = sign.name
        worded = re.compile(r"\s(?:US |U\.S\. )?(?:dollars|dlrs)\b").match(text, end)
        end = worded.end() if worded else end
    if name not in ("count", "age", "share", "percent"):
        rate = rate_at(text, end)
        if rate is not None:
            name, end = f"{name}/{rate[0]}", rate[1]
    if low is not None and high is None and name != "count":
        added, end = part_behind(text, end)
        low += added
    low, start, end = _signed(text, low, start, end, name) if high is None else (low, start, end)
    bound, start, end = bounded(text, start, end, high is not None)
    if numeral.value is None:
        bound = "about"
    low = None if low is None else round(low * factor, 6)
    high = None if high is None else round(high * factor, 6)
    return Amount(start, end, low, high, bound, name, numeral)


def _with_short_scale(text: str, numeral: Numeral, sign: Unit | None) -> Numeral:
    """ "$3m": a letter behind the number is a scale only behind a currency's sign."""
    short = re.compile(r"(?:[mkb]|\s?cr)\b").match(text, numeral.end)
    if sign is None or short is None or numeral.value is None:
        return numeral
    factor = words("short_scales")[short.group().strip()]
    return Numeral(numeral.start, short.end(), numeral.value * factor, True)


_MINUS = re.compile(r"(?:(?<![\w)\d])[-−–]|(?i:\bminus\s))$")
_BELOW_ZERO = re.compile(r"(?i)(?:\s(?:degrees\s)?below(?:\s(?:zero|freezing))?\b)(?<!below)")


def _signed(text: str, value: float | None, start: int, end: int, unit: str) -> tuple[float | None, int, int]:
    """The amount with the sign before it or behind it: "-5C", "minus 12", "ten degrees below zero"."""
    below = _BELOW_ZERO.match(text, end) if unit in ("deg", "degC", "degF", "count") else None
    if value is None or (below is not None and (unit != "count" or "degrees" in below.group())):
        return (None if value is None else -value), start, (below.end() if below is not None else end)
    minus = _MINUS.search(text, max(0, start - 6), start)
    if minus is None or (unit == "count" and minus.group() in "-–"):
        return value, start, end
    return -value, minus.start(), end


_RANGE = re.compile(r"(?:\s?[-–—]\s?|\s(?:to|or)\s)(?=[$£€¥]?[\w.])")


_BETWEEN = re.compile(r"(?i)\b(?:between|from)\s(?:about\s|around\s|some\s)?(?:[$£€¥]|US\$)?$")


def _range_end(text: str, numeral: Numeral) -> tuple[float | None, Numeral]:
    """The upper end of a range that ``numeral`` begins, and its numeral; None and ``numeral`` where it begins none."""
    match = _RANGE.match(text, numeral.end)
    before = _BETWEEN.search(text, max(0, numeral.start - 20), numeral.start)
    if before is not None and before.group().lower().startswith("between"):
        match = re.compile(r"(?:\s?%| percent| per cent)?\sand\s").match(text, numeral.end)
    elif before is not None:
        return None, numeral
    if match is None or numeral.value is None or numeral.fraction:
        return None, numeral
    at = match.end() + (match.end() < len(text) and text[match.end()] in "$£€¥")
    other = numeral_at(text, at)
    if other is None or other.value is None or other.fraction:
        return None, numeral
    low = numeral.value * (
        _scale_of(text, other) if other.scaled and not numeral.scaled and numeral.value < 1000 else 1
    )
    if other.value <= low or (" or " in match.group() and other.value - low > low):
        return None, numeral
    if other.value > low * 100 and not other.scaled:
        return None, numeral
    return other.value, other


def _scale_of(text: str, numeral: Numeral) -> float:
    """The scale that stands in ``numeral``."""
    word = re.split(r"[\s-]+", text[numeral.start : numeral.end].lower())[-1]
    return words("scales").get(word, 1.0)


@functools.cache
def _bound_patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str], dict[str, str]]:
    tables = toml("figure_words.toml")
    before, behind = tables["before"], tables["behind"]

    def either(keys: Sequence[str]) -> str:
        return "|".join(re.escape(k).replace(r"\ ", r"\s") for k in sorted(keys, key=len, reverse=True))

    return (
        re.compile(rf"(?i)(?<!\w)(?:(?:and|or|by|than)\s)?(?P<word>{either(list(before))})\s?$"),
        re.compile(rf"(?i)\s?(?P<word>{either(list(behind))})(?!\w)"),
        before,
        behind,
    )


def bounded(text: str, start: int, end: int, ranged: bool) -> tuple[Bound, int, int]:
    """How exact the amount at ``start``..``end`` is, and its span with the words that say so."""
    before, behind, left, right = _bound_patterns()
    bound: Bound = "range" if ranged else "exact"
    between = _BETWEEN.search(text, max(0, start - 20), start)
    if ranged and between is not None:
        return bound, between.start(), end
    match = before.search(text, max(0, start - 24), start)
    if match is not None:
        said = left[re.sub(r"\s", " ", match["word"].lower())]
        if said != "exact":
            start = match.start("word")
            bound = bound if ranged else cast(Bound, said)
    match = behind.match(text, end)
    if match is not None and (match["word"].lower() not in ("odd", "plus") or text[end : end + 1] in "- "):
        word = re.sub(r"\s", " ", match["word"].lower())
        if word not in ("plus", "+") or not re.match(r"\s?\d", text[match.end() :]):
            end = match.end()
            bound = bound if ranged else cast(Bound, right[word])
    return bound, start, end
