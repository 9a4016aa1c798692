"""Who only hears is no speaker, and what is nobody's words is no statement."""

from __future__ import annotations

import pytest

import dateline


def said(text: str) -> list[tuple[str | None, list[str]]]:
    """The speaker and the words of each statement of ``text``."""
    read = dateline.annotate(text)
    names = {a["id"]: a["name"] for a in read["actors"]}
    return [(names.get(s["speaker"]), [text[a:b] for a, b in s["content"]]) for s in read["statements"]]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor was asked whether she would stay.",
        "The mayor, asked about the ferry, laughed.",
        "Three barns, said to be empty, were burned.",
        "Farmers, told to leave, packed their carts.",
        "The firm recalled 900 kettles.",
        "Its “green” fleet runs on coal.",
    ],
)
def test_nobody_speaks(text: str) -> None:
    """Who is asked or told, what is spoken of, goods called back and a scare quote make no statement."""
    assert said(text) == []


def test_who_hears_is_not_who_speaks() -> None:
    """ "The pilot was told that": somebody said so, and the text does not say who."""
    assert [who for who, _ in said("The pilot was told that the road was shut.")] == [None]


def test_a_memory_in_words_is_a_statement() -> None:
    """ "Recalled that" has words."""
    assert said("Ana Vidmar recalled that the boat was old.") == [("Ana Vidmar", ["that the boat was old"])]


def test_speech_goes_on_behind_the_dash() -> None:
    """In a paragraph that opens with a dash the words go on behind "— said X —"."""
    assert said("— We sail at noon — said Ida Holm — and nobody will stop us.") == [
        ("Ida Holm", ["We sail at noon", "and nobody will stop us."])
    ]
