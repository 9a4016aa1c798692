"""What says nothing, what is left unsaid, and what only points back."""

from __future__ import annotations

import pytest
from said import said


@pytest.mark.parametrize(
    "text",
    [
        "Dana Pell speaks to Bello about the dam.",
        "The survivors told their story.",
        "The boxer appealed the ban.",
        "The fisherman told the children a tale.",
    ],
)
def test_talk_tales_and_appeals_without_their_words_are_no_statements(text: str) -> None:
    """Who talks with whom about what is no word of it, nor is a ban that is appealed."""
    assert said(text) == []


def test_a_question_that_is_put_is_not_said_by_who_smiles() -> None:
    """Who is asked says nothing."""
    assert said("Asked if she would run again, the mayor smiled.") == []


def test_what_is_told_or_appealed_for_in_words_is_a_statement() -> None:
    """A clause, a quotation or a wish makes the difference."""
    assert said("She told the court the story was false.")[0].content == "the story was false"
    assert said("The mayor appealed for calm.")[0].content == "calm"


def test_who_declines_to_say_denies_nothing() -> None:
    """It is left unsaid; an invitation that is declined is turned down all the same."""
    (only,) = said("The mayor declined to say whether the pier was safe.")
    assert (only.statement.stance, only.statement.negated) == ("say", True)
    assert said("The mayor refused to sign the paper.")[0].statement.stance == "deny"


def test_that_points_back_to_the_words_before_it() -> None:
    """The words are those of the statement before, or of the sentence before."""
    found = said("“The ferry will be free,” said Ilse Brandt in June. On Monday she said she had never promised that.")
    inner = [s for s in found if s.cue == "promised"]
    assert inner[0].content == "“The ferry will be free,”"
    assert inner[0].statement.negated
    assert all(s.content.strip(".") != "that" for s in found)
