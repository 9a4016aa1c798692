"""The README's commands and its Python run as they stand."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.intake import articles
from dateline.reading import read_batch
from dateline.resources import stories
from dateline.schema import Article, quote

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
STORY = """\
Vidmar: ferry line will open by summer

TRIESTE, 5 March. The ferry line will open by summer, Deputy Minister Ana Vidmar said on Tuesday.

“We have the boats and we have the crews,” she told the Adriatic News Service.
"""


def blocks(kind: str) -> list[str]:
    """The fenced blocks of one kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```", README, flags=re.M | re.S)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one article, as a new user might have."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "story.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


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


def test_each_command_of_the_readme_runs(folder: Path) -> None:
    """A user who types the lines one after the other meets no error, and the last one has written JSON."""
    dateline = f'"{sys.executable}" -m dateline'
    for line in blocks("sh")[0].splitlines():
        done = subprocess.run(
            line.replace("dateline", dateline, 1), shell=True, cwd=folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{line}\n{done.stderr}"
    assert (folder / "story.jsonl").read_text(encoding="utf-8").startswith('{"id"')
    assert list((folder / "tables").glob("*.csv"))


def test_the_python_of_the_readme_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python example reads the folder and asks the record."""
    monkeypatch.chdir(folder)
    done = subprocess.run([sys.executable, "-c", blocks("python")[0]], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Vidmar" in done.stdout


def test_make_knows_the_readmes_targets() -> None:
    """The two lines of a new user are targets of the Makefile."""
    make = shutil.which("make")
    if make is None:
        pytest.skip("no make here")
    for target in ("demo", "test"):
        root = Path(__file__).parents[1]
        done = subprocess.run([make, "-n", target], cwd=root, capture_output=True, check=False)
        assert done.returncode == 0
