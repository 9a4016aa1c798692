"""Forgetting is true: no file of the record holds the words any more; and it says what is left."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from linked_record import record_of
from made_readings import reading
from typer.testing import CliRunner

import dateline
from dateline.cli import app
from dateline.errors import InputError
from dateline.forgetting import blackened, forget_articles, redact_words
from dateline.linking import link
from dateline.record import Record, Writer
from dateline.record.forgotten import note_export
from dateline.record.stored import stored_tables
from dateline.record.validation import Validation
from dateline.schema import Article


@pytest.fixture(name="record")
def made_record(tmp_path: Path) -> Record:
    """Two articles, one of them read twice, with a note, a sample and an export."""
    record = record_of(
        tmp_path / "r",
        [reading("one", verb="glide"), reading("two", verb="wait", speaker="Vera Kos")],
        [reading("one")],
    )
    record.correct.note("articles", "one", "she sails", by="ed")
    Validation(record.path).draw(record, "pilot", "statements", size=2, pages=2)
    note_export(record.path, "csv", "/tmp/rows.csv")
    return record


def holds(record: Path, words: str) -> list[str]:
    """The files of a record in which words stand: tables are read, the rest is looked through as bytes."""
    found = []
    for path in (p for p in record.rglob("*") if p.is_file()):
        told = (
            str(pq.read_table(path).to_pylist()) if path.suffix == ".parquet" else path.read_bytes().decode("latin-1")
        )
        if words in told.lower():
            found.append(path.name)
    return found


def test_a_forgotten_article_is_nowhere_any_more(record: Record) -> None:
    """Neither its readings, the superseded one too, nor the words in index, links, corrections and samples."""
    done = forget_articles(record.path, ["one"])
    with dateline.open(record.path) as now:
        assert now.articles().column("article_id").to_pylist() == ["two"]
        assert now.search("Ana") == []
        assert now.actors(name="Ana Vidmar").num_rows == 0
        assert now.corrections.all() == []
        assert [r["article_id"] for r in Validation(record.path).rows(1)] == ["two"]
        assert dateline.api.check(record.path).damage == ()
    assert holds(record.path, "ana vidmar") == []
    assert any("/tmp/rows.csv" in line for line in done.left)
    assert any("one.txt" in line for line in done.left)
    with pytest.raises(InputError):
        forget_articles(record.path, ["one"])


def test_what_was_forgotten_is_not_read_in_again(record: Record) -> None:
    """Nor does a backup lose that."""
    forget_articles(record.path, ["one"])
    writer = Writer(record.path)
    assert not writer.commit([stored_tables([reading("one")])])
    writer.commit([stored_tables([reading("one"), reading("three")])])
    link(writer)
    copy = record.path.with_name("copy")
    dateline.api.backup(record.path, copy)
    for path in (record.path, copy):
        with dateline.open(path) as now:
            assert sorted(now.articles().column("article_id").to_pylist()) == ["three", "two"]
    assert not Writer(copy).commit([stored_tables([reading("one")])])


def test_names_are_blacked_out_with_all_offsets_kept() -> None:
    """Longest first, as whole words, whatever the case."""
    article = Article("x", "x", "Ana Vidmar and VIDMAR met Vidmarova.", title="Vidmar speaks", raw=b"x")
    black = blackened(article, {"Vidmar", "Ana Vidmar"})
    assert black.text == "███ ██████ and ██████ met Vidmarova."
    assert (black.title, black.raw) == ("██████ speaks", None)


def test_redacted_words_are_gone_and_the_article_is_read_anew(record: Record) -> None:
    """A later read of the same input does not bring them back."""
    redact_words(record.path, "two", ["Vera Kos"])
    with dateline.open(record.path) as now:
        text = now.articles(article_id="two").to_pylist()[0]["text"]
        assert "████ ███ said that 40 ferries" in text
        assert now.search("Kos") == []
    assert holds(record.path, "vera kos") == []
    assert not Writer(record.path).commit([stored_tables([reading("two", verb="wait", speaker="Vera Kos")])])
    with pytest.raises(InputError):
        redact_words(record.path, "two", ["Vera Kos"])


def test_a_person_is_forgotten_by_a_command(record: Record) -> None:
    """In all articles that name it; what is left is told on the other stream."""
    actor = record.actors(name="Ana Vidmar").to_pylist()[0]["actor_id"]
    place = ["--record", str(record.path)]
    assert CliRunner().invoke(app, ["forget", "person", actor, *place], input="n\n").exit_code == 1
    done = CliRunner().invoke(app, ["forget", "person", actor, "--yes", *place])
    assert done.exit_code == 0, done.output
    assert "what else in the texts may tell" in done.output
    with dateline.open(record.path) as now:
        assert now.actors(name="Ana Vidmar").num_rows == 0
        assert now.articles().num_rows == 2
    assert holds(record.path, "ana vidmar") == []
