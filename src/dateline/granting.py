"""The commands that say who may do what in the reading room, and what is to be forgotten."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.keeping import Record

if TYPE_CHECKING:
    from dateline.record.forget import Forgotten

Name = Annotated[str, typer.Argument(metavar="NAME", help="Whose token it is.")]
token = typer.Typer(no_args_is_help=True, help="Who may do what in the reading room: read, correct, administer.")
forget = typer.Typer(no_args_is_help=True, help="Forget an article or a person truly, and say what is left.")
Sure = Annotated[bool, typer.Option("--yes", help="Do not ask whether it is meant.")]


def add_to(app: typer.Typer) -> None:
    """Give ``app`` these commands."""
    app.add_typer(token, name="token")
    app.add_typer(forget, name="forget")
    app.command(epilog='Example: dateline redact 5d41 "12 Mole Street" --record my-record')(redact)


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


def _say(done: Forgotten) -> None:
    """What was done, and on the other stream what is left."""
    print("\n".join(done.done))
    for line in done.left:
        print(f"left: {line}", file=sys.stderr)


def _ask(*, sure: bool) -> None:
    if not sure and not typer.confirm("This cannot be undone. Go on?"):
        raise typer.Exit(1)


@forget.command(epilog="Example: dateline forget article 5d41 --record my-record")
def article(
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE...", help="The article_ids.")],
    record: Record,
    yes: Sure = False,
) -> None:
    """Take articles out of the record for good."""
    from dateline.forgetting import forget_articles

    _ask(sure=yes)
    _say(forget_articles(record, articles))


@forget.command(epilog="Example: dateline forget person person-0f3a --record my-record")
def person(
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help="The actor's id.")], record: Record, yes: Sure = False
) -> None:
    """Black out all names of a person in all articles, which are read anew."""
    from dateline.forgetting import forget_person

    _ask(sure=yes)
    _say(forget_person(record, actor))


def redact(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The article_id.")],
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="Words as they stand in it.")],
    record: Record,
    yes: Sure = False,
) -> None:
    """Black out words of an article, which is read anew."""
    from dateline.forgetting import redact_words

    _ask(sure=yes)
    _say(redact_words(record, article, words))
