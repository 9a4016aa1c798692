"""The tables go out as files."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from made_readings import reading

import dateline
from dateline.errors import InputError
from dateline.export import FORMATS, export
from dateline.record import Record, Writer
from dateline.record.columns import TABLES
from dateline.record.stored import stored_tables


@pytest.fixture(name="record")
def made_record(tmp_path: Path) -> Record:
    """A record of two articles."""
    Writer(tmp_path / "record").commit([stored_tables([reading("one"), reading("two", verb="wait")])])
    return dateline.open(tmp_path / "record")


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_writes_a_file_a_table(record: Record, tmp_path: Path, form: str) -> None:
    """All public tables are there, under their names, and nothing else."""
    written = export(form, record, tmp_path / "out")
    assert [p.name for p in written] == [f"{name}.{form}" for name in TABLES]
    assert sorted((tmp_path / "out").iterdir()) == sorted(written)


def test_parquet_and_json_lines_hold_the_rows_exactly(record: Record, tmp_path: Path) -> None:
    """What is read back is what the record answers."""
    for name in TABLES:
        rows = sorted(record.table(name).to_pylist(), key=str)
        exact = pq.read_table(export("parquet", record, tmp_path, [name])[0]).to_pylist()
        assert sorted(exact, key=str) == rows
        lines = export("jsonl", record, tmp_path, [name])[0].read_text(encoding="utf-8").splitlines()
        assert sorted(map(json.loads, lines), key=str) == rows


def test_csv_has_spans_as_json(record: Record, tmp_path: Path) -> None:
    """A list is JSON in its cell, and a null cell is empty."""
    with export("csv", record, tmp_path, ["statements"])[0].open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert [list(span) for span in json.loads(row["content"])] == [["start", "end"]]
    assert row["parent_id"] == ""


def test_csv_never_opens_a_cell_with_a_formula(tmp_path: Path) -> None:
    """A spreadsheet shows the words and does not run them."""
    Writer(tmp_path / "r").commit([stored_tables([reading("one", speaker='=HYPERLINK("x")')])])
    with export("csv", tmp_path / "r", tmp_path, ["statements"])[0].open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert row["source_text"] == '\'=HYPERLINK("x")'


def test_an_unknown_format_lists_those_there_are(record: Record, tmp_path: Path) -> None:
    """So does an unknown table."""
    with pytest.raises(InputError, match="csv, jsonl, parquet"):
        export("xlsx", record, tmp_path)
    with pytest.raises(InputError, match="statements"):
        export("csv", record, tmp_path, ["nothing"])
