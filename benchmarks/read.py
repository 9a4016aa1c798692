"""How fast the reading is, on this machine: articles and words a second, memory, time by stage, start-up.

    python benchmarks/read.py [FOLDER | FILE.jsonl[.gz]] [--workers N] [--limit N] [--no-start-up] [--history FILE]
                              [--peers] [--citron MODELS]

A folder's text files are one article each; JSON lines have a key ``text``. Without a path the sample stories are read,
several times over. spaCy's own pipe runs over the same texts in the same process: the ratio is what the whole reading
costs beside spaCy's as it comes. What one process does is timed by the processor's clock, so that other work on the
machine changes little; a pool and the starts are timed by the wall's, and are figures for an idle machine. The times by
stage are of the reading in one process. ``--peers`` times others over the same texts, where they are installed
(``peers.py``). ``--history`` keeps what one process was measured at, a line of JSON a run.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from peers import peers

import dateline
import dateline.reading as reading
from dateline.engine import TABLES, Pool
from dateline.engine.profile import STAGES, profiled
from dateline.language.parse import model
from dateline.resources import stories
from dateline.schema import Article

BATCH = 32
SAMPLE_ROUNDS = 6
ONE_CORE = {"OPENBLAS_NUM_THREADS": "1"}
"""What the command line sets before numpy, which looks at it once, is loaded."""


def articles_in(path: Path) -> Iterator[Article]:
    """The articles of a folder of text files, of one text file, or of JSON lines."""
    if path.is_dir():
        for file in sorted(p for p in path.rglob("*") if p.suffix in (".txt", ".jsonl")):
            yield from articles_in(file)
    elif path.name.endswith((".jsonl", ".jsonl.gz")):
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                row = json.loads(line)
                yield Article(f"{path.name}#{number}", path.name, row["text"], published_at=row.get("published_at"))
    else:
        yield Article(path.name, path.name, path.read_text(encoding="utf-8", errors="replace"))


def samples() -> list[Article]:
    """The sample stories, several times over, so that there is something to measure."""
    once = [a for p in stories.paths() if p.endswith(".jsonl") for a in articles_in(Path(p))]
    return once * SAMPLE_ROUNDS


def batches(articles: Sequence[Article]) -> list[Sequence[Article]]:
    """``articles`` cut into the batches that the reader is given; the last may be smaller."""
    return [articles[i : i + BATCH] for i in range(0, len(articles), BATCH)]


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """How many seconds ``work`` takes by ``clock``."""
    begun = clock()
    work()
    return clock() - begun


def read_here(articles: Sequence[Article]) -> None:
    """Read ``articles`` in this process and throw the readings away."""
    for batch in batches(articles):
        reading.read_batch(batch)


def read_in_pool(articles: Sequence[Article], workers: int) -> None:
    """Read ``articles`` in ``workers`` processes; their start is part of the time that this takes."""
    pool = Pool(workers, TABLES)
    try:
        for _ in pool.map(batches(articles)):
            pass
    finally:
        pool.close()


def parse_alone(articles: Sequence[Article]) -> None:
    """Run spaCy's own pipe over the texts of ``articles``, to compare the reading with."""
    for _ in model().pipe((a.text for a in articles), batch_size=BATCH):
        pass


def start_up(arguments: Sequence[str], given: str = "") -> float:
    """Seconds from the start of a command to its end, the best of three; ``given`` is its standard input."""
    command = [sys.executable, "-m", "dateline", *arguments]
    return min(
        seconds(lambda: subprocess.run(command, input=given, capture_output=True, text=True, check=True))
        for _ in range(3)
    )


def peak_mib(who: int = resource.RUSAGE_SELF) -> float:
    """The most memory, in MiB, that this process has held so far, or its children where ``who`` says so."""
    peak = resource.getrusage(who).ru_maxrss
    return peak / 1024**2 if sys.platform == "darwin" else peak / 1024


def rate(articles: Sequence[Article], took: float) -> str:
    """How many articles and words a second it is to read ``articles`` in ``took`` seconds, as text to print."""
    words = sum(len(a.text.split()) for a in articles)
    return f"{len(articles) / took:8.1f} articles/s {words / took:9.0f} words/s   ({took:.1f} s)"


