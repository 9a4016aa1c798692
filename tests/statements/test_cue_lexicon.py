"""What a word of the cue lexicon means in its frames."""

from __future__ import annotations

from dateline.statements.cues import lexicon


def test_the_frame_chooses_act_and_stance() -> None:
    """To agree that is a confirmation, to agree to is a promise without words."""
    words = lexicon()
    assert words["agree", "VERB"].meaning("to") == ("attitude", "promise")
    assert words["agree", "VERB"].meaning("clause") == ("speech", "confirm")
