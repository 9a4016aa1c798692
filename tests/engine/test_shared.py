"""A copy takes the rows of the article that it is a copy of, and is not read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made_readings import reading

import dateline
from dateline import __version__
from dateline.engine import read_into, shared
from dateline.reading import text_sha256
from dateline.record import Writer
from dateline.record.stored import LAYERS, Tables, stored_tables
from dateline.schema import Article, Problem, Reading

TEXT = reading().article.text


class Reader:
    """Reads by heart, and counts what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def map(self, batches: Iterable[Sequence[Article]]) -> Iterator[Tables]:
        """The tables of each batch."""
        for batch in batches:
            self.asked += [article.article_id for article in batch]
            yield stored_tables([self._read(article) for article in batch])

    def close(self) -> None:
        """Nothing was started."""

    def _read(self, article: Article) -> Reading:
        problems = (Problem(article.uri, "events", "internal", "odd", article.article_id),) * ("odd" in article.text)
        told = text_sha256(article.text)
        return replace(reading(), article=article, text_sha256=told, reader_version=__version__, problems=problems)


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short texts count."""
    monkeypatch.setattr(shared, "_SHORTEST", 10)


def article(article_id: str, **more: Any) -> Article:
    """One of the same text as all others, where nothing else is said."""
    return Article(article_id, f"{article_id}.txt", **{"text": TEXT, "published_at": "2031-03-06", **more})


def rows(path: Path) -> dict[str, list[dict[str, Any]]]:
    """All rows of the batches, but for the numbers in them."""
    with dateline.open(path) as record:
        told = {name: record.sql(f"SELECT * EXCLUDE (article_no) FROM stored.{name}").to_pylist() for name in LAYERS}
    return {name: sorted(found, key=str) for name, found in told.items()}


ARTICLES = [
    article("a"),
    article("b", publisher="Harbour Post", published_at="2031-03-06T12:00:00"),
    article("c", published_at="2031-03-09"),
    article("d", title="Ferries"),
    article("e", title="Ferries"),
]


def test_copies_are_not_read_and_their_rows_are_as_if_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another day or another headline of the input's is another reading."""
    reader, alone = Reader(), Reader()
    summary = read_into(Writer(tmp_path / "r"), ARTICLES, reader)
    assert reader.asked == ["a", "c", "d"]
    assert (summary.added, summary.statements, summary.events) == (5, 5, 5)
    monkeypatch.setattr(shared, "_SHORTEST", 10_000)
    read_into(Writer(tmp_path / "all"), ARTICLES, alone)
    assert alone.asked == ["a", "b", "c", "d", "e"]
    assert rows(tmp_path / "r") == rows(tmp_path / "all")


def test_a_copy_of_what_the_record_holds_takes_its_rows(tmp_path: Path) -> None:
    """In a later run; reading it again then adds nothing."""
    reader = Reader()
    for again in range(3):
        summary = read_into(Writer(tmp_path / "r"), [ARTICLES[0]] if not again else ARTICLES[:2], reader)
    assert reader.asked == ["a"]
    assert (summary.added, summary.unchanged) == (0, 2)


def test_what_had_trouble_is_read_again(tmp_path: Path) -> None:
    """Its copy may have none."""
    reader = Reader()
    read_into(Writer(tmp_path / "r"), [article(name, text=f"{TEXT} odd") for name in "ab"], reader)
    assert reader.asked == ["a", "b"]


def test_many_copies_are_made_on_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that they do not pile up; none is lost."""
    monkeypatch.setattr(shared, "WAITING", 3)
    monkeypatch.setattr(shared, "AT_ONCE", 2)
    reader = Reader()
    told = [article(f"{kind}{n}", text=f"{TEXT} {kind}") for n in range(5) for kind in "xyz"]
    read_into(Writer(tmp_path / "r"), told, reader)
    assert reader.asked == ["x0", "y0", "z0"]
    with dateline.open(tmp_path / "r") as record:
        assert record.articles().num_rows == 15
