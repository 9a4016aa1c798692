"""The commands by which a record leaves: files for other programs, and a link to an article's characters."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dateline.keeping import Form, Record


def add_to(app: typer.Typer) -> None:
    """Give ``app`` these commands."""
    app.command(epilog="Example: dateline export csv --table flat_events --record my-record --to events.csv")(export)
    app.command(epilog="Example: dateline rows statements who=vidmar stance=deny since=2031-03 --record R")(rows)
    app.command(epilog="Example: dateline replicate --record my-record --to replica")(replicate)
    app.command(epilog="Example: dateline rejoin replica articles/ --record joined")(rejoin)
    app.command("open", epilog="Example: dateline open 5d41:s3 --record my-record")(open_)


def _formats(begun: str) -> list[str]:
    """The formats that begin so, for the shell."""
    from dateline.export import FORMATS, SHAPES

    return [name for name in [*FORMATS, *SHAPES] if name.startswith(begun)]


def _tables(begun: str) -> list[str]:
    """The tables that begin so, for the shell."""
    from dateline.record.columns import TABLES

    return [name for name in TABLES if name.startswith(begun)]


def export(
    form: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT", help="What to write; docs/exports.md tells each format.", autocompletion=_formats
        ),
    ],
    record: Record,
    to: Annotated[
        Path, typer.Option(metavar="PATH", help="The folder to write, or the file where one file comes of it.")
    ] = Path("export"),
    tables: Annotated[
        list[str] | None,
        typer.Option(
            "--table", "-t", metavar="TABLE", help="For csv, jsonl and parquet; again for more.", autocompletion=_tables
        ),
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


def rows(
    table: Annotated[str, typer.Argument(metavar="TABLE", help="A table.", autocompletion=_tables)],
    record: Record,
    filters: Annotated[
        list[str] | None, typer.Argument(metavar="NAME=VALUE", help="Filters; docs/frames.md lists them.")
    ] = None,
    form: Form = "table",
) -> None:
    """Show rows of a table, narrowed by the filters of Python, of the API and of the reading room."""
    from dateline.answers import show_rows

    show_rows(record, table, filters or (), form)


def open_(
    place: Annotated[
        str, typer.Argument(metavar="PLACE", help="An article, a row (ARTICLE:s3) or characters (ARTICLE:120-145).")
    ],
    record: Record,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where `dateline serve` shows the record.")] = 8484,
    browser: Annotated[bool, typer.Option("--browser", help="Open the link, too.")] = False,
    form: Form = "table",
) -> None:
    """Say what stands at a place of an article, and the link to its characters in the reading room."""
    from dateline.terminal import show_place

    show_place(record, place, port, browser, form)


def replicate(
    record: Record,
    to: Annotated[Path, typer.Option(metavar="DIR", help="The folder of the replication record; it must be new.")],
) -> None:
    """Write a record without its texts: ids, offsets, hashes, rows, versions and corrections, to be published."""
    from dateline.replica import replicate as replicate_record
    from dateline.volume import say

    say(f"{to} holds {replicate_record(record, to):,} articles without their words")


def rejoin(
    replica: Annotated[Path, typer.Argument(metavar="REPLICA", help="A replication record.")],
    texts: Annotated[list[str], typer.Argument(metavar="PATH...", help="The texts: files, folders, globs.")],
    record: Record,
) -> None:
    """Join a replication record to an archive of texts, and say what differs: exit code 1."""
    from dateline.terminal import rejoin_and_say

    sys.exit(rejoin_and_say(replica, texts, record))
