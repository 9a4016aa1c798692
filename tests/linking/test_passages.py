"""Paragraphs that travel from story to story are background in all but the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from linked_record import record_of
from made_readings import reading

from dateline.linking.passages import Passage, Passages, passages_of, standing
from dateline.linking.shingles import Sketches, words_of
from dateline.reading import text_sha256
from dateline.schema import Anatomy, Block, Reading, Span

STANDING = (
    "The Lime Front, an armed group of the northern marshes, was founded in 2019 by former border guards under Ivo "
    "Skala; it is banned in Tarvia, in Kasanda and in four other countries of the league."
)


def article(article_id: str, day: str, lead: str) -> Reading:
    """A reading with a lead, in which somebody speaks, and the standing paragraph with an event."""
    text = f"{lead} Ana Vidmar said so.\n\n{STANDING}\n"
    bare = reading(article_id)

    def at(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    statement = replace(
        bare.cast.statements[0], source=(at("Ana Vidmar"),), cue=(at("said"),), content=(at(lead),), speaker="a1"
    )
    within = replace(statement, id="s2", content=(at("it is banned in Tarvia"),))
    event = replace(
        bare.events[0], trigger=(at("banned"),), statement=None, actors=(), recipients=(), type="SANCTION",
        place_id=None, place_from=None,
    )  # fmt: skip
    return replace(
        bare, article=replace(bare.article, text=text, published_at=day), text_sha256=text_sha256(text),
        anatomy=Anatomy((Block("body", 0, len(text)),)), sentences=(Span(0, len(text)),), toponyms=(), figures=(),
        cast=replace(bare.cast, mentions=(), statements=(statement, within)), events=(event,), problems=(),
    )  # fmt: skip


LEADS = {
    "a": ("2031-03-01", "Ferries between Danko and Porto Sello run again after nine days of storm on the sound."),
    "b": ("2031-03-09", "A court in Kasanda freed two bakers whom a neighbour had accused of selling chalk for flour."),
    "c": ("2031-04-02", "The opera of Leskova opens its season with a comedy about a tax collector and three aunts."),
}  # fmt: skip
ARTICLES = [article(name, *told) for name, told in LEADS.items()]


def test_a_standing_paragraph_is_background_in_later_stories(tmp_path: Path) -> None:
    """Its statements and events too, in the table and in the article; it counts once."""
    record = record_of(tmp_path / "r", ARTICLES)
    rows = record.table("standing").to_pylist()
    assert [(r["article_id"], r["first"], r["text"]) for r in rows] == [
        ("a", True, STANDING), ("b", False, STANDING), ("c", False, STANDING),
    ]  # fmt: skip
    kinds = {e["event_id"]: e["block_kind"] for e in record.events().to_pylist()}
    assert kinds == {"a:e1": "body", "b:e1": "background", "c:e1": "background"}
    told = record.article("b")
    assert told is not None
    assert [s["block_kind"] for s in told["statements"]] == ["body", "background"]
    shown = {s["statement_id"]: s["block_kind"] for s in record.statements(article_id="b").to_pylist()}
    assert shown == {"b:s1": "body", "b:s2": "background"}


def test_order_and_batches_do_not_matter(tmp_path: Path) -> None:
    """The last one first gives the same."""
    wanted = record_of(tmp_path / "all", ARTICLES).table("standing").to_pylist()
    assert record_of(tmp_path / "each", *([a] for a in ARTICLES[::-1])).table("standing").to_pylist() == wanted


def columns_of(passages: Sequence[Passage], articles: Sequence[int], days: Sequence[int]) -> Passages:
    """``passages`` in columns; ``articles`` and ``days`` tell the article of each and its day."""
    return Passages(
        np.array(articles, np.int64),
        np.array(days, np.int64),
        np.array([p.key for p in passages], np.int64),
        np.array([p.figures for p in passages], np.int64),
        Sketches.of([p.sketch for p in passages]),
        Sketches.of([p.terms.view(np.uint64) for p in passages]),
    )


def test_a_word_may_differ_a_figure_may_not() -> None:
    """A formula with other sums is no standing paragraph."""

    def same(other: str) -> bool:
        passages = [*passages_of(STANDING, words_of(STANDING)), *passages_of(other, words_of(other))]
        return bool(len(standing(columns_of(passages, [0, 1], [1, 9]))[0]))

    assert same(STANDING.replace("armed group", "armed band"))
    assert not same(STANDING.replace("2019", "2021"))
    assert not same(STANDING.replace("2019", "2021").replace("four", "five"))


def test_paragraphs_end_at_blank_and_indented_lines() -> None:
    """Agency copy of old indents; short lines are none."""
    text = f"Head\n\n{STANDING}\n    {STANDING}\n\nShort line.\n"
    assert [text[p.span.start : p.span.end] for p in passages_of(text, words_of(text))] == [STANDING, STANDING]


def test_a_paragraph_in_other_words_is_one_where_it_comes_again_days_later() -> None:
    """Names, figures and most of the rest are the same; the news of a day in other words is no standing paragraph."""
    again = (
        "Former border guards under Ivo Skala founded the Lime Front, an armed band of the marshes in the north, "
        "in 2019; the group is banned in Tarvia, in Kasanda and in four further countries that the league has."
    )

    def same(other: str, day: int, lead: str = "Ferries run again.\n\n") -> bool:
        long = "The ferries between Danko and Porto Sello run again after nine days of a storm on the northern sound."
        texts = [f"{long}\n\n{STANDING}", f"{long[::-1]} {long.upper()}\n\n{other}" if lead else other]
        found = [(p, n) for n, text in enumerate(texts) for p in passages_of(text, words_of(text))]
        told = columns_of([p for p, _ in found], [n for _, n in found], [(1, day)[n] for _, n in found])
        return bool(len(standing(told)[0]))

    assert same(again, 20)
    assert not same(again, 2)
    assert not same(again.replace("2019", "2023"), 20)
    assert not same(again, 20, lead="")
