"""Where something was said: the place that hangs on the cue ("said in Trieste", "told them at a meeting in Koper").

A place inside the words themselves is what they are about, and one inside the source is where the source is from:
only what depends on the cue by the syntax, with neither between, is where it was said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.grammar import Parse
from dateline.grammar.words import words
from dateline.schema import Span, Statement, Toponym

_PLACED_BY = words("placed_by")
_REACH = 6
"""Words from a place up to its cue, at most."""


def placed(grammar: Parse, statements: Sequence[Statement], toponyms: Sequence[Toponym]) -> tuple[Statement, ...]:
    """``statements`` with the ``place_id`` of where they were said, where the text says so."""
    hanging = [(t, heads) for t in toponyms if t.form == "place" and t.place_id and (heads := _heads(grammar, t))]
    by_head: dict[int, list[tuple[Toponym, list[int]]]] = {}
    for toponym, heads in hanging:
        for head in heads:
            by_head.setdefault(head, []).append((toponym, heads))
    return tuple(_placed(grammar, said, by_head) for said in statements)


def _heads(grammar: Parse, toponym: Toponym) -> list[int]:
    """The tokens above a place name, nearest first; none where no preposition places it."""
    here = grammar.top(grammar.tokens(Span(toponym.start, toponym.end)))
    if here is None or grammar.lower[grammar.head[here]] not in _PLACED_BY:
        return []
    above: list[int] = []
    while grammar.head[here] != here and len(above) < _REACH:
        here = grammar.head[here]
        above.append(here)
    return above


def _placed(grammar: Parse, said: Statement, by_head: dict[int, list[tuple[Toponym, list[int]]]]) -> Statement:
    barred = (*said.content, *said.source)
    for span in said.cue:
        for token in grammar.tokens(span):
            for toponym, heads in by_head.get(token, ()):
                offsets = [toponym.start, *(grammar.start[i] for i in heads[: heads.index(token)])]
                if not any(_in(offset, barred) for offset in offsets):
                    return replace(said, place_id=toponym.place_id)
    return said


def _in(offset: int, spans: Sequence[Span]) -> bool:
    return any(s <= offset < e for s, e in spans)
