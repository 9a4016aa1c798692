"""An article's text under overlapping layers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.web.highlight import Layer, paragraphs

TEXT = "Vidmar said the line will open.\n\nBerti agreed."
BLOCKS = [
    {"kind": "body", "start": 0, "end": 31, "outer": None},
    {"kind": "body", "start": 33, "end": 46, "outer": None},
]
KINDS = st.sampled_from(["content", "cue", "source", "trigger", "mention", "at"])
SPAN = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)), KINDS, st.sampled_from(["s1", "s2", "e1"]))


@given(st.lists(SPAN, max_size=20))
def test_the_pieces_of_a_block_are_its_text(spans: list[tuple[int, int, str, str]]) -> None:
    """Whatever lies over a block, its pieces put together are its characters, no more and no less."""
    over = [Layer(min(a, b), max(a, b), kind, row) for a, b, kind, row in spans]
    made = paragraphs(TEXT, BLOCKS, over, [])
    assert ["".join(piece.text for piece in p.pieces) for p in made] == [TEXT[0:31], TEXT[33:46]]


@given(st.lists(SPAN, max_size=20))
def test_each_row_is_anchored_once(spans: list[tuple[int, int, str, str]]) -> None:
    """An id stands once on a page, at the row's first characters."""
    over = [Layer(min(a, b), max(a, b), kind, row) for a, b, kind, row in spans]
    opened = [key for p in paragraphs(TEXT, BLOCKS, over, []) for piece in p.pieces for key in piece.opens]
    assert len(opened) == len(set(opened))


def test_a_piece_names_all_that_is_over_it() -> None:
    """A name inside a statement is the statement's source and its actor's mention."""
    over = [Layer(0, 6, "source", "s1"), Layer(0, 6, "mention", "a1"), Layer(12, 30, "content", "s1")]
    first = paragraphs(TEXT, BLOCKS, over, [])[0].pieces[0]
    assert (first.text, first.kinds, first.rows, first.actor) == ("Vidmar", ("mention", "source"), ("s1",), "a1")


def test_a_span_over_two_blocks_goes_on_in_the_second() -> None:
    """A quotation left open at the end of a paragraph is still one in the next."""
    made = paragraphs(TEXT, BLOCKS, [Layer(7, 46, "content", "s1")], [])
    assert [p.pieces[-1].kinds for p in made] == [("content",), ("content",)]


def test_a_note_stands_beside_the_block_it_begins_in() -> None:
    """The margin shows a row next to its words."""
    made = paragraphs(TEXT, BLOCKS, [], [{"at": 3}, {"at": 40}])
    assert [[n["at"] for n in p.notes] for p in made] == [[3], [40]]
