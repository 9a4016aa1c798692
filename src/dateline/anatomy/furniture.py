"""Furniture: paragraphs that show by their own words that they are no part of the story.

The words stand in ``furniture.tsv``, a table for people to read and add to. What a paragraph cannot show by words
alone (a title under "See also", a share bar, a date stamp) is told by its company or by what it is made of.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal

from dateline.anatomy.dateline_parts import agencies
from dateline.anatomy.words import words
from dateline.resources import table
from dateline.schema import BlockKind

Run = Literal["", "one", "all", "text"]

_LIMIT = 200
_LONGEST = 1500
"""Code points: no table entry speaks of longer paragraphs."""
_WORD = re.compile(r"[^\W_]+")
_DAY_OR_CLOCK = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d[:.]\d\d\s?(?:[ap]\.?m|h\b)|\d:\d\d|\bago\b|\bread\b")
_BYLINE = re.compile(
    r"(?:(?:(?:posted|published|written|reported|compiled)\s)?by|"
    r"from|story by|words by|text by|report by|analysis by)\s+(?P<who>[A-Z@][^\n]{2,140})$",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:REUTERS|AFP|AP|EPA|EFE|TASS|Xinhua|XINHUA|Reuters|Anadolu|Bloomberg|Getty|dpa|PA|ANSA|Sputnik)"
    r"/[A-Z][\w.'’-]+(?:[ /][A-Z][\w.'’-]*){1,4}[.)\]]?$"
)
_CAPTION_CREDIT = re.compile(
    r"[.!?”\"’)]\s(?:Photos?|Pictures?|Images?|Photographs?|Videos?|Graphics?|Illustrations?|Credit)\s?:\s?[^.!?:]{2,70}\.?$"
)
_INITIALS = re.compile(r"[A-Za-z]{1,5}(?:/[A-Za-z]{1,5}){1,4}\.?")
"""How a desk signs off a story: "PD/ab/rk"."""
_BULLETS = "•▪‣●■◆∙○ "
_BY = re.compile(r"(?<=\d)\s+(?:\|\s*)?by\s")
_ROLE = re.compile(
    r"\b(?:staff writer|correspondent|reporter|associated press|reuters|editor|bureau chief|columnist|contributor|"
    r"writer|news service|newspapers|staff|press|agencies)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Label:
    """What a paragraph's own words say of it."""

    kind: BlockKind
    run: Run
    """Whether paragraphs below go with it."""
    alone: bool
    """The label is the whole line: what it announces stands below."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row of the table, ready to match."""

    label: Label
    limit: int
    pattern: re.Pattern[str]
    literal: str
    """Words that must stand in the line for the pattern to match at all."""


def furniture(paragraph: str) -> Label | None:
    """What ``paragraph`` shows itself to be, or None for copy."""
    if len(paragraph) > _LONGEST:
        return None
    plain = " ".join(paragraph.split()).casefold().replace("’", "'").replace("‘", "'").lstrip(_BULLETS)
    entry = _matching(plain)
    if entry is not None:
        return entry.label
    if len(paragraph) <= 700 and (_CREDIT.search(paragraph) or _CAPTION_CREDIT.search(paragraph)):
        return Label("caption", "", False)
    if _INITIALS.fullmatch(paragraph):
        return Label("note", "", False)
    if _is_share_bar(plain):
        return Label("promo", "", False)
    if is_stamp(plain):
        return Label("byline", "", False)
    return Label("note", "", False) if _only_address(plain) else None


def _matching(plain: str) -> _Entry | None:
    """The first entry of the table that ``plain`` fits."""
    by_word, others = _entries()
    word = _WORD.search(plain)
    for entry in by_word.get(word.group(), ()) if word else ():
        if len(plain) <= entry.limit and entry.pattern.match(plain):
            return entry
    for entry in others:
        if len(plain) <= entry.limit and entry.literal in plain and entry.pattern.search(plain):
            return entry
    return None


def is_stamp(line: str) -> bool:
    """Whether ``line`` is made of nothing but a date or a time, and words like "updated"."""
    if not 4 <= len(line) <= 120 or not any(c.isdigit() for c in line):
        return False
    line = _BY.split(line.casefold())[0]
    parts = _WORD.findall(line)
    dated = any(w in words("months") for w in parts) or _DAY_OR_CLOCK.search(line)
    return bool(dated) and all(w in words("stamp") or _is_stamp_number(w) for w in parts)


