"""Our own event sentences: the grammar that makes them and what they teach."""

from __future__ import annotations

from random import Random
from typing import get_args

import numpy as np

from dateline.schema import EventType
from dateline.training import softmax
from dateline.training.event_lessons import of_own, samples
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


def test_a_made_sentence_teaches_its_type() -> None:
    """The candidate at the marked trigger is of the pattern's type."""
    text = "Norway accused Iceland on Monday."
    row = {"id": "1", "text": text, "type": "ACCUSE", "trigger": (7, 14)}
    assert [m.right for s in samples([row]) for m in of_own(s)] == [frozenset({"ACCUSE"})]


def test_a_lesson_may_allow_two_labels() -> None:
    """Where a corpus tells two types not apart, signs that another corpus knows decide between them."""
    left, right = np.array([1, 0, 0], bool), np.array([0, 1, 0], bool)
    either = np.array([1, 1, 0], bool)
    none = np.zeros(1, np.float32)
    lessons = [
        softmax.Lesson(np.array([0]), none, left),
        softmax.Lesson(np.array([1]), none, right),
        softmax.Lesson(np.array([0, 2]), none, either),
    ] * 20
    weights = softmax.fit(lessons, 4, softmax.Settings(epochs=40))
    assert weights.signs[0].argmax() == 0
    assert weights.signs[1].argmax() == 1
    assert weights.signs[2].argmin() == 2
