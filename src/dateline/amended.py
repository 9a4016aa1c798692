"""What the commands under ``dateline correct`` do and show."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.answers import check_form, many, print_rows
from dateline.volume import say

if TYPE_CHECKING:
    from dateline.record import Record
    from dateline.record.correct import Correct

_COLUMNS = ("no", "kind", "actor", "called", "value", "article", "by", "at", "note", "state")


def make_correction(path: Path, make: Callable[[Correct], int]) -> None:
    """Make a correction and say how to take it back."""
    from dateline.record import Record

    with Record(path) as record:
        number = make(record.correct)
    say(f"correction {number} is made; to take it back: dateline correct undo {number} --record {path}")


def undo_correction(path: Path, number: int, by: str) -> None:
    """Take a correction back."""
    from dateline.record import Record

    with Record(path) as record:
        record.correct.undo(number, by=by)
    say(f"correction {number} is undone")


def show_corrections(path: Path, *, orphaned_only: bool, form: str = "table") -> None:
    """The corrections with their numbers, as a table."""
    from dateline.record import Record

    check_form(form)
    with Record(path) as record:
        orphaned = {c.correction_id for c in record.corrections.orphaned()}
        shown = [c for c in record.corrections.all() if not orphaned_only or c.correction_id in orphaned]
    rows = [
        {
            "no": c.correction_id, "kind": c.kind, "actor": c.target, "called": c.quoted, "value": c.value,
            "article": c.article_id, "by": c.made_by, "at": c.made_at[:16].replace("T", " "), "note": c.note,
            "state": "undone" if c.undone else "orphaned" if c.correction_id in orphaned else "",
        }
        for c in shown
    ]  # fmt: skip
    if rows or form != "table":
        print_rows(_COLUMNS, rows, form)
    else:
        say("no corrections")


def write_corrections(path: Path, file: Path) -> None:
    """All corrections as JSON lines."""
    from dateline.record import Record
    from dateline.record.exchange import export_corrections

    with Record(path) as record:
        number = export_corrections(record.corrections, file)
    say(f"{many(number, 'correction')} in {file}")


def take_in_corrections(path: Path, file: Path, by: str = "", exported: Path | None = None) -> int:
    """The corrections of a file that are new, or those that annotations tell; 1 where some are in conflict."""
    from dateline.record import Record
    from dateline.record.exchange import import_corrections

    with Record(path) as record:
        if _is_annotated(file):
            code = _take_in_annotations(record, file, by, exported)
        else:
            say(f"{many(import_corrections(record.corrections, file), 'correction')} taken in")
            code = 0
        orphaned = record.corrections.orphaned()
    if orphaned:
        told = f"{many(len(orphaned), 'correction')} not finding their place"
        say(f"{told}: dateline correct list --orphaned --record {path}", error=True)
    return code


def _is_annotated(path: Path) -> bool:
    """Whether it is annotations, and not a file of corrections: a folder, or a file of a tool that we export for."""
    if path.is_dir() or path.suffix in (".xmi", ".tsv"):
        return True
    try:
        with path.open("rb") as file:
            head = file.read(200).lstrip(b"\xef\xbb\xbf \t\r\n")
    except OSError:
        return False
    return head[:1] == b"[" or b'"%TYPES"' in head or b'"%FEATURE_STRUCTURES"' in head


def _take_in_annotations(record: Record, path: Path, by: str, exported: Path | None) -> int:
    from dateline.returned import read_annotated, take_in

    taken = take_in(record, read_annotated(path, record, by, exported))
    say(f"{many(taken.files, 'annotated article')}: {many(taken.corrections, 'correction')} taken in", error=False)
    if taken.agreed:
        say(f"{taken.agreed:,} said already")
    for line in taken.conflicts:
        print(f"dateline: not taken, in conflict: {line}", file=sys.stderr)
    for line in taken.left:
        print(f"dateline: not taken: {line}", file=sys.stderr)
    return 1 if taken.conflicts else 0


def take_in_table(path: Path, file: Path) -> None:
    """A person's own table of actors."""
    from dateline.record import Record

    with Record(path) as record:
        number = record.correct.table(file)
    say(f"{many(number, 'actor')} in the table {file.name}")
