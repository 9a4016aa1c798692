"""Learned spans that break off are made whole: sources, contents with holes, quotations with marks within."""

from __future__ import annotations

import pytest
from said import NO_TIMES, Said, body, in_words, story

from dateline.schema import Span
from dateline.statements import Attribution, find_statements


def at(text: str, *words: str) -> tuple[Span, ...]:
    """The spans of ``words`` in ``text``."""
    return tuple(Span(text.index(w), text.index(w) + len(w)) for w in words)


def read(text: str, source: str, cue: str, *content: str) -> list[Said]:
    """The statements of ``text`` where the model has found one of so much."""
    learned = Attribution(at(text, source), at(text, cue), at(text, *content), 0.9, "learned")
    return in_words(text, find_statements(story(text), NO_TIMES, [learned]))


@pytest.mark.parametrize(
    ("text", "found", "whole"),
    [
        ("The governorship announced that the pier was shut.", "The", "The governorship"),
        ("Zdena Novak, speaker of the Forum, said that the pier was shut.", "Zdena Novak, speaker of the",
         "Zdena Novak, speaker of the Forum"),
        ("Malta's prime minister said that the pier was shut.", "Malta's prime", "Malta's prime minister"),
        ("The mayor of Harnes said that the pier was shut.", "The mayor of", "The mayor of Harnes"),
        ("The mayor said that the pier was shut.", "The mayor", "The mayor"),
    ],
)  # fmt: skip
def test_a_source_reaches_to_the_end_of_the_phrase_in_which_it_breaks_off(text: str, found: str, whole: str) -> None:
    """A determiner, an office without its noun, a preposition want more; a noun does not."""
    cue = "announced" if "announced" in text else "said"
    (only,) = read(text, found, cue, "that the pier was shut")
    assert only.source == whole


def test_a_source_is_not_only_who_stands_behind_its_preposition() -> None:
    """A delegation at a meeting with Brandt is not Brandt."""
    text = "The delegation at the meeting with Chairman Ulla Brandt called for the opening of the pier."
    (only,) = read(text, "Chairman Ulla Brandt", "called for", "the opening of the pier")
    assert only.source == "The delegation at the meeting with Chairman Ulla Brandt"


def test_a_particle_left_out_makes_no_hole_in_the_words() -> None:
    """ "Pointed | out | that": the words in between belong to what is said."""
    text = "The crews pointed out that the pier was old, Brandt said."
    found = read(text, "Brandt", "said", "The crews pointed", "that the pier was old")
    assert "The crews pointed out that the pier was old" in {s.content for s in found if s.source == "Brandt"}


def test_a_mark_and_a_subheading_are_no_piece_of_what_is_said() -> None:
    """The mark opens the next quotation, the subheading the next section."""
    text = "“The pier is shut for good,” said Brandt. “We will open another one soon,” said Vidmar."
    opening = Span(text.rindex("“"), text.rindex("“") + 1)
    learned = Attribution(
        at(text, "Brandt"), at(text, "said"), (*at(text, "“The pier is shut for good,”"), opening), 0.9, "learned"
    )
    found = in_words(text, find_statements(body(text), NO_TIMES, [learned]))
    assert ("Brandt", "“The pier is shut for good,”") in [(s.source, s.content) for s in found]
    text = "Harnes shuts pier\n\nThe pier was shut, Brandt said. Nobody came.\n\nA new bridge\n\nIt rained all day.\n"
    found = read(text, "Brandt", "said", "The pier was shut", "A new bridge")
    assert ("Brandt", "The pier was shut") in [(s.source, s.content) for s in found]


def test_a_quotation_is_whole_although_marks_stand_within() -> None:
    """The model took the inner marks for an end."""
    text = "“The crews of the “Blue Front” are gone, and together we have one goal,” continued Brandt."
    found = read(text, "Brandt", "continued", "and together we have one goal,”")
    assert [s.content for s in found] == ["“The crews of the “Blue Front” are gone, and together we have one goal,”"]


def test_a_content_begins_with_the_whole_of_whom_it_reports() -> None:
    """The end of a long name with its offices is not all that is reported."""
    text = "The head of the crews, Ana Vidmar, stressed that the pier was old, Brandt said."
    found = read(text, "Brandt", "said", "Vidmar, stressed that the pier was old")
    outer = next(s for s in found if s.source == "Brandt")
    assert outer.content == "The head of the crews, Ana Vidmar, stressed that the pier was old"


def test_a_source_in_the_sentence_before_gives_way_to_one_beside_the_cue() -> None:
    """ "…, Mayor Vance insists. They are not, says Mulrooney": the second is not the mayor's."""
    text = "The talks are going well, Mayor Vance insists. They are not, says Pat Mulrooney."
    (*_, last) = read(text, "Mayor Vance", "says", "They are not")
    assert (last.source, last.content) == ("Pat Mulrooney", "They are not")
