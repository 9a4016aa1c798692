"""Our own event sentences: the grammar that makes them."""

from __future__ import annotations

from random import Random
from typing import get_args

from dateline.schema import EventType
from dateline.training.grammar import examples, filled


def test_every_type_has_sentences_and_so_has_none() -> None:
    """Thousands of sentences, each once, of all sixteen types and of no event."""
    made = list(examples())
    assert len(made) > 2000
    assert len({e.text for e in made}) == len(made)
    assert {e.type for e in made} == {*get_args(EventType), None}


def test_marks_are_taken_out_and_kept_as_offsets() -> None:
    """An event's trigger is given by where it stands; slots and choices are all filled."""
    for example in examples(2):
        assert not set("*{}|()") & set(example.text), example.text
        assert (example.trigger is None) == (example.type is None), example.text
        if example.trigger is not None:
            assert example.text[slice(*example.trigger)].strip() == example.text[slice(*example.trigger)] != ""


def test_the_same_pattern_gives_the_same_sentences() -> None:
    """What is drawn depends on the pattern alone."""
    assert [e.text for e in examples(1)] == [e.text for e in examples(1)]


def test_two_slots_of_a_kind_are_filled_by_two() -> None:
    """A state does not act on itself."""
    assert filled("{a} (met|saw) {a}", {"a": ["x", "y"]}, Random(1)).lower() in (
        "x met y",
        "x saw y",
        "y met x",
        "y saw x",
    )
