"""Numerals in digits and words: "1,200", "1 500 000", "5 1/2", "two hundred and fifty", "1.2 million", "a dozen"."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from dateline.resources import toml

__all__ = ["Numeral", "numeral_at", "numerals", "part_behind", "words"]


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
    ratio: bool = False
    """Whether it is a share of so many: "two in five"."""


@functools.cache
def words(kind: str) -> dict[str, float]:
    """The table ``kind`` of ``resources/figure_words.toml``."""
    return {key: float(value) for key, value in toml("figure_words.toml")[kind].items()}


_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d\d)+,\d{3}|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d{1,12})(?:\.\d+)?"


_AND_PART = r"(?:[\s-]and[\s-](?:an?|one|two|three)[\s-](?:half|quarters?|thirds?|fifths?|eighths?|tenths?)\b)"
"""What stands behind a whole number: "and a half", "and three quarters"."""


def part_of(text: str | None) -> float:
    """What ``text`` ("and a half", "and three-quarters") adds to a whole number; nothing where there is no text."""
    pieces = re.split(r"[\s-]+", (text or "").strip(" -").lower())
    if len(pieces) != 3:
        return 0.0
    return round(words("numbers").get(pieces[1], 1.0) * words("fractions")[pieces[2]], 6)


def part_behind(text: str, end: int) -> tuple[float, int]:
    """The part that stands behind a unit that ends at ``end`` ("a mile and a half"), and where it ends."""
    match = re.compile(f"(?i){_AND_PART}").match(text, end)
    return (part_of(match.group()), match.end()) if match is not None else (0.0, end)


@functools.cache
def _ratio() -> re.Pattern[str]:
    number = rf"(?:{'|'.join(sorted(words('numbers'), key=len, reverse=True))}|\d{{1,3}}(?:,\d{{3}})*)"
    return re.compile(
        rf"(?i)(?<![\w.,/$£€-])(?P<top>{number})(?:\s|-)(?:in|out\sof)(?:\s|-)(?:every\s|each\s)?(?P<bottom>{number})"
        r"(?![\w/%]|[.,:-]\d|-\d|\s(?:hundred|thousand|million|billion|per\s?cent)|\s(?:to|or)\b)"
    )


def _ratios(text: str) -> list[Numeral]:
    """Shares of so many: "two in five", "nine out of ten", "1 in 20"; in digits, in words, or "one in 12"."""
    found = []
    for match in _ratio().finditer(text):
        one, two = match["top"].lower(), match["bottom"].lower()
        top, bottom = (
            words("numbers").get(n) or float(n.replace(",", "") if n[0].isdigit() else 0) for n in (one, two)
        )
        alike = one[0].isdigit() == two[0].isdigit() or one == "one"
        if alike and 0 < top < bottom:
            found.append(Numeral(*match.span(), round(top / bottom, 6), fraction=True, in_words=True, ratio=True))
    return found


_SHORT = 3
"""The longest scale that is one in small letters only: "3 mn", but "3 MN" is a name's."""


@functools.cache
def _numeral() -> re.Pattern[str]:
    units = "|".join(sorted(words("numbers"), key=len, reverse=True))
    scales = "|".join(sorted(words("scales"), key=len, reverse=True))
    long = "|".join(sorted((s for s in words("scales") if len(s) > _SHORT), key=len, reverse=True))
    scales = rf"(?i:{long})|{scales}"
    parts = "|".join(sorted(words("fractions"), key=len, reverse=True))
    vague = "|".join(sorted(toml("figure_words.toml")["vague"]["words"], key=len, reverse=True)).replace(" ", r"\s")
    simple = rf"(?:{units})(?:-(?:{units}))?"
    further = rf"(?:(?:\s|-)(?:and\s)?(?:{scales}|{simple}(?!-?(?:{simple})?[\s-](?:{parts})\b))\b)"
    joined = rf"{simple}{further}*(?:{_AND_PART}(?:\s(?:{scales})\b)?)?"
    return re.compile(
        rf"(?<![\w.,/$£€-])(?P<mixed>\d{{1,4}})(?:\s|-)(?P<top>\d)/(?P<bottom>\d\d?)(?![\d/])(?:(?:\s|-)(?P<scale0>{scales})\b)?"
        rf"|(?<![\w.,/])(?P<glyphed>\d{{0,4}})(?P<glyph>[½¼¾⅓⅔])(?:(?:\s|-)(?P<scale3>{scales})\b)?"
        rf"|(?<![\w,/])(?<!\d\.)(?P<digits>\d+,\d{{1,2}}(?=\s?(?:%|(?:percent|per\scent|{scales})\b))|{_DIGITS}|\.\d+)"
        rf"(?:(?:\s|-)?(?P<scale>{scales})\b(?:\s(?P<scale5>{scales})\b)?|(?P<short>bn|mn|tn|m|k|b|cr)\b"
        rf"|(?P<and_part>{_AND_PART})(?:\s(?P<scale4>{scales})\b)?)?"
        rf"|(?i:\b(?P<vague>{vague})\b)"
        rf"|(?i:\b(?P<half>half|(?:a|one|three)[\s-]quarters?(?=\sof\san?\s(?:{scales})\b))\b"
        rf"(?:(?:\s(?:an?|of\san?))\s(?P<scale1>{scales})\b)?)"
        rf"|(?i:\b(?P<numerator>an?|one|two|three|four|five|six|seven|eight|nine)(?:\s|-)(?P<part>{parts})\b(?![-\s](?:{scales})))"
        rf"|(?i:\b(?:an?|the)\s(?P<scale2>(?:{scales}){further}*)\b(?!s)(?P<and_part2>{_AND_PART})?)"
        rf"|(?i:\b(?P<single>an?)(?=\s[a-z]+{_AND_PART}))"
        rf"|(?i:\b(?P<word>{joined})\b)"
    )


