"""The scanner of quotation marks, by itself."""

from __future__ import annotations

import pytest

from dateline.schema import Span
from dateline.statements.quotation import find_quotations


def quoted(text: str) -> list[list[str]]:
    """The pieces of each quotation of ``text``, a paragraph a line."""
    paragraphs, position = [], 0
    for line in text.split("\n"):
        if line:
            paragraphs.append(Span(position, position + len(line)))
        position += len(line) + 1
    return [[text[s:e] for s, e in q.pieces] for q in find_quotations(text, paragraphs)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said “go” and “stay”.", [["“go”"], ["“stay”"]]),
        ("He said \"go\" and \"stay\".", [['"go"'], ['"stay"']]),
        ("She said „go“ then »stay«.", [["„go“"], ["»stay«"]]),
        ("“The “old” pier is closed,” she said.", [["“The “old” pier is closed,”"]]),
        ("The ministers' plan and the crews' answer", []),
        ("'The crews' answer is no,' she said", [["'The crews' answer is no,'"]]),
        ("a 6\" pipe", []),
        ("closed” and open", []),
        ("HE TOLD THEM QUOTE GO HOME UNQUOTE TONIGHT", [["QUOTE GO HOME UNQUOTE"]]),
        ("THE QUOTE OF THE DAY", []),
    ],
)  # fmt: skip
def test_the_outermost_marks_are_found(text: str, found: list[list[str]]) -> None:
    """Marks of any style, nested or stray."""
    assert quoted(text) == found


def test_a_mark_left_open_ends_with_its_paragraph() -> None:
    """A missing mark does not swallow the rest of the article."""
    assert quoted("He said: “The pier is closed.\nThe ferries stay.") == [["“The pier is closed."]]


def test_a_new_opening_mark_goes_on_with_the_paragraph_before() -> None:
    """Speech over paragraphs is one quotation in pieces."""
    assert quoted("“The pier is closed.\n“It is old.”") == [["“The pier is closed.", "“It is old.”"]]
