"""What is kept of a report to tell whether another is of the same event."""

from __future__ import annotations

import pytest
from told_events import article, event

from dateline import resources
from dateline.linking.reports import Party, made, stem

MARCH = "Nine hundred dockers marched in Port Ardo against night shifts, the minister said on Monday."


@pytest.mark.parametrize(
    ("one", "other"),
    [("attacks", "attacking"), ("bombed", "bombing"), ("tariffs", "tariff"), ("parties", "party"), ("ship's", "ships")],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    """Number, tense and possession do not tell words apart."""
    assert stem(one) == stem(other)


def test_words_are_listed_once_and_in_lower_case() -> None:
    """The table of words that tell nothing can be looked through."""
    words = [w for line in resources.toml("report_words.toml").values() for w in line.split()]
    assert len(set(words)) == len(words)
    assert all(w == w.casefold() for w in words)


def test_the_words_of_reporting_and_of_named_parties_are_left_out() -> None:
    """What is left says what was done: a town that is no party stays, the minister and the day go."""
    reading = article("a", "2031-05-06", event(MARCH, "PROTEST", "marched"))
    row = {"reading": 1, "article_id": "a", "block_kind": "body", "id": "e1", "type": "PROTEST", "mode": None,
           "modality": "asserted", "trigger": [{"start": MARCH.index("marched"), "end": MARCH.index(" in ")}],
           "recipients": [], "date_start": None, "date_end": None, "date_from": None, "place_id": None,
           "place_from": None,
           "actors": [{"id": "a1", "start": 0, "end": 20, "country": None, "sector": None}]}  # fmt: skip
    sentences = [{"start": 0, "end": len(MARCH)}]
    named = {"a1": Party("group-1", "group", True, None, None)}
    assert made(row, reading.article.text, sentences, None, named, {}).words == {"port", "ardo", "night", "shift"}
    unnamed = {"a1": Party("group-1", "group", False, None, None)}
    assert "docker" in made(row, reading.article.text, sentences, None, unnamed, {}).words
