"""What the commands show: progress on standard error where that is a terminal, results on standard output."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from dateline.answers import check_form, many, print_rows, print_table
from dateline.errors import InputError
from dateline.volume import is_quiet, is_verbose, say

if TYPE_CHECKING:
    from dateline.engine import Summary

Engine = Literal["local", "dask"]


@contextmanager
def _counting(what: str) -> Iterator[Progress]:
    """A line on standard error that counts up; nothing where nobody watches."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=is_quiet() or not console.is_terminal) as shown:
        shown.add_task(what, total=None)
        yield shown


def engine_named(name: str) -> Engine:
    """The engine of that name; raises InputError where there is none."""
    engines: dict[str, Engine] = {"local": "local", "dask": "dask"}
    if name not in engines:
        raise InputError(f"there is no engine {name}: choose local or dask")
    return engines[name]


def read_with_progress(
    paths: Sequence[str], record: Path, *, workers: int | None, columns: Mapping[str, str], link: bool,
    actors: Path | None = None, timeout: float | None = None, engine: Engine = "local", scheduler: str | None = None,
    profile: bool = False,
) -> int:  # fmt: skip
    """Read into ``record``, say what came of it, and give the exit code: 1 where there was nothing to read.

    ``actors`` is a table of actors to take in.
    """
    from dateline.amended import take_in_table
    from dateline.api import read
    from dateline.engine.profile import profiled
    from dateline.record.own import read_table

    if actors:
        read_table(actors)
    with _counting("reading") as shown, profiled() if profile else nullcontext() as spent:
        task = shown.task_ids[0]
        summary = read(
            paths, record, workers=0 if profile else workers, columns=columns, link=link, timeout=timeout,
            engine=engine, scheduler=scheduler,
            progress=lambda p: shown.update(task, description=f"{p.read:,} read, {many(p.problems, 'problem')}"),
        )  # fmt: skip
    _say(summary)
    if spent is not None:
        print("\n".join(spent.lines()))
    if actors:
        take_in_table(record, actors)
    return 0 if summary.articles else 1


def _say(summary: Summary) -> None:
    read = f"{summary.added:,} new, {summary.changed:,} changed, {summary.unchanged:,} unchanged"
    say(f"{many(summary.articles, 'article')}: {read}")
    say(f"{many(summary.statements, 'statement')} and {many(summary.events, 'event')} in what was read")
    if summary.problems:
        say(f"{many(summary.problems, 'problem')}: dateline problems --record {summary.record}", error=True)
        if is_verbose():
            show_problems(Path(summary.record))


def annotate_with_progress(
    file: str, workers: int | None, timeout: float | None = None, source_spans: bool = False
) -> int:
    """Write the lines of ``file``; 1 where no article was read. ``timeout`` is an article's limit in seconds.

    ``source_spans`` adds the bytes that each article was read from.
    """
    from dateline.engine import annotated
    from dateline.intake import articles_by_content
    from dateline.schema import Article, Problem

    out = open(1, "w", encoding="utf-8", newline="\n", closefd=False)  # noqa: SIM115 - standard output, in UTF-8
    read = 0

    def counted(items: Iterable[Article | Problem]) -> Iterator[Article | Problem]:
        nonlocal read
        for item in items:
            read += isinstance(item, Article)
            yield item

    with _counting("reading") as shown, out:
        for line in annotated(counted(articles_by_content(file)), workers or 1, timeout, source_spans):
            out.write(line + "\n")
            shown.update(shown.task_ids[0], description=f"{read:,} read")
    return 0 if read else 1


def show_version() -> None:
    """The versions of the reader, of its tables and of its weights; the latter two are the beginnings of hashes."""
    from hashlib import sha256

    from dateline import __version__
    from dateline.resources import path

    folder = Path(path("models"))
    tables = sorted([*folder.parent.glob("*.tsv"), *folder.parent.glob("*.toml"), *folder.parent.glob("*.bin")])
    weights = [p for p in sorted(folder.iterdir()) if p.suffix in (".onnx", ".npz")]
    print(f"dateline {__version__}")
    print(f"tables   {sha256(b''.join(sha256(p.read_bytes()).digest() for p in tables)).hexdigest()[:12]}")
    for file in weights:
        print(f"weights  {file.name} {sha256(file.read_bytes()).hexdigest()[:12]}")


