"""The record's codes in words that a reader knows, and the choices of the search forms, from the schema itself."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from dateline.events.codebook import types
from dateline.schema import BlockKind, EventType, Modality, Span, Stance, StatementMode

MODES: tuple[str, ...] = get_args(StatementMode)
STANCES: tuple[str, ...] = get_args(Stance)
EVENT_TYPES: tuple[str, ...] = get_args(EventType)
MODALITIES: tuple[str, ...] = get_args(Modality)
BLOCKS: tuple[str, ...] = get_args(BlockKind)

WORDS = {
    "say": "says", "claim": "claims", "believe": "believes", "hope": "hopes", "promise": "promises", "warn": "warns",
    "demand": "demands", "ask": "asks", "deny": "denies", "confirm": "confirms", "praise": "praises",
    "criticise": "criticises",
    "direct": "in quotation", "mixed": "partly quoted", "indirect": "in reported speech",
    "speech": "speech", "writing": "in writing", "thought": "a thought", "attitude": "an attitude",
    "asserted": "told as fact", "reported": "in somebody’s words", "intended": "planned", "hoped": "hoped for",
    "demanded": "demanded", "denied": "denied", "hypothetical": "possible", "historical": "past background",
    "related": "other stories", "promo": "promotion", "caption": "caption", "note": "editor’s note",
    "background": "standing background", "byline": "byline", "dateline": "dateline", "headline": "headline",
    "subhead": "subhead", "body": "body",
    "AGREE": "agrees", "CONSULT": "meets or talks", "SUPPORT": "supports", "COOPERATE": "cooperates",
    "AID": "gives aid", "CONCEDE": "yields", "RETREAT": "retreats", "REQUEST": "asks for something",
    "ACCUSE": "accuses", "REJECT": "rejects", "THREATEN": "threatens", "PROTEST": "protests",
    "SANCTION": "sanctions", "MOBILIZE": "mobilises", "COERCE": "coerces", "ASSAULT": "attacks",
    "merge": "is the same as", "split": "is somebody else in", "rename": "is called", "drop": "is no actor",
    "set-id": "is in Wikidata", "speaker": "is said by", "reject": "is not one", "confirm-row": "is right",
    "type": "is of the type", "modality": "stands as", "sides": "has its sides exchanged", "kind": "is a",
    "distinct": "is never one with", "span": "has the words", "cue": "has the cue", "day": "was on", "place": "was at",
    "add": "was not found:", "note-row": "has the note", "tag": "has the tag", "none": "none",
    "statements": "statement", "events": "event", "blocks": "part of an article", "articles": "article",
    "actors": "person or party", "stories": "story",
}  # fmt: skip
"""What a code is called on a page."""
QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
_YEARLESS = re.compile(r"XXXX-(\d\d)-(\d\d)")
_DAY = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
_TURNING = {c: f"[U+{c:04X}]" for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
"""Characters that turn the order of what follows: on a page each is shown by its number."""


def day(value: str | None) -> str:
    """A date for a reader: ``2031-03-06`` is 6 March 2031, ``XXXX-03-07`` is 7 March of a year that is not known."""
    yearless = _YEARLESS.fullmatch(value or "")
    if yearless and 1 <= int(yearless[1]) <= 12:
        return f"{int(yearless[2])} {calendar.month_name[int(yearless[1])]}, year unknown"
    dated = _DAY.match(value or "")
    if dated and 1 <= int(dated[2]) <= 12:
        return f"{int(dated[3])} {calendar.month_name[int(dated[2])]} {dated[1]}" if dated[3] else (
            f"{calendar.month_name[int(dated[2])]} {dated[1]}")  # fmt: skip
    return value[:10] if value else "no date"


def shown(value: Any) -> Any:
    """``value`` with characters that would turn the reading order shown by their numbers."""
    return value.translate(_TURNING) if type(value) is str else value


def title(row: Mapping[str, Any], most: int = 90) -> str:
    """What an article is called: its headline, or its first words where it has none."""
    words = " ".join((row.get("headline") or "").split())
    return words or shortened(row.get("opening") or row.get("text") or row.get("uri") or "untitled", most)


def shortened(words: str | None, most: int = 90) -> str:
    """The first ``most`` characters of ``words`` or fewer, cut between words."""
    text = " ".join((words or "").split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(",;:.–—-") + " …"


def marked(text: str, marks: Sequence[Span]) -> list[tuple[str, bool]]:
    """``text`` cut at the borders of ``marks``: words, and whether they are marked."""
    pieces, at = [], 0
    for mark in marks:
        pieces += [(text[at : mark.start], False), (text[mark.start : mark.end], True)]
        at = mark.end
    return [(words, on) for words, on in [*pieces, (text[at:], False)] if words]


def meaning(event_type: str) -> str:
    """What one of PLOVER's types means."""
    found = types().get(event_type)
    return found.definition if found else ""


def number(n: float) -> str:
    """A number as people write it."""
    return f"{n:,.0f}" if n == int(n) else f"{n:,}"
