"""A record is asked through its public tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_readings import reading

import dateline
from dateline.errors import InputError, RecordError
from dateline.linking import link
from dateline.record import Record, Writer
from dateline.record.columns import TABLES
from dateline.record.stored import stored_tables
from dateline.schema import Problem


@pytest.fixture(name="record")
def made_record(tmp_path: Path) -> Record:
    """A record of two articles and a file that could not be read."""
    writer = Writer(tmp_path / "record")
    writer.commit([stored_tables([reading("one"), reading("two")])], [Problem("bad.txt", "intake", "empty", "no text")])
    return dateline.open(tmp_path / "record")


@pytest.mark.parametrize("name", TABLES)
def test_a_public_table_has_the_columns_that_are_documented(record: Record, name: str) -> None:
    """Names, order and types of each view are those of the contract."""
    described = record.sql(f"DESCRIBE SELECT * FROM {name}").to_pylist()
    assert [(c["column_name"], c["column_type"]) for c in described] == [(c.name, c.type) for c in TABLES[name][1]]


def test_a_statement_has_its_speaker_and_its_words(record: Record) -> None:
    """Ids are global, the speaker goes by name, and the spans quote the text."""
    row = record.statements(article_id="one").to_pylist()[0]
    text = record.article("one")["article"]["text"]  # type: ignore[index]
    assert row["statement_id"] == "one:s1"
    assert row["speaker"] == "Ana Vidmar"
    assert row["text"] == " … ".join(text[s["start"] : s["end"]] for s in row["content"])


def test_one_article_is_shown_as_the_tables_show_it(record: Record) -> None:
    """Row for row, before and after linking, corrected or not."""
    for step in ("unlinked", "linked", "corrected"):
        if step == "linked":
            link(Writer(record.path))
        if step == "corrected":
            ana = record.actors(name="Ana Vidmar").to_pylist()[0]["actor_id"]
            italy = record.actors(name="Italy").to_pylist()[0]["actor_id"]
            record.corrections.add("merge", italy, ana, made_by="ed")
            record.corrections.add("rename", ana, "Ana Kos", made_by="ed")
        shown = record.article("two")
        assert shown is not None
        assert [shown["article"]] == record.articles(article_id="two").to_pylist()
        for name in ("blocks", "mentions", "statements", "events", "toponyms", "times", "figures", "problems"):
            asked = record.table(name, article_id="two").to_pylist()
            assert sorted(shown[name], key=str) == sorted(asked, key=str)
        assert {a["actor_id"] for a in shown["actors"]} == {m["actor_id"] for m in shown["mentions"]}
    assert record.article("three") is None


def test_a_query_may_not_change_anything(record: Record, tmp_path: Path) -> None:
    """Only one SELECT is taken, and no file outside the record is opened."""
    (tmp_path / "secret.csv").write_text("a\n1\n")
    for query in (
        f"COPY (SELECT 1) TO '{tmp_path}/record/batches/x.parquet'",
        "CREATE TABLE t (a INT)",
        "SELECT 1; SELECT 2",
        "SET enable_external_access = true",
        f"SELECT * FROM read_csv('{tmp_path}/secret.csv')",
        f"ATTACH '{tmp_path}/other.db'",
        "",
    ):
        with pytest.raises(InputError):
            record.sql(query)
    assert [p.name for p in (tmp_path / "record" / "batches").iterdir() if p.suffix] == []


def test_values_go_in_as_parameters(record: Record) -> None:
    """A value with a quotation mark in it is a value."""
    assert record.sql("SELECT ? AS a", ["O'Hara"]).to_pylist() == [{"a": "O'Hara"}]
    assert record.sql("SELECT $a AS a", {"a": 3}).to_pylist() == [{"a": 3}]


def test_a_folder_that_is_not_a_record_is_refused(tmp_path: Path) -> None:
    """The error names the folder and says what is missing."""
    with pytest.raises(RecordError, match="is not a record"):
        dateline.open(tmp_path)
    with pytest.raises(RecordError, match="is not there"):
        dateline.open(tmp_path / "nowhere")


def test_a_folder_with_other_files_does_not_become_a_record(tmp_path: Path) -> None:
    """Nothing is written beside what a person keeps."""
    (tmp_path / "thesis.tex").write_text("mine")
    with pytest.raises(RecordError, match="not empty"):
        Writer(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_newer_record_is_refused(record: Record) -> None:
    """The error says that an upgrade is needed."""
    (record.path / "record.toml").write_text("[record]\nversion = 99\n")
    with pytest.raises(RecordError, match="upgrade"):
        dateline.open(record.path)


def test_a_record_that_is_asked_often_answers_the_same(record: Record) -> None:
    """Tables held in memory show what the files do, and a commit shows in them."""
    link(Writer(record.path))
    before = {name: record.table(name) for name in TABLES}
    assert record.keep_in_memory()
    assert {name: record.table(name) for name in TABLES} == before
    Writer(record.path).commit([stored_tables([reading("three")])])
    assert record.articles().num_rows == 3
    for _ in range(30):
        assert record.statements().num_rows == 3
    record.corrections.add("rename", record.statements().to_pylist()[0]["speaker_id"], "Ana Kos", made_by="ed")
    assert "Ana Kos" in record.statements().column("speaker").to_pylist()


def test_a_record_may_lie_under_any_name(tmp_path: Path) -> None:
    """Quotation marks, wildcards, blanks and other scripts are letters like others."""
    path = tmp_path / "it's [a] récord* with? ночь; --"
    writer = Writer(path)
    writer.commit([stored_tables([reading("one")])])
    link(writer)
    record = dateline.open(path)
    assert record.articles().num_rows == 1
    assert record.article("one") is not None
    assert len(record.search("sail")) == 1
    with pytest.raises(InputError):
        record.sql(f"SELECT * FROM read_csv('{tmp_path}/x.csv')")


def test_a_relative_path_stays_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that changes its folder keeps its record."""
    monkeypatch.chdir(tmp_path)
    Writer("r").commit([stored_tables([reading("one")])])
    record = dateline.open("r")
    monkeypatch.chdir("/")
    assert record.articles().num_rows == 1
    assert record.article("one") is not None


def test_a_question_that_takes_too_long_is_ended(record: Record) -> None:
    """With a line that says so, and the next one is answered."""
    endless = "SELECT count(*) AS n FROM range(100000000000) t(a) WHERE a % 7 = 3"
    with pytest.raises(InputError, match="longer than"):
        record.sql(endless, seconds=0.05)
    assert record.sql("SELECT 1 AS n", seconds=5).to_pylist() == [{"n": 1}]


def test_a_question_may_be_answered_in_part(record: Record) -> None:
    """The first rows in the order that was asked for; a comment at its end does not matter."""
    asked = "SELECT article_id FROM articles ORDER BY article_id DESC; -- the last first"
    assert record.sql(asked, rows=1).to_pylist() == [{"article_id": "two"}]
