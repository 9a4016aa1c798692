"""Attributions by the learned encoder: the outermost source, cue and content, linked, with a calibrated confidence.

What is read is the article without its links to other stories and its promotions. The model was taught on PolNeAR
(Newell, Margolin and Ruths, LREC 2018) and on sentences of our own; see ``resources/models/attribution.md``.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import replace

from dateline.language import Copy
from dateline.language.encoded import States, encoded, joined, states_in
from dateline.language.encoder import encoder
from dateline.language.pieces import Pieces
from dateline.resources import language
from dateline.schema import Span
from dateline.statements.attribution import Attribution
from dateline.statements.decoding import Head, Linked, Settings, candidates, kept

_TAUGHT = frozenset({"en"})


def is_taught() -> bool:
    """Whether the encoder was taught the language that is read."""
    return language() in _TAUGHT


def find_attributions(copy: Copy) -> tuple[list[Attribution], States]:
    """The outermost attributions of an article in the order of their cues, and the encoder's states of its words."""
    head, settings = _decoder()
    found: list[Attribution] = []
    states: list[States] = []
    for portion in encoded(copy, encoder()):
        linked = kept(candidates(portion.pieces, portion.windows, head, settings), settings)
        found += [without_lead(copy, attribution(portion.pieces, one)) for one in linked]
        states.append(states_in(portion))
    return found, joined(states)


@functools.cache
def _decoder() -> tuple[Head, Settings]:
    model = encoder()
    stored = dict(model.settings)
    settings = Settings(**(stored | {"weights": tuple(stored.get("weights", ()))}))
    return Head(*model.constants("distance", "additive", "bias")), settings


def without_lead(copy: Copy, found: Attribution) -> Attribution:
    """``found`` without what its content takes of the dateline: "KOPER (ABC) - The pier is shut, officials said"."""
    lead = copy.anatomy.dateline
    if lead is None or all(s.start >= lead.span.end or s.end <= lead.span.end for s in found.content):
        return found
    end = lead.span.end
    start = next(i for i in range(end, len(copy.text)) if not copy.text[i].isspace())
    return replace(found, content=tuple(Span(start, s.end) if s.start < end < s.end else s for s in found.content))


def attribution(pieces: Pieces, linked: Linked) -> Attribution:
    """Numbers of pieces as spans of the text."""
    return Attribution(
        source=_spans(pieces, linked.source),
        cue=_spans(pieces, linked.cue),
        content=_spans(pieces, linked.content),
        confidence=round(linked.confidence, 4),
        origin="learned",
    )


def _spans(pieces: Pieces, ranges: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """Ranges of pieces as spans, whole words, cut where a paragraph ends."""
    found: list[Span] = []
    for low, high in ranges:
        stop = high
        while stop < len(pieces) and not pieces.first[stop] and pieces.end[stop] > pieces.start[stop]:
            stop += 1
        begin = low
        for i in range(low + 1, stop + 1):
            if i == stop or pieces.paragraph[i] != pieces.paragraph[begin]:
                last = i - 1 if pieces.end[i - 1] > pieces.start[i - 1] else i - 2
                if last >= begin:
                    found.append(Span(int(pieces.start[begin]), int(pieces.end[last])))
                begin = i
    return tuple(found)
