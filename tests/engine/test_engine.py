"""Articles go through a pool of processes into a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import invented_reader
import pytest

import dateline
from dateline.engine import TABLES, Pool, Progress, Summary, pool, read_into
from dateline.record import Writer
from dateline.record.stored import Tables
from dateline.schema import Article, Problem

Item = Article | Problem

INVENTED = replace(TABLES, target=invented_reader.ALL)


def articles(*texts: str) -> list[Article]:
    """Articles with ids from their place."""
    return [Article(f"n{i}", f"{i}.txt", text) for i, text in enumerate(texts)]


def rows(path: Path, query: str) -> list[dict[str, Any]]:
    """The answer of the record at ``path``."""
    answer: list[dict[str, Any]] = dateline.open(path).sql(query).to_pylist()
    return answer


class Quick:
    """The invented reader in this process."""

    def map(self, batches: Iterable[Sequence[Article]]) -> Iterator[Tables]:
        """The tables of each batch."""
        return map(invented_reader.read_tables, batches)

    def close(self) -> None:
        """Nothing was started."""


def read(path: Path, items: Sequence[Item], workers: int = 0) -> Summary:
    """Read with the invented reader, in ``workers`` processes or, for 0, in this one."""
    return read_into(Writer(path), items, Pool(workers, INVENTED) if workers else Quick())


def test_the_record_is_the_same_whatever_the_number_of_workers(tmp_path: Path) -> None:
    """Rows, ids and their order do not depend on who read them."""
    items = articles(*(f"Copy {i} from the harbour." for i in range(70)))
    for workers in (1, 3):
        read(tmp_path / str(workers), items, workers)
    one, three = (rows(tmp_path / str(n), "SELECT * FROM statements") for n in (1, 3))
    assert len(one) == 70
    assert one == three


def test_reading_the_same_again_adds_nothing(tmp_path: Path) -> None:
    """Neither articles nor problems are added twice, and there is no commit."""
    items: list[Item] = [
        *articles("A ferry sails.", "A ferry waits."),
        Problem("x.bin", "intake", "binary", "not text"),
    ]
    first, second = read(tmp_path / "r", items), read(tmp_path / "r", items)
    assert (first.added, first.problems, first.commits) == (2, 1, 1)
    assert (second.added, second.unchanged, second.problems, second.commits) == (0, 2, 1, 0)
    assert rows(tmp_path / "r", "SELECT count(*) AS n FROM problems") == [{"n": 1}]


def test_a_changed_article_supersedes_its_earlier_reading(tmp_path: Path) -> None:
    """The id stays, the rows of the old text are gone."""
    read(tmp_path / "r", articles("A ferry sails.", "Rain."))
    summary = read(tmp_path / "r", articles("A ferry sank.", "Rain."))
    assert (summary.changed, summary.unchanged) == (1, 1)
    assert [r["text"] for r in rows(tmp_path / "r", "SELECT text FROM statements ORDER BY article_id")] == [
        "A ferry sank.",
        "Rain.",
    ]


def test_a_worker_that_dies_costs_one_article(tmp_path: Path) -> None:
    """The others of its batch are read; the one is kept, with a problem that says what happened."""
    summary = read(tmp_path / "r", articles("One.", "KILL", "Three.", "Four.", "Five."), workers=1)
    assert summary.added == 5
    assert [p["article_id"] for p in rows(tmp_path / "r", "FROM problems WHERE error = 'died'")] == ["n1"]
    assert len(rows(tmp_path / "r", "FROM statements")) == 4
    assert rows(tmp_path / "r", "SELECT text FROM articles WHERE article_id = 'n1'") == [{"text": "KILL"}]


def test_a_worker_that_raises_costs_one_article(tmp_path: Path) -> None:
    """An error of the reader itself is kept with the article."""
    read(tmp_path / "r", articles("One.", "FAIL", "Three."), workers=1)
    assert "invented" in rows(tmp_path / "r", "SELECT message FROM problems")[0]["message"]
    assert len(rows(tmp_path / "r", "FROM statements")) == 2


def test_an_article_over_its_time_limit_is_kept_with_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest of its batch is read."""

    def seconds(_: object, some: Sequence[Article]) -> float:
        return 0.0 if any("HANG" in a.text for a in some) else 600.0

    monkeypatch.setattr(pool._Worker, "_seconds", seconds)
    read_into(Writer(tmp_path / "r"), articles("One.", "HANG", "Three."), Pool(1, INVENTED, timeout=7.0))
    problem = rows(tmp_path / "r", "FROM problems")[0]
    assert (problem["article_id"], problem["error"]) == ("n1", "timeout")
    assert "longer than 7 seconds" in problem["message"]
    assert len(rows(tmp_path / "r", "FROM statements")) == 2


