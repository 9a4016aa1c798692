"""The sample stories and their marked copies."""

from __future__ import annotations

import json
from pathlib import Path

from dateline.evaluate.wire import read_wire
from dateline.resources import stories

GOLD = sorted((Path(__file__).parents[1] / "gold").glob("*.wire"))


def _rows() -> list[dict[str, str]]:
    found = [p for p in stories.paths() if p.endswith(".jsonl")]
    return [json.loads(line) for p in found for line in Path(p).read_text(encoding="utf-8").splitlines()]


def test_every_sample_story_has_an_id_of_its_own_a_publisher_and_a_text() -> None:
    """The stories can be told apart and say where they are from."""
    rows = _rows()
    assert len(rows) + sum(p.endswith(".html") for p in stories.paths()) >= 24
    assert len({r["id"] for r in rows}) == len({r["uri"] for r in rows}) == len(rows)
    assert all(r["text"].strip() and r["publisher"] for r in rows)


def test_the_marked_copy_is_the_shipped_copy() -> None:
    """A marked story, its tags taken out, is the story that ships, character for character."""
    shipped = {r["id"]: r for r in _rows()}
    assert len(GOLD) >= 14
    for path in GOLD:
        marked = read_wire(path)
        assert marked.text == shipped[marked.id]["text"]
        assert marked.published_at == shipped[marked.id]["published_at"]


def test_every_page_says_that_it_is_invented() -> None:
    """Nobody takes a sample for news: the pages and the list of stories say so."""
    pages = [Path(p) for p in stories.paths() if p.endswith(".html")]
    readme = Path(stories.paths()[0]).with_name("README.md")
    for path in [*pages, readme]:
        assert "invented" in path.read_text(encoding="utf-8")


def test_the_list_of_stories_names_every_story() -> None:
    """The table in the README is complete."""
    listed = Path(stories.paths()[0]).with_name("README.md").read_text(encoding="utf-8")
    for row in _rows():
        name = row["id"].removesuffix("-2").removesuffix("-3")
        assert name in listed
