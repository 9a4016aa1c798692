"""Interviews: questions are said by who asks, what they report is the claim of others, answers are the guest's."""

from __future__ import annotations

from typing import Any

import pytest

import dateline


def statements(text: str) -> list[tuple[str | None, str, str | None]]:
    """Speaker, words and reporting speaker of each statement of ``text``."""
    row: dict[str, Any] = dateline.annotate(text)
    names = {a["id"]: a["name"] for a in row["actors"]}
    by_id = {s["id"]: s for s in row["statements"]}

    def words(s: dict[str, Any]) -> str:
        return " … ".join(text[a:b] for a, b in s["content"])

    def speaker(i: str | None) -> str | None:
        return names.get(by_id[i]["speaker"]) if i else None

    return [(names.get(s["speaker"]), words(s), speaker(s["parent"])) for s in row["statements"]]


TALK = """Mayor Ulla Brandt has run Harnes for ten years. She spoke to {who} in her office.

{q}Why did you close the ferry?

{a}I had no money left for it.

{q}The governor says you blocked the bill. Did you?

{a}I never did, and I voted for it.

{q}What will you do now?

{a}I will go fishing.
"""


@pytest.mark.parametrize(("q", "a"), [("", ""), ("Q: ", "A: "), ("Q. ", "A. "), ("Rana Voss: ", "Ulla Brandt: ")])
def test_a_question_is_said_by_who_asks_and_what_it_reports_by_others(q: str, a: str) -> None:
    """With labels, letters, or nothing but paragraphs: the claim is the governor's, in the interviewer's words."""
    found = statements(TALK.format(who="our reporter Rana Voss", q=q, a=a))
    assert ("Rana Voss", "Why did you close the ferry?", None) in found
    assert ("Rana Voss", "The governor says you blocked the bill. Did you?", None) in found
    assert ("The governor", "you blocked the bill", "Rana Voss") in [(s, w.rstrip("."), p) for s, w, p in found]
    assert ("Ulla Brandt", "I had no money left for it.", None) in found
    assert ("Ulla Brandt", "I will go fishing.", None) in found


def test_without_a_name_for_who_asks_the_questions_are_nobodys_that_is_known() -> None:
    """They are statements all the same, and not the guest's."""
    found = statements(TALK.format(who="us", q="Q: ", a="A: "))
    assert (None, "Why did you close the ferry?", None) in found
    assert ("Ulla Brandt", "I will go fishing.", None) in found


def test_what_is_put_to_the_guest_without_a_question_mark_is_who_asks() -> None:
    """A short paragraph with "you" and no "I", behind an answer."""
    put = "The tribunal declined to hear you twice."
    found = statements(
        TALK.format(who="our reporter Rana Voss", q="", a="").replace(
            "What will", f"{put}\n\nI went there.\n\nWhat will"
        )
    )
    assert ("Rana Voss", put, None) in found
    assert ("Ulla Brandt", "I went there.", None) in found


def test_who_signs_an_interview_does_not_answer() -> None:
    """Also where the guest is not known by name."""
    asked = "\n\n".join(
        ("Why did you stay?", "I had no boat.", "Were you afraid?", "I was, and I am.", "Will you go?", "I may.")
    )
    found = statements(
        f"The keeper\n\nInterview by Jocasta Pym. It has been cut.\n\nThe keeper has been alone.\n\n{asked}\n"
    )
    assert {s for s, words, _ in found if words.startswith("I ")} == {None}


def test_a_paper_that_talks_asks() -> None:
    """Where no reporter is named, the paper asks."""
    found = statements(TALK.format(who="the Harnes Courier", q="", a=""))
    assert ("Harnes Courier", "What will you do now?", None) in found


def test_a_byline_asks_and_you_is_the_guest() -> None:
    """ "You" in a question is the guest."""
    text = "By Rana Voss\n\n" + TALK.format(who="this paper", q="", a="")
    row = dateline.annotate(text)
    names = {a["id"]: a["name"] for a in row["actors"]}
    you = [names[m["actor"]] for m in row["mentions"] if text[m["start"] : m["end"]] == "you"]
    assert you == ["Ulla Brandt"] * 4
    assert ("Rana Voss", "What will you do now?", None) in statements(text)


def test_questions_that_an_author_asks_the_reader_make_no_interview() -> None:
    """Two questions in an essay are no turns."""
    text = "The ferry is gone.\n\nWhy was it closed?\n\nWe may never know.\n\nWho pays?\n\nThe town pays for all of it."
    assert statements(text) == []


def test_a_sponsor_is_not_whose_sponsor_it_is() -> None:
    """ "Your sponsor says" is no word of the guest's, and a labelled question is a turn in whatever block it stands."""
    text = (
        "Interview by Petra Lang\n\nThe climber Anders Holm lost two toes.\n\n"
        "Petra Lang: Your sponsor says the climb was your idea. Was it?\n\nAnders Holm: It was mine alone.\n\n"
        "Petra Lang: And the rescue?\n\nAnders Holm: That was luck.\n"
    )
    found = statements(text)
    assert ("Petra Lang", "And the rescue?", None) in found
    assert [s for s, words, _ in found if words.startswith("the climb was")] == ["Your sponsor"]


def test_answers_in_the_plural_are_the_guests_too() -> None:
    """Not those of the byline."""
    text = (
        "By Ole Strand\n\nThe skipper Tora Vik has fished off Orla since 1990. She met us on the quay.\n\n"
        "How is the cod?\n\nWe have not seen one since May.\n\nWhat will you do?\n\nWe shall wait.\n"
    )
    assert [s for s, _, p in statements(text) if p is None] == ["Ole Strand", "Tora Vik", "Ole Strand", "Tora Vik"]
