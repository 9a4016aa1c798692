"""Corrections as a file that a person can read: JSON lines, one correction a line, in the order they were made.

A person's own tables of actors follow, one a line. Taking a file in twice, or two files in either order, gives the
same: a correction is known by all that it says, and of two tables of one name the later one counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

from dateline.errors import FormatError, InputError
from dateline.events.codebook import types
from dateline.record.added import check_event
from dateline.record.corrections import KINDS, VALUELESS, Correction, Corrections
from dateline.record.marking import check_value
from dateline.record.own import COLUMNS, OwnTable, keep_table, own_actor, own_tables
from dateline.record.rows import ROW_KINDS
from dateline.record.whole import disk_errors
from dateline.schema import BlockKind, Modality

_NAMES = [f.name for f in fields(Correction) if f.name != "correction_id"]
_NEEDED = ("kind", "target", "made_by", "made_at")


def export_corrections(corrections: Corrections, path: Path) -> int:
    """Write all corrections, undone ones too, and the own tables to ``path``; how many corrections."""
    found = corrections.all()
    lines = [*as_lines(found), *tables_as_lines(own_tables(corrections))]
    with disk_errors(path):
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    return len(found)


def import_corrections(corrections: Corrections, path: Path) -> int:
    """Keep the corrections of the file at ``path`` that are not there yet, and its tables; how many were new.

    Raises FormatError, and takes nothing in, where a line is none.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise FormatError(f"{path} is not in UTF-8: it is no file of corrections") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror or error}): name a file of corrections") from None
    lines = text.split("\n")
    made, tables = list(from_lines(lines, str(path))), list(tables_from_lines(lines, str(path)))
    return corrections.take_in(made) + sum(keep_table(corrections, table) for table in tables)


def as_lines(corrections: Iterable[Correction]) -> Iterator[str]:
    """A JSON object each, without its number, which is the record's own, and without what is empty."""
    for one in corrections:
        said = {name: value for name, value in asdict(one).items() if name in _NAMES and value not in (None, "", False)}
        yield json.dumps(said, ensure_ascii=False)


def tables_as_lines(tables: Iterable[OwnTable]) -> Iterator[str]:
    """A JSON object each, with the cells of its rows by column."""
    for table in tables:
        rows = [row.cells() for row in table.rows]
        yield json.dumps({"table": table.name, "made_at": table.made_at, "rows": rows}, ensure_ascii=False)


def from_lines(lines: Iterable[str], where: str = "line") -> Iterator[Correction]:
    """The corrections of such lines; raises FormatError with the line's number where one is none, nor a table."""
    for number, said in _objects(lines, where):
        if "table" not in said:
            yield _correction(said, f"{where}:{number}")


def tables_from_lines(lines: Iterable[str], where: str = "line") -> Iterator[OwnTable]:
    """The tables of such lines; raises FormatError with the line's number where one cannot be read."""
    for number, said in _objects(lines, where):
        if "table" in said:
            yield _table(said, f"{where}:{number}")


def _objects(lines: Iterable[str], where: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                said: Any = json.loads(line)
            except ValueError:
                raise FormatError(
                    f"{where}:{number} is no JSON: give a file that `dateline correct export` wrote"
                ) from None
            if not isinstance(said, dict):
                raise FormatError(f"{where}:{number} is no correction: it must be a JSON object with fields")
            yield number, said


def _table(said: dict[str, Any], where: str) -> OwnTable:
    name, made_at, rows = said["table"], said.get("made_at"), said.get("rows")
    if not (isinstance(name, str) and name and isinstance(made_at, str) and _are_cells(rows)):
        raise FormatError(
            f"{where} is no table of actors: it needs a name, made_at, and rows with some of the columns "
            f"{', '.join(COLUMNS)}"
        )
    return OwnTable(name, made_at and _utc(made_at, where), tuple(own_actor(row, where) for row in said["rows"]))


def _are_cells(rows: Any) -> bool:
    return isinstance(rows, list) and all(
        isinstance(row, dict) and all(c in COLUMNS and isinstance(v, str) for c, v in row.items()) for row in rows
    )


def _correction(said: dict[str, Any], where: str) -> Correction:
    missing = [n for n in _NEEDED if not said.get(n)]
    strange = [n for n in said if n not in _NAMES]
    if missing or strange:
        why = f"it lacks the field {missing[0]}" if missing else f"a correction has no field {strange[0]}"
        raise FormatError(f"{where} is no correction: {why}")
    wrong = [n for n, v in said.items() if not isinstance(v, bool if n == "undone" else str)]
    if wrong:
        shape = "true or false" if wrong[0] == "undone" else "text"
        raise FormatError(f"{where} is no correction: its {wrong[0]} must be {shape}")
    if said["kind"] not in KINDS:
        raise FormatError(f"{where}: there is no kind {said['kind']}: choose one of {', '.join(KINDS)}")
    if said["kind"] not in VALUELESS and not said.get("value"):
        raise FormatError(f"{where} is no correction: one of this kind needs a value")
    if said["kind"] in ("split", *ROW_KINDS) and said.get("layer") != "actors" and not said.get("article_id"):
        raise FormatError(f"{where} is no correction: a {said['kind']} needs an article_id")
    if said["kind"] in ("span", "cue", "add"):
        try:
            check_value(said["kind"], said["value"])
        except (ValueError, KeyError, TypeError) as error:
            raise FormatError(f"{where}: the value of a {said['kind']} does not fit ({error})") from None
    known = {"type": types(), "modality": get_args(Modality), "block": get_args(BlockKind)}.get(said["kind"])
    if known is not None and said["value"] not in known:
        raise FormatError(f"{where}: there is no {said['kind']} {said['value']}: choose one of {', '.join(known)}")
    if said["kind"] == "add-event":
        check_event(said["value"], where)
    return Correction(**{"correction_id": 0, "value": "", **said, "made_at": _utc(said["made_at"], where)})


def _utc(told: str, where: str) -> str:
    """``told`` as it stands where it is in UTC, so that it stays the same correction; else put into it."""
    try:
        when = datetime.fromisoformat(told)
    except ValueError:
        when = datetime.min
    if when.tzinfo is None:
        raise FormatError(f"{where}: made_at is a time such as 2031-03-05T12:00:00+00:00, not {told}")
    return told if told.endswith("+00:00") else when.astimezone(UTC).isoformat(timespec="microseconds")
