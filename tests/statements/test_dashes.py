"""Speech by dashes and brackets, nouns that name their source, and quotations after somebody began to talk."""

from __future__ import annotations

import pytest
from said import said, story

import dateline
from dateline.schema import quote


def test_who_is_named_behind_a_quotation_has_said_it() -> None:
    """In brackets or after a dash, with an office or without one."""
    for behind in (
        " (Greta Olm, engineer).",
        " — Greta Olm, engineer",
        " – Greta Olm",
        "― Greta Olm",
        "\n\n— Greta Olm, engineer",
    ):
        found = said(story(f"The bridge is old.\n\n“The roof will hold this winter.”{behind}\n\nIt did."))
        assert [(s.source.split(",")[0], s.statement.mode) for s in found] == [("Greta Olm", "direct")]


def test_brackets_that_hold_no_name_give_no_speaker() -> None:
    """A year or a remark behind a title is nobody."""
    assert said("He wrote “The Long Road Home” (1931). She sang “Salt on the Quay” (twice).") == []


def test_the_lines_of_a_dialogue_are_said_by_whom_they_name() -> None:
    """What stands behind the cue goes on with the words before it; "you said" inside a line is no cue of it."""
    found = said(
        story(
            "They met on the quay.\n\n— The ship is late, said Vera Lund. It will come tomorrow.\n\n"
            "— And who pays? asked her brother, Nils Lund.\n\n— You said, Lund answered, the owner pays.\n"
        )
    )
    assert [(s.source, s.content) for s in found] == [
        ("Vera Lund", "The ship is late … It will come tomorrow."),
        ("her brother, Nils Lund", "And who pays?"),
        ("Lund", "You said … the owner pays."),
    ]


DIALOGUE = """Bela Orsik casts bells. Zofia Ilk met him in his yard.

— You are late, said Orsik without looking up. The metal does not wait.

— Is it true that this one is the last? asked Ilk.

— Who told you that?

— The priest and half of the town.

— He cannot hear the bells any more.
"""


def test_a_line_that_names_nobody_is_of_whoever_spoke_before_the_last() -> None:
    """Two talk in turn; what stands behind "said X" up to the full stop is the story's."""
    row = dateline.annotate(DIALOGUE)
    names = {a["id"]: a["name"] for a in row["actors"]}
    found = [(names.get(s["speaker"]), quote(row["text"], s["content"])) for s in row["statements"]]
    assert found == [
        ("Bela Orsik", "You are late … The metal does not wait."),
        ("Zofia Ilk", "Is it true that this one is the last?"),
        ("Bela Orsik", "Who told you that?"),
        ("Zofia Ilk", "The priest and half of the town."),
        ("Bela Orsik", "He cannot hear the bells any more."),
    ]


def test_a_list_with_dashes_is_no_dialogue() -> None:
    """Nobody asks in it."""
    text = "What changes:\n\n— Trams will stop at ten.\n\n— Buses will run.\n\n— The pier is shut, said Brandt.\n"
    assert [s.content for s in said(story(text))] == ["The pier is shut"]


def test_a_verb_of_no_list_is_a_cue_behind_a_dash() -> None:
    """Right behind it, with its subject."""
    (only,) = said(story("They met on the quay.\n\n— Without a guarantee we do not sit down — grunted Karol Wit.\n"))
    assert (only.source, only.content) == ("Karol Wit", "Without a guarantee we do not sit down")


def test_a_cue_between_dashes_inside_the_marks_is_none_of_the_words() -> None:
    """The words stand before the first dash and behind the second."""
    (only,) = said("“The harvest – said the minister, Karol Wit – will be poor this year.”")
    assert (only.source, only.content) == ("the minister, Karol Wit", "“The harvest … will be poor this year.”")


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Rebels rejected the claim by the army that the town had fallen.", "the army", "that the town had fallen"),
        ("The assurance from the bank that savings were safe calmed nobody.", "the bank", "that savings were safe"),
        ("His promise that the wall would stand was broken.", "His", "that the wall would stand"),
        ("Her insistence that the dam was safe angered villagers.", "Her", "that the dam was safe"),
    ],
)
def test_a_noun_takes_its_clause_and_not_the_verb_of_the_sentence(text: str, source: str, content: str) -> None:
    """The source is the one it names, also where somebody rejects it."""
    assert (source, content) in [(s.source, s.content) for s in said(text)]


def test_a_quotation_after_somebody_began_to_talk_is_theirs() -> None:
    """Not of the one who nods after it."""
    (only,) = said("Alice Moreau turned to Bob Reyes. “The pier is closed to us.” Reyes nodded.")
    assert only.source == "Alice Moreau"


def test_what_critics_call_something_is_no_statement() -> None:
    """A term in quotation marks is none of their words."""
    assert said("He sang on Monday in what critics call a “comeback”.") == []
