"""The commands that keep a record whole: check, repair, backup."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

Record = Annotated[Path, typer.Option("--record", "-r", metavar="DIR", help="The record's folder.")]
Workers = Annotated[int | None, typer.Option("--workers", "-w", min=1, help="Processes that read; one a core.")]


def _forms(begun: str) -> list[str]:
    return [form for form in ("table", "json", "csv") if form.startswith(begun)]


Form = Annotated[str, typer.Option("--format", "-f", help="table, json or csv.", autocompletion=_forms)]


def add_to(app: typer.Typer) -> None:
    """Give ``app`` these commands."""
    app.command()(check)
    app.command()(repair)
    app.command(epilog="Example: dateline backup --record my-record --to copies/my-record")(backup)


def check(record: Record, form: Form = "table") -> None:
    """Check that a record is whole: its log, hashes, offsets and references; says what to do about what is not."""
    from dateline.terminal import check_and_say

    sys.exit(check_and_say(record, form))


def repair(record: Record, workers: Workers = None) -> None:
    """Mend a record: make anew what is derived, read again what is lost; what is damaged is put aside in it."""
    from dateline.terminal import repair_and_say

    sys.exit(repair_and_say(record, workers))


def backup(
    record: Record,
    to: Annotated[Path, typer.Option(metavar="DIR", help="The folder of the copy; it must be new.")],
) -> None:
    """Copy a record as it is at one moment, while others may write."""
    from dateline.api import backup as copy_record
    from dateline.volume import say

    say(f"{to} holds the record up to commit {copy_record(record, to)}")
