"""What each stage takes is told, and reading goes on as before."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline import reading
from dateline.engine.profile import STAGES, profiled
from dateline.schema import Article
from dateline.terminal import read_with_progress


def test_every_stage_is_counted_and_left_as_it_was() -> None:
    """Each is one of the functions that the reading calls."""
    before = {name: getattr(reading, name) for name in STAGES}
    article = Article("one", "one.txt", "TRIESTE, 5 March. Ana Vidmar said on Monday that the ferry would sail.\n")
    with profiled() as profile:
        watched = reading.read_batch([article])
    assert dict(profile.calls) == dict.fromkeys(STAGES.values(), 1)
    assert {name: getattr(reading, name) for name in STAGES} == before
    assert watched == reading.read_batch([article])


def test_the_command_prints_a_line_a_stage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Below what was read."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.txt").write_text("TRIESTE, 5 March. Ana Vidmar said on Monday that the ferry would sail.\n")
    read_with_progress([str(tmp_path / "in")], tmp_path / "r", workers=None, columns={}, link=False, profile=True)
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("1 article")
    assert [line.split()[0] for line in told[3:-1]] == list(STAGES.values())
