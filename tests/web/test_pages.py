"""The pages of the reading room, as a visitor without JavaScript sees them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from made_readings import reading
from starlette.testclient import TestClient
from visitors import visitor

from dateline.linking import link
from dateline.record import Record, Writer
from dateline.record.stored import stored_tables
from dateline.web.words import day


def test_the_list_of_articles_has_the_newest_first(room: TestClient) -> None:
    """The front page leads to it."""
    assert 'href="/articles"' in room.get("/").text
    page = room.get("/articles").text
    assert page.index("herring") < page.index("Vidmar: ferry line will open by summer")


def test_words_find_a_story(room: TestClient) -> None:
    """The search shows what holds the words and nothing else."""
    page = room.get("/articles", params={"q": "ferry agreement"}).text
    assert "/article/ferry" in page
    assert "/article/herring" not in page


def test_a_person_is_shown_with_roles_and_their_days(tmp_path: Path) -> None:
    """Of the first and the last article; a role that an own table gives has none."""
    writer = Writer(tmp_path / "r")
    writer.commit([stored_tables([reading("one")])])
    link(writer)
    table = tmp_path / "own.tsv"
    table.write_text("name\trole\nAna Vidmar\tdeputy mayor\n", encoding="utf-8")
    with Record(tmp_path / "r") as record:
        record.correct.table(table)
        actor_id = record.actors(name="Ana Vidmar").to_pylist()[0]["actor_id"]
        page = visitor(record).get(f"/actor/{actor_id}").text
    assert '<li class="tag">minister <span class="small">6 March 2031</span></li>' in page
    assert '<li class="tag">deputy mayor</li>' in page


@pytest.mark.parametrize("words", ['"', "AND", "ferry*", "-", "NEAR(", "'; DROP TABLE articles", "*"])
def test_no_search_breaks_a_page(room: TestClient, words: str) -> None:
    """Odd words in a form give a page."""
    assert room.get("/articles", params={"q": words}).status_code == 200
    assert room.get("/statements", params={"words": words, "who": words}).status_code == 200
    assert room.get("/people", params={"q": words}).status_code == 200
    assert room.get("/events", params={"who": words, "from": words}).status_code == 200


def test_an_article_shows_its_furniture_as_such(room: TestClient) -> None:
    """Links to other stories are labelled."""
    page = room.get("/article/ferry").text
    assert re.search(r'par k-related furniture" data-kind="other stories"', page)


def test_the_text_of_an_article_is_escaped(room: TestClient) -> None:
    """What looks like markup in the copy is shown, not obeyed."""
    page = room.get("/article/ferry").text
    assert "&lt;and" in page
    assert "<and" not in page


def test_asked_characters_are_marked(room: TestClient) -> None:
    """An address with code points marks exactly these."""
    page = room.get("/article/ferry", params={"at": "0-6"}).text
    marked = re.sub(r"<[^>]+>", "", "".join(re.findall(r"<mark>(.*?)</mark>", page)))
    assert marked == "Vidmar"
    assert 'id="at"' in page


def test_each_statement_leads_to_its_characters(room: TestClient) -> None:
    """The link of a statement opens its article at its words."""
    page = room.get("/statements", params={"words": "open by summer"}).text
    links = re.findall(r'href="(/article/ferry\?at=[\d,-]+)#at"', page)
    assert links
    assert "<mark>" in room.get(links[0]).text


def test_statements_are_found_by_who_and_how(room: TestClient) -> None:
    """Who spoke and the stance narrow the list."""
    page = room.get("/statements", params={"who": "Berti", "stance": "deny"}).text
    assert "too short" in page
    assert "herring" not in page


def test_a_person_has_a_page(room: TestClient) -> None:
    """It shows what the person said and in which role."""
    people = room.get("/people", params={"q": "Vidmar"}).text
    href = re.findall(r'href="(/actor/[^"]+)">[^<]*Vidmar', people)[0]
    page = room.get(href).text
    assert "open by summer" in page
    assert "Deputy Minister" in page


def test_events_are_listed_with_who_did_what(room: TestClient) -> None:
    """A signed agreement is there with both parties."""
    page = room.get("/events", params={"who": "Slovenia"}).text
    assert "signed" in page
    assert "Italy" in page


def test_problems_are_shown(room: TestClient) -> None:
    """What could not be read is not hidden."""
    assert "gulf/empty.txt" in room.get("/record").text


@pytest.mark.parametrize("path", ["/article/nothing", "/actor/nobody", "/nowhere", "/article/"])
def test_what_is_not_there_is_a_page_of_its_own(room: TestClient, path: str) -> None:
    """A stale link gets a 404 that leads on."""
    answer = room.get(path)
    assert answer.status_code == 404
    assert "Not in this record" in answer.text


@pytest.mark.parametrize("page", ["0", "-1", "x", "999999999999999999", "²"])
def test_an_odd_page_number_is_the_nearest_page(room: TestClient, page: str) -> None:
    """Nobody gets an error for an address typed wrongly."""
    assert room.get("/articles", params={"page": page}).status_code == 200


@pytest.mark.parametrize("at", ["9-1", "0-999999", "x", "5-5", "1-2,3-4,a"])
def test_an_odd_range_does_not_break_the_article(room: TestClient, at: str) -> None:
    """A range that fits nothing marks nothing."""
    assert room.get("/article/ferry", params={"at": at}).status_code == 200


def test_a_strange_host_is_refused(room: TestClient) -> None:
    """A page elsewhere cannot read the room under a name of its own."""
    assert room.get("/", headers={"host": "evil.example"}).status_code == 400


def test_nothing_is_fetched_from_elsewhere(room: TestClient) -> None:
    """No page names another host."""
    for path in ("/", "/article/ferry", "/people", "/statements", "/events", "/record"):
        assert not re.search(r'(?:src|href)="(?:https?:)?//', room.get(path).text)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("XXXX-03-07", "7 March, year unknown"),
        ("2031-03-06T12:00", "6 March 2031"),
        ("2031-03", "March 2031"),
        (None, "no date"),
        ("XXXX-99-01", "XXXX-99-01"),
    ],
)
def test_a_day_is_shown_as_far_as_it_is_known(value: str | None, shown: str) -> None:
    """A dateline without a year says so."""
    assert day(value) == shown


def test_the_page_of_a_merged_actor_leads_to_the_other(tmp_path: Path) -> None:
    """An old address stays good."""
    writer = Writer(tmp_path / "r")
    writer.commit([stored_tables([reading("one")])])
    link(writer)
    with Record(tmp_path / "r") as record, visitor(record) as room:
        ids = {a["name"]: a["actor_id"] for a in record.actors().to_pylist()}
        record.correct.merge(ids["Ana Vidmar"], ids["Italy"], by="ed")
        answer = room.get(f"/actor/{ids['Ana Vidmar']}", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (302, f"/actor/{ids['Italy']}")
        record.correct.drop(ids["Italy"], by="ed")
        assert room.get(f"/actor/{ids['Italy']}").status_code == 404
        assert room.get("/article/one").status_code == 200
        assert room.get("/events").status_code == 200
