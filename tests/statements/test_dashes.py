"""Speech by dashes and brackets, nouns that name their source, and quotations after somebody began to talk."""

from __future__ import annotations

import pytest
from said import said, story


def test_who_is_named_behind_a_quotation_has_said_it() -> None:
    """In brackets or after a dash, with an office or without one."""
    for behind in (" (Greta Olm, engineer).", " — Greta Olm, engineer", " – Greta Olm", "\n\n— Greta Olm, engineer"):
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
