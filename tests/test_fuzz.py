"""Broken input: nothing escapes, no stage fails, nothing hangs. ``tests/fuzz.py`` does it at length."""

from __future__ import annotations

import random
import sys

import pytest
from fuzz import annotate_input, intake_input, main
from fuzz_samples import nonsense, samples, story_texts

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no signal after processor time")


def test_broken_files_are_problems_or_articles() -> None:
    """A few hundred of all formats."""
    assert dict(main("intake", 300, seed=3).broken) == {}


def test_broken_copy_leaves_no_stage_out() -> None:
    """A few stories, mutated, and nonsense."""
    assert dict(main("annotate", 4, seed=3).broken) == {}


def test_texts_that_hypothesis_builds_are_read() -> None:
    """Words, marks and line ends in any order, as a file and as a text."""
    assert dict(main("hypothesis", 5).broken) == {}


def test_an_input_is_made_of_its_number_alone() -> None:
    """So that what was found can be made again."""
    known, texts = samples(), story_texts()
    assert intake_input(7, 1, known) == intake_input(7, 1, known) != intake_input(8, 1, known)
    assert annotate_input(7, 1, texts) == annotate_input(7, 1, texts) != annotate_input(8, 1, texts)
    assert len(nonsense(random.Random(1), 500)) <= 5600
