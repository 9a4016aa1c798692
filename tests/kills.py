"""Kill a writer at random moments, again and again: after each the record is whole, and in the end it is the same.

    PYTHONPATH=src:tests python tests/kills.py [KILLS] [SEED]

The writer reads, merges batches, links and takes in corrections; whoever comes after a kill goes on with the same
commands. What it leaves is compared with what one leaves that nobody disturbed. A short run is a test.
"""

from __future__ import annotations

import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from made_readings import reading

from dateline.engine import local
from dateline.engine.local import read_into
from dateline.linking import link
from dateline.record import Record, Writer, writer
from dateline.record.check import check
from dateline.record.corrections import Correction
from dateline.record.stored import Tables, stored_tables
from dateline.schema import Article, Reading

ROUNDS = 4
"""Runs of ``read``, each with links and a correction after it."""
QUESTIONS = (
    "SELECT article_id, text, copy_of, story_id FROM articles ORDER BY ALL",
    "SELECT * FROM statements ORDER BY ALL",
    "SELECT * FROM actors ORDER BY actor_id",
    "SELECT occurrence_id, reports, articles FROM occurrences ORDER BY ALL",
)


class _Made:
    """Gives the readings that were made for the articles."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._made = {r.article: r for r in readings}

    def map(self, batches: Iterable[Sequence[Article]]) -> Iterator[Tables]:
        """The tables of each batch."""
        return (stored_tables([self._made[a] for a in batch]) for batch in batches)

    def close(self) -> None:
        """Nothing was started."""


def work(path: str) -> None:
    """What a person does in a week, in small: all of it may be done again."""
    local.COMMIT_ARTICLES = 4
    writer.FAN = 3
    for number in range(ROUNDS):
        old = [reading(f"n{i}", verb="wait") for i in range(12 * number)]
        made = [
            *old[::5],
            *(reading(f"n{i}", speaker=f"Ana {'ABC'[i % 3]}. Vidmar") for i in range(12 * number, 12 * number + 12)),
        ]
        into = Writer(path)
        read_into(into, [r.article for r in made], _Made(made))
        link(into)
        with Record(path) as record:
            asked = "SELECT actor_id FROM mentions WHERE article_id = 'n0' ORDER BY start"
            actors = record.sql(asked).column(0).to_pylist()
            made_at = f"2031-03-0{number + 1}T12:00:00+00:00"
            record.corrections.take_in([Correction(0, "rename", actors[0], f"Ana {number}", "ed", made_at)])


def answers(path: Path) -> list[Any]:
    """What the record says."""
    with Record(path) as record:
        return [record.sql(question).to_pylist() for question in QUESTIONS]


def main(kills: int, seed: int = 0) -> int:
    """Kill ``kills`` times; the number of records that were completed all the same."""
    chance = random.Random(seed)
    starter = multiprocessing.get_context("forkserver")
    starter.set_forkserver_preload(["kills"])
    completed = 0
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "undisturbed"
        for _ in range(2):  # the first starts the server of processes, the second tells how long it takes
            begun = time.monotonic()
            _done(starter, whole.with_name(f"{whole.name}{completed}"), None)
            lasts = time.monotonic() - begun
            completed += 1
        expected, completed = answers(whole.with_name("undisturbed0")), 0
        path, number = Path(folder) / "0", 0
        while number < kills:
            if _done(starter, path, chance.uniform(0, lasts)):
                assert answers(path) == expected, f"seed {seed}: the record differs after kill {number}"
                completed += 1
                path = Path(folder) / str(completed)
                continue
            number += 1
            if (path / "record.toml").exists():
                found = check(path)
                assert found.damage == (), f"seed {seed}, kill {number}: {found.damage}"
        assert _done(starter, path, None)
        assert answers(path) == expected, f"seed {seed}: the record differs at the end"
    return completed + 1


def _done(starter: Any, path: Path, after: float | None) -> bool:
    """Whether the work was done before it was killed ``after`` so many seconds; it is left to its end for None."""
    process = starter.Process(target=work, args=(str(path),))
    process.start()
    process.join(after)
    done = process.exitcode is not None
    process.kill()
    process.join()
    assert process.exitcode in (0, -9), f"the writer ended with {process.exitcode}"
    return done and process.exitcode == 0


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]] or [200]
    print(f"{main(*given)} records were completed, each the same as the undisturbed one")
