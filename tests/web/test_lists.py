"""Lists say how much there is, narrow before they cut, and take words for words."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

import pytest
from made_readings import reading
from starlette.testclient import TestClient
from visitors import visitor

from dateline.record import Record, Writer
from dateline.record.stored import stored_tables
from dateline.schema import Reading
from dateline.web.filters import folded

MANY = 90


def told(number: int) -> Reading:
    """One of many articles; every third is of another paper."""
    made = reading(f"n{number:03}", speaker="Ana Vidmar" if number % 2 else "Jörg Šalk")
    paper = "Tesk Post" if number % 3 == 0 else "Gulf Wire"
    article = dataclasses.replace(
        made.article, publisher=paper, published_at=f"2031-{1 + number // 28:02}-{1 + number % 28:02}"
    )
    return dataclasses.replace(made, article=article)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A room with more articles than a page shows."""
    path = tmp_path_factory.mktemp("lists") / "r"
    Writer(path).commit([stored_tables([told(n) for n in range(MANY)])])
    with Record(path) as record, visitor(record) as client:
        yield client


def total(page: str) -> int:
    """How many rows a page says that there are."""
    found = re.search(r'class="total" role="status"><b>([\d,]+)</b>', page)
    assert found
    return int(found[1].replace(",", ""))


@pytest.mark.parametrize(
    ("path", "asked", "count"),
    [
        ("/articles", {}, MANY),
        ("/articles", {"q": "ferries", "publisher": "Tesk Post"}, MANY // 3),
        ("/articles", {"q": "ferries", "from": "2031-02-01", "to": "2031-02-28"}, 28),
        ("/articles", {"q": "zeppelin"}, 0),
        ("/statements", {}, MANY),
        ("/statements", {"who": "salk"}, MANY // 2),
        ("/statements", {"publisher": "Tesk Post", "words": "ferry sail"}, MANY // 3),
        ("/events", {"year": "2031"}, MANY),
    ],
)
def test_a_list_says_how_many_there_are_when_all_filters_are_applied(
    room: TestClient, path: str, asked: dict[str, str], count: int
) -> None:
    """Filters come first, then the count, then the page."""
    assert total(room.get(path, params=asked).text) == count


def test_all_pages_of_a_list_hold_each_row_once(room: TestClient) -> None:
    """Nothing is lost between them."""
    seen = []
    for page in (1, 2, 3):
        html = room.get("/articles", params={"q": "ferries", "page": str(page)}).text
        seen += re.findall(r'<h2><a href="/article/(n\d+)"', html)
    assert sorted(seen) == [f"n{n:03}" for n in range(MANY)]


def test_what_was_found_is_marked(room: TestClient) -> None:
    """In the snippet, by an element and not by characters of the index."""
    page = room.get("/articles", params={"q": "ferries"}).text
    assert "<mark>ferries</mark>" in page
    assert "\x02" not in page


@pytest.mark.parametrize("words", ["%", "_", "%a%", "V%r", "fer*ies"])
def test_signs_of_patterns_are_no_wildcards(room: TestClient, words: str) -> None:
    """A percent sign stands for itself, and a star counts only at the end of a word."""
    assert total(room.get("/statements", params={"who": words}).text) == 0
    if any(c.isalnum() for c in words):
        assert total(room.get("/statements", params={"words": words}).text) == 0


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ferry", True), ("FERRIES", True), ("sail", True), ("sai", False), ("sai*", True), ('"italy would"', True),
        ('"would italy"', False), ("ferries -sail", False), ("erries", False),
    ],
)  # fmt: skip
def test_statements_are_searched_by_words(room: TestClient, words: str, found: bool) -> None:
    """Whole ones, singular or plural, with phrases, beginnings and words to leave out."""
    assert total(room.get("/statements", params={"words": words}).text) == (MANY if found else 0)


def test_a_list_can_be_narrowed_by_what_it_holds(room: TestClient) -> None:
    """Each value says how many rows it has, and its link gives so many."""
    page = room.get("/statements").text
    href, count = re.findall(r'<a href="(/statements\?publisher=[^"]+)">Tesk Post</a><span class="n">(\d+)<', page)[0]
    assert total(room.get(href).text) == int(count) == MANY // 3


def test_the_page_of_a_person_says_where_the_rest_is(room: TestClient) -> None:
    """Its short lists say how many there are and lead to all."""
    page = room.get("/people", params={"q": "Italy"}).text
    assert total(page) >= 1
    href = re.findall(r'href="(/actor/[^"]+)">Italy', page)[0]
    page = room.get(href).text
    everything = re.findall(r'<a href="(/articles\?actor=[^"]+)">All (\d+) articles', page)
    assert not everything or total(room.get(everything[0][0]).text) == int(everything[0][1])


def test_a_search_that_is_too_long_gets_one_line(room: TestClient) -> None:
    """The page says what to do, and answers at once."""
    answer = room.get("/articles", params={"q": "ferry " * 2_000})
    assert answer.status_code == 400
    assert "at most" in answer.text


def test_names_are_compared_without_case_and_accents() -> None:
    """What is asked is folded as the tables are."""
    assert folded("JÖRG  Šalk") == "jorg salk"
