"""No text breaks the stage, and every span lies in the text."""

from __future__ import annotations

import json
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from said import NO_TIMES, body

from dateline.schema import Statement
from dateline.statements import find_statements

_WORDS = st.sampled_from(
    ["“", "”", '"', "'", "’", "«", "»", "„", "``", "''", ",", ".", ":", "–", "\n", "\n\n", "(", ")", "said", "Brandt",
     "he", "that", "the pier", "closed", "according to", "told", "is", "hopes", "to leave", "We", "statement", "Q:"]
)  # fmt: skip


def spans_of(statement: Statement) -> list[tuple[int, int]]:
    """All spans of a statement."""
    spans = [*statement.source, *statement.cue, *statement.content]
    return [*spans, statement.addressee_span] if statement.addressee_span else list(spans)


def check(text: str) -> None:
    """Hold the statements of ``text`` to what the schema says."""
    found = find_statements(body(text), NO_TIMES)
    parents = {s.id: s.parent for s in found}
    for statement in found:
        assert statement.content, json.dumps(text)
        assert all(0 <= s < e <= len(text) for s, e in spans_of(statement))
        assert all(a[1] <= b[0] for a, b in pairwise(statement.content))
        seen, up = {statement.id}, statement.parent
        while up is not None:
            assert up not in seen
            seen.add(up)
            up = parents[up]


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, max_size=40).map(" ".join))
def test_any_order_of_marks_and_cues_is_read(text: str) -> None:
    """Spans are in the text and in order, and no chain of parents closes on itself."""
    check(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_any_characters_are_read(text: str) -> None:
    """The same for any text at all."""
    check(text)


def test_a_mark_left_open_and_many_brackets_are_read() -> None:
    """Degenerate copy is read without an error."""
    check("“" * 500 + "(" * 2000 + "said Brandt" + ")" * 2000)
    check("Brandt said “the pier. " * 200)
