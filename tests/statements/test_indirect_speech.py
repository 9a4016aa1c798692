"""Indirect speech: cues with their clauses, infinitives and objects."""

from __future__ import annotations

import pytest
from said import said


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Mayor Ilse Brandt said that the bridge would open in June.", "Mayor Ilse Brandt", "said",
         "that the bridge would open in June"),
        ("The bridge will open in June, Mayor Ilse Brandt said.", "Mayor Ilse Brandt", "said",
         "The bridge will open in June"),
        ("The port is closed, said the harbour master.", "the harbour master", "said", "The port is closed"),
        ("Brandt hopes that the ferry will return.", "Brandt", "hopes", "that the ferry will return"),
        ("Brandt promised to repair the pier.", "Brandt", "promised", "to repair the pier"),
        ("The council pointed out that the pier is old.", "The council", "pointed out", "that the pier is old"),
        ("Brandt called for a new pier.", "Brandt", "called for", "a new pier"),
        ("The minister is confident that talks will succeed.", "The minister", "confident", "that talks will succeed"),
        ("The governor expressed hope that the road would be built.", "The governor", "expressed hope",
         "that the road would be built"),
    ],
)  # fmt: skip
def test_a_cue_takes_its_clause(text: str, source: str, cue: str, content: str) -> None:
    """The subject is the source, the complement is the content, with its "that"."""
    first = said(text)[0]
    assert (first.source, first.cue, first.content) == (source, cue, content)
    assert first.statement.mode == "indirect"


def test_clauses_in_a_row_are_one_content() -> None:
    """ "Said that …, that …, and that …" is one statement."""
    (only,) = said("Brandt said he would stay, that he had done nothing wrong, and that the crews were lying.")
    assert only.content.endswith("that the crews were lying")


def test_the_addressee_is_kept() -> None:
    """Whom the source told is no part of the words."""
    first = said("Brandt told reporters that the pier was closed.")[0]
    assert (first.addressee, first.content) == ("reporters", "that the pier was closed")


def test_a_negated_cue_is_marked() -> None:
    """ "Did not say that" is kept, as negated."""
    first = said("Brandt did not say that the pier was closed.")[0]
    assert first.statement.negated


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("According to Brandt, the pier is closed.", "Brandt", "the pier is closed"),
        ("The pier is closed, according to the harbour office.", "the harbour office", "The pier is closed"),
        ("The agency quoted Brandt as saying that the pier was safe.", "Brandt", "that the pier was safe"),
    ],
)
def test_a_source_need_not_be_a_subject(text: str, source: str, content: str) -> None:
    """ "According to" and its like name the source of the rest of the sentence."""
    first = said(text)[0]
    assert (first.source, first.content) == (source, content)


def test_a_visit_asks_for_nothing() -> None:
    """ "Called on them" is a demand only where somebody is to do something."""
    assert said("The bishop called on the crews in May.") == []
    assert said("The bishop called on the crews to leave.")
