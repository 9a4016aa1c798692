"""Lines that are furniture by repetition across the record."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.linking import link
from dateline.reading import text_sha256
from dateline.record import Record, Writer
from dateline.record.stored import stored_tables
from dateline.schema import Anatomy, Article, Block, Cast, Reading, Span, Statement

NAMES = ("Koper", "Piran", "Izola", "Trieste", "Muggia", "Umag", "Pula", "Rovinj")
HEAD = "Harbour board of {} closes its old pier"
HOOK = "Read all we have on the lagoon in one place"
WIRE = "Gulf Wire"


def article(number: int, *lines: str, publisher: str | None = WIRE, head: str | None = None) -> Reading:
    """A reading with a headline, a body of its own and ``lines``, each a block of the body with a statement in it."""
    name = NAMES[number]
    body = f"The chairwoman in {name} said that {number + 40} skippers have to move before winter number {number}."
    headline = head or HEAD.format(name)
    text = "\n\n".join([headline, body, *lines])
    starts = [text.index(line) for line in (body, *lines)]
    blocks = [Block("headline", 0, len(headline))]
    blocks += [Block("body", s, s + len(w)) for s, w in zip(starts, (body, *lines), strict=True)]
    made = [
        Statement(f"s{i}", None, "indirect", "speech", "say", False, (), (), None, (Span(b.start, b.end),), 0.9)
        for i, b in enumerate(blocks[1:])
    ]
    given = Article(f"a{number}", f"a{number}.txt", text, publisher=publisher, published_at=f"2031-03-0{number + 1}")
    anatomy = Anatomy(tuple(blocks), headline=Span(0, len(headline)))
    return Reading(given, text_sha256(text), "0.1.0", language="en", anatomy=anatomy, cast=Cast((), (), tuple(made)))


def linked(path: Path, *batches: list[Reading]) -> Record:
    """A record of ``batches``, linked after each."""
    writer = Writer(path)
    for batch in batches:
        writer.commit([stored_tables(batch)], [])
        link(writer)
    return Record(path)


def kinds(record: Record, article_id: str) -> dict[str, str]:
    """By its words the kind of each block of an article."""
    found = record.article(article_id)
    assert found is not None
    text = found["article"]["text"]
    return {text[b["start"] : b["end"]]: b["kind"] for b in found["blocks"]}


def test_a_line_that_is_another_article_s_headline_is_a_link(tmp_path: Path) -> None:
    """It stays what it was until the other article is there; what stands in it is background."""
    first, other = article(0, HEAD.format("Piran")), article(1)
    record = linked(tmp_path / "one", [first])
    assert kinds(record, "a0")[HEAD.format("Piran")] == "body"
    record = linked(tmp_path / "two", [first], [other])
    assert kinds(record, "a0")[HEAD.format("Piran")] == "related"
    (row,) = record.table("repeated").to_pylist()
    assert (row["article_id"], row["kind"], row["of_id"]) == ("a0", "related", "a1")
    told = {s["text"]: s["block_kind"] for s in record.statements(article_id="a0").to_pylist()}
    assert told[HEAD.format("Piran")] == "background"
    assert sum(kind == "body" for kind in told.values()) == 1
    shown = record.article("a0")
    assert shown is not None
    assert sorted(shown["blocks"], key=str) == sorted(record.table("blocks", article_id="a0").to_pylist(), key=str)


def test_an_article_s_own_headline_and_a_sentence_are_no_links(tmp_path: Path) -> None:
    """The headline that is repeated in the copy, and prose that ends in a full stop."""
    own = article(0, HEAD.format("Koper").upper())
    prose = article(2, HEAD.format("Koper") + ".")
    record = linked(tmp_path / "record", [own, prose, article(1)])
    assert record.table("repeated").num_rows == 0


@pytest.mark.parametrize("order", [range(6), reversed(range(6))])
def test_a_line_in_many_articles_of_one_publisher_is_a_note(tmp_path: Path, order: range) -> None:
    """In all of them, the first too, in whatever order they came; in few, or without a publisher, it is none."""
    record = linked(tmp_path / "record", *([article(i, HOOK)] for i in order))
    assert [r["kind"] for r in record.table("repeated").to_pylist()] == ["note"] * 6
    assert kinds(record, "a0")[HOOK] == "note"
    few = linked(tmp_path / "few", [article(i, HOOK) for i in range(4)])
    assert few.table("repeated").num_rows == 0
    unknown = linked(tmp_path / "unknown", [article(i, HOOK, publisher=None) for i in range(6)])
    assert unknown.table("repeated").num_rows == 0
