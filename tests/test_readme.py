"""The README's commands and its Python run as they stand."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from documented import pieces
from page_runner import PageRunner

from dateline.intake import articles
from dateline.reading import read_batch
from dateline.record import Record
from dateline.resources import stories
from dateline.schema import Article, quote

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_the_readme_is_short() -> None:
    """A README over 120 lines is a manual."""
    assert len(README.splitlines()) < 120


def test_each_row_of_the_readme_is_read_in_the_sample_stories() -> None:
    """The table at the head of the README shows what comes out, not what should."""
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in re.findall(r"^\|.*\|$", README, flags=re.M)]
    read = set()
    for reading in read_batch([a for a in articles(stories.paths()) if isinstance(a, Article)]):
        names = {actor.id: actor.name for actor in reading.cast.actors}
        by_id = {s.id: s for s in reading.cast.statements}
        for said in reading.cast.statements:
            outer = by_id[said.parent].speaker if said.parent else None
            words = quote(reading.article.text, said.content)
            read.add((names.get(said.speaker or ""), said.stance, said.mode, words, names.get(outer or "", "")))
    assert len(rows) == 7
    assert {tuple(row) for row in rows[2:]} <= read


def test_what_the_readme_shows_runs(
    sample: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A user who types its lines one after the other meets no error, and has what they promise."""
    runner = PageRunner(tmp_path, monkeypatch)
    runner.prepare(sample, [])
    shutil.rmtree(tmp_path / "my-record")
    for piece in pieces("README.md", README):
        if piece.why_not is None:
            runner.run(piece)
    assert (tmp_path / "story.jsonl").read_text(encoding="utf-8").startswith('{"id"')
    assert list((tmp_path / "tables").glob("*.csv"))
    assert "Vidmar" in capsys.readouterr().out


def test_make_knows_the_readmes_targets() -> None:
    """The two lines of a new user are targets of the Makefile."""
    make = shutil.which("make")
    if make is None:
        pytest.skip("no make here")
    for target in ("demo", "test"):
        root = Path(__file__).parents[1]
        done = subprocess.run([make, "-n", target], cwd=root, capture_output=True, check=False)
        assert done.returncode == 0