def report(articles: Sequence[Article], workers: int) -> dict[str, Any]:
    """Measure the reading of ``articles``, print what was measured, and give it for the history."""
    words = sum(len(a.text.split()) for a in articles)
    print(f"{len(articles)} articles of {words / len(articles):.0f} words on average")
    if workers > 1:  # first, since a process that is started counts as its own what its starter holds
        pooled = seconds(lambda: read_in_pool(articles, workers))
        print(f"reading, {workers} processes           {rate(articles, pooled)}, their start included")
        print(f"peak memory of the largest     {peak_mib(resource.RUSAGE_CHILDREN):8.0f} MiB")
    load = seconds(lambda: reading.read_batch(articles[:1]), time.process_time)
    with profiled() as profile:
        took = seconds(lambda: read_here(articles), time.process_time)
    spent = profile.seconds
    peak = peak_mib()
    spacy = seconds(lambda: parse_alone(articles), time.process_time)
    print(f"loading and the first article  {load:.2f} s")
    print(f"reading, one process           {rate(articles, took)}")
    print(f"spaCy's own pipe               {rate(articles, spacy)}")
    print(f"reading beside spaCy's pipe    {took / spacy:8.2f} times as long")
    print(f"peak memory                    {peak:8.0f} MiB")
    for stage in STAGES.values():
        print(f"  {stage:<28} {1000 * spent[stage] / len(articles):8.2f} ms an article {spent[stage] / took:6.1%}")
    rest = took - sum(spent.values())
    print(f"  {'the rest':<28} {1000 * rest / len(articles):8.2f} ms an article {rest / took:6.1%}")
    return {
        "dateline": dateline.__version__,
        "python": platform.python_version(),
        "processor": platform.processor() or platform.machine(),
        "articles": len(articles),
        "words": words,
        "words_a_second": round(words / took, 1),
        "spacy_words_a_second": round(words / spacy, 1),
        "times_spacy": round(took / spacy, 3),
        "peak_mib": round(peak, 1),
        "stages_ms_an_article": {s: round(1000 * spent[s] / len(articles), 2) for s in STAGES.values()},
    }


def beside(articles: Sequence[Article], citron: Path | None) -> dict[str, float]:
    """Time other programs over the texts of ``articles``, print it, and give words a second by their names."""
    words = sum(len(a.text.split()) for a in articles)
    told = {}
    for peer in peers([a.text for a in articles], citron):
        print(
            f"{peer.name:<31}{rate(articles, peer.seconds)}, {peer.found} quotations, {peer.refused} articles refused"
        )
        told[peer.name] = round(words / peer.seconds, 1)
    if not told:
        print("no other program is installed: docs/comparison.md says how")
    return told


def keep(path: Path, measured: Mapping[str, Any]) -> None:
    """Add a line to the history at ``path``, with the day and the commit that was measured."""
    asked = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True)
    line = {"day": datetime.now(UTC).date().isoformat(), "commit": asked.stdout.strip() or None, **measured}
    with path.open("a", encoding="utf-8", newline="\n") as history:
        history.write(json.dumps(line) + "\n")


def main() -> None:
    """Parse the options, measure the reading, print what was measured, and add it to the history where one is named."""
    if ONE_CORE.keys() - os.environ.keys():
        os.execve(sys.executable, [sys.executable, *sys.argv], {**ONE_CORE, **os.environ})
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("path", nargs="?", type=Path, help="a folder, a text file or JSON lines")
    options.add_argument("--workers", type=int, default=1, help="also read with so many processes")
    options.add_argument("--limit", type=int, default=None, help="read only the first so many articles")
    options.add_argument("--no-start-up", action="store_true", help="leave out the cold starts")
    options.add_argument("--peers", action="store_true", help="time others too, where they are installed")
    options.add_argument("--citron", type=Path, metavar="MODELS", help="the folder of Citron's models, for --peers")
    options.add_argument("--history", type=Path, metavar="FILE", help="add what was measured to it, as a line of JSON")
    given = options.parse_args()
    articles = (list(articles_in(given.path)) if given.path else samples())[: given.limit]
    if not articles:
        options.error(f"{given.path}: nothing to read in it; give a folder of .txt files or JSON lines")
    if not given.no_start_up:
        story = "TRIESTE, 5 March. Minister Ana Vidmar said that the ferries would sail.\n"
        print(f"dateline --help                {start_up(['--help']):.2f} s")
        print(f"annotate one short text, cold  {start_up(['annotate', '-'], story):.2f} s")
    measured = report(articles, given.workers)
    if given.peers or given.citron:
        measured["peers_words_a_second"] = beside(articles, given.citron)
    if given.history:
        keep(given.history, measured)


if __name__ == "__main__":
    main()
