"""What the commands show."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from made_readings import reading
from typer.testing import CliRunner

import dateline
from dateline.answers import answer
from dateline.cli import app
from dateline.errors import InputError
from dateline.export import FORMATS, SHAPES
from dateline.record import Writer
from dateline.record.columns import TABLES
from dateline.record.stored import stored_tables


@pytest.fixture(name="path")
def record_path(tmp_path: Path) -> Path:
    """A record of two articles."""
    Writer(tmp_path / "r").commit([stored_tables([reading("one"), reading("two")])])
    return tmp_path / "r"


def test_many_columns_are_shown_a_row_a_block(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names and words can be read; what is null is left out. A few columns are a table."""
    monkeypatch.setenv("COLUMNS", "80")
    answer("SELECT * FROM flat_events", path, "table")
    shown = capsys.readouterr().out
    assert re.search(r"^actor +Italy *$", shown, re.M)
    assert shown.count("row ") == 2
    assert "recipient_sector" not in shown
    answer("SELECT speaker, stance FROM statements", path, "table")
    assert re.search(r"^speaker +stance *$", capsys.readouterr().out, re.M)


def test_a_mistyped_column_gets_the_nearest_and_the_list(path: Path) -> None:
    """So does a table."""
    with pytest.raises(InputError, match=r"Nearest: speaker.*statements has statement_id"):
        answer("SELECT speeker FROM statements", path, "table")
    with pytest.raises(InputError, match="The tables are articles"):
        answer("SELECT * FROM statement", path, "table")


def test_help_names_the_tables_and_the_formats() -> None:
    """All that there are."""
    asked, exported = (CliRunner().invoke(app, [command, "--help"]).output for command in ("ask", "export"))
    assert [name for name in TABLES if not re.search(rf"\b{name}\b", asked)] == []
    assert [name for name in [*FORMATS, *SHAPES] if not re.search(rf"[ \n]{re.escape(name)}\b", exported)] == []


def test_the_version_names_reader_tables_and_weights() -> None:
    """A line each."""
    lines = CliRunner().invoke(app, ["--version"]).output.splitlines()
    assert lines[0] == f"dateline {dateline.__version__}"
    assert re.fullmatch(r"tables   [0-9a-f]{12}", lines[1])
    assert [line.split()[1] for line in lines[2:]][:1] == ["attribution.onnx"]


def test_the_package_lists_what_it_has() -> None:
    """Also before it is loaded."""
    code = "import dateline; print([n in dir(dateline) for n in ('annotate', 'open', 'read')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[True, True, True]\n"
