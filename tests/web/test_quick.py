"""A large record is asked by way of tables of the server's own, which show what the record shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from linked_record import record_of
from made_readings import reading
from visitors import TOKEN, visitor

from dateline.linking import link
from dateline.record import Record, Writer
from dateline.record.stored import stored_tables
from dateline.web import queries
from dateline.web.quick import TABLES, Quick, quick


@pytest.fixture(name="record")
def made_record(tmp_path: Path) -> Iterator[Record]:
    """Two articles."""
    record = record_of(tmp_path / "r", [reading("one"), reading("two", verb="wait", speaker="Vera Kos")])
    yield record
    record.close()


def same(record: Record, made: Quick) -> None:
    """Both answer alike, whatever the order of what is not ordered."""
    for name in TABLES:
        query = f"SELECT * FROM {name}"
        told = [sorted(map(str, asked.sql(query).to_pylist())) for asked in (record, made)]
        assert told[0] == told[1], name


def test_its_tables_are_those_of_the_record(record: Record) -> None:
    """Before they are made the record answers; then they do, and an answer is kept until something changes."""
    made = Quick(record)
    assert made.sql("SELECT count(*) AS n FROM articles").to_pylist() == [{"n": 2}]
    made.make()
    same(record, made)
    assert made.sql("SELECT 1 AS one") is made.sql("SELECT 1 AS one")
    made.close()


def test_a_correction_of_a_row_is_taken_in_at_once(record: Record) -> None:
    """And so is its undoing, with the event's occurrence, and the queue of what nobody has judged."""
    made = Quick(record)
    made.make()
    number = record.correct.event_type("one:e1", "PROTEST", by="ed")
    record.correct.reject("statements", "two:s1", by="ed")
    same(record, made)
    assert made.sql("SELECT type FROM occurrences WHERE occurrence_id = 'one:e1'").to_pylist() == [{"type": "PROTEST"}]
    record.correct.undo(number, by="ed")
    same(record, made)
    made.close()


def test_after_a_commit_or_a_merge_the_record_answers_until_the_tables_are_made_anew(record: Record) -> None:
    """What is shown is never old."""
    made = Quick(record)
    made.make()
    writer = Writer(record.path)
    writer.commit([stored_tables([reading("three")])])
    link(writer)
    assert queries.counts(made)["articles"] == 3
    made.make()
    italy, ana = (made.actors(name=n).to_pylist()[0]["actor_id"] for n in ("Italy", "Ana Vidmar"))
    record.correct.merge(italy, ana, by="ed")
    assert made.sql("SELECT count(*) AS n FROM actors WHERE name = 'Italy'").to_pylist() == [{"n": 0}]
    made.make()
    same(record, made)
    made.close()


def test_the_room_is_served_from_it_as_from_the_record(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages, corrections and the search; a small record is held in memory instead."""
    assert quick(record) is record
    monkeypatch.setattr("dateline.record.record.KEPT_BYTES", 0)
    with Record(record.path, "200MB") as large:
        made = quick(large)
        assert isinstance(made, Quick)
        made.wait()
        with visitor(made) as room:
            room.cookies.set("dateline-token", TOKEN)
            for path in ("/", "/statements", "/events", "/people", "/articles?q=ferries", "/network", "/queue", "/ask"):
                assert room.get(path).status_code == 200, path
            room.post("/correct", data={"kind": "reject", "layer": "statements", "row": "one:s1"})
            assert "<b>1</b> statement" in room.get("/statements").text