def test_a_process_makes_room_for_a_new_one_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it keeps of the words that it met does not grow for ever."""
    monkeypatch.setattr(pool, "RECYCLE_ARTICLES", 6)
    started: list[object] = []
    start = pool._Worker.__init__

    def counted(*given: Any) -> None:
        started.append(given)
        start(*given)

    monkeypatch.setattr(pool._Worker, "__init__", counted)
    read(tmp_path / "r", articles(*(f"Copy {i}." for i in range(16))), workers=1)
    assert len(started) == 2
    assert len(rows(tmp_path / "r", "FROM statements")) == 16


def test_what_a_library_prints_does_not_stand_among_the_rows(tmp_path: Path) -> None:
    """Standard output of a worker is not its answer."""
    assert read(tmp_path / "r", articles("NOISE", "Two."), workers=1).statements == 2


def test_an_interrupt_keeps_what_was_read(tmp_path: Path) -> None:
    """What was finished is committed, and the next run goes on from there."""
    many = articles(*(f"Copy {i}." for i in range(100)))

    def interrupted() -> Iterator[Article]:
        yield from many[:60]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_into(Writer(tmp_path / "r"), interrupted(), Pool(1, INVENTED))
    kept = len(rows(tmp_path / "r", "FROM articles"))
    assert 0 < kept <= 60
    summary = read(tmp_path / "r", many)
    assert (summary.added, summary.unchanged) == (100 - kept, kept)


def test_two_articles_with_one_id_are_told_apart_by_a_problem(tmp_path: Path) -> None:
    """The first is kept, also when all is read again."""
    items = [Article("x", "t.csv#1", "First."), Article("x", "t.csv#2", "Second."), Article("x", "t.csv#1", "First.")]
    for _ in range(2):
        summary = read(tmp_path / "r", items)
        assert rows(tmp_path / "r", "SELECT text FROM articles") == [{"text": "First."}]
        assert rows(tmp_path / "r", "SELECT uri, error FROM problems") == [{"uri": "t.csv#2", "error": "same-id"}]
    assert summary.commits == 0


def test_input_that_can_be_read_at_last_leaves_no_problem(tmp_path: Path) -> None:
    """A problem with a file goes when an article comes from it."""
    read(tmp_path / "r", [Problem(uri, "intake", "empty", "no text") for uri in ("0.txt", "9.txt")])
    read(tmp_path / "r", articles("Now there is text."))
    assert rows(tmp_path / "r", "SELECT uri FROM problems") == [{"uri": "9.txt"}]


def test_a_lone_surrogate_is_replaced(tmp_path: Path) -> None:
    """No file can hold one; the length of the text stays."""
    read(tmp_path / "r", [*articles("A \ud800 ferry."), Problem("\udcff.txt", "intake", "empty", "no text")])
    assert rows(tmp_path / "r", "SELECT text FROM articles") == [{"text": "A \ufffd ferry."}]


def test_progress_is_told(tmp_path: Path) -> None:
    """The last word says what the summary does."""
    told: list[Progress] = []
    items: list[Item] = [*articles("One.", "Two."), Problem("x", "intake", "empty", "no text")]
    read_into(Writer(tmp_path / "r"), items, Quick(), progress=told.append)
    assert told[-1] == Progress(read=2, unchanged=0, problems=1)


def test_a_later_version_in_the_same_run_supersedes_the_earlier(tmp_path: Path) -> None:
    """Whatever their order; a version that is older than what was met is passed over, and no two are current."""
    takes = [
        replace(a, article_id="pier", version=v) for a, v in zip(articles("One.", "Two.", "Three."), "132", strict=True)
    ]
    for n, order in enumerate((takes, takes[::-1])):
        summary = read(tmp_path / str(n), order)
        assert [r["text"] for r in rows(tmp_path / str(n), "SELECT text FROM articles")] == ["Two."]
        assert summary.problems == 0
    takes[1] = replace(takes[1], withdrawn=True)
    read(tmp_path / "2", takes)
    assert rows(tmp_path / "2", "SELECT why, version FROM withheld") == [{"why": "withdrawn", "version": "3"}]
