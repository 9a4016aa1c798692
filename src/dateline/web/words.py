"""The record's codes in words that a reader knows, and the choices of the search forms, from the schema itself."""

from __future__ import annotations

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
