"""The tables that ship: TSV and TOML that a person can read and correct, each with its source and licence at its head.

A TSV opens with comment lines (``# ...``), then a line of column names; columns are separated by tabs.
"""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files
from typing import Any

from dateline.resources.checks import faults


def path(name: str) -> str:
    """Where the resource ``name`` lies on disk."""
    return str(files(__name__).joinpath(name))


def text(name: str) -> str:
    """The resource ``name`` as text."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


@functools.cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of the TSV ``name``, each a mapping from column to cell; empty cells are "".

    Raises ``ValueError`` for rows that break the rules of the table (``checks.py``), each with its line's number.
    """
    from dateline.resources.own import merged

    return merged(name, read_table(name, text(name)))


def read_table(name: str, written: str) -> tuple[dict[str, str], ...]:
    """The rows of a TSV whose text is ``written``, checked as the table ``name``."""
    columns: list[str] = []
    rows: list[tuple[int, dict[str, str]]] = []
    wrong: list[str] = []
    for number, line in enumerate(written.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not columns:
            columns = cells
        elif len(cells) > len(columns):
            wrong.append(f"{name}, line {number}: {len(cells)} cells for {len(columns)} columns")
        else:
            rows.append((number, dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True))))
    wrong += faults(name, rows)
    if wrong:
        raise ValueError("\n".join(wrong))
    return tuple(row for _, row in rows)


@functools.cache
def toml(name: str) -> dict[str, Any]:
    """The TOML resource ``name``."""
    return tomllib.loads(text(name))
