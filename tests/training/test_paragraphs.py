"""Marked paragraphs of our own are read, and a slip in one is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import FormatError
from dateline.training.paragraphs import rows_of

OURS = sorted((Path(__file__).parents[2] / "corpus" / "paragraphs").glob("*.txt"))


def test_triggers_and_sides_are_found(tmp_path: Path) -> None:
    """The second place of a trigger, whom a pronoun means, several on one side, and none on the other."""
    path = tmp_path / "some.txt"
    path.write_text(
        "# a remark\n\nHe met her, then met Ruz and Ivo.\n= met#2 | CONSULT | asserted | He{Ana} | Ruz; Ivo\n\n"
        "Nothing happened.\n",
        encoding="utf-8",
    )
    first, second = rows_of(path)
    (event,) = first["events"]
    assert first["text"][event["start"] :].startswith("met Ruz")
    assert event["actor"] == [{"text": "He", "is": "Ana"}]
    assert [side["text"] for side in event["recipient"]] == ["Ruz", "Ivo"]
    assert second["events"] == []


@pytest.mark.parametrize(
    "line", ["= met | CONSULT | asserted |", "= sat | CONSULT | asserted | He |", "= met | TALK | asserted | He |"]
)
def test_a_slip_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    """A part too few, a word that is not there, a type that is none."""
    path = tmp_path / "some.txt"
    path.write_text(f"He met her.\n{line}\n", encoding="utf-8")
    with pytest.raises(FormatError, match="line 2"):
        list(rows_of(path))


def test_our_paragraphs_hold() -> None:
    """What ships in the corpus can be read to the last line."""
    rows = [row for path in OURS for row in rows_of(path)]
    assert len(rows) == len({row["id"] for row in rows}) > 500
    assert sum(len(row["events"]) for row in rows) > 1000
