"""The tables that ship: TSV and TOML that a person can read and correct, each with its source and licence at its head.

One process reads one language, English unless ``DATELINE_LANGUAGE`` says another (ISO 639-1). What another language has
of its own lies in a folder of its code, ``resources/sl``, under the names of the English tables; where it has none of a
name, the English one stands.

A TSV opens with comment lines (``# ...``), then a line of column names; columns are separated by tabs.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import os
import tomllib
import warnings
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from dateline.errors import DatelineWarning
from dateline.resources.checks import CHECKS, faults

VARIABLE = "DATELINE_LANGUAGE"


def language() -> str:
    """The language that this process reads, ISO 639-1."""
    return os.environ.get(VARIABLE) or "en"


def path(name: str) -> str:
    """Where the resource ``name`` lies on disk: in the folder of the language, where it has one of its own."""
    own = [] if language() == "en" else [Path(place, language(), name) for place in __path__]
    return str(next((p for p in own if p.is_file()), files(__name__).joinpath(name)))


def text(name: str) -> str:
    """The resource ``name`` as text; a table that is not as it was installed is told, since what is read with it
    differs from what others read.
    """
    raw = Path(path(name)).read_bytes()
    known = _installed().get(name if language() == "en" else f"{language()}/{name}")
    if known is not None and known != _as_recorded(raw):
        told = f"the table {name} is not the one that was installed: what is read with it is read differently"
        warnings.warn(told, DatelineWarning, stacklevel=2)
    return raw.decode("utf-8").replace("\r\n", "\n")


@functools.cache
def _installed() -> dict[str, str]:
    """By resource the SHA-256 that was written down when the package was installed; empty for a working copy.

    The list is the one of PEP 376 and PEP 427 (``RECORD``): each file, with its hash in base 64.
    """
    from importlib.metadata import PackageNotFoundError, distribution

    inside = "dateline/resources/"
    try:
        installed = distribution("dateline")
    except PackageNotFoundError:
        return {}
    if Path(str(installed.locate_file(inside))).resolve() != Path(path(".")).resolve():
        return {}
    listed = installed.files or []
    return {
        str(file).removeprefix(inside): file.hash.value
        for file in listed
        if str(file).startswith(inside) and file.hash is not None and file.hash.mode == "sha256"
    }


def _as_recorded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(raw).digest()).rstrip(b"=").decode()


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
def classes(name: str) -> Mapping[str, tuple[str, ...]]:
    """The classes of words of the TSV ``name``, each with its words in their order."""
    parting = CHECKS[name].lists["words"]
    return {row["class"]: tuple(row["words"].split(parting)) for row in table(name)}


@functools.cache
def toml(name: str) -> dict[str, Any]:
    """The TOML resource ``name``."""
    return tomllib.loads(text(name))
