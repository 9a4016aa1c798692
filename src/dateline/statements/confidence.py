"""How far a rule can be trusted: the share of what it found that people had marked too.

Measured on PolNeAR's training part (who and what both right, by the words' overlap); what that corpus does not mark
(transcripts' turns, headlines, quotations without a cue, nouns that name their source) is set by hand.
"""

from __future__ import annotations

_WITH_SOURCE = {
    "clause": 0.76, "quote": 0.86, "obj": 0.58, "to": 0.62, "phrase": 0.82, "as": 0.51, "that": 0.55, "out": 0.9,
    "prep:about": 0.5, "prep:for": 0.54, "prep:to": 0.6, "prep:of": 0.4, "prep:on": 0.3, "prep:against": 0.55,
    "named": 0.72,
}  # fmt: skip
_WITHOUT_SOURCE = {"clause": 0.25, "quote": 0.25, "that": 0.32, "to": 0.48, "as": 0.37, "phrase": 0.3}
_NOUN = 0.7
"""What a noun cue's figure is of a verb's."""
HEADLINE, TURN, FOLLOW, RELAYED, BACKWARD = 0.7, 0.8, 0.6, 0.6, 0.6


def confidence(frame: str, sourced: bool, noun: bool = False) -> float:
    """From 0 to 1, for an attribution found in ``frame`` of the cue lexicon, with or without a source."""
    found = _WITH_SOURCE.get(frame, 0.4) if sourced else _WITHOUT_SOURCE.get(frame, 0.15)
    return round(found * _NOUN, 2) if noun else found
