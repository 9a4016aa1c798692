"""Where something was said."""

from __future__ import annotations

import pytest
from conftest import parsed

from dateline.grammar import read_grammar
from dateline.places import find_toponyms
from dateline.schema import Timeline
from dateline.statements import find_statements
from dateline.statements.where import placed

TRIESTE = "3165185"


def places(text: str) -> list[str | None]:
    """The places of the statements in ``text``."""
    copy = parsed(text)
    grammar = read_grammar(copy)
    said = find_statements(grammar, Timeline((), None, None, None))
    return [s.place_id for s in placed(grammar, said, find_toponyms(copy))]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Vidmar said in Trieste on Tuesday that the line will open by summer.",
        "“The line will open by summer,” Ana Vidmar told reporters at a meeting in Trieste.",
    ],
)
def test_a_place_that_hangs_on_the_cue_is_where_it_was_said(text: str) -> None:
    """ "said in Trieste" and "told reporters at a meeting in Trieste"."""
    assert places(text) == [TRIESTE]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Vidmar said that the line will open in Trieste.",
        "“The line will open in Trieste,” Ana Vidmar said.",
        "The mayor of Trieste said that the line will open by summer.",
    ],
)
def test_a_place_in_the_words_or_the_source_is_not(text: str) -> None:
    """What is said about a place need not be said there."""
    assert places(text) == [None]
