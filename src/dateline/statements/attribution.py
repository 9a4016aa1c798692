"""What finding hands to finishing: an attribution is a source, a cue and a content, linked to each other.

The three parts are those of PARC and PolNeAR (Pareti 2012; Newell, Margolin and Ruths 2018). Rules find them, or a
learned model does; what is made of them (mode, act, stance, who reports whom) is the same for both.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.schema import Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words, thoughts or wishes and the phrases that attribute them; each part in pieces, or empty."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float
    """From 0 to 1."""
    origin: str = "rule"
    """What found it: ``rule``, ``learned``, ``headline``, ``turn`` (of a transcript) or ``follow`` (no cue)."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution with what the rule that found it knows beyond its parts."""

    attribution: Attribution
    cue_token: int | None = None
    """Index of the token at the head of the cue."""
    frame: str = ""
    """The frame of the cue lexicon that it stands in."""
    addressee: Span | None = None
    within: Span | None = None
    """The cue of the attribution that reports this one, where that does not follow from the spans."""
    after: int | None = None
    """Where the words begin whose speaker goes on here: the line before the last of a dialogue."""
