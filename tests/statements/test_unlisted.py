"""Who speaks by position alone: verbs of no list, verdicts, and whoever the sentence before is about."""

from __future__ import annotations

import pytest
from said import said, story


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("“They can have the miles,” Ana Moor typed.", "Ana Moor"),
        ("“The referee killed our match,” shrugged the captain.", "the captain"),
        ("„We asked and we begged”, grinned Karol Wit.", "Karol Wit"),
        ("“We slept through the first half,” was the coach’s verdict.", "the coach"),
        ("“Four arrests for singing!” is how Pat Mulrooney puts it.", "Pat Mulrooney"),
    ],
)
def test_what_breaks_off_is_said_by_whom_the_clause_behind_it_names(text: str, source: str) -> None:
    """Whatever its verb."""
    (only,) = said(text)
    assert (only.source, only.statement.mode) == (source, "direct")


def test_an_and_behind_a_quotation_brings_no_speaker_with_it() -> None:
    """ "“…”, and urges Malta to wait" is still the note's."""
    text = "The note warns that crews were told “to stay at sea for a week”, and urges Malta to wait."
    assert "Malta" not in {s.source for s in said(text)}


@pytest.mark.parametrize(
    "text",
    [
        "The film, “Going Home Again,” opened on Friday.",
        "“The Long Road Home,” opened on Friday in Malta.",
        "“The Long Road Home,” directed by Ana Moor, is a film.",
    ],
)
def test_a_title_with_a_comma_is_nobodys_words(text: str) -> None:
    """No day speaks, and nobody who directs."""
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Captain Mads Torp took it well. “I am the youngest of them.”", "Captain Mads Torp"),
        ("Kiprono Murgor, a grower with two acres, put it another way: “The bush is on strike.”", "Kiprono Murgor"),
        ("The mayor had one reply. “They come back.”", "The mayor"),
        ("She shook her head. “Nobody ate it.”", "She"),
    ],
)
def test_a_quotation_without_a_cue_is_of_whom_the_sentence_before_is_about(text: str, source: str) -> None:
    """A person in the same paragraph; the source is that person's phrase."""
    (*_, last) = said(story(f"Harnes wakes up\n\n“The pier is shut,” said Silvio Verdi.\n\n{text}\n"))
    assert last.source.startswith(source)
    assert last.statement.mode == "direct"


def test_a_thing_in_the_sentence_before_has_said_nothing() -> None:
    """Then the quotation goes on from the last who spoke."""
    text = "Harnes wakes up\n\n“The pier is shut,” said Silvio Verdi.\n\nThe pier is old. “It will not last a year.”\n"
    first, second = said(story(text))
    assert (second.source, second.statement.follows) == ("", first.statement.id)


def test_a_participle_between_commas_is_not_who_asks() -> None:
    """ "Her mother, seeing the map, asked"."""
    (only,) = said("Her mother, seeing the map, asked: “But where is the shop?”")
    assert only.source == "Her mother"


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("In the view of the defence, the orchids have no bearing.", "the defence", "the orchids have no bearing"),
        ("In Brandt's opinion the pier is too short.", "Brandt", "the pier is too short"),
        ("Lamm told a colleague the money was only resting.", "Lamm", "the money was only resting"),
        (
            "The envoys insisted that the roads are safe for trade, and offered to guard them.",
            "The envoys",
            "to guard them",
        ),
    ],
)
def test_further_frames(text: str, source: str, content: str) -> None:
    """A view, a clause without "that", and a second cue in the tense of the first."""
    assert (source, content) in [(s.source, s.content) for s in said(text)]
