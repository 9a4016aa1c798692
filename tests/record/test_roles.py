"""Roles with the days on which they were seen, and why an article's actor is one of the record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made_readings import reading

import dateline
from dateline.linking import link
from dateline.record import Record, Writer
from dateline.record.stored import stored_tables
from dateline.schema import Reading


def told(article_id: str, day: str | None, role: str, speaker: str = "Ana Vidmar") -> Reading:
    """An article of ``day`` in which she has ``role``."""
    made = reading(article_id, speaker=speaker, verb=f"sail {article_id}")
    actors = tuple(replace(a, roles=(role,) if a.kind == "person" else ()) for a in made.cast.actors)
    return replace(made, article=replace(made.article, published_at=day), cast=replace(made.cast, actors=actors))


@pytest.fixture(name="record")
def made_record(tmp_path: Path) -> Record:
    """Three articles and one of an unknown day."""
    writer = Writer(tmp_path / "r")
    writer.commit([stored_tables([
        told("one", "2031-03-06", "Foreign Minister"), told("two", "2032-04-07T10:00:00", "foreign minister"),
        told("three", "2030-01-01", "mayor"), told("four", None, "mayor", "Carlo Berti"),
    ])])  # fmt: skip
    link(writer)
    return dateline.open(tmp_path / "r")


def roles(record: Record, name: str) -> list[tuple[object, ...]]:
    """The rows of who is called ``name``."""
    actor_id = record.actors(name=name).to_pylist()[0]["actor_id"]
    rows = record.table("roles", actor_id=actor_id).to_pylist()
    return sorted((r["role"], r["country"], r["first"], r["last"], r["articles"]) for r in rows)


def test_a_role_has_the_days_of_its_first_and_last_article(record: Record) -> None:
    """Capitals make no other role; the day may be unknown, then the dateline's tells it if it can."""
    assert roles(record, "Ana Vidmar") == [
        ("Foreign Minister", "ITA", "2031-03-06", "2032-04-07", 2), ("mayor", "ITA", "2030-01-01", "2030-01-01", 1),
    ]  # fmt: skip
    assert [row[0::4] for row in roles(record, "Carlo Berti")] == [("mayor", 1)]


def test_corrections_move_roles(record: Record) -> None:
    """With what a split takes out of an actor, and with a merge."""
    ana = record.actors(name="Ana Vidmar").to_pylist()[0]["actor_id"]
    carlo = record.actors(name="Carlo Berti").to_pylist()[0]["actor_id"]
    number = record.correct.split(ana, "three", into=carlo)
    assert [row[0] for row in roles(record, "Ana Vidmar")] == ["Foreign Minister"]
    assert roles(record, "Carlo Berti")[0][4] == 2
    record.correct.undo(number)
    record.correct.merge(ana, carlo)
    assert sum(int(str(row[4])) for row in roles(record, "Carlo Berti")) == 4
    assert set(record.table("links", name="Ana Vidmar").column("actor_id").to_pylist()) == {carlo}


def test_the_reason_for_a_link_can_be_asked(record: Record) -> None:
    """One row an article's named actor."""
    rows = record.table("links", article_id="one").to_pylist()
    assert [(r["local_id"], r["name"], r["reason"]) for r in rows] == [
        ("a1", "Ana Vidmar", "same-name"), ("a2", "Italy", "same-name"),
    ]  # fmt: skip
