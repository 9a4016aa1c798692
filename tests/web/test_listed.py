"""Events in other shapes, sayings, standing paragraphs, sources, saved views, pictures as data, news and forgetting."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from linked_record import record_of
from made_readings import SAID, reading
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.testclient import TestClient
from visitors import corrector, visitor

from dateline.linking import link
from dateline.record import Record, Writer
from dateline.record.stored import stored_tables
from dateline.web import tallies
from dateline.web.news import News

AT = f"18-{18 + len('Ana Vidmar')}"


@pytest.fixture(scope="module", name="kept")
def kept_record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """Three articles that nobody changes."""
    path = tmp_path_factory.mktemp("listed") / "r"
    one = reading("one")
    one = replace(one, article=replace(one.article, encoding="utf-8"))
    with record_of(path, [one, reading("two"), reading("three", verb="wait", speaker="Vera Kos")]) as record:
        yield record


@pytest.fixture(scope="module")
def room(kept: Record) -> Iterator[TestClient]:
    """A visitor to it."""
    with visitor(kept) as client:
        yield client


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/events?as=table", "cooperates"),
        ("/events?as=timeline", "not told as fact"),
        ("/events?as=matrix", "No event has somebody on both sides"),
        ("/events?as=matrix&by=country", "No event has somebody on both sides"),
        ("/events?as=weeks", "0 told as fact"),
        ("/events?as=network", "<svg"),
        ("/events?as=map", "Trieste</a>"),
        ("/", "Who is new"),
        ("/statements?role=MINISTER&country=ita", "Ana Vidmar"),
        ("/statements?country=FRA", "No statement fits"),
        ("/statements?role=baker", "No statement fits"),
        ("/statements?addressee=nobody", "No statement fits"),
        ("/statements?as=speakers", "<b>2</b> speakers"),
        ("/statements?as=reading", "… TRIESTE, 5 March. Ana Vidmar said"),
        ("/families", "wordings"),
        ("/standing", "No paragraph stands in more than one article"),
        ("/withheld", "Nothing is withheld"),
        ("/views", "None yet"),
        ("/map", "/map.geojson"),
        ("/network", 'id="network"'),
        (f"/source/one?at={AT}", '<mark id="at">Ana Vidmar</mark>'),
        ("/source/one", "Mark characters in the article"),
    ],
)
def test_a_page_shows_what_it_is_for(room: TestClient, address: str, words: str) -> None:
    """Each at its address."""
    answer = room.get(address)
    assert answer.status_code == 200
    assert words in answer.text


def test_told_as_fact_and_merely_reported_are_counted_apart(kept: Record) -> None:
    """By the week of the event's day, in PLOVER's quad classes."""
    found = tallies.weeks(kept, {})
    assert found.unit == "week"
    assert [(r["value"], r["q2"], r["r2"]) for r in found.rows] == [("2031-03-03", 0, len(kept.occurrences()))]


def test_pictures_are_given_as_data(room: TestClient) -> None:
    """Places as CSV and GeoJSON, the network with its communities, weeks as CSV; another form is told of."""
    assert room.get("/map.csv").text.splitlines()[1].startswith("3165185,Trieste,ITA")
    feature = room.get("/map.geojson").json()["features"][0]
    assert (feature["geometry"]["coordinates"], feature["properties"]["name"]) == ([13.8, 45.6], "Trieste")
    made = room.get("/network.json").json()
    assert {n["name"] for n in made["nodes"]} >= {"Ana Vidmar", "Italy"}
    assert {"id", "ties", "community"} <= made["nodes"][0].keys()
    assert made["links"][0].keys() == {"source", "target", "n"}
    assert room.get("/weeks.csv").text.splitlines()[0].startswith("value,q1,r1")
    assert room.get("/map.bmp").status_code == 400
    assert room.get("/source.bin/one").headers["content-disposition"].startswith("attachment")
    for missing in ("/family/none", "/source/none", "/source.bin/none", "/views/none.atom"):
        assert room.get(missing).status_code == 404


@pytest.fixture(name="record")
def made_record(tmp_path: Path) -> Iterator[Record]:
    """A record to change."""
    with record_of(tmp_path / "r", [reading("one")]) as record:
        yield record


def more(record: Record) -> None:
    """Another article is committed."""
    writer = Writer(record.path)
    writer.commit([stored_tables([reading("two", verb="wait", speaker="Vera Kos")])])
    link(writer)


def test_a_saved_view_tells_what_is_new_in_it(record: Record) -> None:
    """Until somebody looks; as a page and as a feed."""
    with corrector(record) as room:
        said = {"name": "all <words>", "address": "/statements?mode=indirect"}
        assert room.post("/views", data=said, follow_redirects=False).headers["location"] == said["address"]
        assert "all &lt;words&gt;" in room.get("/views").text
        assert "<b>1</b>" not in room.get("/views").text
        more(record)
        assert "<b>1</b>" in room.get("/views").text
        assert "all &lt;words&gt;" in room.get("/").text
        assert "Vera Kos" in room.get("/views/all <words>.atom").text
        looked = room.post("/views/look", data={"name": "all <words>"}, follow_redirects=False)
        assert looked.headers["location"] == said["address"]
        assert "<b>1</b>" not in room.get("/views").text
        assert room.post("/views", data={"name": "x", "address": "https://evil.example/"}).status_code == 400
        room.post("/views", data={"away": "all <words>"})
        assert "None yet" in room.get("/views").text


def test_an_open_page_is_told_of_a_commit(record: Record) -> None:
    """By an event with the new number of articles, within the time of one look."""

    async def told() -> list[str]:
        async def receive() -> dict[str, object]:
            await asyncio.sleep(60)
            return {"type": "http.disconnect"}

        request = Request(
            {"type": "http", "method": "GET", "path": "/news", "headers": [], "query_string": b""}, receive
        )
        answer = await News(record, seconds=0.01).stream(request)
        assert isinstance(answer, StreamingResponse)
        found = []
        async for event in answer.body_iterator:
            if str(event).startswith("event"):
                found.append(str(event))
                if len(found) == 1:
                    await asyncio.to_thread(more, record)
                if '"articles": 2' in found[-1]:
                    return found
        return found

    events = asyncio.run(told())
    assert events[0].startswith('event: batch\ndata: {"commit": 2, "articles": 1}')


def test_an_uploaded_file_is_read_and_kept_where_asked(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """As its format; what holds no article is told in one line."""
    monkeypatch.setattr("dateline.web.pasting.read_batch", lambda found: [reading(a.article_id) for a in found])
    with corrector(record) as room:
        page = {
            "file": ("story.html", b"<html><body><article><p>" + SAID.encode() * 9 + b"</p></article></body></html>")
        }
        assert "Nothing of this article is kept" in room.post("/paste", files=page).text
        assert record.articles().num_rows == 1
        kept = room.post("/paste", data={"text": "x", "keep": "yes"}, follow_redirects=False)
        assert kept.headers["location"].startswith("/article/pasted-")
        assert record.articles().num_rows == 2
        assert room.post("/paste", files={"file": ("a.bin", b"\x00\x01\x02" * 99)}).status_code == 400
        assert room.post("/paste", data={"text": " "}).status_code == 400
    with visitor(record) as stranger:
        assert stranger.post("/paste", data={"text": "x"}).status_code == 403


def test_an_article_is_forgotten_by_those_who_administer(record: Record) -> None:
    """Asked twice; what is left is said."""
    more(record)
    with corrector(record) as room:
        assert "/forget?what=article" in room.get("/article/one").text
        assert room.get("/forget", params={"what": "article", "id": "one"}).status_code == 200
        assert room.post("/forget", data={"what": "article", "id": "one"}).status_code == 400
        page = room.post("/forget", data={"what": "article", "id": "one", "sure": "yes"}).text
        assert "the input itself, one.txt" in page
        assert room.get("/article/one").status_code == 404
    with visitor(record) as stranger:
        assert stranger.get("/forget").status_code == 403
        assert stranger.post("/forget", data={"what": "article", "id": "two", "sure": "yes"}).status_code == 403
