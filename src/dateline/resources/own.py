"""A person's own lists: files beside the tables that ship, whose rows come before theirs.

A folder holds files under the names of the shipped tables (``cues.tsv``, ``event_table.tsv``, ``furniture.tsv``,
``offices.tsv``, ``organisations.tsv`` ...) and two that do not ship: ``types.tsv``, a person's own event types, and
``places.tsv``, places of their own. A row of the same key stands in place of the shipped one, a word that a row names
goes from the shipped rows, all else is added; a first line ``# replace`` puts the file in place of the whole table.

The folder is in the variable DATELINE_LISTS, so that every process that reads sees the same; what is read with it
carries it in its version: ``0.1.0+lists.1a2b3c4d``.
"""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from dateline import __version__
from dateline.errors import FormatError, InputError
from dateline.resources.checks import CHECKS, Check, faults

__all__ = ["VARIABLE", "check_lists", "merged", "own_rows", "reader_version", "use_lists"]

VARIABLE = "DATELINE_LISTS"
OWN = {
    "types.tsv": ("name", "like", "words", "cameo", "definition"),
    "places.tsv": ("name", "other_names", "lat", "lon", "country", "admin1", "feature", "population", "place_id"),
}
"""The files that do not ship, with their columns; the first four must be there."""
OPEN = frozenset(
    (
        "abbreviations.tsv", "actor_nouns.tsv", "agencies.tsv", "body_nouns.tsv", "cues.tsv", "currencies.tsv",
        "dateline_cities.tsv", "event_lexicon.tsv", "event_modality.tsv", "event_table.tsv", "event_words.tsv",
        "fields.tsv", "first_names.tsv", "furniture.tsv", "not_places.tsv", "offices.tsv", "organ_words.tsv",
        "organisations.tsv", "portfolios.tsv", "regions.tsv", "units.tsv",
    )
)  # fmt: skip
"""The shipped tables that may be added to."""
Row = dict[str, str]


def folder() -> Path | None:
    """The folder of the lists in use, or None."""
    told = os.environ.get(VARIABLE)
    return Path(told) if told else None


def use_lists(path: str | Path | None) -> None:
    """Read with the lists in the folder ``path`` from now on, in this process and those that it starts.

    Raises InputError where it is no folder or tables were read in this process without it, FormatError with the lines
    of what is wrong in it.
    """
    wanted = str(Path(path).absolute()) if path is not None else None
    if wanted == os.environ.get(VARIABLE):
        return
    if wanted is not None:
        check_lists(wanted)
    from dateline import resources

    if resources.table.cache_info().currsize:
        raise InputError("this process has read with other lists already: read with these in a process of their own")
    os.environ.pop(VARIABLE, None)
    if wanted is not None:
        os.environ[VARIABLE] = wanted
    reader_version.cache_clear()


def check_lists(path: str | Path) -> dict[str, int]:
    """By file the rows of the lists in the folder ``path``; raises FormatError with a line for each fault."""
    place = Path(path)
    if not place.is_dir():
        raise InputError(f"{place} is no folder: name one with files such as cues.tsv or types.tsv")
    found: dict[str, int] = {}
    wrong: list[str] = []
    for file in sorted(place.glob("*.tsv")):
        try:
            found[file.name] = len(_read(file)[1])
        except FormatError as error:
            wrong += str(error).splitlines()
    if wrong:
        raise FormatError("\n".join(wrong))
    if not found:
        raise InputError(f"{place} holds no list: its files are called as {', '.join(sorted({*OWN, *OPEN}))}")
    return found


@functools.cache
def reader_version() -> str:
    """The version of the program, with that of the lists in use: the beginning of the hash of their files."""
    from dateline.resources import language

    place = folder()
    read = [] if language() == "en" else [language()]
    if place is None:
        return "+".join([__version__, *read])
    files = sorted(place.glob("*.tsv"))
    told = b"".join(f.name.encode() + b"\0" + hashlib.sha256(f.read_bytes()).digest() for f in files)
    return f"{__version__}+{'.'.join([*read, 'lists', hashlib.sha256(told).hexdigest()[:8]])}"


