"""Copy in capitals is given a case; all other copy is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.language.casing import recased, recased_line, small_words


def test_copy_in_capitals_keeps_capitals_on_what_may_be_names() -> None:
    """Function words and words of saying go to small letters."""
    text = "THE LAKE COMMITTEE SAID THAT ILSE BRANDT HAD TOLD THE US ENVOY IN OSLO ABOUT IT."
    cased = "the Lake Committee said that Ilse Brandt had told the US Envoy in Oslo about it."
    assert recased(text) == cased


def test_usual_copy_is_left_alone() -> None:
    """A headline in capitals above usual copy changes nothing."""
    text = "PIER CLOSED\n\nThe harbour master said that the pier was closed, and that it would stay so until June."
    assert recased(text) == text


@given(st.text())
def test_the_length_is_kept(text: str) -> None:
    """Every offset stays that of the article."""
    assert len(recased(text + text.upper())) == len(text + text.upper())


def test_a_headline_in_capitals_takes_the_small_letters_of_the_copy_below() -> None:
    """Words that the copy has in small letters, and verbs of events, lose their capitals; names keep one."""
    told = small_words("The ferry firm was silent. Ana Vidmar smiled.")
    assert recased_line("COURT FINES FERRY FIRM OF VIDMAR", told) == "Court fines ferry firm of Vidmar"


@pytest.mark.parametrize("line", ["Court fines ferry firm", "UN", "OSLO, MARCH"])
def test_lines_that_are_not_headlines_in_capitals_stay(line: str) -> None:
    """Usual case, single words and short lines are left alone."""
    assert recased_line(line, frozenset({"court", "oslo"})) == line
