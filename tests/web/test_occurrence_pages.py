"""The pages of events show each event once, with what its reports say under it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from linked_record import record_of
from starlette.testclient import TestClient
from told_events import article, event
from visitors import visitor

from dateline.web.occurrences import pieces

SHELLED = event("Lorvania shelled the herring harbour of Tesk on Monday, killing four sailors.", "ASSAULT", "shelled",
                "Lorvania", "Tesk", on="2031-05-05", mode="heavy-weapons", dead=4.0)  # fmt: skip
SHELLING = event("Tesk said nine sailors died when Lorvanian gunboats shelled its herring harbour on Monday.",
                 "ASSAULT", "shelled", "Lorvanian gunboats", "Tesk", on="2031-05-05", mode="heavy-weapons", dead=9.0,
                 modality="reported")  # fmt: skip
TALKS = event("Ilka Tarn held talks with Tesk.", "CONSULT", "talks", "Ilka Tarn", "Tesk")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[TestClient]:
    """A room with an attack told twice, a copy, and talks."""
    told = [
        article("a", "2031-05-05", SHELLED),
        article("b", "2031-05-06", SHELLING, publisher="Tesk Post"),
        article("c", "2031-05-07", SHELLED, publisher="Late Edition"),
        article("d", "2031-05-08", TALKS),
    ]
    with (
        record_of(tmp_path / "r", told) as record,
        visitor(record) as client,
    ):
        yield client


def words(page: str) -> str:
    """What a reader sees of a page."""
    return " ".join(
        re.sub(
            r"<[^>]+>", " ", page.partition("<main")[2].partition("</form>")[2] or page.partition("<main")[2]
        ).split()
    )


def test_an_event_is_listed_once_with_its_reports(room: TestClient) -> None:
    """How many, from whom, since when, and the sentences themselves."""
    page = words(room.get("/events").text)
    assert page.count("ASSAULT Lorvania") == 1
    assert "2 reports , 2 sources, first seen 5 May 2031 · 1 copy" in page
    assert "Lorvanian gunboats shelled its herring harbour" in page


def test_the_list_shows_each_paper_before_a_second_sentence_of_one(tmp_path: Path) -> None:
    """Of three sentences of one article and one of another, the other's stands second."""
    more = [{**SHELLED, "sentence": SHELLED["sentence"].replace("four", word)} for word in ("some", "a few")]
    told = [article("a", "2031-05-05", SHELLED, *more), article("b", "2031-05-06", SHELLING, publisher="Tesk Post")]
    with (
        record_of(tmp_path / "r", told) as record,
        visitor(record) as client,
    ):
        page = words(client.get("/events").text)
    assert page.index("killing four sailors") < page.index("gunboats shelled") < page.index("killing some sailors")


def test_figures_that_differ_stand_side_by_side(room: TestClient) -> None:
    """Each with the number of reports that give it."""
    assert "Dead 4 1 report 9 1 report" in words(room.get("/events").text)


@pytest.mark.parametrize(
    ("asked", "there", "not_there"),
    [
        ({"type": "CONSULT"}, "CONSULT", "ASSAULT"),
        ({"modality": "reported"}, "ASSAULT", "CONSULT"),
        ({"told": "often"}, "ASSAULT", "CONSULT"),
        ({"who": "Tarn"}, "CONSULT", "ASSAULT"),
        ({"from": "2031-05-08"}, "CONSULT", "ASSAULT"),
        ({"to": "2031-05-07"}, "ASSAULT", "CONSULT"),
    ],
)
def test_the_form_narrows_the_list(room: TestClient, asked: dict[str, str], there: str, not_there: str) -> None:
    """By type, by how some report stands, by party, by day."""
    page = words(room.get("/events", params=asked).text)
    assert there in page
    assert not_there not in page


def test_the_most_reported_may_come_first(room: TestClient) -> None:
    """The newest does otherwise."""
    newest, most = (words(room.get("/events", params=asked).text) for asked in ({}, {"sort": "reports"}))
    assert newest.index("CONSULT") < newest.index("ASSAULT")
    assert most.index("ASSAULT") < most.index("CONSULT")


def test_the_page_of_an_event_shows_all_reports(room: TestClient) -> None:
    """The copy stands last and is called one; each sentence leads to its characters."""
    page = room.get("/occurrence/a:e1").text
    assert words(page).index("Tesk Post") < words(page).index("a copy")
    assert re.search(r'href="/article/b\?at=\d+-\d+#at"', page)


def test_an_article_leads_from_each_event_to_all_its_reports(room: TestClient) -> None:
    """Also where another article was first."""
    assert 'href="/occurrence/a%3Ae1"' in room.get("/article/b").text


def test_the_front_page_says_how_an_event_stands(room: TestClient) -> None:
    """A claim is not told as a fact."""
    assert re.search(r"attacks Lorvania → Tesk 2 reports: told as fact 1, .*?words 1", words(room.get("/").text))


def test_what_reports_say_against_each_other_is_on_the_front_page(room: TestClient) -> None:
    """Both values, with who gave them."""
    page = words(room.get("/").text)
    assert "What reports say against each other" in page
    assert re.search(r"ASSAULT dead 4 .*?5 May 2031 9 Tesk Post", page)


def test_an_event_that_is_not_there_is_missing(room: TestClient) -> None:
    """As any page is."""
    assert room.get("/occurrence/nothing").status_code == 404


def test_a_sentence_is_cut_at_its_trigger() -> None:
    """A trigger in two pieces marks both; what reaches beyond the sentence is cut off."""
    row: dict[str, Any] = {"sentence": "They broke it off.", "span": {"start": 10, "end": 28}, "trigger_text": "broke"}
    row["trigger"] = [{"start": 15, "end": 20}, {"start": 24, "end": 40}]
    assert pieces(row) == [("They ", False), ("broke", True), (" it ", False), ("off.", True)]
