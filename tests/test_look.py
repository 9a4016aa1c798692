"""What is read in a text can be looked at, word by word and row by row."""

from __future__ import annotations

from pathlib import Path

import look
import pytest

TEXT = "Mayor Ana Vidmar said Norway closed two embassies in Chile on Monday."


def test_words_and_layers_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each word with its lemma and head, and a row of every layer that the text has."""
    (tmp_path / "story.txt").write_text(TEXT, encoding="utf-8")
    look.main([str(tmp_path / "story.txt")])
    lines = capsys.readouterr().out.splitlines()
    assert ["embassies", "embassy", "NOUN", "NNS", "dobj", "closed"] in [line.split()[1:] for line in lines]
    for row in (
        "statement  indirect speech say",
        "mention    Mayor Ana Vidmar (name) is a1 Ana Vidmar, by first",
        "event      SANCTION sever reported",
        "place      Chile is 3895114 Chile",
        "figure     two is 2.0 count",
        "time       Monday is ",
    ):
        assert any(line.startswith(row) for line in lines), row


def test_paragraphs_may_be_given_in_place_of_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    """Without any the script says how it is used."""
    look.main(["Brandt left.", "Ellen stayed at home with the engineers of the harbour board."])
    assert "mention    Ellen (name)" in capsys.readouterr().out
    with pytest.raises(SystemExit, match=r"python scripts/look\.py"):
        look.main([])
