"""Spans as tokens, on any text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.evaluate.attribution import Tokenized, quoted
from dateline.schema import Span

COPY = st.text(alphabet="ab 1.’'-\n“”\"«»„`é", max_size=60)


@given(COPY)
def test_quotations_lie_in_the_text_in_order_and_apart(text: str) -> None:
    """No text crashes the search for quotations, and each found one is a piece of the text."""
    last = 0
    for start, end in quoted(text):
        assert last <= start < end <= len(text)
        last = end


@given(COPY, st.data())
def test_a_span_touches_what_its_pieces_touch(text: str, data: st.DataObject) -> None:
    """A span cut in two touches the same tokens, and an empty one none."""
    cut = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=3, max_size=3)))
    tokens = Tokenized(text)
    whole = tokens.touched([Span(cut[0], cut[2])])
    assert whole == tokens.touched([Span(cut[0], cut[1]), Span(cut[1], cut[2])])
    assert tokens.touched([Span(cut[1], cut[1])]) == frozenset()
