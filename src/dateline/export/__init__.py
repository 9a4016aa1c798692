"""Export: a record as files that other programs read, one format a file of this folder.

A format of tables is a function that writes one table to one file (``FORMATS``); the others write the whole record in
somebody else's shape (``SHAPES``).
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from dateline.errors import InputError
from dateline.export.formats import FORMATS, SHAPES
from dateline.export.source import Source
from dateline.record import Record
from dateline.record.columns import TABLES
from dateline.record.forgotten import note_export
from dateline.record.whole import disk_errors

__all__ = ["FORMATS", "SHAPES", "Source", "export"]


def export(
    form: str, record: Record | str | Path, to: str | Path, tables: Sequence[str] = (), where: Sequence[str] | str = ()
) -> list[Path]:
    """Write ``record`` into the folder ``to`` as ``form``, a key of ``FORMATS`` or ``SHAPES``; the files written.

    A format of tables writes those named in ``tables``, or all. Where one file comes of it, ``to`` may be that file: a
    path that ends as the file would (``foo.svg``). ``where`` are conditions in SQL: on articles (``"publisher = 'Gulf
    Wire'"``), or behind the name of the table on statements and events (``"events: quad = 4"``). A file of the same
    name is replaced once the new one is whole. Raises InputError for an unknown format or table and for a condition
    that is none, RecordError where the folder cannot be written.
    """
    _check(form, tables)
    if not isinstance(record, Record):
        with Record(record) as opened:
            return export(form, opened, to, tables, where)
    source, folder, file = Source(record, [where] if isinstance(where, str) else where), Path(to), None
    single = _single(form, tables)
    if single and folder.suffix == Path(single).suffix and not folder.is_dir():
        folder, file = folder.parent, folder.name
    with disk_errors(folder), _beside(folder) as fresh:
        if form in FORMATS:
            parts = [f"{name}.{form}" for name in tables or TABLES]
            for name, part in zip(tables or TABLES, parts, strict=True):
                FORMATS[form].write(source.table(name), fresh / part)
        else:
            SHAPES[form].write(source, fresh)
            parts = sorted(str(p.relative_to(fresh)) for p in fresh.rglob("*") if p.is_file())
        written = _put(fresh, parts, folder, file)
    note_export(record.path, form, str(Path(to).absolute()))
    return written


def _check(form: str, tables: Sequence[str]) -> None:
    if form not in FORMATS and form not in SHAPES:
        raise InputError(f"there is no format {form}: choose one of {', '.join([*FORMATS, *SHAPES])}")
    strange = [name for name in tables if name not in TABLES]
    if strange:
        raise InputError(f"there is no table {strange[0]}: choose some of {', '.join(TABLES)}")
    if tables and form in SHAPES:
        raise InputError(f"{form} has a shape of its own: tables are named for {', '.join(FORMATS)}")


def _single(form: str, tables: Sequence[str]) -> str | None:
    """The name of the one file that ``form`` writes, where it is one."""
    if form in SHAPES:
        return SHAPES[form].file
    return f"{tables[0]}.{form}" if len(tables) == 1 else None


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A new folder in ``folder`` to write into, gone in the end."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f".export-{uuid.uuid4().hex[:8]}"
    fresh.mkdir()
    try:
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _put(fresh: Path, parts: Sequence[str], folder: Path, file: str | None) -> list[Path]:
    """Move the files ``parts`` of ``fresh`` into ``folder``, in place of what is there; their new paths in order."""
    put = []
    for part in parts:
        target = folder / (file or part)
        target.parent.mkdir(parents=True, exist_ok=True)
        (fresh / part).replace(target)
        put.append(target)
    return put
