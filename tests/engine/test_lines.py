"""Articles as lines: one line an article, its problems in it."""

from __future__ import annotations

import json

from dateline.engine import annotated
from dateline.schema import Article, Problem


def test_a_problem_of_an_article_that_is_read_stands_in_its_line() -> None:
    """A date that is not understood does not make a second line; input that gave no article has one."""
    items: list[Article | Problem] = [
        Article("a", "a", "The ferry sailed on Monday."),
        Problem("a", "intake", "date", "not understood", "a"),
        Problem("b", "intake", "empty", "no text", "b"),
        Article("c", "c", "The ferry sailed on Friday."),
    ]
    rows = [json.loads(line) for line in annotated(items, 1)]
    assert [row["id"] for row in rows] == ["a", "b", "c"]
    assert [("text" in row, [p["error"] for p in row.get("problems", [])]) for row in rows] == [
        (True, ["date"]),
        (False, ["empty"]),
        (True, []),
    ]


def test_what_was_wrong_with_the_input_comes_before_what_was_wrong_with_the_reading() -> None:
    """An article that is kept but not read has both problems in its line; problems before and after stay in place."""
    items: list[Article | Problem] = [
        Problem("a", "intake", "binary", "no text", "a"),
        Article("b", "b", "Der Hafen bleibt am Montag geschlossen, sagte die Ministerin in Triest."),
        Problem("b", "intake", "date", "not understood", "b"),
        Problem("c", "intake", "empty", "no text", "c"),
    ]
    rows = [json.loads(line) for line in annotated(items, 1)]
    assert [(row["id"], [p["error"] for p in row["problems"]]) for row in rows] == [
        ("a", ["binary"]),
        ("b", ["date", "language"]),
        ("c", ["empty"]),
    ]
