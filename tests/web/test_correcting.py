"""What is corrected in the room: by whom, from where, and how it is undone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_readings import reading
from starlette.testclient import TestClient
from visitors import TOKEN, corrector, visitor

from dateline.linking import link
from dateline.record import Record, Writer
from dateline.record.stored import stored_tables


@pytest.fixture(name="record")
def made_record(tmp_path: Path) -> Iterator[Record]:
    """Two linked articles."""
    writer = Writer(tmp_path / "r")
    writer.commit([stored_tables([reading("one"), reading("two", verb="wait")])])
    link(writer)
    with Record(tmp_path / "r") as record:
        yield record


@pytest.fixture
def room(record: Record) -> Iterator[TestClient]:
    """Somebody who has entered the token."""
    with corrector(record) as client:
        yield client


def actor(record: Record, name: str) -> str:
    """The id of an actor."""
    return str(record.actors(name=name).to_pylist()[0]["actor_id"])


def test_a_statement_is_given_to_another_in_its_article(record: Record, room: TestClient) -> None:
    """The page offers those whom the article names; the change shows with the next page."""
    page = room.get("/article/one").text
    assert f'<option value="{actor(record, "Italy")}">Italy</option>' in page
    said = {"kind": "speaker", "row": "one:s1", "value": actor(record, "Italy"), "next": "/article/one"}
    answer = room.post("/correct", data=said, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/article/one")
    assert record.statements(article_id="one").to_pylist()[0]["speaker"] == "Italy"


@pytest.mark.parametrize(
    ("said", "query", "answer"),
    [
        ({"kind": "reject", "layer": "statements", "row": "one:s1"}, "SELECT count(*) AS n FROM statements", 1),
        ({"kind": "type", "row": "one:e1", "value": "PROTEST"}, "SELECT count(*) AS n FROM events WHERE quad = 3", 0),
        ({"kind": "modality", "row": "one:e1", "value": "denied"},
         "SELECT count(*) AS n FROM events WHERE modality = 'denied'", 1),
        ({"kind": "sides", "row": "one:e1"}, "SELECT count(*) AS n FROM events WHERE recipients[1].text = 'Italy'", 1),
        ({"kind": "block", "article": "one", "block": "1", "value": "background"},
         "SELECT count(*) AS n FROM blocks WHERE kind = 'background'", 1),
    ],
)  # fmt: skip
def test_a_row_is_corrected(record: Record, room: TestClient, said: dict[str, str], query: str, answer: int) -> None:
    """In each of the ways that the pages offer."""
    assert room.post("/correct", data=said, follow_redirects=False).status_code == 303
    assert record.sql(query).to_pylist() == [{"n": answer}]


def test_actors_are_merged_renamed_and_split(record: Record, room: TestClient) -> None:
    """From the page of one of them."""
    ana, italy = actor(record, "Ana Vidmar"), actor(record, "Italy")
    assert "Correct who this is" in room.get(f"/actor/{ana}").text
    room.post("/correct", data={"kind": "split", "actor": ana, "article": "two"})
    room.post("/correct", data={"kind": "rename", "actor": ana, "value": "Ana Kos"})
    room.post("/correct", data={"kind": "merge", "actor": italy, "value": ana})
    assert room.get(f"/actor/{italy}", follow_redirects=False).headers["location"] == f"/actor/{ana}"
    assert record.actors(name="Ana Kos").num_rows == 1
    assert [c.kind for c in record.corrections.all()] == ["split", "rename", "merge"]


def test_the_queue_shows_the_least_sure_row_that_nobody_has_judged(record: Record, room: TestClient) -> None:
    """With keys for each verdict; what is judged does not come again, until the verdict is undone."""
    page = room.get("/queue").text
    assert re.findall(r'data-key="(\w)"', page)[:2] == ["y", "n"]
    row = re.findall(r'name="row" value="([^"]+)"', page)[0]
    room.post("/correct", data={"kind": "confirm", "layer": "statements", "row": row, "next": "/queue"})
    page = room.get("/queue").text
    assert f'name="row" value="{row}"' not in page
    assert "<b>1</b> statements that nobody has judged" in page
    room.post("/correct", data={"kind": "undo", "number": "1"})
    assert "<b>2</b> statements that nobody has judged" in room.get("/queue").text
    assert "Exchange sides" in room.get("/queue", params={"layer": "events"}).text


def test_the_history_says_who_and_what_and_can_undo(record: Record, room: TestClient) -> None:
    """An undone correction stays on the list."""
    room.post("/correct", data={"kind": "reject", "layer": "events", "row": "one:e1", "by": "Ines"})
    page = room.get("/history").text
    assert "<td>Ines</td>" in page
    assert "Undo" in page
    room.post("/correct", data={"kind": "undo", "number": "1"})
    assert "undone by Ines" in room.get("/history").text
    assert record.events(article_id="one").num_rows == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_change_from_another_site_is_refused(record: Record, room: TestClient, headers: dict[str, str]) -> None:
    """Even with the token."""
    said = {"kind": "reject", "layer": "statements", "row": "one:s1"}
    assert room.post("/correct", data=said, headers=headers).status_code == 403
    assert room.post("/api/v1/corrections", json=said, headers=headers).status_code == 403
    assert record.corrections.all() == []


def test_without_the_token_nothing_is_changed(record: Record) -> None:
    """The page asks for it, and a wrong one is none."""
    said = {"kind": "reject", "layer": "statements", "row": "one:s1"}
    with visitor(record) as room:
        assert room.post("/correct", data=said).status_code == 403
        assert 'action="/correct"' not in room.get("/article/one").text
        assert room.post("/enter", data={"token": "x"}).status_code == 403
        entered = room.post("/enter", data={"token": TOKEN, "next": "/queue"}, follow_redirects=False)
        assert entered.headers["location"] == "/queue"
        assert "HttpOnly" in entered.headers["set-cookie"]
        assert "SameSite=strict" in entered.headers["set-cookie"]
        assert room.post("/correct", data=said, follow_redirects=False).status_code == 303
    assert len(record.corrections.all()) == 1


def test_the_address_that_the_server_prints_lets_in(record: Record) -> None:
    """It goes on to a page whose address holds no token."""
    with visitor(record) as room:
        answer = room.get("/enter", params={"token": TOKEN}, follow_redirects=False)
        assert answer.headers["location"] == "/"
        assert 'action="/correct"' in room.get("/article/one").text


def test_a_pasted_article_is_read_and_not_kept(record: Record, room: TestClient) -> None:
    """It is shown as any article is, without links to what is not in the record."""
    text = "TRIESTE, 5 March. The line will open by summer, Deputy Minister Ana Vidmar said on Tuesday.\r\n"
    page = room.post("/paste", data={"text": text, "day": "2031-03-06"}).text
    assert 'class="note' in page
    assert "Ana Vidmar" in page
    assert not re.search(r'href="(/actor|/occurrence|\?at)', page)
    assert record.articles().num_rows == 2
    assert room.post("/paste", data={"text": " "}).status_code == 400
    with visitor(record) as other:
        assert other.post("/paste", data={"text": text}).status_code == 403
        assert "token" in other.get("/paste").text


@pytest.mark.parametrize(
    "said",
    [{}, {"kind": "x"}, {"kind": "type", "row": "one:e1"}, {"kind": "undo", "number": "9"}, {"kind": "undo"},
     {"kind": "speaker", "row": "none:s1", "value": "x"},
     {"kind": "block", "article": "one", "block": "²", "value": "x"}],
)  # fmt: skip
def test_what_cannot_be_corrected_is_told_in_one_line(record: Record, room: TestClient, said: dict[str, str]) -> None:
    """Nothing is changed."""
    answer = room.post("/correct", data=said)
    assert answer.status_code == 400
    assert '<p class="lead">' in answer.text
    assert record.corrections.all() == []


def test_a_program_corrects_with_the_token(record: Record) -> None:
    """As JSON, and reads what was corrected."""
    said = {"kind": "type", "row": "one:e1", "value": "PROTEST", "by": "program"}
    bearer = {"authorization": f"Bearer {TOKEN}"}
    with visitor(record) as room:
        assert room.post("/api/v1/corrections", json=said).status_code == 403
        answer = room.post("/api/v1/corrections", json=said, headers=bearer)
        assert (answer.status_code, answer.json()) == (201, {"correction_id": 1})
        assert room.post("/api/v1/corrections", json={"kind": "x"}, headers=bearer).status_code == 400
        assert room.post("/api/v1/corrections", content="kind=x", headers=bearer).status_code == 415
        rows = room.get("/api/v1/corrections").json()["rows"]
    assert [(c["kind"], c["made_by"], c["orphaned"]) for c in rows] == [("type", "program", False)]


def test_a_missing_statement_is_made_of_marked_words(record: Record, room: TestClient) -> None:
    """By their characters or by the words themselves; the same form gives one that is there other words."""
    page = room.get("/article/one").text
    assert 'id="marking"' in page
    assert 'data-at="18"' in page
    said = {"kind": "mark", "article": "one", "content": "40 ferries", "cue": "said", "value": actor(record, "Italy"),
            "stance": "warn", "next": "/article/one"}  # fmt: skip
    assert room.post("/correct", data=said, follow_redirects=False).status_code == 303
    row = record.statements(text="40 ferries").to_pylist()[0]
    assert (row["speaker"], row["stance"], row["cue_text"]) == ("Italy", "warn", "said")
    room.post("/correct", data={"kind": "mark", "article": "one", "row": "one:s1", "content": "34-44"})
    assert record.statements(statement_id="one:s1").to_pylist()[0]["text"] == page_text(record)[34:44]
    for wrong in ({"content": "not there"}, {"content": ""}, {"content": "a"}, {"article": "none", "content": "1-2"}):
        assert room.post("/correct", data={**said, **wrong}).status_code == 400


def page_text(record: Record) -> str:
    """The text of the first article."""
    return str(record.articles(article_id="one").to_pylist()[0]["text"])


def test_an_orphaned_correction_offers_what_it_may_be_about(record: Record, room: TestClient) -> None:
    """One click says so."""
    room.post("/correct", data={"kind": "reject", "layer": "statements", "row": "one:s1"})
    writer = Writer(record.path)
    writer.commit([stored_tables([reading("one", verb="turn")])])
    link(writer)
    page = room.get("/history", params={"orphaned": "1"}).text
    assert 'name="row" value="one:s1"' in page
    room.post("/correct", data={"kind": "again", "number": "1", "row": "one:s1"})
    assert record.statements(article_id="one").num_rows == 0
    assert room.get("/history/gold.jsonl").json()["id"] == "one"


def test_notes_and_tags_are_given_found_and_taken_away(record: Record, room: TestClient) -> None:
    """On a row, an actor, an article and a story."""
    who = actor(record, "Italy")
    room.post("/correct", data={"kind": "note", "layer": "statements", "row": "one:s1", "value": "ask <her> again"})
    room.post("/correct", data={"kind": "tag", "layer": "actors", "row": who, "value": "Coast"})
    assert "ask &lt;her&gt; again" in room.get("/article/one").text
    assert "/notes?tag=coast" in room.get(f"/actor/{who}").text
    assert "Italy" in room.get("/notes", params={"tag": "coast"}).text
    assert "ask &lt;her&gt;" not in room.get("/notes", params={"tag": "coast"}).text
    room.post("/correct", data={"kind": "undo", "number": "2"})
    assert "Nothing was noted" in room.get("/notes", params={"tag": "coast"}).text
