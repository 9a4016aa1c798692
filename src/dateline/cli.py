"""The commands. Each one asks the Python side for what it does; whatever is heavy is loaded only when it runs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dateline.amending import correct
from dateline.granting import add_to as add_grants
from dateline.keeping import Form, Record, Workers, add_to
from dateline.leaving import add_to as add_exports_to

app = typer.Typer(
    name="dateline",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads news copy and keeps a record: who said what, who did what to whom, where and when.",
    epilog="Start with: dateline demo",
)

Lists = Annotated[Path | None, typer.Option(metavar="DIR", help="A folder of lists of your own; see docs/lists.md.")]
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
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but results and errors.")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Say more: each problem as it is met, each error whole.")
    ] = False,
) -> None:
    from dateline.volume import set_volume

    set_volume(quiet=quiet, verbose=verbose)


def _use(lists: Path | None) -> None:
    """Read with the lists of a person's own, where they are given."""
    if lists is not None:
        from dateline.resources.own import use_lists

        use_lists(lists)


def _column(what: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(metavar="COLUMN", help=f"The column or key that holds {what}.")
    return option


@app.command(epilog="Example: dateline read articles/ export.csv.gz --record my-record --text body --date published")
def read(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files, folders or globs; - for standard input.")
    ],
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
    lists: Lists = None,
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

    _use(lists)
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
    lists: Lists = None,
    timeout: Timeout = None,
    source_spans: Annotated[
        bool,
        typer.Option(
            "--source-spans",
            help="Add the bytes that each article was read from, and where each stretch of the text stands in them.",
        ),
    ] = False,
) -> None:
    """Write one JSON line an article with all layers and their offsets; no record needed."""
    from dateline.terminal import annotate_with_progress

    _use(lists)
    sys.exit(annotate_with_progress(file, workers or 1, timeout, source_spans))


@app.command(epilog="Example: dateline lists my-lists")
def lists(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder of lists of your own.")], form: Form = "table"
) -> None:
    """Check lists of your own (event types, cues, lines, offices, bodies, places), and say what is in them."""
    from dateline.answers import print_rows
    from dateline.resources.own import check_lists

    print_rows(("list", "rows"), [{"list": name, "rows": rows} for name, rows in check_lists(folder).items()], form)


@app.command(epilog="Example: dateline serve --record my-record --port 9000")
def serve(
    record: Annotated[
        list[Path],
        typer.Option("--record", "-r", metavar="DIR", help="A record to show; give the option again for another."),
    ],
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port; the next free one if it is taken.")] = 8484,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="The address to listen at.")] = "127.0.0.1",
    prefix: Annotated[str, typer.Option(metavar="PATH", help="The path under which a proxy shows the room.")] = "",
    name: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST", help="A host name of the proxy; give the option again for another."),
    ] = None,
    password_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A file with a password, or with lines of name:right:password.")
    ] = None,
) -> None:
    """Open the reading room: on this machine (127.0.0.1), or elsewhere with tokens or passwords."""
    from dateline.web.serve import serve as serve_room
    from dateline.web.where import Where

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
def info(record: Record, form: Form = "table") -> None:
    """Say what a record holds."""
    from dateline.terminal import show_info

    show_info(record, form)


@app.command()
def problems(record: Record, form: Form = "table") -> None:
    """List what could not be read, where, and why."""
    from dateline.terminal import show_problems

    show_problems(record, form)


@app.command(
    epilog="Example: dateline ask \"SELECT speaker, text FROM statements WHERE stance = 'deny'\" --record my-record"
)
def ask(
    query: Annotated[
        str, typer.Argument(metavar="SQL", help="A query over the views in docs/record.md (DuckDB's SQL).")
    ],
    record: Record,
    form: Form = "table",
    seconds: Annotated[float, typer.Option(min=0, help="How long the query may take; 0 for as long as it needs.")] = 60,
) -> None:
    """Ask the record a question in SQL; it cannot be changed this way.

    Tables: articles, withheld, originals, copies, blocks, mentions, actors, roles, links, statements, events,
    occurrences, contradictions, places, toponyms, times, figures, stories, families,
    standing, repeated, versions, wordings, series, omissions, said_before, notes, problems;
    and for people flat_statements, flat_events, flat_pairs.
    """
    from dateline.answers import answer

    answer(query, record, form, seconds or None)


@app.command()
def link(
    record: Record,
    workers: Annotated[
        int, typer.Option(metavar="N", help="How many processes help; what is written is the same for any number.")
    ] = 1,
    engine: Annotated[str, typer.Option(help="local, or dask (an extra); see docs/cluster.md.")] = "local",
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="The Dask scheduler; workers on this machine, if not given.")
    ] = None,
) -> None:
    """Find what needs more than one article: copies, who is the same, reports of one event; read does it too."""
    from dateline.terminal import engine_named, link_and_say

    link_and_say(record, workers, engine_named(engine), scheduler)


@app.command(
    epilog="Example: dateline watch https://orla.example/feed --record my-record --search 'pier=speaker:vidmar pier'"
)
def watch(
    feeds: Annotated[
        list[str], typer.Argument(metavar="FEED...", help="Addresses of feeds or of site maps, or folders.")
    ],
    record: Record,
    every: Annotated[
        str, typer.Option(metavar="TIME", help="How long to wait between two looks at a feed: 90s, 10m, 2h, 1d.")
    ] = "10m",
    once: Annotated[bool, typer.Option("--once", help="Look once at what is due, and end; for cron.")] = False,
    search: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=QUERY", help="Save a search, whose new finds are told from then on."),
    ] = None,
    alerts: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to write the Atom feed of what the searches found.")
    ] = None,
    webhook: Annotated[
        list[str] | None,
        typer.Option(
            metavar="URL", help="Post what the searches find to this address, as JSON; give it again for another."
        ),
    ] = None,
    mail: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write what the searches find as e-mail messages into this folder."),
    ] = None,
    mail_to: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="The address that these messages are sent to.")
    ] = None,
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
    gold: Annotated[
        list[str],
        typer.Option("--gold", metavar="FILE", help="A file or folder of gold; give the option again for another."),
    ],
    workers: Workers = None,
    form: Form = "table",
) -> None:
    """Score the reader against gold."""
    from dateline.terminal import score

    score(layer, gold, workers, form)


@app.command()
def demo(
    record: Annotated[Path, typer.Option("--record", "-r", metavar="DIR", help="Where to put the record.")] = Path(
        "demo-record"
    ),
    serve: Annotated[bool, typer.Option(help="Open the reading room after the summary.")] = True,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port; the next free one if it is taken.")] = 8484,
) -> None:
    """Read the sample stories, all invented, into a small record, say what was found, and open the reading room."""
    from dateline.terminal import show_demo

    show_demo(record, port if serve else None)


app.add_typer(correct, name="correct")
add_to(app)
add_grants(app)
add_exports_to(app)
