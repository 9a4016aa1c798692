"""The page of exports names every format, and its commands run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from dateline.export import FORMATS, SHAPES, export
from dateline.record import Record

PAGE = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
COMMANDS = [line.strip() for line in PAGE.splitlines() if line.startswith("    dateline export ")]


@pytest.mark.parametrize("form", [*FORMATS, *SHAPES])
def test_the_page_says_what_a_format_holds_and_loses(form: str) -> None:
    """A row of a table with three filled cells."""
    rows = [[c.strip() for c in line.split("|")[1:-1]] for line in PAGE.splitlines() if line.startswith("| `")]
    row = next(row for row in rows if f"`{form}`" in row[0])
    assert len(row) == 3
    assert all(row)


@pytest.mark.parametrize("command", [c for c in COMMANDS if "FORMAT" not in c])
def test_each_command_of_the_page_runs(sample: Record, tmp_path: Path, command: str) -> None:
    """With its conditions, as they stand."""
    words = shlex.split(command)
    where = [words[i + 1] for i, word in enumerate(words) if word == "--where"]
    tables = [words[i + 1] for i, word in enumerate(words) if word == "--table"]
    assert not re.findall(r"--(?!where|table|record|to)\w+", command)
    assert export(words[2], sample, tmp_path, tables, where)
