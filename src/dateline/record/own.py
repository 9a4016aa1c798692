"""A person's own table of actors: names, ids and roles that win over what linking found.

It stands between linking and the corrections: who goes by a name of a row (``owned.py`` says when) becomes one actor,
with the row's name, id, country and role. Like a correction it is applied when the record is asked, so that it holds
for all that is read later, and another table of the same name takes its place.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import get_args

from dateline.errors import FormatError, InputError
from dateline.record.corrections import Corrections
from dateline.schema import ActorKind

WIKIDATA = re.compile(r"Q[1-9]\d{0,11}")
_COUNTRY = re.compile(r"[A-Z]{3}")
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_TABLE = (
    "CREATE TABLE IF NOT EXISTS own_actors (table_name TEXT NOT NULL, row_no INTEGER NOT NULL, actor TEXT NOT NULL)"
)
_COLUMNS = ("name", "aliases", "wikidata_id", "kind", "country", "role", "from", "to")


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

    def actor_id(self, kind: str) -> str:
        """The id of the actor of this kind that the row makes: rows of one name, number and country make one."""
        told = "\x1f".join(("own", self.name, self.wikidata_id or "", self.country or ""))
        return f"{kind}-{hashlib.sha256(told.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


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
            return [_own(row, f"{path}:{rows.line_num}") for row in rows if any(row.values())]
    except (UnicodeDecodeError, csv.Error):
        raise FormatError(f"{path} is no table in UTF-8: give a TSV or CSV file with a header line") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror or error}): name a TSV or CSV file") from None


def _check_columns(path: Path, names: Sequence[str]) -> None:
    strange = [n for n in names if n not in _COLUMNS]
    if "name" not in names:
        raise FormatError(f"{path} has no column name: its first line names the columns, of {', '.join(_COLUMNS)}")
    if strange:
        raise FormatError(f"{path} has a column {strange[0]}: choose of {', '.join(_COLUMNS)}")


def _own(row: dict[str, str | None], where: str) -> OwnActor:
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


def keep_table(corrections: Corrections, name: str, actors: Iterable[OwnActor]) -> None:
    """Keep ``actors`` as the table ``name``, in place of an earlier one of this name; an empty one takes it away."""
    rows = [(name, n, json.dumps([getattr(a, f.name) for f in fields(a)])) for n, a in enumerate(actors)]
    with corrections.base() as base:
        base.execute(_TABLE)
        base.execute("DELETE FROM own_actors WHERE table_name = ?", (name,))
        base.executemany("INSERT INTO own_actors VALUES (?, ?, ?)", rows)
        base.commit()


def own_actors(corrections: Corrections) -> list[OwnActor]:
    """The rows of all tables."""
    if not corrections.is_there():
        return []
    with corrections.base() as base:
        if not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'own_actors'").fetchone():
            return []
        rows = base.execute("SELECT actor FROM own_actors ORDER BY table_name, row_no").fetchall()
    return [OwnActor(name, tuple(aliases), *rest) for name, aliases, *rest in (json.loads(row[0]) for row in rows)]
