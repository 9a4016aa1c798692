"""Where something was said: the place that hangs on the cue ("said in Trieste", "told them at a meeting in Koper").

A place inside the words themselves is what they are about, and one inside the source is where the source is from:
only what depends on the cue by the syntax, with neither between, is where it was said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.language import Copy
from dateline.schema import Span, Statement, Toponym

_PLACED_BY = frozenset({"in", "at", "near", "outside", "aboard"})
_REACH = 6
"""Words from a place up to its cue, at most."""


def placed(copy: Copy, statements: Sequence[Statement], toponyms: Sequence[Toponym]) -> tuple[Statement, ...]:
    """``statements`` with the ``place_id`` of where they were said, where the text says so."""
    hanging = [(t, heads) for t in toponyms if t.form == "place" and t.place_id and (heads := _heads(copy, t))]
    by_head: dict[int, list[tuple[Toponym, list[int]]]] = {}
    for toponym, heads in hanging:
        for head in heads:
            by_head.setdefault(head, []).append((toponym, heads))
    return tuple(_placed(copy, said, by_head) for said in statements)


def _heads(copy: Copy, toponym: Toponym) -> list[int]:
    """The tokens above a place name, nearest first; none where no preposition places it."""
    span = copy.doc.char_span(toponym.start, toponym.end, alignment_mode="expand")
    if span is None or span.root.head.lower_ not in _PLACED_BY:
        return []
    above: list[int] = []
    token = span.root
    while token.head.i != token.i and len(above) < _REACH:
        token = token.head
        above.append(token.i)
    return above


def _placed(copy: Copy, said: Statement, by_head: dict[int, list[tuple[Toponym, list[int]]]]) -> Statement:
    barred = (*said.content, *said.source)
    for start, end in said.cue:
        span = copy.doc.char_span(start, end, alignment_mode="expand")
        for token in span or ():
            for toponym, heads in by_head.get(token.i, ()):
                between = heads[: heads.index(token.i)]
                offsets = [toponym.start, *(copy.doc[i].idx for i in between)]
                if not any(_in(offset, barred) for offset in offsets):
                    return replace(said, place_id=toponym.place_id)
    return said


def _in(offset: int, spans: Sequence[Span]) -> bool:
    return any(s <= offset < e for s, e in spans)
