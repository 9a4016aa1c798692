"""Sessions, rounds, hearings and votes: which one, how it stands, when and where."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from linked_record import record_of
from told_pieces import piece

from dateline.linking.series import Step, Where, steps
from dateline.schema import Span, Time, Toponym


def told(text: str, *places: str, day: str | None = None) -> list[Step]:
    """The steps of one sentence in which the ``places`` stand, and "in May" where there is a ``day``."""
    where = [Where(text.index(p), text.index(p) + len(p), {"place_id": p.lower()}) for p in places]
    when = [Where(text.index("in May"), text.index("in May") + 6, {"date_start": day, "date_end": day})] if day else []
    return steps(text, [Span(0, len(text))], where, when)


def shown(step: Step) -> tuple[Any, ...]:
    """What is asked of a step."""
    return step.kind, step.body, step.number, step.position, step.status


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The third round of talks ended in Danko.", ("round", "talks", 3, "told", "held")),
        ("The next session of the Fish Commission will be held in May.",
         ("session", "commission", None, "next", "planned")),
        ("He hopes that the next session of the Commission can be held soon.",
         ("session", "commission", None, "next", "hoped")),
        ("The second hearing was postponed by a week.", ("hearing", None, 2, "next", "moved")),
        ("The previous meeting of the council was in autumn.", ("session", "council", None, "before", "held")),
        ("Parliament called off the second vote on the harbour.", ("vote", "parliament", 2, "told", "cancelled")),
        ("The 14th meeting of LOTA opens on Monday.", ("session", "LOTA", 14, "told", "held")),
    ],
)  # fmt: skip
def test_a_step_is_told_by_its_noun_and_the_word_that_counts(text: str, wanted: tuple[Any, ...]) -> None:
    """How it stands is read off the words beside it."""
    assert [shown(step) for step in told(text)] == [wanted]


@pytest.mark.parametrize(
    "text",
    ["They met in a meeting room.", "He voted first.", "It sold bonds without first meeting the minister.",
     "Shares fell in the morning session."],
)  # fmt: skip
def test_what_counts_no_steps_is_none(text: str) -> None:
    """A meeting is a step only of a body whose steps the article counts."""
    assert told(text) == []


def test_a_place_that_is_ruled_out_is_not_where_it_is_held() -> None:
    """The one that is named instead is."""
    text = "He hopes that the next session of the Commission will be held not in Danko, but in the free town Lesk."
    (step,) = told(text, "Danko", "Lesk")
    assert (step.places, step.place_ids) == (("Lesk",), ("lesk",))
    text = "The next meeting of the Commission may be held in the hills of Orsa or in Velm in May."
    (step,) = told(text, "Orsa", "Velm", day="2031-05-01")
    assert (step.places, step.date_start) == (("Orsa", "Velm"), "2031-05-01") or step.places == ("Velm",)


def test_a_round_is_one_of_talks_where_these_are_named_nearby() -> None:
    """A round of a tournament is none."""
    first = "The talks on mackerel broke off at noon."
    text = f"{first} A second round would be held in Velm in May."
    found = steps(text, [Span(0, len(first)), Span(len(first) + 1, len(text))], [], [])
    assert [shown(s) for s in found] == [("round", "talks", 2, "next", "planned")]
    assert told("He won the field in the second round at Velm.") == []


def test_the_meeting_of_a_counted_body_is_the_one_told_of() -> None:
    """It needs no number of its own."""
    first = "He said this at a meeting in Danko of the Fish Commission."
    text = f"{first} The next session of the Commission will be held in Lesk."
    found = steps(text, [Span(0, len(first)), Span(len(first) + 1, len(text))], [], [])
    assert [shown(s)[2:] for s in found] == [(None, "told", "held"), (None, "next", "planned")]


def test_a_series_goes_through_the_articles_of_its_story(tmp_path: Path) -> None:
    """An acronym is one series wherever it is named; the table has place, day and sentence."""
    text = "The third round of the talks of LOTA opens in Danko in May."
    one = replace(
        piece("a", "2031-03-03", text),
        toponyms=(Toponym(text.index("Danko"), text.index("Danko") + 5, "place", "77", "Danko", 1.0, 2.0, "TRV", "1",
                          "PPL", 0.9),),
    )  # fmt: skip
    when = text.index("in May")
    one = replace(
        one, timeline=replace(one.timeline, times=(Time(when, when + 6, "2031-05", "2031-05-01", "2031-05-31"),))
    )
    two = piece("b", "2031-04-03", "Bakers of Kasanda strike. LOTA called off the third round of negotiations.")
    rows = record_of(tmp_path / "r", [one], [two]).table("series").to_pylist()
    assert [(r["article_id"], r["number"], r["places"], r["place_ids"], r["date_start"]) for r in rows] == [
        ("a", 3, ["Danko"], ["77"], "2031-05-01"), ("b", 3, [], [], None),
    ]  # fmt: skip
    assert rows[0]["sentence"] == text
