"""A person has the last word."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from linked_record import record_of
from made_readings import reading

from dateline.errors import InputError
from dateline.linking import link
from dateline.record import Record, Writer
from dateline.record.exchange import as_lines, from_lines
from dateline.record.stored import stored_tables
from dateline.schema import Cast, Reading


@pytest.fixture(name="record")
def made_record(tmp_path: Path) -> Record:
    """Two people who are one, as a person knows."""
    return record_of(tmp_path / "r", [reading("one"), reading("two", speaker="Vera Vidmar")])


def committed(record: Record, again: Reading) -> None:
    """Commit a newer reading and link it."""
    writer = Writer(record.path)
    writer.commit([stored_tables([again])])
    link(writer)


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
    ana, short = actor_id(record, "Ana Vidmar"), actor_id(record, "Vera Vidmar")
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
    ana, short = actor_id(record, "Ana Vidmar"), actor_id(record, "Vera Vidmar")
    record.correct.merge(short, ana, by="ed")
    with pytest.raises(InputError, match="one already"):
        record.correct.merge(ana, short, by="ed")
    with pytest.raises(InputError, match="undo"):
        record.corrections.add("merge", ana, short, made_by="ed")


def test_a_merged_actor_hands_on_its_names_and_roles(record: Record) -> None:
    """They are among the aliases and roles of the other, and its id redirects."""
    ana, italy = actor_id(record, "Ana Vidmar"), actor_id(record, "Italy")
    number = record.correct.merge(ana, italy, by="ed")
    row = record.actors(actor_id=italy).to_pylist()[0]
    assert (row["name"], row["aliases"], row["roles"]) == ("Italy", ["Ana Vidmar", "Vidmar"], ["minister"])
    assert record.actor_id(ana) == italy
    record.correct.undo(number, by="al")
    assert record.actor_id(ana) == ana
    assert record.corrections.all()[0].undone_by == "al"


def test_what_an_article_says_can_be_somebody_elses(tmp_path: Path) -> None:
    """A split takes one article's actor out of its identity; the other articles stay, and so does the rest."""
    record = record_of(tmp_path / "r", [reading("one"), reading("two", verb="wait")])
    ana = actor_id(record, "Ana Vidmar")
    number = record.correct.split(ana, "two", by="ed")
    first, second = (record.statements(article_id=a).to_pylist()[0] for a in ("one", "two"))
    assert first["speaker_id"] == ana != second["speaker_id"]
    assert second["speaker"] == "Ana Vidmar"
    assert [a["roles"] for a in record.actors(name="Ana Vidmar").to_pylist()] == [["minister"], ["minister"]]
    assert second["speaker_id"] in {m["actor_id"] for m in record.table("mentions", article_id="two").to_pylist()}
    record.correct.rename(second["speaker_id"], "Ana Vidmar the younger", by="ed")
    assert record.statements(article_id="two").to_pylist()[0]["speaker"] == "Ana Vidmar the younger"
    record.correct.undo(number)
    assert {s["speaker_id"] for s in record.statements().to_pylist()} == {ana}
    assert [c.kind for c in record.corrections.orphaned()] == ["rename"]


def test_a_split_off_actor_can_be_one_that_is_there(record: Record) -> None:
    """An article's own actor goes to another of the record; who is left without a word is none any more."""
    ana, short = actor_id(record, "Ana Vidmar"), actor_id(record, "Vera Vidmar")
    record.correct.split("two:a1", into=ana, by="ed")
    assert {s["speaker_id"] for s in record.statements().to_pylist()} == {ana}
    assert "Vera Vidmar" in record.actors(actor_id=ana).to_pylist()[0]["aliases"]
    assert record.actors(actor_id=short).num_rows == 0


def test_a_split_finds_its_place_in_a_new_reading(tmp_path: Path) -> None:
    """By the quoted words in their surroundings, whatever the actor is called by then; without them it is orphaned."""
    record = record_of(tmp_path / "r", [reading("one"), reading("two", verb="wait")])
    record.correct.split(actor_id(record, "Ana Vidmar"), "two", by="ed")
    split_off = record.statements(article_id="two").to_pylist()[0]["speaker_id"]
    again = reading("two", verb="wait")
    actors = tuple(replace(a, id=a.id.replace("a1", "a7"), name="Vidmar of Trieste") for a in again.cast.actors[:1])
    mentions = tuple(replace(m, actor=(m.actor or "").replace("a1", "a7")) for m in again.cast.mentions)
    said = tuple(replace(s, speaker="a7") for s in again.cast.statements)
    cast = Cast(actors + again.cast.actors[1:], mentions, said)
    committed(record, replace(again, reader_version="0.2.0", cast=cast,
                              article=replace(again.article, publisher="Adria Wire")))  # fmt: skip
    assert record.statements(article_id="two").to_pylist()[0]["speaker_id"] == split_off
    assert record.corrections.orphaned() == []
    committed(record, reading("two", speaker="Carlo Berti"))
    assert [c.kind for c in record.corrections.orphaned()] == ["split"]


