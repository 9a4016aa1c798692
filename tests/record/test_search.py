"""The full text is searched by words."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_readings import reading

import dateline
from dateline.errors import InputError
from dateline.record import Record, Writer, search
from dateline.record.search import fts_query
from dateline.record.stored import stored_tables


@pytest.fixture(name="record", scope="module")
def made_record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Two articles that differ in a verb."""
    path = tmp_path_factory.mktemp("search") / "r"
    Writer(path).commit([stored_tables([reading("one"), reading("two", verb="wait for Müller")])])
    return dateline.open(path)


def found(record: Record, words: str) -> list[str]:
    """The ids of what is found."""
    return sorted(hit.article_id for hit in record.search(words))


def test_all_words_have_to_stand_in_the_article(record: Record) -> None:
    """Accents and endings do not matter; a phrase, a beginning and a word to leave out can be asked for."""
    assert found(record, "ferry") == ["one", "two"]
    assert found(record, "ferry muller") == ["two"]
    assert found(record, '"wait for" ferries') == ["two"]
    assert found(record, "ferr* -muller") == ["one"]
    assert found(record, "zeppelin") == []


def test_a_snippet_says_where_the_words_stand_in_it(record: Record) -> None:
    """The marks are ranges of the snippet, which holds no signs of the index."""
    hit = record.search("sail ferries")[0]
    assert [hit.snippet[mark.start : mark.end] for mark in hit.marks] == ["ferries", "sail"]
    assert hit.snippet.isprintable() or "\n" in hit.snippet
    assert "\x02" not in hit.snippet


def test_all_that_match_are_known_before_any_is_shown(record: Record) -> None:
    """Their ids come without snippets; the snippets of some are asked for by id, in the order asked."""
    assert sorted(record.matching("ferry")) == ["one", "two"]
    assert [hit.article_id for hit in record.hits("ferry", ["two", "none", "one"])] == ["two", "one"]
    assert record.hits("zeppelin", ["one"]) == []


@given(words=st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_no_words_break_the_search(record: Record, words: str) -> None:
    """Quotation marks, operators and control characters are words like others, or none."""
    with suppress(InputError):
        record.search(words)


@pytest.mark.parametrize("words", ["ferry " * 25, "x" * 1001, '"' + "a b " * 20 + '"'])
def test_a_search_that_would_hold_up_others_is_refused(record: Record, words: str) -> None:
    """One line says how much may be asked."""
    with pytest.raises(InputError, match="a search has at most"):
        record.search(words)


def test_a_search_that_takes_too_long_is_ended(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a line that says so; the next one is answered."""
    monkeypatch.setattr(search, "SECONDS", -1.0)
    monkeypatch.setattr(search, "_STEPS", 1)
    with pytest.raises(InputError, match="took longer"):
        record.search("ferry")
    monkeypatch.undo()
    assert record.search("ferry")


def test_words_to_leave_out_alone_find_nothing() -> None:
    """There has to be something to look for."""
    assert fts_query("-ferry") is None


def test_a_changed_article_is_found_by_its_new_words_only(tmp_path: Path) -> None:
    """The index follows the log, and is made anew where it is gone."""
    writer = Writer(tmp_path / "r")
    writer.commit([stored_tables([reading("one")])])
    record = dateline.open(tmp_path / "r")
    assert found(record, "sail") == ["one"]
    writer.commit([stored_tables([reading("one", verb="wait")])])
    assert found(record, "sail") == []
    assert found(record, "wait") == ["one"]
    for file in (tmp_path / "r").glob("text.index*"):
        file.unlink()
    assert found(record, "wait") == ["one"]


def test_a_damaged_index_is_made_anew(tmp_path: Path) -> None:
    """It is derived: nobody has to care."""
    Writer(tmp_path / "r").commit([stored_tables([reading("one")])])
    (tmp_path / "r" / "text.index").write_bytes(b"no index at all" * 100)
    assert found(dateline.open(tmp_path / "r"), "sail") == ["one"]