def is_byline(line: str) -> bool:
    """Whether ``line``, standing before the body, names who wrote it."""
    match = _BYLINE.match(line)
    if match:
        names = _WORD.findall(match.group("who"))
        whole = [w for w in names if len(w) > 3]
        named = sum(w[0].isupper() for w in whole) >= 0.6 * len(whole) or all(w[0].isupper() for w in names[:2])
        return line[-1:] not in ".?!" and named and len(names) <= 16
    return len(line) <= 90 and line[:1].isupper() and bool(_ROLE.search(line)) and len(_WORD.findall(line)) <= 9


def is_agency_line(line: str) -> bool:
    """Whether the line is an agency's name and nothing else."""
    name = line.strip("()/[]-–— .*^").casefold()
    return 2 <= len(name) <= 40 and name in agencies()


def _is_stamp_number(word: str) -> bool:
    return bool(re.fullmatch(r"\d{1,4}(?:st|nd|rd|th|am|pm|h|z|t\d+)?|\d{1,2}t\d{1,2}", word))


def _is_share_bar(line: str) -> bool:
    if len(line) > 160:
        return False
    parts = [w for w in _WORD.findall(line) if not w.isdigit()]
    return bool(parts) and any(w in words("networks") for w in parts) and all(w in words("share") for w in parts)


def _only_address(line: str) -> bool:
    return len(line) <= 120 and bool(
        re.fullmatch(
            r"(?:e-?mail:? ?)?[\w.+-]+@[\w.-]+\.\w+|https?://\S+|www\.\S+|(?:tel\.?:? ?)?\+?[\d ()-]{7,}", line
        )
    )


@functools.cache
def _entries() -> tuple[dict[str, list[_Entry]], list[_Entry]]:
    """The table: what must open a line by the first word, and the rest."""
    by_word: dict[str, list[_Entry]] = {}
    others: list[_Entry] = []
    for how in ("is", "leads", "opens", "closes", "holds"):
        rows = sorted((r for r in table("furniture.tsv") if r["how"] == how), key=lambda r: -len(r["words"]))
        for row in rows:
            phrase = row["words"].casefold().replace("’", "'")
            parts = [" ".join(part.split()) for part in _parts(phrase)]
            label = Label(_kind(row["kind"]), _run(row["run"]), how == "is")
            pattern = re.compile(_framed(phrase, how))
            entry = _Entry(label, int(row["limit"] or _LIMIT), pattern, max(parts, key=len))
            word = _WORD.search(phrase.split("*")[0])
            opening = how in ("is", "leads", "opens") and word is not None and not phrase.startswith("*")
            (by_word.setdefault(word.group(), []) if opening and word else others).append(entry)
    return by_word, others


def _framed(phrase: str, how: str) -> str:
    core = ".{1,120}?".join(re.escape(" ".join(part.split())) if part.strip() else part for part in _parts(phrase))
    last = r"(?!\w)" if phrase[-1:].isalnum() else ""
    if how == "is":
        return rf"^{core} ?[:…]?$" if "*" in phrase else rf"^{core} ?[:.…]?$"
    if how == "leads":
        return rf"^[\[(]?{core} ?(?::|\||[–—]|- )"
    if how == "opens":
        return rf"^{core}{last}"
    if how == "closes":
        return rf"(?<!\w){core}$" if phrase[:1].isalnum() else rf"{core}$"
    return rf"(?<!\w){core}{last}"


def _parts(phrase: str) -> list[str]:
    """``phrase`` cut at its stars, with the blanks around them kept as the star's own."""
    return [phrase] if set(phrase) <= set("* ") else phrase.split("*")


def _kind(word: str) -> BlockKind:
    kinds: dict[str, BlockKind] = {
        "related": "related", "promo": "promo", "caption": "caption", "note": "note",
        "background": "background", "byline": "byline", "subhead": "subhead",
    }  # fmt: skip
    return kinds[word]


def _run(word: str) -> Run:
    runs: dict[str, Run] = {"": "", "one": "one", "all": "all", "text": "text"}
    return runs[word]
