"""How long linking takes and how much memory, on large records made from a news archive.

    python benchmarks/link.py ARTICLES.jsonl[.gz] [--articles 100000] [--batch 100]

The archive's articles are repeated with other days, names and figures until there are so many; their readings hold the
text, an actor and a statement for each sentence with a name before "said", and no more, so that the time is linking's
alone. Printed: the time and the memory of linking all, a tenth of it, and then one batch more.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dateline.linking import link
from dateline.reading import text_sha256
from dateline.record import Writer
from dateline.record.stored import stored_tables
from dateline.schema import Actor, Anatomy, Article, Cast, Dateline, Mention, Reading, Span, Statement

COMMIT = 2000
_NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")
_FIGURE = re.compile(r"\d")
_SAID = re.compile(r"([A-Z][a-z]+ [A-Z][a-z]+) (?:said|told)\b([^.]{20,})\.")


def told(rows: list[dict[str, Any]], number: int) -> Iterator[Reading]:
    """The readings of ``number`` articles made of ``rows``; each round has names and figures of its own."""
    for n in range(number):
        turn, at = divmod(n, len(rows))
        row, rng = rows[at], random.Random(turn)
        shift = rng.randrange(1, 26)
        text = row["text"] if not turn else _other(row["text"], shift, rng.randrange(1, 9))
        day = date.fromisoformat((row.get("published_at") or "1987-01-01")[:10]) + timedelta(days=300 * turn)
        yield _reading(f"{turn}-{row['id']}", text, day.isoformat(), row.get("dateline"))


def _other(text: str, shift: int, more: int) -> str:
    def name(found: re.Match[str]) -> str:
        word = found.group()
        return word[0] + "".join(chr((ord(c) - 97 + shift) % 26 + 97) for c in word[1:])

    return _FIGURE.sub(lambda m: str((int(m.group()) + more) % 10), _NAME.sub(name, text))


def _reading(article_id: str, text: str, day: str, lead: dict[str, int] | None) -> Reading:
    dateline = Dateline(Span(lead["start"], lead["end"])) if lead else None
    actors: dict[str, Actor] = {}
    statements = []
    for number, found in enumerate(_SAID.finditer(text)):
        actor = actors.setdefault(found[1], Actor(f"a{len(actors)}", "person", found[1], True))
        source, content = Span(*found.span(1)), Span(*found.span(2))
        statements.append(
            Statement(
                f"s{number}", None, "indirect", "speech", "say", False, (source,), (), "say", (content,), 0.9, actor.id
            )
        )
    mentions = tuple(Mention(s.source[0].start, s.source[0].end, "name", s.speaker or "") for s in statements)
    cast = Cast(tuple(actors.values()), mentions, tuple(statements))
    article = Article(article_id, article_id, text, published_at=day, publisher="Archive")
    return Reading(
        article=article, text_sha256=text_sha256(text), reader_version="0", language="en",
        anatomy=Anatomy((), dateline=dateline), cast=cast,
    )  # fmt: skip


def measure(path: str, number: int, batch: int) -> None:
    """Make a record of ``number`` articles, link it, add a batch and link again; print times and memory."""
    raw = Path(path).read_bytes()
    lines = (gzip.decompress(raw) if path.endswith(".gz") else raw).decode().split("\n")
    rows = [json.loads(line) for line in lines if line]
    with tempfile.TemporaryDirectory() as folder:
        writer = Writer(Path(folder) / "record")
        readings = told(rows, number + batch)
        waiting: list[Reading] = []
        for n, reading in enumerate(readings, start=1):
            waiting.append(reading)
            if len(waiting) == COMMIT or n == number:
                writer.commit([stored_tables(waiting)])
                waiting = []
            if n == number:
                start = time.perf_counter()
                link(writer)
                taken = time.perf_counter() - start
                print(f"{number:,} articles: {taken:.1f} s, {1000 * taken / number:.2f} ms an article")
        writer.commit([stored_tables(waiting)])
        start = time.perf_counter()
        link(writer)
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"a batch of {batch:,} more: {time.perf_counter() - start:.1f} s; {most:,.0f} MiB at most", flush=True)


def main() -> None:
    """Measure a tenth of the articles and all of them, each in a process of its own with its own peak of memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--batch", type=int, default=100)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        measure(given.path, given.articles, given.batch)
        return
    for number in (given.articles // 10, given.articles):
        more = ["--articles", str(number), "--batch", str(given.batch), "--one"]
        subprocess.run([sys.executable, __file__, given.path, *more], check=True)


if __name__ == "__main__":
    main()
