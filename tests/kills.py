"""Kill a writer at random moments, again and again: after each the record is whole, and in the end it is the same.

    PYTHONPATH=src:tests python tests/kills.py [KILLS] [SEED] [ROUNDS] [--spread]

The writer reads, follows a folder and a feed, merges batches, links, corrects and tells of saved searches; whoever
comes after a kill goes on with the same commands. What it leaves is compared with what one leaves that nobody
disturbed. How many kills fell into which of these is told at the end; ``--spread`` chooses the step of each. A short
run is a test.
"""

from __future__ import annotations

import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import invented_reader
from made_readings import reading

from dateline.engine import local
from dateline.engine.local import read_into
from dateline.linking import link
from dateline.record import Record, Writer, writer
from dateline.record.check import check
from dateline.record.corrections import Correction
from dateline.record.stored import Tables, stored_tables
from dateline.schema import Article, Reading
from dateline.watch import Watch, following
from dateline.watch.fetching import Answer, Fetcher
from dateline.watch.state import State

ROUNDS = 4
"""Runs of ``read``, each with links, a round of ``watch`` and a correction after it."""
STEPS = ("starting", "reading", "merging", "linking", "watching", "correcting")
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


class _Host(Fetcher):
    """A feed that grows from round to round."""

    def __init__(self, number: int) -> None:
        self._items = 3 * (number + 1)

    def get(self, url: str, etag: str | None = None, modified: str | None = None) -> Answer:
        """The feed, its items whole."""
        items = "".join(
            f"<item><title>Pier {i}</title><link>https://orla.example/{i}</link><pubDate>Wed, 05 Mar 2031 10:15:00 GMT"
            f"</pubDate><content:encoded>The ferry company of Orla told its passengers that crossing {i} would be free."
            "</content:encoded></item>"
            for i in range(self._items)
        )
        content = "http://purl.org/rss/1.0/modules/content/"
        feed = f'<rss version="2.0" xmlns:content="{content}"><channel><title>Orla</title>{items}</channel></rss>'
        return Answer(url, feed.encode())


class _Quick:
    """Reads as the invented reader does."""

    map = staticmethod(lambda batches: map(invented_reader.read_tables, batches))
    close = staticmethod(lambda: None)


def work(path: str, rounds: int = ROUNDS, doing: Any = None) -> None:
    """What a person does in a week, in small: all of it may be done again. ``doing`` is told of each step's number."""

    def now(step: str) -> None:
        if doing is not None:
            doing.value = STEPS.index(step)

    local.COMMIT_ARTICLES = 4
    writer.FAN = 3
    setattr(following, "Here", _Quick)  # noqa: B010 - a name that the module does not give away
    merge = Writer.compact

    def compact(self: Writer) -> int:
        before = doing.value if doing is not None else 0
        now("merging")
        merges = merge(self)
        if doing is not None:
            doing.value = before
        return merges

    Writer.compact = compact  # type: ignore[method-assign]
    folder = Path(f"{path}-in") / "copy"  # its name is in the articles' ids
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(rounds):
        now("reading")
        old = [reading(f"n{i}", verb="wait") for i in range(12 * number)]
        made = [
            *old[::5],
            *(reading(f"n{i}", speaker=f"Ana {'ABC'[i % 3]}. Vidmar") for i in range(12 * number, 12 * number + 12)),
        ]
        into = Writer(path)
        read_into(into, [r.article for r in made], _Made(made))
        now("linking")
        link(into)
        now("watching")
        (folder / f"{number}.txt").write_text(f"The pier of Orla was shut for the {number} time, a clerk said.")
        feeds = [str(folder), "https://orla.example/feed"]
        watch = Watch(Path(path), feeds, fetcher=_Host(number), now=lambda: 2e9)
        watch.search("ferries", "ferry")
        State(Path(path)).keep_feed(State(Path(path)).feed(feeds[1])._replace(next_at=0.0))
        watch.round()
        now("correcting")
        with Record(path) as record:
            asked = "SELECT actor_id FROM mentions WHERE article_id = 'n0' ORDER BY start"
            actors = record.sql(asked).column(0).to_pylist()
            made_at = f"2031-03-0{number + 1}T12:00:00+00:00"
            record.corrections.take_in([Correction(0, "rename", actors[0], f"Ana {number}", "ed", made_at)])


def answers(path: Path) -> list[Any]:
    """What the record says."""
    state = State(path)
    told = sorted((alert.search, alert.uri) for alert in state.alerts())
    state.close()
    with Record(path) as record:
        return [*(record.sql(question).to_pylist() for question in QUESTIONS), told]


def main(kills: int, seed: int = 0, rounds: int = ROUNDS, spread: bool = False) -> tuple[int, Counter[str]]:
    """Kill ``kills`` times; the number of records that were completed all the same, and of the kills by step.

    With ``spread`` a step is chosen first, and the moment within a second of its beginning.
    """
    chance = random.Random(seed)
    starter = multiprocessing.get_context("forkserver")
    starter.set_forkserver_preload(["kills"])
    fell: Counter[str] = Counter()
    completed = 0
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "undisturbed"
        _done(starter, whole, None, 0)  # starts the server of processes, so that the next tells how long the work takes
        begun = time.monotonic()
        _done(starter, whole, None, rounds)
        lasts = time.monotonic() - begun
        expected = answers(whole)
        path, number = Path(folder) / "0", 0
        while number < kills:
            if spread:
                step = _done(starter, path, chance.uniform(0, 1), rounds, chance.randrange(1, len(STEPS)))
            else:
                step = _done(starter, path, chance.uniform(0, lasts), rounds)
            if step is None:
                assert answers(path) == expected, f"seed {seed}: the record differs after kill {number}"
                completed += 1
                path = Path(folder) / str(completed)
                continue
            number += 1
            fell[step] += 1
            if (path / "record.toml").exists():
                found = check(path)
                assert found.damage == (), f"seed {seed}, kill {number}: {found.damage}"
        assert _done(starter, path, None, rounds) is None
        assert answers(path) == expected, f"seed {seed}: the record differs at the end"
    return completed + 1, fell


def _done(starter: Any, path: Path, after: float | None, rounds: int, wanted: int = 0) -> str | None:
    """None where the work was done before it was killed ``after`` so many seconds, else the step that it was at.

    It is left to its end where ``after`` is None. The seconds count from the beginning of the step ``wanted``.
    """
    doing = starter.Value("i", 0, lock=False)
    process = starter.Process(target=work, args=(str(path), rounds, doing))
    process.start()
    while wanted and doing.value != wanted and process.exitcode is None:
        time.sleep(0.001)
    process.join(after)
    done = process.exitcode is not None
    process.kill()
    process.join()
    assert process.exitcode in (0, -9), f"the writer ended with {process.exitcode}"
    return None if done and process.exitcode == 0 else STEPS[doing.value]


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:] if argument != "--spread"]
    numbers = [*given, *(200, 0, ROUNDS)[len(given) :]]
    records, fallen = main(numbers[0], numbers[1], numbers[2], spread="--spread" in sys.argv)
    print(f"{records} records were completed, each the same as the undisturbed one")
    print(f"kills by step: {', '.join(f'{step} {fallen[step]}' for step in STEPS)}")