def test_corrections_find_an_actor_that_linking_knows_under_another_id(tmp_path: Path) -> None:
    """A minister known by surname, by the redirect from her old id once a full name has taken her over."""

    def minister(reading: Reading) -> Reading:
        actors = tuple(
            replace(a, roles=("foreign minister",) if a.kind == "person" else ()) for a in reading.cast.actors
        )
        return replace(reading, cast=replace(reading.cast, actors=actors))

    record = record_of(tmp_path / "r", [minister(reading("one", speaker="Vidmar"))])
    short = actor_id(record, "Vidmar")
    record.correct.rename(short, "Ana Kos", by="ed")
    committed(record, minister(reading("two", verb="wait")))
    assert {s["speaker"] for s in record.statements().to_pylist()} == {"Ana Kos"}
    assert record.actor_id(short) == actor_id(record, "Ana Kos") != short
    assert record.corrections.orphaned() == []


def test_corrections_find_an_actor_by_its_name(record: Record) -> None:
    """Where no redirect tells; not where two go by it, nor where nobody does: these are orphaned."""
    ana, italy = actor_id(record, "Ana Vidmar"), actor_id(record, "Italy")
    record.correct.merge(ana, actor_id(record, "Vera Vidmar"), by="ed")
    record.correct.set_id(italy, "Q38", by="ed")
    lines = [line.replace(ana, "person-0").replace(italy, "country-0") for line in as_lines(record.corrections.all())]
    for one in record.corrections.standing():
        record.correct.undo(one.correction_id)
    record.corrections.take_in(from_lines(lines))
    assert record.corrections.orphaned() == []
    assert record.actors(name="Italy").to_pylist()[0]["wikidata_id"] == "Q38"
    assert [a["name"] for a in record.actors(kind="person", named=True).to_pylist()] == ["Vera Vidmar"]
    unknown = [
        line.replace("country-0", "country-1").replace("Italy", "Nowhere").replace("Q38", "Q39") for line in lines
    ]
    record.corrections.take_in(from_lines(unknown))
    assert [c.value for c in record.corrections.orphaned()] == ["Q39"]


def test_what_is_no_actor_goes(record: Record) -> None:
    """From the actors, and its mentions, words and deeds are nobody's; the words stay."""
    italy, ana = actor_id(record, "Italy"), actor_id(record, "Ana Vidmar")
    record.correct.drop(italy, by="ed")
    record.correct.drop(ana, by="ed")
    assert record.actors(actor_id=italy).num_rows == 0
    assert [m["actor_id"] for m in record.table("mentions", article_id="one").to_pylist()] == [None, None]
    assert [(p["id"], p["text"]) for e in record.events().to_pylist() for p in e["actors"]] == [(None, "Italy")] * 2
    statement = record.statements(article_id="one").to_pylist()[0]
    assert (statement["speaker_id"], statement["speaker"], statement["source_text"]) == (None, None, "Ana Vidmar")
    shown = record.article("one")
    assert shown is not None
    assert shown["statements"] == [statement]
    with pytest.raises(InputError, match="no actor"):
        record.correct.rename(italy, "Italia")


def test_an_actor_gets_its_id_in_wikidata(record: Record) -> None:
    """And nothing that is none."""
    italy = actor_id(record, "Italy")
    record.correct.set_id(italy, "Q38", by="ed", note="the state")
    assert record.actors(name="Italy").to_pylist()[0]["wikidata_id"] == "Q38"
    assert record.corrections.all()[0].note == "the state"
    with pytest.raises(InputError, match="Q and a number"):
        record.correct.set_id(italy, "38")


def test_who_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    """Unknown actors, articles and numbers, and actors that linking has not seen."""
    record = record_of(tmp_path / "r", [reading("one")])
    for wrong in (
        lambda: record.correct.rename("person-0", "X"), lambda: record.correct.split("person-0", "one"),
        lambda: record.correct.split(actor_id(record, "Italy"), "none"), lambda: record.correct.undo(7),
        lambda: record.correct.split(actor_id(record, "Italy")),
    ):  # fmt: skip
        with pytest.raises(InputError) as told:
            wrong()
        assert "\n" not in str(told.value)
    Writer(record.path).commit([stored_tables([reading("two")])])
    with pytest.raises(InputError, match="dateline link"):
        record.correct.rename("two:a1", "X")


def test_corrections_are_kept_from_an_older_record(record: Record) -> None:
    """A table without the later columns grows them."""
    with sqlite3.connect(record.path / "corrections.sqlite") as base:
        base.execute("CREATE TABLE corrections (correction_id INTEGER PRIMARY KEY, kind TEXT NOT NULL, target TEXT NOT "
                     "NULL, value TEXT NOT NULL, article_id TEXT, layer TEXT, quoted TEXT, context TEXT, made_by TEXT "
                     "NOT NULL, made_at TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0)")  # fmt: skip
        base.execute("INSERT INTO corrections (kind, target, value, made_by, made_at) VALUES ('rename', ?, ?, ?, ?)",
                     (actor_id(record, "Italy"), '"Italia"', "ed", "2031-01-01T00:00:00+00:00"))  # fmt: skip
    assert record.actors(name="Italia").num_rows == 1


def test_a_correction_shows_where_the_clock_of_the_disk_is_coarse(record: Record) -> None:
    """Two changes at what the file system calls one time are two."""
    italy, file = actor_id(record, "Italy"), record.path / "corrections.sqlite"
    for name in ("Italia", "Italie"):
        record.correct.rename(italy, name, by="ed")
        os.utime(file, ns=(10**18, 10**18))
        assert record.actors(actor_id=italy).to_pylist()[0]["name"] == name
