"""The flat views, and lines of CSV: quick ways to what plain ones give."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from made_readings import reading

import dateline
from dateline.export.csv import head, lines
from dateline.record import Writer
from dateline.record.flat import folded
from dateline.record.stored import stored_tables
from dateline.schema import Participant


@pytest.mark.parametrize("run", [1, 2, 3, 7, 8, 9, 17, 40])
def test_white_space_is_folded_as_a_pattern_would(run: int) -> None:
    """Runs of any length, of every white space that the pattern takes and of those that it leaves."""
    words = "".join(f"a{mark * run}b \t\n{mark}" for mark in " \t\n\r\f\v\x1c\x85\xa0\u2028\u3000")
    query = f"SELECT {folded('w')}, regexp_replace(w, '\\s+', ' ', 'g') FROM (SELECT ? AS w)"
    made, told = duckdb.execute(query, [words]).fetchall()[0]
    assert made == told


_WORDS = [None, "", "plain", 'a "b"', "a,b", "a\r\nb", "=1", "-", "'", '@",\n', "é", " x ", "\tx", "x=1"]
_NUMBERS = [None, 0.1, -0.5, 1e-07, 1e22, 3.0, 0.1, float("inf"), -1.0, 2.5, 1.0, 0.0, 7.0, 8.0]
_BATCH = pa.record_batch(
    {"a,b": _WORDS, "n": _NUMBERS, "i": [*range(-1, 12), None], "is": [True, None] * 7, "l": [[w] for w in _WORDS]}
)


@pytest.mark.parametrize(
    "part", [_BATCH, _BATCH.slice(3, 6), _BATCH.select(["a,b"]), _BATCH.slice(0, 0)], ids=["all", "some", "one", "none"]
)
def test_lines_of_csv_are_those_of_a_plain_writer(part: pa.RecordBatch) -> None:
    """Marks that need quoting, formulas, lists, nulls, numbers of every size, and a part of a longer column."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(part.schema.names)
    writer.writerows([_plain(value) for value in row.values()] for row in part.to_pylist())
    assert (head(part.schema.names) + lines(part)).decode() == out.getvalue()


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return "'" + value if isinstance(value, str) and value.startswith(tuple("=+-@\t\r")) else value


def test_those_who_take_part_stand_in_the_order_of_the_event(tmp_path: Path) -> None:
    """Also where several begin at the same character, have no id or no words: each cell and each pair has its place."""
    made = reading()
    who = (Participant("a3", "b", 30, 31), Participant("a2", "Italy", 30, 35, "ITA"), Participant(None, "", 0, 0))
    whom = tuple(Participant(None, words, 40, 41, "FRA" if words == "c" else None) for words in "dcba")
    event = replace(made.events[0], actors=who, recipients=whom)
    Writer(tmp_path / "r").commit([stored_tables([replace(made, events=(event,))])])
    with dateline.open(tmp_path / "r") as record:
        row = record.table("flat_events").to_pylist()[0]
        pairs = record.table("flat_pairs").to_pylist()
    assert (row["actor"], row["actor_ids"]) == ("two officials; Italy", "one:a3; one:a2")
    assert (row["actor_country"], row["actor_sector"]) == ("ITA", None)
    assert (row["recipient"], row["recipient_ids"], row["recipient_country"]) == ("d; c; b; a", None, "FRA")
    assert [(p["actor"], p["recipient"]) for p in pairs] == [
        (actor, recipient) for actor in (None, "two officials", "Italy") for recipient in "dcba"
    ]
