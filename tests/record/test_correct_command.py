"""``dateline correct``: each command corrects the record, and says what is wrong in one line."""

from __future__ import annotations

from pathlib import Path

import pytest
from linked_record import record_of
from made_readings import reading
from typer.testing import CliRunner

from dateline.cli import app
from dateline.errors import InputError
from dateline.record import Record


@pytest.fixture(name="record")
def made_record(tmp_path: Path) -> Record:
    """Two articles, two names."""
    return record_of(tmp_path / "r", [reading("one"), reading("two", speaker="Vera Vidmar")])


def correct(record: Record, *words: str) -> str:
    """What a command says."""
    done = CliRunner().invoke(app, ["correct", *words, "--record", str(record.path)], env={"COLUMNS": "300"})
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.output


def actor_id(record: Record, name: str) -> str:
    """The id of the actor called ``name``."""
    found: str = record.actors(name=name).to_pylist()[0]["actor_id"]
    return found


def test_each_command_corrects(record: Record, tmp_path: Path) -> None:
    """From merging to taking back, with who and why on the list."""
    ana, short, italy = (actor_id(record, n) for n in ("Ana Vidmar", "Vera Vidmar", "Italy"))
    assert "undo 1 " in correct(record, "merge", short, ana, "--by", "ed", "--note", "one woman")
    correct(record, "rename", ana, "Ana Kos")
    correct(record, "set-id", italy, "Q38")
    correct(record, "drop", "one:a3")
    assert record.actors(name="Ana Kos").to_pylist()[0]["actor_id"] == ana
    assert record.actors(wikidata_id="Q38").num_rows == 1
    assert record.actors(name="two officials").num_rows == 1
    listed = correct(record, "list")
    assert "one woman" in listed
    correct(record, "undo", "1")
    assert record.actor_id(short) == short
    assert "undone" in correct(record, "list")
    correct(record, "split", ana, "--article", "one", "--into", short)
    assert {s["speaker_id"] for s in record.statements().to_pylist()} == {short}
    assert "no corrections" in correct(record, "list", "--orphaned")
    assert "5 corrections" in correct(record, "export", str(tmp_path / "c.jsonl"))
    assert "0 corrections taken in" in correct(record, "import", str(tmp_path / "c.jsonl"))


@pytest.mark.parametrize(
    "words", [["drop", "nobody"], ["undo", "9"], ["merge", "x", "y"], ["split", "x"], ["set-id", "x", "Q1"]]
)
def test_what_is_wrong_is_told(record: Record, words: list[str]) -> None:
    """In one line that says what is not there."""
    with pytest.raises(InputError):
        correct(record, *words)
