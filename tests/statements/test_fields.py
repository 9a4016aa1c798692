"""What a statement says about the saying: act, stance, addressee, day, and the sentence that it points back to."""

from __future__ import annotations

import pytest
from said import body, said

from dateline.schema import Time, Timeline


@pytest.mark.parametrize(
    ("text", "act", "stance"),
    [
        ("Brandt denied that the pier was closed.", "speech", "deny"),
        ("Brandt believes that the pier is closed.", "thought", "believe"),
        ("Brandt warned that the pier might fall.", "speech", "warn"),
        ("Brandt wrote that the pier was closed.", "writing", "say"),
        ("Brandt asked whether the pier was closed.", "speech", "ask"),
        ("Brandt promised that the pier would open.", "speech", "promise"),
        ("Brandt opposes the new pier.", "attitude", "criticise"),
        ("Brandt demanded that the pier be closed.", "speech", "demand"),
    ],
)
def test_act_and_stance_are_those_of_the_cue(text: str, act: str, stance: str) -> None:
    """The lexicon gives them by the frame that the cue stands in."""
    first = said(text)[0].statement
    assert (first.act, first.stance) == (act, stance)


def test_the_day_of_the_saying_is_kept() -> None:
    """A time on the cue is when it was said; one inside the words is not."""
    text = "Brandt said on Friday that the pier would open on Monday."
    times = tuple(
        Time(text.index(w), text.index(w) + 6, value, None, None)
        for w, value in (("Friday", "2031-05-02"), ("Monday", "2031-05-05"))
    )
    first = said(body(text), Timeline(times, None, None, None))[0]
    assert first.statement.said_on == "2031-05-02"


def test_the_agency_that_was_told_is_the_addressee() -> None:
    """It is no part of source or content."""
    first = said("“The pier is closed,” Brandt told the Coast Agency.")[0]
    assert first.addressee == "the Coast Agency"


def test_a_statement_about_this_reports_the_sentence_before() -> None:
    """ "Stated this at a meeting" makes what was just told X's report."""
    found = said("The crews hope that the pier will open. Brandt stated this at a meeting in Vienna.")
    inner = next(s for s in found if s.cue == "hope")
    assert inner.reporter == "Brandt"


def test_what_a_speaker_thinks_himself_is_no_report_within_the_report() -> None:
    """ "I hope that" inside one's own quotation is not counted again."""
    assert len(said("“I hope that the pier will open,” said Brandt.")) == 1


def test_what_another_said_is() -> None:
    """ "The minister told me that" inside a quotation is a report within it."""
    found = said("“The minister told me that the pier is closed,” said Brandt.")
    inner = next(s for s in found if s.cue == "told")
    assert (inner.source.lower(), inner.reporter, inner.addressee) == ("the minister", "Brandt", "me")


def test_denied_reports_are_reported_inside_the_denial() -> None:
    """ "Denied reports that X" is two statements."""
    found = said("Brandt denied reports that the pier had collapsed.")
    inner = next(s for s in found if s.cue == "reports")
    assert (inner.content, inner.reporter) == ("that the pier had collapsed", "Brandt")


def test_a_concession_of_the_same_speaker_is_a_statement_beside() -> None:
    """ "Assured that …, although she admitted that …" is two, none inside the other."""
    found = said("Brandt assured that the pier is safe, although she admitted that the crane is old.")
    assert [s.content for s in found] == ["that the pier is safe", "that the crane is old"]
    assert [s.reporter for s in found] == [None, None]