def own_rows(name: str) -> tuple[Row, ...]:
    """The rows of one of the files that do not ship; none where it is not there."""
    place = folder()
    return tuple(_read(place / name)[1]) if place is not None and (place / name).is_file() else ()


def merged(name: str, shipped: Sequence[Row]) -> tuple[Row, ...]:
    """The rows of a shipped table with those of the list in use."""
    place = folder()
    if place is None or name not in OPEN or not (place / name).is_file():
        return tuple(shipped)
    replaces, rows = _read(place / name)
    columns = list(shipped[0]) if shipped else []
    full = [{c: row.get(c, "") for c in columns} for row in rows]
    if replaces:
        return tuple(full)
    check = CHECKS[name]
    if not check.lists:
        keys = {tuple(row[c] for c in check.key) for row in full}
        return (*full, *(r for r in shipped if tuple(r[c] for c in check.key) not in keys))
    taken = {
        (c, word, *(row[a] for a in check.apart)) for row in full for c in check.lists for word in _words(check, c, row)
    }
    return (*full, *(_without(check, row, taken) for row in shipped))


def _words(check: Check, column: str, row: Row) -> list[str]:
    return [word for word in row[column].split(check.lists[column]) if word]


def _without(check: Check, row: Row, taken: set[tuple[str, ...]]) -> Row:
    apart = tuple(row[a] for a in check.apart)
    left = {
        c: check.lists[c].join(w for w in _words(check, c, row) if (c, w, *apart) not in taken) for c in check.lists
    }
    return {**row, **left}


def _read(file: Path) -> tuple[bool, list[Row]]:
    """Whether the file stands in place of a table, and its rows; raises FormatError with the lines of its faults."""
    known = OWN.get(file.name) or (tuple(_columns(file.name)) if file.name in OPEN else None)
    if known is None:
        raise FormatError(f"{file}: there is no table of this name: choose one of {', '.join(sorted({*OWN, *OPEN}))}")
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise FormatError(f"{file} is not in UTF-8") from None
    columns: list[str] = []
    rows: list[tuple[int, Row]] = []
    wrong: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not columns:
            columns = cells
            wrong += [
                f"{file}:{number}: there is no column {c}: choose of {', '.join(known)}"
                for c in cells
                if c not in known
            ]
        elif len(cells) > len(columns):
            wrong.append(f"{file}:{number}: {len(cells)} cells for {len(columns)} columns")
        else:
            rows.append((number, dict.fromkeys(known, "") | dict(zip(columns, cells, strict=False))))
    if not wrong:
        checked = _own_faults(file.name, rows) if file.name in OWN else faults(file.name, rows)
        wrong = [f"{file}:{told.partition(', line ')[2]}" for told in checked]
    if wrong:
        raise FormatError("\n".join(wrong))
    return bool(lines) and lines[0].strip().lower() == "# replace", [row for _, row in rows]


@functools.cache
def _columns(name: str) -> tuple[str, ...]:
    from dateline.resources import text

    head = next(line for line in text(name).splitlines() if line.strip() and not line.startswith("#"))
    return tuple(head.split("\t"))


def _own_faults(name: str, rows: Sequence[tuple[int, Mapping[str, str]]]) -> list[str]:
    wrong = []
    for number, row in rows:
        missing = [c for c in OWN[name][:3] if not row[c] and c not in ("other_names", "words")]
        wrong += [f"{name}, line {number}: it has no {c}" for c in missing]
        for kind in row.get("like", "").split():
            if kind not in _plover():
                wrong.append(f"{name}, line {number}: there is no type {kind}; there are {', '.join(_plover())}")
        if name == "types.tsv" and not row["words"]:
            wrong.append(f"{name}, line {number}: it has no words, by which its events are known")
        for column in ("lat", "lon", "population"):
            value = row.get(column, "")
            if value and not value.removeprefix("-").replace(".", "", 1).isdecimal():
                wrong.append(f"{name}, line {number}: {column} {value!r} is no number")
    return wrong


@functools.cache
def _plover() -> tuple[str, ...]:
    from typing import get_args

    from dateline.schema import EventType

    return get_args(EventType)
