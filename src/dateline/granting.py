"""The commands that say who may do what in the reading room, and what is to be forgotten."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.keeping import Form, Record

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
    form: Form = "table",
) -> None:
    """Make a token; it is shown once, and takes the place of an earlier one of this name."""
    from dateline.answers import check_form, print_rows
    from dateline.record.folder import check_record
    from dateline.web.access import make_token

    check_form(form)
    check_record(record)
    made = make_token(record, name, right)
    if form == "table":
        print(made)
    else:
        print_rows(("name", "right", "token"), [{"name": name, "right": right, "token": made}], form)


@token.command()
def drop(name: Name, record: Record) -> None:
    """Take a token back."""
    from dateline.volume import say
    from dateline.web.access import drop_token

    drop_token(record, name)
    say(f"{name} has no token any more")


@token.command("list")
def list_(record: Record, form: Form = "table") -> None:
    """Show who has a token, and for what."""
    from dateline.answers import print_rows
    from dateline.web.access import tokens

    columns = ("name", "right", "made_at")
    print_rows(columns, [{k: t[k] for k in columns} for t in tokens(record)], form)


def _say(done: Forgotten, form: str) -> None:
    """What was done, and on the other stream what is left; as JSON or CSV each is a row on standard output."""
    from dateline.answers import print_rows
    from dateline.volume import say

    if form != "table":
        told = [("done", line) for line in done.done] + [("left", line) for line in done.left]
        print_rows(("what", "message"), [{"what": what, "message": line} for what, line in told], form)
        return
    say("\n".join(done.done))
    for line in done.left:
        print(f"left: {line}", file=sys.stderr)


def _ask(*, sure: bool, form: str) -> None:
    """Go on only where it is meant; a form that is none is refused before anything is done."""
    from dateline.answers import check_form

    check_form(form)
    if not sure and not typer.confirm("This cannot be undone. Go on?", err=True):
        raise typer.Exit(1)


@forget.command(epilog="Example: dateline forget article 5d41 --record my-record")
def article(
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE...", help="The article_ids.")],
    record: Record,
    yes: Sure = False,
    form: Form = "table",
) -> None:
    """Take articles out of the record for good."""
    from dateline.forgetting import forget_articles

    _ask(sure=yes, form=form)
    _say(forget_articles(record, articles), form)


@forget.command(epilog="Example: dateline forget person person-0f3a --record my-record")
def person(
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help="The actor's id.")],
    record: Record,
    yes: Sure = False,
    form: Form = "table",
) -> None:
    """Black out all names of a person in all articles, which are read anew."""
    from dateline.forgetting import forget_person

    _ask(sure=yes, form=form)
    _say(forget_person(record, actor), form)


def redact(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The article_id.")],
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="Words as they stand in it.")],
    record: Record,
    yes: Sure = False,
    form: Form = "table",
) -> None:
    """Black out words of an article, which is read anew."""
    from dateline.forgetting import redact_words

    _ask(sure=yes, form=form)
    _say(redact_words(record, article, words), form)
