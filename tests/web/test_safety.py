"""What a page may do in a browser, and what text from strangers may not."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from visitors import visitor

from dateline.reading import read_batch
from dateline.record import Record, Writer
from dateline.record.stored import stored_tables
from dateline.schema import Article
from dateline.web.guard import local
from dateline.web.words import day, shortened, shown, title

TURNED = "TRIESTE, 5 March. Deputy Minister Ana Vidmar said the ferry \u202eyrref\u202c would sail.\n"
PAGES = [
    "/", "/articles", "/article/turned", "/people", "/statements", "/events", "/stories", "/record", "/map",
    "/network", "/ask", "/queue", "/history", "/nowhere",
]  # fmt: skip


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A room with one article, without a headline, with characters that turn the reading order."""
    path = tmp_path_factory.mktemp("safety") / "r"
    Writer(path).commit([stored_tables(read_batch([Article("turned", "turned.txt", TURNED)]))])
    with Record(path) as record, visitor(record) as client:
        yield client


@pytest.mark.parametrize("path", [*PAGES, "/static/room.css"])
def test_every_answer_says_what_a_browser_may_do(room: TestClient, path: str) -> None:
    """Scripts and styles are files of the room, nothing is framed, nothing is guessed, nothing is told elsewhere."""
    headers = room.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", PAGES)
def test_no_page_needs_what_the_policy_forbids(room: TestClient, path: str) -> None:
    """No script or style stands in a page itself, and no address is of elsewhere."""
    page = room.get(path).text
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src=\"/static/)|javascript:", page)
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_can_be_skipped_into(room: TestClient, path: str) -> None:
    """The first thing that the keyboard reaches leads to the content."""
    page = room.get(path).text
    first = re.findall(r"<(?:a|button|input|select|summary)\b[^>]*>", page)[0]
    assert 'href="#main"' in first
    assert '<main id="main"' in page


@pytest.mark.parametrize("path", ["/article/turned", "/statements", "/articles?q=ferry"])
def test_a_character_that_turns_the_reading_order_is_shown(room: TestClient, path: str) -> None:
    """By its number, so that a quotation cannot be read the wrong way round unseen."""
    page = room.get(path).text
    assert "\u202e" not in page
    assert "[U+202E]" in page
    assert shown("a\u2066b") == "a[U+2066]b"


def test_an_article_without_a_headline_is_called_by_its_first_words(room: TestClient) -> None:
    """The same on every page, after the dateline, never in full."""
    for path in ("/articles", "/statements", "/"):
        assert re.search(
            r'<a href="/article/turned" class="opening">Deputy Minister Ana Vidmar said', room.get(path).text
        )
    assert "untitled" not in room.get("/statements").text


def test_a_title_is_cut_between_words() -> None:
    """A headline stands whole; the first words of a text do not."""
    assert title({"headline": "Ferry\nsails", "opening": "x"}) == "Ferry sails"
    assert title({"headline": None, "opening": "word " * 40}) == " ".join(["word"] * 18) + " …"
    assert title({"headline": " ", "uri": "a.txt"}) == "a.txt"
    assert shortened("short") == "short"
    assert day("2031-03-06") == "6 March 2031"


@pytest.mark.parametrize("host", ["evil.example", "testserver", "127.0.0.1.evil.example", "[::1].x"])
def test_a_strange_host_is_refused(room: TestClient, host: str) -> None:
    """A page elsewhere cannot read the room under a name of its own."""
    assert room.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("address", ["//evil.example", "https://evil.example", "/\\evil.example", "x", "", "/\nx"])
def test_after_an_action_a_browser_stays_in_the_room(address: str) -> None:
    """Only a path of the room is gone on to."""
    assert local(address) == "/"
    assert local("/queue?at=a:s1") == "/queue?at=a:s1"
