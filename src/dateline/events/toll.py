"""The dead by a toll that is told later: "The toll has risen to 15" counts the dead of the attack told before it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from dateline.figures.numbers import numeral_at
from dateline.grammar import Word
from dateline.schema import Event, Figure, Span

__all__ = ["with_tolls"]

_TOLL = re.compile(
    r"(?i)\b(?:(?<!road )(?<!bridge )toll(?! road| booth| bridge| plaza| gate)|fatality count|number of (?:the )?"
    r"(?:dead|deaths|fatalities|victims|people killed|those killed))\b"
)
_TAKES = re.compile(r"(?i)\b(?:takes?|took|taken|taking|exacts?|exacted)\s(?:\w+\s){0,2}$")
_REACHES = re.compile(
    r"(?i)\b(?:to|at|is|was|of|now|reached|reaches|reaching|hit|hits|passed|topped|exceeded|exceeds)\s"
    r"(?:at least\s|about\s|more than\s|around\s)?$"
)


def with_tolls(
    events: Sequence[Event], words: Sequence[Word], figures: Sequence[Figure], text: str
) -> tuple[Event, ...]:
    """``events``, the last attack before each toll with the dead that it counts."""
    found = list(events)
    counts = [f for f in figures if f.unit == "count" and f.value is not None]
    starts = [f.start for f in counts]
    sentences = sorted({(sentence.start, sentence.end) for sentence in {w.sent for w in words}})
    for match in _TOLL.finditer(text):
        if _TAKES.search(text, max(0, match.start() - 30), match.start()):
            continue
        at = bisect_right(sentences, (match.start(), len(text))) - 1
        if at < 0:
            continue
        sentence = Span(*sentences[at])
        after = counts[bisect_left(starts, match.end()) : bisect_left(starts, sentence.end)]
        reached = [f.value for f in after if _REACHES.search(text, max(match.start(), f.start - 24), f.start)]
        attack = _attack_before(found, sentence)
        dead = reached[-1] if reached else _at_hour(text, Span(match.end(), sentence.end))
        if dead is not None and attack is not None:
            found[attack] = replace(found[attack], dead=dead)
    return tuple(found)


def _at_hour(text: str, rest: Span) -> float | None:
    """The number of "stood at seven", which by itself is an hour."""
    match = re.compile(r"\W*(?:\w+\s){0,2}(?:stood|stands|standing|remained|remains)\sat\s").match(text, *rest)
    number = numeral_at(text, match.end()) if match is not None else None
    return number.value if number is not None else None


def _attack_before(events: Sequence[Event], sentence: Span) -> int | None:
    """The attack in the sentence of a toll, else the last before it: one that counts dead goes before one without."""
    before = [
        n
        for n, e in enumerate(events)
        if e.type == "ASSAULT" and e.trigger[0].start < sentence.end and e.modality in ("asserted", "reported")
    ]
    inside = [n for n in before if events[n].trigger[0].start >= sentence.start]
    counted = [n for n in before if events[n].dead is not None]
    return next((rows[-1] for rows in (inside, counted, before) if rows), None)
