"""The record's codes in words that a reader knows, and the choices of the search forms, from the schema itself."""

from __future__ import annotations

import calendar
import re
from typing import get_args

from dateline.schema import EventType, Modality, Stance, StatementMode

MODES: tuple[str, ...] = get_args(StatementMode)
STANCES: tuple[str, ...] = get_args(Stance)
EVENT_TYPES: tuple[str, ...] = get_args(EventType)
MODALITIES: tuple[str, ...] = get_args(Modality)

WORDS = {
    "say": "says", "claim": "claims", "believe": "believes", "hope": "hopes", "promise": "promises", "warn": "warns",
    "demand": "demands", "ask": "asks", "deny": "denies", "confirm": "confirms", "praise": "praises",
    "criticise": "criticises",
    "direct": "in quotation", "mixed": "partly quoted", "indirect": "in reported speech",
    "asserted": "told as fact", "reported": "in somebody’s words", "intended": "planned", "hoped": "hoped for",
    "demanded": "demanded", "denied": "denied", "hypothetical": "possible", "historical": "past background",
    "related": "other stories", "promo": "promotion", "caption": "caption", "note": "editor’s note",
    "background": "standing background", "byline": "byline", "dateline": "dateline", "headline": "headline",
    "subhead": "subhead", "body": "body",
}  # fmt: skip
"""What a code is called on a page."""

_YEARLESS = re.compile(r"XXXX-(\d\d)-(\d\d)")


def day(value: str | None) -> str:
    """A TIMEX3 date for a reader: ``XXXX-03-07`` is 7 March of a year that is not known."""
    yearless = _YEARLESS.fullmatch(value or "")
    if yearless and 1 <= int(yearless[1]) <= 12:
        return f"{int(yearless[2])} {calendar.month_name[int(yearless[1])]}, year unknown"
    return value[:10] if value else "no date"
