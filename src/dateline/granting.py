"""The commands that say who may do what in the reading room: ``dateline token``."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.keeping import Record

Name = Annotated[str, typer.Argument(metavar="NAME", help="Whose token it is.")]
token = typer.Typer(no_args_is_help=True, help="Who may do what in the reading room: read, correct, administer.")


def add_to(app: typer.Typer) -> None:
    """Give ``app`` these commands."""
    app.add_typer(token, name="token")


@token.command(epilog="Example: dateline token add ines --right correct --record my-record")
def add(
    name: Name,
    record: Record,
    right: Annotated[str, typer.Option(metavar="RIGHT", help="read, correct or administer.")] = "correct",
) -> None:
    """Make a token; it is shown once, and takes the place of an earlier one of this name."""
    from dateline.record.folder import check_record
    from dateline.web.access import make_token

    check_record(record)
    print(make_token(record, name, right))


@token.command()
def drop(name: Name, record: Record) -> None:
    """Take a token back."""
    from dateline.web.access import drop_token

    drop_token(record, name)
    print(f"{name} has no token any more")


@token.command("list")
def list_(record: Record) -> None:
    """Show who has a token, and for what."""
    from dateline.answers import print_table
    from dateline.web.access import tokens

    print_table(["name", "right", "made_at"], [{k: t[k] for k in ("name", "right", "made_at")} for t in tokens(record)])
