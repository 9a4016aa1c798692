"""Stories, two articles side by side, and the front page."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from made_readings import reading
from visitors import visitor

from dateline.linking import link
from dateline.reading import read_batch
from dateline.record import Record, Writer
from dateline.record.stored import stored_tables
from dateline.schema import Article
from dateline.web.story import compared

ONE = """Ferry line opens in Trieste

TRIESTE, 5 March. The ferry line opened on Tuesday with forty boats. The line will last, Ana Vidmar said.
"""
OTHER = """Ferry line opens with a bang

TRIESTE, 5 March. The ferry line opened on Tuesday with fifty boats. The herring had no comment. Jon Arnason denied it.
"""


@pytest.fixture(name="record")
def made_record(tmp_path: Path) -> Record:
    """Two articles of one event."""
    articles = [
        Article("one", "one.txt", ONE, publisher="Gulf Wire", published_at="2031-03-05"),
        Article("other", "other.txt", OTHER, publisher="Tesk Post", published_at="2031-03-06"),
    ]
    Writer(tmp_path / "r").commit([stored_tables(read_batch(articles))])
    return Record(tmp_path / "r")


def test_two_articles_show_what_only_one_has(record: Record) -> None:
    """Sentences without a like, other words in those that are alike, and who is quoted in one alone."""
    sides = compared(record, "one", "other")
    assert sides is not None
    only = [[text for pieces, lone in side.sentences if lone for text, _ in pieces] for side in sides]
    assert "The herring had no comment." in only[1]
    differs = [text.strip() for pieces, _ in sides[0].sentences for text, other in pieces if other]
    assert "forty" in differs
    assert "Ana Vidmar" in sides[0].quoted
    page = visitor(record).get("/compare", params={"a": "one", "b": "other"}).text
    assert "<ins>forty" in page
    assert visitor(record).get("/compare", params={"a": "one", "b": "none"}).status_code == 404


def test_a_story_has_a_page(record: Record) -> None:
    """With its article, who speaks in it, and where it is; another one is not there."""
    room = visitor(record)
    page = room.get("/story/one").text
    assert "Ana Vidmar" in page
    assert "Ferry line opens in Trieste" in page
    assert room.get("/story/none").status_code == 404


def test_the_front_page_leads_everywhere(record: Record) -> None:
    """To the articles, to who is quoted, to what needs a look; every link of it is a page."""
    room = visitor(record)
    links = set(re.findall(r'href="(/[^"#]*)"', room.get("/").text.replace("&amp;", "&")))
    assert {"/queue", "/articles", "/statements", "/events", "/people"} <= links
    assert {link: room.get(link).status_code for link in sorted(links)} == dict.fromkeys(sorted(links), 200)


def test_an_empty_record_says_how_to_fill_it(tmp_path: Path) -> None:
    """On its front page; no page fails."""
    Writer(tmp_path / "r").commit([])
    with Record(tmp_path / "r") as record, visitor(record) as room:
        assert "dateline read FOLDER --record DIR" in room.get("/").text
        for path in (
            "/articles",
            "/stories",
            "/people",
            "/statements",
            "/events",
            "/map",
            "/ask",
            "/queue",
            "/history",
        ):
            assert room.get(path).status_code == 200, path


def test_the_sample_stories_are_called_invented(tmp_path: Path) -> None:
    """Three sentences say what one sees."""
    article = Article("x", "invented:gulf/x", ONE)
    Writer(tmp_path / "r").commit([stored_tables(read_batch([article]))])
    with Record(tmp_path / "r") as record, visitor(record) as room:
        assert "their people are invented" in room.get("/").text


def test_a_running_story_without_days_is_told_without_one(tmp_path: Path) -> None:
    """Nothing is said to be the last where no article has a date."""
    made = [
        replace(reading(name), article=replace(reading(name).article, published_at=None)) for name in ("one", "two")
    ]
    Writer(tmp_path / "r").commit([stored_tables(made)])
    link(tmp_path / "r")
    with visitor(Record(tmp_path / "r")) as reader:
        page = reader.get("/").text
    assert "2 articles" in page
    assert "last no date" not in page
