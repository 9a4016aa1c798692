"""The tables that ship: TSV and TOML that a person can read and correct, each with its source and licence at its head.

A TSV opens with comment lines (``# ...``), then a line of column names; columns are separated by tabs.
"""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files
from typing import Any


def path(name: str) -> str:
    """Where the resource ``name`` lies on disk."""
    return str(files(__name__).joinpath(name))


def text(name: str) -> str:
    """The resource ``name`` as text."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


@functools.cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of the TSV ``name``, each a mapping from column to cell; empty cells are ""."""
    lines = [line for line in text(name).splitlines() if line.strip() and not line.startswith("#")]
    columns = lines[0].split("\t")
    rows = []
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) > len(columns):
            raise ValueError(f"{name}: {len(cells)} cells for {len(columns)} columns: {line!r}")
        rows.append(dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True)))
    return tuple(rows)


@functools.cache
def toml(name: str) -> dict[str, Any]:
    """The TOML resource ``name``."""
    return tomllib.loads(text(name))
