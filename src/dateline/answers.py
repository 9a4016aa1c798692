"""The answer to a query as a person sees it: a table, a block a row, JSON lines or CSV; what is nearest to a slip."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dateline.errors import InputError

__all__ = ["answer", "check_form", "many", "print_rows", "print_table", "show_rows"]

_NARROWEST = 11
"""Code points that a column should have at least, where its values are longer."""
_CELL = 160
"""Code points of a cell that a table in the terminal shows."""


def answer(query: str, path: Path, form: str, seconds: float | None = None) -> None:
    """The answer to ``query`` as a table, JSON lines or CSV; it may take ``seconds``."""
    from dateline.record import Record

    check_form(form)
    with Record(path) as record:
        try:
            table = record.sql(query, seconds=seconds)
        except InputError as error:
            raise InputError(f"{error}{_nearest(str(error), query)}") from error
    print_rows(table.column_names, table.to_pylist(), form)


def show_rows(path: Path, table: str, filters: Sequence[str], form: str) -> None:
    """The rows of a table that filters, each ``NAME=VALUE``, leave."""
    from dateline.record import Record

    check_form(form)
    told = [one.partition("=") for one in filters]
    for name, equals, _ in told:
        if not (name and equals):
            raise InputError(f"{name or 'nothing'} is no filter: give NAME=VALUE, such as stance=deny")
    with Record(path) as record:
        found = record.table(table, **{name: value for name, _, value in told})
    print_rows(found.column_names, found.to_pylist(), form)


def check_form(form: str) -> None:
    """Raise InputError for a form in which rows cannot be shown."""
    if form not in ("table", "json", "csv"):
        raise InputError(f"there is no format {form}: choose table, json or csv")


def print_rows(columns: Sequence[str], rows: Sequence[Mapping[str, Any]], form: str) -> None:
    """``rows`` as a table, JSON lines or CSV on standard output; raises InputError for another form."""
    check_form(form)
    if form == "json":
        for row in rows:
            print(json.dumps(row, ensure_ascii=False, default=str))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_flat(row[name]) for name in columns] for row in rows)
    else:
        print_table(columns, rows)


def many(n: int, one: str) -> str:
    """``2 articles``."""
    return f"{n:,} {one}{'' if n == 1 else 's'}"


def _nearest(message: str, query: str) -> str:
    """For a column or table that is not there: the nearest ones, and what there is."""
    from dateline.record.columns import TABLES

    if missing := re.search(r'column "?(\w+)"? not found|does not have a column named "?(\w+)"?', message, re.I):
        name = next(filter(None, missing.groups()))
        asked = [t for t in TABLES if re.search(rf"\b{t}\b", query, re.I)] or list(TABLES)
        columns = {c.name for t in asked for c in TABLES[t][1]}
        near = get_close_matches(name.lower(), columns, 3, 0.5)
        listed = "; ".join(f"{t} has {', '.join(c.name for c in TABLES[t][1])}" for t in asked[:2])
        return (f". Nearest: {', '.join(near)}" if near else "") + f". {listed}"
    if re.search(r"Table with name \w+ does not exist", message):
        return f". The tables are {', '.join(TABLES)}"
    return ""


def _flat(value: object) -> object:
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (list, dict)) else value


def print_table(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    """A table, or a block a row where the columns would have to be folded to a few letters."""
    console = Console(soft_wrap=False)
    longest = {n: max([len(n), *(len(_cell(row[n])) for row in rows)]) for n in columns}
    if sum(min(size, _NARROWEST) + 1 for size in longest.values()) > console.width:
        _print_blocks(console, columns, rows)
        return
    shown = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        shown.add_column(name, overflow="fold")
    for row in rows:
        shown.add_row(*(_cell(row[name]) for name in columns))
    console.print(shown)


def _print_blocks(console: Console, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    """A row as lines of name and value, with its number above; what is null is left out."""
    for number, row in enumerate(rows, 1):
        console.print(Text(f"row {number}", style="bold"))
        block = Table(box=None, pad_edge=False, show_header=False)
        block.add_column(no_wrap=True)
        block.add_column(overflow="fold")
        for name in columns:
            if row[name] is not None:
                block.add_row(name, _cell(row[name]))
        console.print(block)


def _cell(value: object) -> Text:
    text = "" if value is None else " ".join(str(_flat(value)).split())
    return Text(text if len(text) <= _CELL else text[: _CELL - 1] + "…")
