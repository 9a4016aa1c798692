"""Direct speech: the cue before, after and in the middle of the words, and words without a cue."""

from __future__ import annotations

import pytest
from said import said


@pytest.mark.parametrize(
    "text",
    [
        "“The pier is closed,” said Brandt.",
        "“The pier is closed”, – said Brandt.",
        "\"The pier is closed,\" said Brandt.",
        "«The pier is closed», said Brandt.",
        "„The pier is closed“, said Brandt.",
        "``The pier is closed,'' said Brandt.",
        "‘The pier is closed,’ said Brandt.",
        "'The pier is closed,' said Brandt.",
    ],
)  # fmt: skip
def test_any_house_style_of_marks_is_read(text: str) -> None:
    """The words with their marks are the content, whatever the marks are."""
    (only,) = said(text)
    assert only.source == "Brandt"
    assert "The pier is closed" in only.content
    assert only.statement.content[0].start == 0
    assert only.statement.mode == "direct"


def test_a_cue_in_the_middle_splits_the_words() -> None:
    """Words before and after an interrupting cue are one statement."""
    (only,) = said("“The pier,” Brandt said, “is closed for the winter.”")
    assert only.content == "“The pier,” … “is closed for the winter.”"


def test_a_sentence_after_the_cue_goes_on_with_the_same_words() -> None:
    """In one paragraph a quotation right after the cue's sentence belongs to it."""
    (only,) = said("“The pier is closed,” Brandt said. “It will open again in spring.”")
    assert only.content == "“The pier is closed,” … “It will open again in spring.”"


def test_a_quotation_without_a_cue_follows_the_last_speaker() -> None:
    """It is a statement of its own, without a source, that names the one it follows."""
    first, second = said("Brandt said the pier was closed.\n\n“We will repair it before the summer comes.”")
    assert second.source == ""
    assert second.statement.follows == first.statement.id


def test_speech_over_paragraphs_is_one_statement() -> None:
    """A mark left open, with a new one at the head of the next paragraph, joins the two."""
    (only,) = said("“The pier is closed,” Brandt said. “It is old.\n\n“It will be rebuilt next year.”")
    assert [only.content.count("“"), only.content.count("”")] == [3, 2]


@pytest.mark.parametrize(
    "text",
    [
        "The “Iron Pier” was built by the old “Harbour Club” in 1911.",
        "Karl “the Hammer” Lindqvist left the city on Monday.",
        "The film “A Winter Without Ferries” opens today.",
        "The so-called “ferry war” is over.",
    ],
)
def test_terms_titles_and_nicknames_are_no_statements(text: str) -> None:
    """Quotation marks alone make no speech."""
    assert said(text) == []
