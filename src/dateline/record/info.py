"""What a record holds, in figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Info:
    """What a record holds."""

    path: str
    articles: int
    statements: int
    events: int
    occurrences: int
    """Events, each once."""
    actors: int
    problems: int
    first: str | None
    """Earliest published_at."""
    last: str | None
    languages: tuple[str, ...]
    """ISO 639-1, the most frequent first."""
    commits: int
    withheld: int
    """Articles that are kept and not shown: withdrawn, or under an embargo."""
    missing: tuple[str, ...]
    """Batches that the log names and that are not there."""


def info_of(ask: Callable[[str], pa.Table], path: str, commits: int, missing: tuple[str, ...]) -> Info:
    """The figures of the record at ``path``, whose public tables ``ask`` asks."""
    counts = {
        n: ask(f"SELECT count(*) FROM {n}").column(0)[0].as_py()
        for n in ("articles", "statements", "events", "actors", "problems", "withheld")
    }
    distinct = ask("SELECT count(DISTINCT occurrence_id) FROM events").column(0)[0].as_py()
    dates = ask("SELECT min(published_at) AS first, max(published_at) AS last FROM articles").to_pylist()[0]
    languages = ask(
        "SELECT language FROM articles WHERE language IS NOT NULL GROUP BY language ORDER BY count(*) DESC, language"
    )
    return Info(
        path, **counts, **dates, occurrences=distinct, languages=tuple(languages.column(0).to_pylist()),
        commits=commits, missing=missing,
    )  # fmt: skip
