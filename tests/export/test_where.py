"""Conditions in SQL narrow every export."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from made_readings import reading

import dateline
from dateline.errors import InputError
from dateline.export import export
from dateline.record import Record, Writer
from dateline.record.columns import TABLES
from dateline.record.stored import stored_tables


@pytest.fixture(name="record")
def made_record(tmp_path: Path) -> Record:
    """A record of two articles."""
    Writer(tmp_path / "record").commit([stored_tables([reading("one"), reading("two", speaker="Bo Lind")])])
    return dateline.open(tmp_path / "record")


def test_a_condition_on_articles_takes_the_rows_of_all_tables_with_it(record: Record, tmp_path: Path) -> None:
    """Whatever belongs to the other article alone is not there."""
    for path in export("parquet", record, tmp_path, where="article_id = 'two' -- and a comment"):
        rows = pq.read_table(path)
        if "article_id" in rows.column_names:
            assert set(rows.column("article_id").to_pylist()) <= {"two"}, path
    names = pq.read_table(tmp_path / "actors.parquet").column("name").to_pylist()
    assert sorted(names) == ["Bo Lind", "Italy"]


def test_a_condition_that_holds_for_all_changes_nothing(record: Record, tmp_path: Path) -> None:
    """Who is only in the cast, and neither mentioned nor taking part, is the one exception."""
    for path in export("parquet", record, tmp_path, where="true"):
        if path.stem not in ("actors", "roles"):
            found = pq.read_table(path).to_pylist()
            assert sorted(found, key=str) == sorted(record.table(path.stem).to_pylist(), key=str)


def test_events_and_statements_have_conditions_of_their_own(record: Record, tmp_path: Path) -> None:
    """The articles stay, and other rows with them."""
    where = ["events: quad = 4", "statements: stance = 'say'", "statements: speaker = 'Bo Lind'"]
    export("parquet", record, tmp_path, where=where)
    counts = {name: pq.read_table(tmp_path / f"{name}.parquet").num_rows for name in TABLES}
    assert (counts["articles"], counts["events"], counts["flat_events"]) == (2, 0, 0)
    assert (counts["statements"], counts["flat_statements"], counts["occurrences"]) == (1, 1, 0)


@pytest.mark.parametrize("where", ["nothing = 1", "times: true", " ", "true) UNION SELECT 1 --", "1 = 1; SELECT 2"])
def test_a_condition_that_is_none_is_told(record: Record, tmp_path: Path, where: str) -> None:
    """One line, and no file."""
    with pytest.raises(InputError):
        export("csv", record, tmp_path / "out", where=where)
    assert not list((tmp_path / "out").glob("*"))


def test_one_table_may_go_to_a_file_of_any_name(record: Record, tmp_path: Path) -> None:
    """So may a map; a folder of that name stays a folder."""
    assert export("csv", record, tmp_path / "e.csv", ["flat_events"]) == [tmp_path / "e.csv"]
    assert export("map.svg", record, tmp_path / "foo.svg") == [tmp_path / "foo.svg"]
    (tmp_path / "maps.svg").mkdir()
    assert export("map.svg", record, tmp_path / "maps.svg") == [tmp_path / "maps.svg" / "map.svg"]


def test_flat_rows_name_who_did_what_in_which_sentence(record: Record) -> None:
    """Every cell is one value that a person can read."""
    row = record.table("flat_events", article_id="two").to_pylist()[0]
    assert (row["actor"], row["actor_country"], row["words"], row["recipient"]) == ("Italy", "ITA", "sail", None)
    assert (row["place"], row["publisher"], row["said_by"]) == ("Trieste", "Gulf Wire", "Bo Lind")
    assert row["sentence"].startswith("Bo Lind said that 40 ferries")
    assert not any(isinstance(value, (list, dict)) for value in row.values())
    said = record.table("flat_statements", article_id="one").to_pylist()[0]
    assert (said["speaker"], said["speaker_sector"], said["cue"]) == ("Ana Vidmar", "GOV", "said")
    pair = record.table("flat_pairs", article_id="one").to_pylist()[0]
    assert (pair["actor"], pair["type"], pair["recipient"]) == ("Italy", "COOPERATE", None)
