"""The commands under ``dateline correct``: a person has the last word."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dateline.correcting import By, Note, add_to, make
from dateline.keeping import Form, Record

correct = typer.Typer(
    no_args_is_help=True,
    help="Correct what was read, which stays as it is: every correction can be undone.",
    epilog="Ids are in the table actors: dateline ask \"SELECT actor_id, name FROM actors WHERE name LIKE '%Vidmar%'\"",
)

ActorId = Annotated[str, typer.Argument(metavar="ACTOR", help="The actor's id, or an article's own: ARTICLE:aN.")]


@correct.command(epilog="Example: dateline correct merge person-0f3a person-77c1 --record my-record --by ed")
def merge(
    actor: ActorId,
    into: Annotated[str, typer.Argument(metavar="INTO", help="The actor that it is.")],
    record: Record,
    by: By = "",
    note: Note = "",
) -> None:
    """Two actors are one: the first is the second."""
    make(record, lambda c: c.merge(actor, into, by=by, note=note))


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
    make(record, lambda c: c.split(actor, article, into=into, by=by, note=note))


@correct.command("stories-apart", epilog="Example: dateline correct stories-apart 5d41 77ac --record my-record --by ed")
def stories_apart(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The id of an article.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="That of one that leaves its story.")],
    record: Record,
    by: By = "",
    note: Note = "",
) -> None:
    """The stories of two articles are not one, and never will be; `dateline link` parts them."""
    make(record, lambda c: c.stories_apart(article, other, by=by, note=note))


@correct.command()
def rename(
    actor: ActorId,
    name: Annotated[str, typer.Argument(metavar="NAME", help="How it is called.")],
    record: Record,
    by: By = "",
    note: Note = "",
) -> None:
    """Give an actor another name."""
    make(record, lambda c: c.rename(actor, name, by=by, note=note))


@correct.command()
def drop(actor: ActorId, record: Record, by: By = "", note: Note = "") -> None:
    """It is no person and no other actor."""
    make(record, lambda c: c.drop(actor, by=by, note=note))


@correct.command("set-id")
def set_id(
    actor: ActorId,
    wikidata_id: Annotated[str, typer.Argument(metavar="QID", help="Q and a number.")],
    record: Record,
    by: By = "",
    note: Note = "",
) -> None:
    """Say who an actor is in Wikidata."""
    make(record, lambda c: c.set_id(actor, wikidata_id, by=by, note=note))


@correct.command()
def undo(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The correction's number.")],
    record: Record,
    by: By = "",
) -> None:
    """Take a correction back; it stays on the list, marked."""
    from dateline.amended import undo_correction

    undo_correction(record, number, by)


@correct.command("list")
def list_(
    record: Record,
    orphaned: Annotated[bool, typer.Option("--orphaned", help="Only those that do not find their place.")] = False,
    form: Form = "table",
) -> None:
    """Show all corrections, the undone ones too."""
    from dateline.amended import show_corrections

    show_corrections(record, orphaned_only=orphaned, form=form)


@correct.command("export")
def export_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON lines, one correction a line.")], record: Record
) -> None:
    """Write all corrections to a file, to be read, kept or taken into another record."""
    from dateline.amended import write_corrections

    write_corrections(record, file)


@correct.command("import", epilog="Example: dateline correct import annotated.json --record my-record")
def import_(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="PATH", help="What `correct export` wrote, or annotations: Label Studio's JSON, a folder of brat's "
            "files, INCEpTION's CAS (.json, .xmi) or WebAnno TSV."
        ),
    ],
    record: Record,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who annotated, where the files do not say.")] = "",
    exported: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="The exported.jsonl of the export, where it is not beside the files."),
    ] = None,
) -> None:  # fmt: skip
    """Take in the corrections of a file, or what annotators changed on an export; nothing is overwritten.

    What two annotators, or an annotator and the record, say differently is listed and not taken: exit code 1.
    """
    from dateline.amended import take_in_corrections

    sys.exit(take_in_corrections(record, path, by, exported))


@correct.command(epilog="Example: dateline correct table ministers.tsv --record my-record")
def table(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="TSV or CSV with a header line; name must be there.")],
    record: Record,
) -> None:
    """Take in your own table of actors: name, aliases, wikidata_id, kind, country, role, from, to."""
    from dateline.amended import take_in_table

    take_in_table(record, file)


add_to(correct)
