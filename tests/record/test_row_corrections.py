"""A person says what a single row is; it holds in all tables, after a re-read, and can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_readings import reading

import dateline
from dateline.errors import InputError
from dateline.linking import link
from dateline.record import Record, Writer
from dateline.record.exchange import as_lines, from_lines
from dateline.record.stored import stored_tables

LAYERS = ("blocks", "mentions", "statements", "events", "figures")


@pytest.fixture(name="record")
def made_record(tmp_path: Path) -> Record:
    """Two linked articles."""
    writer = Writer(tmp_path / "record")
    writer.commit([stored_tables([reading("one"), reading("two", verb="wait")])])
    link(writer)
    return dateline.open(tmp_path / "record")


def actor(record: Record, name: str) -> str:
    """The id of an actor."""
    return str(record.actors(name=name).to_pylist()[0]["actor_id"])


def test_a_statement_is_given_to_another_speaker(record: Record) -> None:
    """Under the id and name that this one has after all other corrections."""
    number = record.correct.speaker("one:s1", actor(record, "Italy"), by="ed")
    record.correct.rename(actor(record, "Italy"), "the Italian Republic", by="ed")
    row = record.statements(article_id="one").to_pylist()[0]
    assert row["speaker"] == "the Italian Republic"
    assert record.statements(article_id="two").to_pylist()[0]["speaker"] == "Ana Vidmar"
    record.correct.undo(number, by="ed")
    assert record.statements(article_id="one").to_pylist()[0]["speaker"] == "Ana Vidmar"


def test_what_is_no_statement_goes_and_nothing_points_to_it(record: Record) -> None:
    """The event that stood in it stays, by itself."""
    record.correct.reject("statements", "one:s1", by="ed")
    assert record.statements(article_id="one").num_rows == 0
    assert record.events(article_id="one").to_pylist()[0]["statement_id"] is None
    assert record.events(article_id="two").to_pylist()[0]["statement_id"] == "two:s1"


def test_an_event_gets_another_type_and_what_follows_from_it(record: Record) -> None:
    """The nearest CAMEO code, the quad class and Goldstein's value; mode and context are not known."""
    record.correct.event_type("one:e1", "ASSAULT", by="ed")
    record.correct.modality("one:e1", "denied", by="ed")
    record.correct.exchange_sides("one:e1", by="ed")
    row = record.events(article_id="one").to_pylist()[0]
    assert (row["type"], row["quad"], row["modality"]) == ("ASSAULT", 4, "denied")
    assert row["goldstein"] < 0
    assert [p["text"] for p in row["recipients"]] == ["Italy"]
    found = record.occurrences(occurrence_id="one:e1").to_pylist()
    assert [o["type"] for o in found] == ["ASSAULT"]


def test_a_block_gets_another_kind_with_what_stands_in_it(record: Record) -> None:
    """What is standing background is not counted anew."""
    body = next(b for b in record.table("blocks", article_id="one").to_pylist() if b["kind"] == "body")
    record.correct.block("one", body["block_no"], "background", by="ed")
    kinds = [b["kind"] for b in record.table("blocks", article_id="one").to_pylist()]
    assert sorted(kinds) == ["background", "dateline"]


def test_one_article_shows_its_corrected_rows_as_the_tables_do(record: Record) -> None:
    """Row for row."""
    record.correct.speaker("one:s1", actor(record, "Italy"), by="ed")
    record.correct.event_type("one:e1", "PROTEST", by="ed")
    record.correct.reject("statements", "two:s1", by="ed")
    record.correct.exchange_sides("two:e1", by="ed")
    record.correct.block("two", 1, "background", by="ed")
    for article_id in ("one", "two"):
        shown = record.article(article_id)
        assert shown is not None
        for name in LAYERS:
            assert sorted(shown[name], key=str) == sorted(
                record.table(name, article_id=article_id).to_pylist(), key=str
            )


def test_a_correction_finds_its_row_after_a_new_reading(record: Record) -> None:
    """By its words; where these are gone it is orphaned, and it holds again when they are back."""
    number = record.correct.speaker("one:s1", actor(record, "Italy"), by="ed")
    writer = Writer(record.path)
    writer.commit([stored_tables([reading("one", verb="wait")])])
    link(writer)
    assert [c.correction_id for c in record.corrections.orphaned()] == [number]
    assert record.statements(article_id="one").to_pylist()[0]["speaker"] == "Ana Vidmar"
    writer.commit([stored_tables([reading("one")])])
    link(writer)
    assert record.corrections.orphaned() == []
    assert record.statements(article_id="one").to_pylist()[0]["speaker"] == "Italy"


def test_the_last_word_on_a_row_counts(record: Record) -> None:
    """What was rejected and then given a type is an event again; what is confirmed stays as it was."""
    record.correct.reject("events", "one:e1", by="ed")
    record.correct.event_type("one:e1", "PROTEST", by="ed")
    assert record.events(article_id="one").to_pylist()[0]["type"] == "PROTEST"
    record.correct.confirm("statements", "one:s1", by="ed")
    assert record.statements(article_id="one").to_pylist()[0]["speaker"] == "Ana Vidmar"


def test_corrections_of_rows_travel_in_a_file(record: Record) -> None:
    """As others do."""
    record.correct.event_type("one:e1", "PROTEST", by="ed")
    record.correct.exchange_sides("one:e1", by="ed")
    made = list(from_lines(as_lines(record.corrections.all())))
    assert [(c.kind, c.layer, c.quoted, c.value) for c in made] == [
        ("type", "events", "sail", "PROTEST"), ("sides", "events", "sail", ""),
    ]  # fmt: skip


def test_what_is_not_there_cannot_be_corrected(record: Record) -> None:
    """Nor can a row be what there is no word for."""
    with pytest.raises(InputError, match="no row one:s9"):
        record.correct.reject("statements", "one:s9")
    with pytest.raises(InputError, match="no type WAR"):
        record.correct.event_type("one:e1", "WAR")
    with pytest.raises(InputError, match="no actor nobody"):
        record.correct.speaker("one:s1", "nobody")
    assert record.corrections.all() == []