def serve_assistants(path: Path, port: int | None) -> None:
    """Serve the record at ``path`` to assistants, on standard input and output or on a port of this machine."""
    from dateline.record.folder import check_record
    from dateline.record.remote import local

    check_record(local(path))
    try:
        from dateline.mcp import server_of
    except ModuleNotFoundError as error:
        raise InputError(f"{error.name} is not installed: pip install 'dateline[mcp]'") from error
    server = server_of(path)
    if port is None:
        server.run()
    else:
        server.run("streamable-http", host="127.0.0.1", port=port)


def show_info(path: Path, form: str = "table") -> None:
    """What a record holds, a line each."""
    from dateline.record import Record

    check_form(form)
    with Record(path) as record:
        info = record.info()
    if form != "table":
        said = asdict(info)
        print_rows(list(said), [said], form)
        return
    print(f"record      {info.path}")
    for name in ("articles", "statements", "events", "occurrences", "actors", "problems"):
        print(f"{name:<11} {getattr(info, name):,}")
    if info.withheld:
        print(f"withheld    {info.withheld:,}")
    print(f"published   {info.first or 'unknown'} to {info.last or 'unknown'}")
    print(f"languages   {', '.join(info.languages) or 'none'}")


def show_problems(path: Path, form: str = "table") -> None:
    """What could not be read, where and why, a line each."""
    from dateline.record import Record

    check_form(form)
    with Record(path) as record:
        table = record.sql("SELECT uri, stage, error, message, article_id FROM problems ORDER BY uri, stage")
    rows = table.to_pylist()
    if form != "table":
        print_rows(table.column_names, rows, form)
        return
    for row in rows:
        print(f"{row['uri']}: {row['stage']}: {row['message']}")
    if not rows:
        say("no problems")


def show_place(path: Path, place: str, port: int, browser: bool, form: str = "table") -> None:
    """What stands at a place of an article, where it is from, and the link to its characters in the reading room."""
    from dateline.places_in import place_in
    from dateline.record import Record

    check_form(form)
    with Record(path) as record:
        found = place_in(record, place)
    link = found.link(f"http://127.0.0.1:{port}")
    if form == "table":
        print(f"{found.words}\n{found.cited}\n{link}")
    else:
        told = {"words": found.words, "cited": found.cited, "link": link}
        print_rows(tuple(told), [told], form)
    if browser:
        import webbrowser

        webbrowser.open(link)


def follow(
    feeds: Sequence[str], record: Path, *, every: str, once: bool, searches: Sequence[str], alerts: Path | None,
    private: bool, workers: int | None, webhooks: Sequence[str] = (), mail: Path | None = None,
    mail_to: str | None = None,
) -> int:  # fmt: skip
    """Follow ``feeds`` into ``record``, with a line for a round that found something; 1 where all feeds failed."""
    from dateline.record.remote import local
    from dateline.watch import Watch, seconds
    from dateline.watch.delivery import Channel, Mail, Webhook
    from dateline.watch.fetching import Fetcher

    fetcher = Fetcher(private)
    channels: list[Channel] = [Webhook(url, fetcher) for url in webhooks]
    if mail:
        channels.append(Mail(mail, mail_to) if mail_to else Mail(mail))
    watch = Watch(local(record), feeds, seconds(every), alerts, fetcher, workers or 0, channels=channels)
    for told in searches:
        name, equals, query = told.partition("=")
        if not (name and equals):
            raise InputError(f"{told} is no search: give NAME=QUERY, such as ferries=ferry")
        watch.search(name, query)
    while True:
        done = watch.round()
        for reason in done.failed:
            print(f"dateline: {reason}", file=sys.stderr)
        if once or done.articles or done.alerts:
            say(f"{many(done.articles, 'article')} from {many(done.feeds, 'feed')}, {many(done.alerts, 'alert')}")
        if once:
            return 1 if done.failed and not done.feeds else 0
        time.sleep(min(60.0, watch.every))


def link_and_say(path: Path, workers: int = 1, engine: Engine = "local", scheduler: str | None = None) -> None:
    """Link a record's articles."""
    from dateline.api import link

    with _counting("linking"):
        generation = link(path, workers, engine=engine, scheduler=scheduler)
    say(f"links are at generation {generation}")


