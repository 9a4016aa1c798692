"""The commands. Each one asks the Python side for what it does; whatever is heavy is loaded only when it runs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dateline.correcting import By, Note
from dateline.correcting import add_to as add_row_commands
from dateline.granting import add_to as add_grants
from dateline.keeping import Record, Workers, add_to

app = typer.Typer(
    name="dateline",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads news copy and keeps a record: who said what, who did what to whom, where and when.",
    epilog="Start with: dateline demo",
)

ActorId = Annotated[str, typer.Argument(metavar="ACTOR", help="The actor's id, or an article's own: ARTICLE:aN.")]
Corrections = Annotated[Path, typer.Argument(metavar="FILE", help="JSON lines, one correction a line.")]


Timeout = Annotated[
    float | None,
    typer.Option(min=0.1, metavar="SECONDS", help="How long an article may take; a slower one is kept with a problem."),
]


def _version(wanted: bool) -> None:
    if wanted:
        from dateline.terminal import show_version

        show_version()
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_version,
            is_eager=True,
            help="Show the versions of the reader, its tables and its weights.",
        ),
    ] = False,
) -> None:
    pass


def _column(what: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(metavar="COLUMN", help=f"The column or key that holds {what}.")
    return option


@app.command(epilog="Example: dateline read articles/ export.csv.gz --record my-record --text body --date published")
def read(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders, globs; - for standard input.")],
    record: Record,
    workers: Workers = None,
    text: Annotated[str | None, _column("the text")] = None,
    id_: Annotated[
        str | None, typer.Option("--id", metavar="COLUMN", help="The column or key that holds the id.")
    ] = None,
    headline: Annotated[str | None, _column("the headline")] = None,
    date: Annotated[str | None, _column("the publication date")] = None,
    publisher: Annotated[str | None, _column("the publisher")] = None,
    uri: Annotated[str | None, _column("the address")] = None,
    actors: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Your own table of actors, TSV or CSV; see docs/record.md.")
    ] = None,
    link: Annotated[bool, typer.Option(help="Link across articles when all is read.")] = True,
    timeout: Timeout = None,
    profile: Annotated[
        bool, typer.Option("--profile", help="Read in one process, and say what each stage took of time and memory.")
    ] = False,
    engine: Annotated[str, typer.Option(help="local, or dask (an extra); see docs/cluster.md.")] = "local",
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="The Dask scheduler; workers on this machine, if not given.")
    ] = None,
) -> None:
    """Read copy of any known format, told by its content, into a record; reading the same again adds nothing."""
    from dateline.terminal import engine_named, read_with_progress

    columns = {"text": text, "id": id_, "headline": headline, "date": date, "publisher": publisher, "uri": uri}
    named = {k: v for k, v in columns.items() if v}
    sys.exit(
        read_with_progress(
            paths, record, workers=workers, columns=named, link=link, actors=actors, timeout=timeout,
            engine=engine_named(engine), scheduler=scheduler, profile=profile,
        )
    )  # fmt: skip


@app.command(epilog="Example: dateline annotate story.txt > story.jsonl")
def annotate(
    file: Annotated[str, typer.Argument(metavar="[FILE]", help='A text file, or JSON lines of {"id", "text"}.')] = "-",
    workers: Workers = 1,
    timeout: Timeout = None,
    source_spans: Annotated[
        bool, typer.Option("--source-spans", help="Add the bytes each article was read from, and the way to them.")
    ] = False,
) -> None:
    """Write one JSON line an article with all layers and their offsets; no record needed."""
    from dateline.terminal import annotate_with_progress

    sys.exit(annotate_with_progress(file, workers or 1, timeout, source_spans))


@app.command(epilog="Example: dateline serve --record my-record --port 9000")
def serve(
    record: Annotated[list[Path], typer.Option("--record", "-r", metavar="DIR", help="A record; again for more.")],
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port; the next free one if it is taken.")] = 8484,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="The address to listen at.")] = "127.0.0.1",
    prefix: Annotated[str, typer.Option(metavar="PATH", help="The path under which a proxy shows the room.")] = "",
    name: Annotated[list[str] | None, typer.Option(metavar="HOST", help="A host name of the proxy; again.")] = None,
    password_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A password, or lines of name:right:password.")
    ] = None,
) -> None:
    """Open the reading room: on this machine (127.0.0.1), or elsewhere with tokens or passwords."""
    from dateline.web.serve import Where
    from dateline.web.serve import serve as serve_room

    serve_room(record, where=Where(host, port, prefix, tuple(name or ()), password_file))


@app.command(epilog="Example: dateline mcp --record my-record")
def mcp(
    record: Record,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Serve HTTP on this port of 127.0.0.1, not standard input.")
    ] = None,
) -> None:
    """Let an assistant ask a record, read-only, by the Model Context Protocol; needs the extra mcp."""
    from dateline.terminal import serve_assistants

    serve_assistants(record, port)


@app.command()
def info(record: Record) -> None:
    """Say what a record holds."""
    from dateline.terminal import show_info

    show_info(record)


@app.command()
def problems(record: Record) -> None:
    """List what could not be read, where, and why."""
    from dateline.terminal import show_problems

    show_problems(record)


@app.command(
    epilog="Example: dateline ask \"SELECT speaker, text FROM statements WHERE stance = 'deny'\" --record my-record"
)
def ask(
    query: Annotated[
        str, typer.Argument(metavar="SQL", help="A query over the views in docs/record.md (DuckDB's SQL).")
    ],
    record: Record,
    form: Annotated[str, typer.Option("--format", "-f", help="table, json or csv.")] = "table",
    seconds: Annotated[float, typer.Option(min=0, help="How long it may take; 0 for as long as it needs.")] = 60,
) -> None:
    """Ask the record a question in SQL; it cannot be changed this way.

    Tables: articles, withheld, originals, copies, blocks, mentions, actors, roles, links, statements, events,
    occurrences, contradictions, places, toponyms, times, figures, stories, families,
    standing, repeated, versions, wordings, series, omissions, said_before, notes, problems;
    and for people flat_statements, flat_events, flat_pairs.
    """
    from dateline.answers import answer

    answer(query, record, form, seconds or None)


@app.command(epilog="Example: dateline export csv --table flat_events --record my-record --to events.csv")
def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="What to write; docs/exports.md tells each format.")],
    record: Record,
    to: Annotated[
        Path, typer.Option(metavar="PATH", help="The folder to write, or the file where one file comes of it.")
    ] = Path("export"),
    tables: Annotated[
        list[str] | None,
        typer.Option("--table", "-t", metavar="TABLE", help="For csv, jsonl and parquet; again for more."),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SQL", help='Only articles for which it holds; "events: SQL" or "statements: SQL" for rows.'
        ),
    ] = None,
) -> None:
    """Write a record to files.

    Tables: csv, jsonl, parquet. Event data: gdelt, polecat. Maps and networks: geojson, geopackage, map.svg,
    gexf, graphml. Annotation: label-studio, brat, uima-cas, webanno-tsv, spacy, web-annotation, json-ld. One file:
    sqlite, duckdb, datapackage, report, report.html. Archives, citations, checkers: ftm, bibtex, csl-json,
    claim-review.
    """
    from dateline.export import export as export_tables

    for path in export_tables(form, record, to, tables or (), where or ()):
        print(path)


@app.command()
def link(record: Record) -> None:
    """Find what needs more than one article: copies, who is the same, reports of one event; read does it too."""
    from dateline.terminal import link_and_say

    link_and_say(record)


@app.command(
    epilog="Example: dateline watch https://orla.example/feed --record my-record --search 'pier=speaker:vidmar pier'"
)
def watch(
    feeds: Annotated[list[str], typer.Argument(metavar="FEED...", help="Addresses of feeds or site maps; folders.")],
    record: Record,
    every: Annotated[str, typer.Option(metavar="TIME", help="Between two looks at a feed: 90s, 10m, 2h, 1d.")] = "10m",
    once: Annotated[bool, typer.Option("--once", help="Look once at what is due, and end; for cron.")] = False,
    search: Annotated[
        list[str] | None, typer.Option(metavar="NAME=QUERY", help="Save a search: what it newly finds is told.")
    ] = None,
    alerts: Annotated[Path | None, typer.Option(metavar="FILE", help="The Atom feed of what searches found.")] = None,
    webhook: Annotated[
        list[str] | None, typer.Option(metavar="URL", help="Post what searches find there, as JSON; several may be.")
    ] = None,
    mail: Annotated[Path | None, typer.Option(metavar="DIR", help="Write it as e-mail text into a folder.")] = None,
    mail_to: Annotated[str | None, typer.Option(metavar="ADDRESS", help="To whom that e-mail is addressed.")] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from addresses of private networks, too.")
    ] = False,
    workers: Workers = None,
) -> None:
    """Follow feeds, site maps and folders: read what is new in them, link it, and tell what saved searches find."""
    from dateline.terminal import follow

    sys.exit(
        follow(feeds, record, every=every, once=once, searches=search or [], alerts=alerts, private=allow_private,
               workers=workers, webhooks=webhook or [], mail=mail, mail_to=mail_to)
    )  # fmt: skip


@app.command(epilog="Example: dateline evaluate attribution --gold polnear-dev.jsonl.gz")
def evaluate(
    layer: Annotated[
        str, typer.Argument(metavar="LAYER", help="attribution, events, places, times, identity or stories.")
    ],
    gold: Annotated[list[str], typer.Option("--gold", metavar="FILE", help="The gold; again for more files.")],
    workers: Workers = None,
) -> None:
    """Score the reader against gold."""
    from dateline.terminal import score

    score(layer, gold, workers)


@app.command()
def demo(
    record: Annotated[Path, typer.Option("--record", "-r", metavar="DIR", help="Where to put it.")] = Path(
        "demo-record"
    ),
    serve: Annotated[bool, typer.Option(help="Open the reading room after the summary.")] = True,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port; the next free one if it is taken.")] = 8484,
) -> None:
    """Read the sample stories, all invented, into a small record, say what was found, and open the reading room."""
    from dateline.terminal import show_demo

    show_demo(record, port if serve else None)


correct = typer.Typer(
    no_args_is_help=True,
    help="Correct what was read, which stays as it is: every correction can be undone.",
    epilog="Ids are in the table actors: dateline ask \"SELECT actor_id, name FROM actors WHERE name LIKE '%Vidmar%'\"",
)
app.add_typer(correct, name="correct")


@correct.command(epilog="Example: dateline correct merge person-0f3a person-77c1 --record my-record --by ed")
def merge(
    actor: ActorId,
    into: Annotated[str, typer.Argument(metavar="INTO", help="The actor that it is.")],
    record: Record,
    by: By = "",
    note: Note = "",
) -> None:
    """Two actors are one: the first is the second."""
    from dateline.terminal import make_correction

    make_correction(record, lambda c: c.merge(actor, into, by=by, note=note))


@correct.command(epilog="Example: dateline correct split person-0f3a --article 5d41 --record my-record")
def split(
    actor: ActorId,
    record: Record,
    article: Annotated[str | None, typer.Option(metavar="ID", help="The article that speaks of somebody else.")] = None,
    into: Annotated[
        str | None, typer.Option(metavar="ACTOR", help="Whom it speaks of; a new one if not given.")
    ] = None,
    by: By = "",
    note: Note = "",
) -> None:
    """What one article says of an actor is of somebody else."""
    from dateline.terminal import make_correction

    make_correction(record, lambda c: c.split(actor, article, into=into, by=by, note=note))


@correct.command()
def rename(
    actor: ActorId,
    name: Annotated[str, typer.Argument(metavar="NAME", help="How it is called.")],
    record: Record,
    by: By = "",
    note: Note = "",
) -> None:
    """Give an actor another name."""
    from dateline.terminal import make_correction

    make_correction(record, lambda c: c.rename(actor, name, by=by, note=note))


@correct.command()
def drop(actor: ActorId, record: Record, by: By = "", note: Note = "") -> None:
    """It is no person and no other actor."""
    from dateline.terminal import make_correction

    make_correction(record, lambda c: c.drop(actor, by=by, note=note))


@correct.command("set-id")
def set_id(
    actor: ActorId,
    wikidata_id: Annotated[str, typer.Argument(metavar="QID", help="Q and a number.")],
    record: Record,
    by: By = "",
    note: Note = "",
) -> None:
    """Say who an actor is in Wikidata."""
    from dateline.terminal import make_correction

    make_correction(record, lambda c: c.set_id(actor, wikidata_id, by=by, note=note))


@correct.command()
def undo(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The correction's number.")],
    record: Record,
    by: By = "",
) -> None:
    """Take a correction back; it stays on the list, marked."""
    from dateline.terminal import undo_correction

    undo_correction(record, number, by)


@correct.command("list")
def list_(
    record: Record,
    orphaned: Annotated[bool, typer.Option("--orphaned", help="Only those that do not find their place.")] = False,
) -> None:
    """Show all corrections, the undone ones too."""
    from dateline.terminal import show_corrections

    show_corrections(record, orphaned_only=orphaned)


@correct.command("export")
def export_(file: Corrections, record: Record) -> None:
    """Write all corrections to a file, to be read, kept or taken into another record."""
    from dateline.terminal import write_corrections

    write_corrections(record, file)


@correct.command("import")
def import_(file: Corrections, record: Record) -> None:
    """Take in the corrections of a file; those that are there already stay as they are."""
    from dateline.terminal import take_in_corrections

    take_in_corrections(record, file)


@correct.command(epilog="Example: dateline correct table ministers.tsv --record my-record")
def table(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="TSV or CSV with a header line; name must be there.")],
    record: Record,
) -> None:
    """Take in your own table of actors: name, aliases, wikidata_id, kind, country, role, from, to."""
    from dateline.terminal import take_in_table

    take_in_table(record, file)


add_to(app)
add_row_commands(correct)
add_grants(app)
