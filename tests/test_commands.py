"""Every command shows rows in the forms that there are, says as much as it is asked to, and leaves with its code."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from linked_record import record_of
from made_readings import reading
from typer.testing import CliRunner

import dateline
from dateline.cli import app
from dateline.errors import InputError

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture(name="path")
def record_path(tmp_path: Path) -> Path:
    """A record of two articles."""
    with record_of(tmp_path / "r", [reading("one"), reading("two")]) as record:
        record.correct.event_type("one:e1", "AID", by="ed")
    return tmp_path / "r"


def asked(*words: str) -> str:
    """What a command writes to standard output."""
    done = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize("command", [
    ["info"], ["problems"], ["check"], ["correct", "list"], ["ask", "FROM events"], ["open", "one:e1"],
    ["rows", "statements"], ["token", "add", "ines"], ["token", "list"],
])  # fmt: skip
def test_rows_are_shown_in_every_form(path: Path, command: list[str]) -> None:
    """JSON is an object a line, CSV has a line of names, another form is refused."""
    objects = [json.loads(line) for line in asked(*command, "-r", str(path), "-f", "json").splitlines()]
    rows = list(csv.DictReader(io.StringIO(asked(*command, "-r", str(path), "-f", "csv"))))
    assert len(objects) == len(rows)
    assert all(list(o) == list(r) for o, r in zip(objects, rows, strict=True))
    assert asked(*command, "-r", str(path))
    with pytest.raises(InputError, match="choose table, json or csv"):
        CliRunner().invoke(app, [*command, "-r", str(path), "-f", "xml"], catch_exceptions=False)


def test_what_is_forgotten_is_told_in_every_form(path: Path) -> None:
    """A row for each thing done and left; another form is refused before anything is forgotten."""
    with pytest.raises(InputError, match="choose table, json or csv"):
        CliRunner().invoke(app, ["forget", "article", "one", "-r", str(path), "-f", "xml"], catch_exceptions=False)
    told = asked("forget", "article", "one", "-r", str(path), "--yes", "-f", "json").splitlines()
    assert {json.loads(line)["what"] for line in told} == {"done", "left"}
    assert asked("redact", "two", "ferries", "-r", str(path), "--yes", "-f", "csv").startswith("what,message\ndone,")


def test_lists_and_scores_are_rows(tmp_path: Path) -> None:
    """What lists hold, and what the reader reaches on gold."""
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "furniture.tsv").write_text("kind\thow\twords\npromo\tis\tsubscribe now\n")
    gold = {
        "id": "a",
        "text": "Ana Vidmar left Trieste.",
        "toponyms": [{"start": 16, "end": 23, "lat": 45.6, "lon": 13.8}],
    }
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold), encoding="utf-8")
    told = asked("evaluate", "places", "--gold", str(tmp_path / "gold.jsonl"), "-w", "1", "-f", "json").splitlines()
    assert all(set(json.loads(line)) == {"name", "value", "detail"} for line in told)
    assert json.loads(asked("lists", str(tmp_path / "lists"), "-f", "json")) == {"list": "furniture.tsv", "rows": 1}


def test_each_key_of_the_records_marker_is_on_the_page(path: Path) -> None:
    """And the page tells of none that is not written."""
    from dateline.record.folder import name_lists, name_tables

    name_tables(path, ["own"])
    name_lists(path, ["types.tsv"], "0.1.0+lists.1a2b3c4d")
    told = tomllib.loads((path / "record.toml").read_text(encoding="utf-8"))
    keys = {f"{section}.{key}" for section, values in told.items() for key in values}
    page = (DOCS / "commands.md").read_text(encoding="utf-8").partition("## record.toml")[2].partition("##")[0]
    assert set(re.findall(r"`(\w+\.\w+)`", re.sub(r"\[[^]]*\]\([^)]*\)", "", page))) == keys


def test_quiet_leaves_results(path: Path) -> None:
    """And nothing of what was done."""
    assert asked("--quiet", "check", "-r", str(path)) == ""
    assert asked("--quiet", "ask", "SELECT 1 AS one", "-r", str(path), "-f", "json") == '{"one": 1}\n'
    assert "whole" in asked("check", "-r", str(path))


def test_a_link_leads_to_an_articles_characters(path: Path) -> None:
    """By row, by offsets, by article."""
    words, cited, link = asked("open", "one:e1", "-r", str(path)).splitlines()
    assert words == "sail"
    assert cited.startswith("Gulf Wire, 2031-03-06, one.txt, characters ")
    start, end = link.partition("?at=")[2].partition("#")[0].split("-")
    assert asked("open", f"one:{start}-{end}", "-r", str(path), "--port", "9000").splitlines()[0] == "sail"
    assert asked("open", "one", "-r", str(path)).splitlines()[-1].endswith("/article/one")
    for wrong in ("three", "one:s9", "one:5-9999"):
        with pytest.raises(InputError):
            CliRunner().invoke(app, ["open", wrong, "-r", str(path)], catch_exceptions=False)


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program as a user starts it."""
    env = {**os.environ, **environment}
    return subprocess.run(
        [sys.executable, "-m", "dateline", *words], capture_output=True, text=True, env=env, check=False
    )


def test_exit_codes_are_those_of_the_page(path: Path) -> None:
    """0, 1 and 2, each where the page says so; no colour where none is wanted, a traceback where it is asked for."""
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    assert [line.split("|")[1].strip() for line in page.splitlines() if line.startswith(("| 0", "| 1", "| 2"))] == [
        "0", "1", "2", "130",
    ]  # fmt: skip
    (path / "empty.txt").write_text("", encoding="utf-8")
    assert run("--quiet", "read", str(path / "nothing*"), "--record", str(path)).returncode in (1, 2)
    wrong = run("-v", "ask", "SELEC 1", "-r", str(path))
    assert (wrong.returncode, wrong.stdout, "Traceback" in wrong.stderr) == (2, "", True)
    shown = run("ask", "SELECT 1 AS one", "-r", str(path), NO_COLOR="1", FORCE_COLOR="1")
    assert "\x1b[3" not in shown.stdout


def test_the_shell_completes_commands_and_formats() -> None:
    """As typer's own scripts ask for it."""
    started = "import sys; sys.argv = ['dateline']; from dateline.__main__ import main; main()"
    for words, at, wanted in (
        ("dateline export geo", "2", ["geojson", "geopackage"]),
        ("dateline bac", "1", ["backup"]),
    ):
        env = {**os.environ, "_DATELINE_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": at}
        told = subprocess.run([sys.executable, "-c", started], capture_output=True, text=True, env=env, check=False)
        assert told.stdout.split() == wanted


def test_annotate_gives_the_names_of_sql_too() -> None:
    """``actors`` beside ``actor``, ``date_start`` beside ``date``."""
    row = dateline.annotate("TRIESTE, 5 March. Italy sent ten ships to Malta on Monday.", published_at="2031-03-06")
    assert row["events"]
    for event in row["events"]:
        assert (event["actors"], event["recipients"], event["date_start"]) == (
            event["actor"], event["recipient"], event["date"],
        )  # fmt: skip
