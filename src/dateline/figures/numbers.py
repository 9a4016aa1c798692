"""Numerals in digits and words: "1,200", "1 500 000", "5 1/2", "two hundred and fifty", "1.2 million", "a dozen"."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from dateline.resources import toml

__all__ = ["Numeral", "numeral_at", "numerals", "words"]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in the text."""

    start: int
    end: int
    value: float | None
    """None for a vague amount ("dozens")."""
    scaled: bool = False
    """Whether a scale stands with it: "1.2 million"."""
    fraction: bool = False
    """Whether it is a share: "two thirds", "half"."""
    in_words: bool = False
    """Whether it is written in words."""


@functools.cache
def words(kind: str) -> dict[str, float]:
    """The table ``kind`` of ``resources/figure_words.toml``."""
    return {key: float(value) for key, value in toml("figure_words.toml")[kind].items()}


_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d\d)+,\d{3}|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d{1,12})(?:\.\d+)?"


@functools.cache
def _numeral() -> re.Pattern[str]:
    units = "|".join(sorted(words("numbers"), key=len, reverse=True))
    scales = "|".join(sorted(words("scales"), key=len, reverse=True))
    parts = "|".join(sorted(words("fractions"), key=len, reverse=True))
    vague = "|".join(sorted(toml("figure_words.toml")["vague"]["words"], key=len, reverse=True)).replace(" ", r"\s")
    simple = rf"(?:{units})(?:-(?:{units}))?"
    joined = rf"{simple}(?:(?:\s|-)(?:and\s)?(?:{scales}|{simple})\b)*(?:\sand\sa\s(?:half|quarter|third)\b)?"
    return re.compile(
        rf"(?<![\w.,/$£€-])(?P<mixed>\d{{1,4}})(?:\s|-)(?P<top>\d)/(?P<bottom>\d\d?)(?![\d/])(?:(?:\s|-)(?P<scale0>{scales})\b)?"
        rf"|(?<![\w.,/])(?P<glyphed>\d{{0,4}})(?P<glyph>[½¼¾⅓⅔])(?:(?:\s|-)(?P<scale3>{scales})\b)?"
        rf"|(?<![\w,/])(?<!\d\.)(?P<digits>\d+,\d{{1,2}}(?=\s?(?:%|(?:percent|per\scent|{scales})\b))|{_DIGITS}|\.\d+)"
        rf"(?:(?:\s|-)?(?P<scale>{scales})\b|(?P<short>bn|mn|tn|m|k|b)\b)?"
        rf"|(?i:\b(?P<vague>{vague})\b)"
        rf"|(?i:\b(?P<numerator>an?|one|two|three|four|five|six|seven|eight|nine)(?:\s|-)(?P<part>{parts})\b(?![-\s](?:{scales})))"
        rf"|(?i:\b(?P<half>half)\b(?:(?:\s(?:an?|of\san?))\s(?P<scale1>{scales})\b)?)"
        rf"|(?i:\b(?:an?|the)\s(?P<scale2>{scales})\b(?!s))"
        rf"|(?i:\b(?P<word>{joined})\b)"
    )


def numerals(text: str) -> list[Numeral]:
    """The numerals of ``text``, in order."""
    return [found for match in _numeral().finditer(text) if (found := _read(match)) is not None]


def numeral_at(text: str, start: int) -> Numeral | None:
    """The numeral that begins at ``start``, or None."""
    match = _numeral().match(text, start)
    return _read(match) if match else None


_GLYPHS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}


def _read(match: re.Match[str]) -> Numeral | None:
    """The numeral of ``match``."""
    parts = match.groupdict()
    start, end = match.span()
    scale = next((parts[k] for k in ("scale", "scale0", "scale1", "scale2", "scale3") if parts[k]), None)
    factor = words("scales")[scale.lower()] if scale else 1.0
    if parts["digits"]:
        return _digits(match, factor, bool(scale))
    if parts["mixed"]:
        bottom = int(parts["bottom"])
        value = int(parts["mixed"]) + (int(parts["top"]) / bottom if bottom else 0)
        return Numeral(start, end, value * factor, bool(scale))
    if parts["glyph"]:
        value = int(parts["glyphed"] or 0) + _GLYPHS[parts["glyph"]]
        return Numeral(start, end, value * factor, bool(scale), not parts["glyphed"] and not scale)
    if parts["vague"]:
        return Numeral(start, end, None, in_words=True)
    if parts["part"]:
        top = words("numbers").get(parts["numerator"].lower(), 1.0)
        return Numeral(
            start, end, round(top * words("fractions")[parts["part"].lower()], 6), fraction=True, in_words=True
        )
    if parts["half"]:
        return Numeral(start, end, 0.5 * factor, bool(scale), not scale, True)
    if parts["scale2"]:
        return None if match.group().lower().startswith("the") else Numeral(start, end, factor, True, in_words=True)
    return Numeral(start, end, _worded(parts["word"]), _has_scale(parts["word"]), in_words=True)


def _digits(match: re.Match[str], factor: float, scaled: bool) -> Numeral:
    """Digits with a scale or a short one; the caller takes the short one only behind a currency's sign."""
    text = match["digits"]
    if re.fullmatch(r"\d+,\d{1,2}", text):
        text = text.replace(",", ".")
    value = float(re.sub(r"[,\s\u00a0\u202f]", "", text))
    end = match.end()
    if match["short"] and match["short"] in ("m", "k", "b"):
        end = match.start("short")
    elif match["short"]:
        factor, scaled = words("scales")[match["short"]], True
    return Numeral(match.start(), end, round(value * factor, 6), scaled)


def _has_scale(text: str) -> bool:
    return any(piece in words("scales") for piece in re.split(r"[\s-]+", text.lower()))


def _worded(text: str) -> float:
    """The value of a number in words: each scale multiplies what has been gathered below it."""
    whole, _, rest = text.lower().partition(" and a ")
    total = gathered = 0.0
    for piece in re.split(r"[\s-]+", whole):
        if piece in words("numbers"):
            gathered += words("numbers")[piece]
        elif piece in words("scales"):
            factor = words("scales")[piece]
            if factor in (100, 12):
                gathered = (gathered or 1) * factor
            else:
                total, gathered = total + (gathered or 1) * factor, 0.0
    return total + gathered + (round(words("fractions")[rest], 6) if rest in words("fractions") else 0.0)