def rejoin_and_say(replica: Path, texts: Sequence[str], record: Path) -> int:
    """Join a replication record to texts and say what differs; 1 where something does."""
    from dateline.replica import rejoin

    with _counting("joining"):
        joined = rejoin(replica, texts, record)
    say(f"{many(joined.articles, 'article')} joined in {record}; {many(joined.more, 'further article')} in the texts")
    for uri in joined.differ:
        print(f"dateline: {uri}: its text is not the one that was read", file=sys.stderr)
    for uri in joined.missing:
        print(f"dateline: {uri}: its text is not there", file=sys.stderr)
    if joined.versions:
        print(f"dateline: it was read by {', '.join(joined.versions)}, not by this version", file=sys.stderr)
    return 1 if joined.differ or joined.missing else 0


def check_and_say(path: Path, form: str = "table") -> int:
    """Say what is damaged, a line each on standard error; the exit code, 1 where anything is.

    As JSON or CSV each fault and note is a row on standard output.
    """
    from dateline.api import check

    check_form(form)
    with _counting("checking"):
        found = check(path)
    if form != "table":
        told = [{"what": "fault", "message": m} for m in found.damage]
        print_rows(("what", "message"), told + [{"what": "note", "message": m} for m in found.notes], form)
        return 1 if found.damage else 0
    for line in found.damage:
        print(f"dateline: {line}", file=sys.stderr)
    for line in found.notes:
        say(line)
    told_so = many(len(found.damage), "fault") if found.damage else "whole"
    say(f"{many(found.articles, 'article')} in {many(found.files, 'table')} checked: {told_so}")
    return 1 if found.damage else 0


def repair_and_say(path: Path, workers: int | None) -> int:
    """Say what was mended, and what is left to do; the exit code, 1 where anything is."""
    from dateline.api import repair

    with _counting("mending"):
        repaired = repair(path, workers=workers)
    say("\n".join(repaired.done) or "there was nothing to mend")
    for line in repaired.left:
        print(f"dateline: {line}", file=sys.stderr)
    return 1 if repaired.left else 0


def score(layer: str, gold: Sequence[str], workers: int | None, form: str = "table") -> None:
    """Score the reader on ``layer`` and print the report, as lines or as rows of name, value and detail."""
    from dateline.engine import cores
    from dateline.evaluate import measured
    from dateline.evaluate.readers import with_workers

    check_form(form)
    with _counting(f"reading to score {layer}"):
        report = measured(layer, list(gold), with_workers(workers or cores()))
    if form == "table":
        print("\n".join(measure.line() for measure in report))
    else:
        print_rows(("name", "value", "detail"), [asdict(measure) for measure in report], form)


_SAID = """
    SELECT speaker AS who, stance AS how, mode AS form, text AS what
    FROM statements WHERE speaker_id IN (SELECT actor_id FROM actors WHERE named AND kind = 'person')
    AND confidence > 0.6 AND length(text) BETWEEN 40 AND 110 ORDER BY hash(statement_id) LIMIT 5"""
_NAMED = "list_transform(list_filter({0}, lambda p: list_contains(n.ids, p.id)), lambda p: p.name)"
_DONE = f"""
    SELECT array_to_string(who, ', ') AS who, type, words, array_to_string(whom, ', ') AS whom, modality
    FROM (SELECT o.occurrence_id, o.type, {_NAMED.format("o.actors")} AS who, {_NAMED.format("o.recipients")} AS whom,
                 e.trigger_text AS words, e.modality
          FROM occurrences o JOIN events e ON e.event_id = o.occurrence_id,
               (SELECT list(actor_id) AS ids FROM actors WHERE named) n
          WHERE e.confidence > 0.6)
    WHERE len(who) > 0 AND len(whom) > 0 ORDER BY hash(occurrence_id) LIMIT 5"""
"""Events between parties that have a name."""


def show_demo(path: Path, port: int | None) -> None:
    """Read the sample stories into ``path``, say what was found, and serve the room where ``port`` is given."""
    from dateline.api import read
    from dateline.record import Record
    from dateline.resources import stories

    with _counting("reading the sample stories"):
        read(stories.paths(), path)
    with Record(path) as record:
        info = record.info()
        print(f"{path}: {info.articles} invented stories, {info.statements} statements, {info.events} events\n")
        for query in (_SAID, _DONE):
            table = record.sql(query)
            print_table(table.column_names, table.to_pylist())
            print()
    if port is not None:
        from dateline.web import serve

        serve(path, port=port)
