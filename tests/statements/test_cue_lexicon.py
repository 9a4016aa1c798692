"""The cue lexicon can be read and is consistent."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from dateline import resources
from dateline.schema import Act, Stance
from dateline.statements.cues import TABLE, lexicon


def test_every_row_has_a_known_act_and_stance() -> None:
    """Acts and stances are those of the schema."""
    for row in resources.table(TABLE):
        assert row["act"] in get_args(Act)
        assert row["stance"] in get_args(Stance)
        assert row["pos"] in ("verb", "noun", "adj")
        assert row["frames"]


def test_a_frame_of_a_word_has_one_meaning() -> None:
    """No two rows give the same frame of the same word."""
    frames = Counter((row["lemma"], row["pos"], f) for row in resources.table(TABLE) for f in row["frames"].split())
    assert [key for key, count in frames.items() if count > 1] == []


def test_the_frame_chooses_act_and_stance() -> None:
    """To agree that is a confirmation, to agree to is a promise without words."""
    words = lexicon()
    assert words["agree", "VERB"].meaning("to") == ("attitude", "promise")
    assert words["agree", "VERB"].meaning("clause") == ("speech", "confirm")