def numerals(text: str) -> list[Numeral]:
    """The numerals of ``text``, in order."""
    ratios = _ratios(text)
    found = [found for match in _numeral().finditer(text) if (found := _read(match)) is not None]
    if not ratios:
        return found
    kept = [n for n in found if not any(r.start < n.end and n.start < r.end for r in ratios)]
    return sorted(kept + ratios, key=lambda n: n.start)


def numeral_at(text: str, start: int) -> Numeral | None:
    """The numeral that begins at ``start``, or None."""
    match = _numeral().match(text, start)
    return _read(match) if match else None


_GLYPHS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}


def _read(match: re.Match[str]) -> Numeral | None:
    """The numeral of ``match``."""
    parts = match.groupdict()
    start, end = match.span()
    scale = next((parts[k] for k in ("scale", "scale0", "scale1", "scale3", "scale4") if parts[k]), None)
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
        share = {"h": 0.5, "t": 0.75}.get(parts["half"][0].lower(), 0.25)
        return Numeral(start, end, share * factor, bool(scale), not scale, True)
    if parts["scale2"]:
        return None if match.group().lower().startswith("the") else _scale_alone(match)
    if parts["single"]:
        return Numeral(start, end, 1.0, in_words=True)
    return Numeral(start, end, _worded(parts["word"]), _has_scale(parts["word"]), in_words=True)


def _scale_alone(match: re.Match[str]) -> Numeral:
    """ "A hundred and fifty", "a million and a half", "a dozen and a half"."""
    said = match["scale2"]
    last = words("scales").get(re.split(r"[\s-]", said.lower())[-1], 1.0)
    return Numeral(*match.span(), _worded(said) + part_of(match["and_part2"]) * last, True, in_words=True)


def _digits(match: re.Match[str], factor: float, scaled: bool) -> Numeral:
    """Digits with a scale or a short one; the caller takes the short one only behind a currency's sign."""
    text = match["digits"]
    if re.fullmatch(r"\d+,\d{1,2}", text):
        text = text.replace(",", ".")
    value = float(re.sub(r"[,\s\u00a0\u202f]", "", text)) + part_of(match["and_part"])
    factor *= words("scales")[match["scale5"].lower()] if match["scale5"] else 1.0
    end = match.end()
    if match["short"] and match["short"] in ("m", "k", "b", "cr"):
        end = match.start("short")
    elif match["short"] and match["short"] != "cr":
        factor, scaled = words("scales")[match["short"]], True
    return Numeral(match.start(), end, round(value * factor, 6), scaled)


def _has_scale(text: str) -> bool:
    return any(piece in words("scales") for piece in re.split(r"[\s-]+", text.lower()))


def _worded(text: str) -> float:
    """The value of a number in words: each scale multiplies what has been gathered below it."""
    part = re.search(rf"(?P<part>{_AND_PART})(?P<scale>\s\w+)?$", text.lower())
    if part is not None:
        before = text[: part.start()]
        if not part["scale"]:
            last = words("scales").get(re.split(r"[\s-]+", before.lower())[-1], 1.0)
            return _worded(before) + part_of(part["part"]) * last
        return (_worded(before) + part_of(part["part"])) * words("scales")[part["scale"].strip()]
    whole = text.lower()
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
    return total + gathered
