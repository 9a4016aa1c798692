"""Marks that stand apart from their copy, and the copy that is made of them again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.training.standoff import apart, detokenised, joined, main

TEXT = "Police in Tesk arrested two smugglers. They released one of them."
ROW = {
    "id": "made:tesk",
    "text": TEXT,
    "published_at": None,
    "reader": 2,
    "events": [
        {
            "start": 15, "end": 23, "trigger": "arrested", "type": "COERCE", "modality": "asserted",
            "actor": [{"text": "Police in Tesk"}], "recipient": [{"text": "two smugglers"}],
        },
        {
            "start": 44, "end": 52, "trigger": "released", "type": "RETREAT", "modality": "asserted",
            "actor": [{"text": "They", "is": "Police"}], "recipient": [{"text": "one of them"}],
        },
    ],
}  # fmt: skip


def test_marks_hold_no_words() -> None:
    """Offsets, a hash and labels; nothing of the text."""
    kept = json.dumps(apart(ROW))
    assert not any(word in kept for word in ("Police", "smugglers", "arrested", "them"))


def test_joined_marks_are_the_marked_copy() -> None:
    """The article may go on after what was marked."""
    assert joined(apart(ROW), TEXT + " More came later.") == ROW


def test_another_text_is_refused() -> None:
    """What reads otherwise is not joined."""
    assert joined(apart(ROW), TEXT.replace("two", "six")) is None


def test_the_commands_write_and_join(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From marked copy to marks and back; an article that is lacking is named."""
    marked, marks, corpus, out = (tmp_path / n for n in ("marked.jsonl", "marks.jsonl", "corpus.jsonl", "out.jsonl"))
    other = {**ROW, "id": "made:other"}
    marked.write_text("".join(json.dumps(r) + "\n" for r in (ROW, other)), encoding="utf-8")
    corpus.write_text(json.dumps({"id": "tesk", "text": TEXT}) + "\n", encoding="utf-8")
    main(["write", "--marked", str(marked), "--out", str(marks)])
    main(["join", "--marks", str(marks), "--texts", f"made={corpus}", "--out", str(out)])
    assert [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()] == [ROW]
    assert "other is not in it" in capsys.readouterr().err


def test_tokens_that_stand_apart_are_written_together() -> None:
    """Quotation marks, brackets, points, short forms and hyphens close up; lines stay."""
    text = "He did n't go ( again ) , she said : `` No . ''\nThe hit - and - run cost $ 5 million ."
    assert detokenised(text) == 'He didn\'t go (again), she said: "No."\nThe hit-and-run cost $5 million.'
