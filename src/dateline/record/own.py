"""A person's own table of actors: names, ids and roles that win over what linking found.

It stands between linking and the corrections: who goes by a name of a row (``owned.py`` says when) becomes one actor,
with the row's name, id, country and role. Like a correction it is applied when the record is asked, so that it holds
for all that is read later, and another table of the same name takes its place.
"""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import get_args

from dateline.errors import FormatError, InputError
from dateline.record.corrections import Corrections
from dateline.record.folder import name_tables
from dateline.schema import ActorKind, hashed

WIKIDATA = re.compile(r"Q[1-9]\d{0,11}")
_COUNTRY = re.compile(r"[A-Z]{3}")
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_TABLES = """
CREATE TABLE IF NOT EXISTS own_actors (table_name TEXT NOT NULL, row_no INTEGER NOT NULL, actor TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS own_tables (table_name TEXT PRIMARY KEY, made_at TEXT NOT NULL);
INSERT OR IGNORE INTO own_tables SELECT DISTINCT table_name, '' FROM own_actors;
"""
COLUMNS = ("name", "aliases", "wikidata_id", "kind", "country", "role", "from", "to")


@dataclass(frozen=True, slots=True)
class OwnActor:
    """A row of the table."""

    name: str
    aliases: tuple[str, ...] = ()
    wikidata_id: str | None = None
    kind: str | None = None
    """person, organisation, country or group; None for any."""
    country: str | None = None
    """ISO 3166-1 alpha-3."""
    role: str | None = None
    since: str | None = None
    """ISO 8601 day, month or year from which on the row holds, inclusive."""
    until: str | None = None
    """The last day, month or year, inclusive."""

    def cells(self) -> dict[str, str]:
        """The row as a table has it, without what is empty."""
        told = (self.name, "|".join(self.aliases), *(getattr(self, f.name) for f in fields(self)[2:]))
        return {column: cell for column, cell in zip(COLUMNS, told, strict=True) if cell}

    def actor_id(self, kind: str) -> str:
        """The id of the actor of this kind that the row makes: rows of one name, number and country make one."""
        return f"{kind}-{hashed('own', self.name, self.wikidata_id or '', self.country or '')[:16]}"


@dataclass(frozen=True, slots=True)
class OwnTable:
    """A table by its name; one without rows says that an earlier one of this name was taken away."""

    name: str
    made_at: str
    """ISO 8601, UTC; of two tables of one name the later one counts."""
    rows: tuple[OwnActor, ...] = ()


def read_table(path: Path) -> list[OwnActor]:
    """The rows of a TSV or CSV file with a header line; ``name`` must be there, the other columns may.

    Several aliases are separated by ``|``. Raises FormatError with the line of what is wrong.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            head = file.readline()
            file.seek(0)
            rows = csv.DictReader(file, dialect="excel-tab" if "\t" in head else "excel", restkey="too many cells")
            _check_columns(path, rows.fieldnames or ())
            return [own_actor(row, f"{path}:{rows.line_num}") for row in rows if any(row.values())]
    except (UnicodeDecodeError, csv.Error):
        raise FormatError(f"{path} is no table in UTF-8: give a TSV or CSV file with a header line") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror or error}): name a TSV or CSV file") from None


def _check_columns(path: Path, names: Sequence[str]) -> None:
    strange = [n for n in names if n not in COLUMNS]
    if "name" not in names:
        raise FormatError(f"{path} has no column name: its first line names the columns, of {', '.join(COLUMNS)}")
    if strange:
        raise FormatError(f"{path} has a column {strange[0]}: choose of {', '.join(COLUMNS)}")


def own_actor(row: Mapping[str, str | None], where: str) -> OwnActor:
    """The row of a table with these cells; raises FormatError, with ``where``, for what does not fit."""
    if "too many cells" in row:
        raise FormatError(f"{where} has more cells than the first line has columns")
    said = {k: (v or "").strip() or None for k, v in row.items()}
    if not said["name"]:
        raise FormatError(f"{where} has no name")
    shapes = {"wikidata_id": (WIKIDATA, "Q42"), "country": (_COUNTRY, "ITA"), "from": (_DAY, "2031-03-05"),
              "to": (_DAY, "2031-03-05"), "kind": (re.compile("|".join(get_args(ActorKind))), "person")}  # fmt: skip
    for column, (shape, example) in shapes.items():
        value = said.get(column)
        if value and not shape.fullmatch(value):
            raise FormatError(f"{where}: {value} does not fit {column}: it is such as {example}")
    aliases = tuple(a.strip() for a in (said.get("aliases") or "").split("|") if a.strip())
    return OwnActor(said["name"], aliases, said.get("wikidata_id"), said.get("kind"), said.get("country"),
                    said.get("role"), said.get("from"), said.get("to"))  # fmt: skip


def keep_table(corrections: Corrections, table: OwnTable) -> bool:
    """Keep ``table`` in place of an earlier one of its name; False, and nothing done, where a later one is there."""
    rows = [(table.name, n, json.dumps([getattr(a, f.name) for f in fields(a)])) for n, a in enumerate(table.rows)]
    with _base(corrections) as base:
        if any(_age(other) >= _age(table) for other in _tables(base) if other.name == table.name):
            return False
        base.execute("DELETE FROM own_actors WHERE table_name = ?", (table.name,))
        base.executemany("INSERT INTO own_actors VALUES (?, ?, ?)", rows)
        base.execute("INSERT OR REPLACE INTO own_tables VALUES (?, ?)", (table.name, table.made_at))
        base.commit()
        name_tables(corrections.record, [one.name for one in _tables(base) if one.rows])
    return True


def own_tables(corrections: Corrections) -> list[OwnTable]:
    """All tables, in the order of their names."""
    if not corrections.is_there():
        return []
    with _base(corrections) as base:
        return _tables(base)


def own_actors(corrections: Corrections) -> list[OwnActor]:
    """The rows of all tables."""
    return [row for table in own_tables(corrections) for row in table.rows]


@contextmanager
def _base(corrections: Corrections) -> Iterator[sqlite3.Connection]:
    with corrections.base() as base:
        there = base.execute("SELECT count(*) FROM sqlite_master WHERE name IN ('own_actors', 'own_tables')").fetchone()
        if there[0] < 2:
            base.executescript(_TABLES)
        yield base


def _tables(base: sqlite3.Connection) -> list[OwnTable]:
    rows: dict[str, list[OwnActor]] = {}
    for table_name, told in base.execute("SELECT table_name, actor FROM own_actors ORDER BY row_no").fetchall():
        name, aliases, *rest = json.loads(told)
        rows.setdefault(table_name, []).append(OwnActor(name, tuple(aliases), *rest))
    found = base.execute("SELECT table_name, made_at FROM own_tables ORDER BY table_name").fetchall()
    return [OwnTable(name, made_at, tuple(rows.get(name, ()))) for name, made_at in found]


def _age(table: OwnTable) -> tuple[str, str]:
    """What decides which of two tables of one name counts; the rows do where they are of one moment."""
    return (table.made_at, repr(table.rows))
