"""A person has the last word."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_readings import reading

import dateline
from dateline.errors import InputError
from dateline.linking import link
from dateline.record import Record, Writer
from dateline.record.stored import stored_tables


@pytest.fixture(name="record")
def made_record(tmp_path: Path) -> Record:
    """Two people who are one, as a person knows."""
    writer = Writer(tmp_path / "r")
    writer.commit([stored_tables([reading("one"), reading("two", speaker="A. Vidmar")])])
    link(writer)
    return dateline.open(tmp_path / "r")


def actor_id(record: Record, name: str) -> str:
    """The id of the actor called ``name``."""
    found: str = record.actors(name=name).to_pylist()[0]["actor_id"]
    return found


def test_a_renamed_actor_has_its_new_name_everywhere(record: Record) -> None:
    """In the actors and with every statement, at once, until it is undone."""
    ana = actor_id(record, "Ana Vidmar")
    number = record.corrections.add("rename", ana, "Ana Vidmar-Kos", made_by="ed")
    assert record.actors(actor_id=ana).to_pylist()[0]["name"] == "Ana Vidmar-Kos"
    assert record.statements(speaker_id=ana).to_pylist()[0]["speaker"] == "Ana Vidmar-Kos"
    record.corrections.undo(number)
    assert record.statements(speaker_id=ana).to_pylist()[0]["speaker"] == "Ana Vidmar"
    assert [(c.made_by, c.undone) for c in record.corrections.all()] == [("ed", True)]


def test_a_merged_actor_is_the_other_everywhere(record: Record) -> None:
    """Statements, mentions and events go to the one that is left; its later name is theirs."""
    ana, short = actor_id(record, "Ana Vidmar"), actor_id(record, "A. Vidmar")
    italy = actor_id(record, "Italy")
    record.corrections.add("merge", short, ana, made_by="ed")
    assert {s["speaker_id"] for s in record.statements().to_pylist()} == {ana}
    assert {s["speaker"] for s in record.statements().to_pylist()} == {"Ana Vidmar"}
    assert record.actors(actor_id=short).num_rows == 0
    record.corrections.add("merge", italy, ana, made_by="ed")
    assert {p["id"] for e in record.events().to_pylist() for p in e["actors"]} == {ana}
    assert {m["actor_id"] for m in record.table("mentions").to_pylist()} == {ana}
    record.corrections.add("rename", ana, "Vidmar", made_by="ed")
    assert {s["speaker"] for s in record.statements().to_pylist()} == {"Vidmar"}


def test_a_correction_survives_a_new_reading(record: Record) -> None:
    """It is kept apart from what was read."""
    record.corrections.add("rename", actor_id(record, "Ana Vidmar"), "Ana Kos", made_by="ed")
    writer = Writer(record.path)
    writer.commit([stored_tables([reading("one", verb="wait")])])
    link(writer)
    assert record.statements(article_id="one").to_pylist()[0]["speaker"] == "Ana Kos"


def test_two_actors_cannot_each_be_the_other(record: Record) -> None:
    """A merge that would go in a circle is refused."""
    ana, short = actor_id(record, "Ana Vidmar"), actor_id(record, "A. Vidmar")
    record.corrections.add("merge", short, ana, made_by="ed")
    with pytest.raises(InputError, match="undo"):
        record.corrections.add("merge", ana, short, made_by="ed")
