"""What a person marks in a text: statements that were not found, other words, days, places; it outlives a re-read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from made_readings import SAID, reading

import dateline
from dateline.errors import FormatError, InputError
from dateline.evaluate import measured
from dateline.linking import link
from dateline.record import Record, Writer
from dateline.record.candidates import candidates
from dateline.record.exchange import as_lines, from_lines
from dateline.record.gold import export_gold, gold_rows
from dateline.record.marking import MarkedStatement, parsed_pieces
from dateline.record.stored import stored_tables
from dateline.schema import Span


@pytest.fixture(name="record")
def made_record(tmp_path: Path) -> Record:
    """Two linked articles."""
    writer = Writer(tmp_path / "record")
    writer.commit([stored_tables([reading("one"), reading("two", verb="wait")])])
    link(writer)
    return dateline.open(tmp_path / "record")


def at(record: Record, words: str, article: str = "one") -> Span:
    """Where words stand."""
    text: str = record.articles(article_id=article).to_pylist()[0]["text"]
    return Span(text.index(words), text.index(words) + len(words))


def actor(record: Record, name: str) -> str:
    """The id of an actor."""
    return str(record.actors(name=name).to_pylist()[0]["actor_id"])


def reread(record: Record, verb: str) -> None:
    """Article one is read again with another last word."""
    writer = Writer(record.path)
    writer.commit([stored_tables([reading("one", verb=verb)])])
    link(writer)


def test_a_statement_that_was_not_found_is_made_of_its_words(record: Record) -> None:
    """It stands in the tables and in its article, can be corrected as any other, and is undone as a correction."""
    made = MarkedStatement((at(record, "40 ferries"),), (at(record, "said"),), speaker=actor(record, "Italy"))
    number = record.correct.add_statement("one", made, by="ed")
    rows = [s for s in record.statements(article_id="one").to_pylist() if s["text"] == "40 ferries"]
    assert [(s["speaker"], s["cue_text"], s["block_kind"]) for s in rows] == [("Italy", "said", "body")]
    shown = record.article("one")
    assert shown is not None
    assert sorted(shown["statements"], key=str) == sorted(record.statements(article_id="one").to_pylist(), key=str)
    again = record.correct.speaker(rows[0]["statement_id"], actor(record, "Ana Vidmar"), by="ed")
    assert record.statements(statement_id=rows[0]["statement_id"]).to_pylist()[0]["speaker"] == "Ana Vidmar"
    record.correct.undo(again, by="ed")
    reread(record, "turn")
    assert record.statements(text="40 ferries").num_rows == 1
    record.correct.undo(number, by="ed")
    assert record.statements(text="40 ferries").num_rows == 0


def test_words_and_cue_of_a_statement_are_marked_anew(record: Record) -> None:
    """The quoted words follow the spans; what lies outside the text is refused."""
    record.correct.span("one:s1", [at(record, "40 ferries of Italy")], by="ed")
    record.correct.cue("one:s1", [at(record, "Ana")], by="ed")
    row = record.statements(article_id="one").to_pylist()[0]
    assert (row["text"], row["cue_text"]) == ("40 ferries of Italy", "Ana")
    for pieces in ([(5, 5)], [(0, 10_000)], [(0, 9), (5, 12)], []):
        with pytest.raises(InputError):
            record.correct.span("one:s1", pieces, by="ed")


def test_an_event_gets_another_day_and_place(record: Record) -> None:
    """Or none; how they were found is not known then."""
    record.correct.event_day("one:e1", "2031-03-01", "2031-03-02", by="ed")
    record.correct.event_place("one:e1", "none", by="ed")
    row = record.events(article_id="one").to_pylist()[0]
    assert (row["date_start"], row["date_end"], row["date_from"]) == ("2031-03-01", "2031-03-02", None)
    assert (row["place_id"], row["place_from"]) == (None, None)
    shown = record.article("one")
    assert shown is not None
    assert shown["events"] == [row]
    for wrong in (("5 March", ""), ("2031-03-05", "2031-03-01")):
        with pytest.raises(InputError):
            record.correct.event_day("one:e1", *wrong, by="ed")
    with pytest.raises(InputError):
        record.correct.event_place("one:e1", "1", by="ed")


def test_what_is_never_one_is_not_made_one(record: Record) -> None:
    """A merge is refused until the word is taken back."""
    one, other = actor(record, "Ana Vidmar"), actor(record, "Italy")
    number = record.correct.distinct(one, other, by="ed")
    with pytest.raises(InputError, match="never to be one"):
        record.correct.merge(other, one, by="ed")
    record.correct.undo(number, by="ed")
    record.correct.merge(other, one, by="ed")
    with pytest.raises(InputError, match="one now"):
        record.correct.distinct(one, other, by="ed")


def test_notes_and_tags_stand_in_a_table_of_their_own(record: Record) -> None:
    """On rows, actors, articles and stories; a row with a note is not judged by it."""
    who = actor(record, "Italy")
    record.correct.note("statements", "one:s1", "ask her again", by="ed")
    for layer, row in (("actors", who), ("articles", "one"), ("stories", "one"), ("events", "one:e1")):
        record.correct.tag(layer, row, " To  CHECK ", by="ed")
    rows = record.sql("SELECT kind, layer, row_id, text FROM notes ORDER BY correction_id").to_pylist()
    assert [tuple(r.values()) for r in rows] == [
        ("note", "statements", "one:s1", "ask her again"), ("tag", "actors", who, "to check"),
        ("tag", "articles", "one", "to check"), ("tag", "stories", "one", "to check"),
        ("tag", "events", "one:e1", "to check"),
    ]  # fmt: skip
    assert list(gold_rows(record)) == []
    reread(record, "turn")
    assert {r["row_id"] for r in record.sql("SELECT row_id FROM notes").to_pylist()} == {who, "one"}


def test_an_orphaned_correction_is_shown_with_what_it_may_be_about(record: Record) -> None:
    """One word says where it belongs, and the old one is undone."""
    number = record.correct.reject("statements", "one:s1", by="ed")
    reread(record, "turn")
    orphaned = record.corrections.orphaned()
    found = record.ask_stored(lambda base: candidates(base, orphaned))
    assert [(c.row_id, c.words.split()[-1]) for c in found[number]] == [("one:s1", "turn")]
    record.correct.again(number, "one:s1", by="ed")
    assert record.corrections.orphaned() == []
    assert record.statements(article_id="one").num_rows == 0


def test_what_was_judged_is_gold_for_the_scorers(record: Record, tmp_path: Path) -> None:
    """With the ranges that nobody has marked; an article of which all was judged has none."""
    record.correct.confirm("statements", "one:s1", by="ed")
    record.correct.reject("events", "two:e1", by="ed")
    rows = {row["id"]: row for row in gold_rows(record)}
    assert rows["one"]["ignore"] == []
    assert rows["one"]["attributions"][0]["content"] == [list(at(record, SAID[16:] + "sail"))]
    assert (rows["two"]["events"], rows["two"]["attributions"]) == ([], [])
    assert rows["two"]["ignore"] == [[0, len(rows["two"]["text"])]]
    assert export_gold(record, tmp_path / "gold.jsonl") == 2
    scores = measured(
        "attribution", tmp_path / "gold.jsonl", lambda articles: [reading(a.article_id) for a in articles]
    )
    assert scores[0].value == 1.0


def test_marks_travel_in_a_file(record: Record) -> None:
    """And what does not fit is refused."""
    record.correct.span("one:s1", [at(record, "40 ferries")], by="ed")
    record.correct.add_statement("one", MarkedStatement((at(record, "40 ferries"),)), by="ed")
    record.correct.tag("actors", actor(record, "Italy"), "x", by="ed")
    lines = list(as_lines(record.corrections.all()))
    assert [c.value for c in from_lines(lines)] == [c.value for c in record.corrections.all()]
    said = json.loads(lines[1])
    for value in ("x", "[]", json.dumps({**json.loads(said["value"]), "mode": "sung"})):
        with pytest.raises(FormatError):
            list(from_lines([json.dumps({**said, "value": value})]))
    with pytest.raises(InputError):
        parsed_pieces("12-")
