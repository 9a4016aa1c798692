"""Export: the public tables as files that other programs read, one format a file of this folder.

A format is a function that writes one table to one file; ``FORMATS`` names them.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path

from dateline.errors import InputError
from dateline.export.formats import FORMATS, PICTURES
from dateline.record import Record
from dateline.record.columns import TABLES
from dateline.record.folder import disk_errors

__all__ = ["FORMATS", "PICTURES", "export"]


def export(form: str, record: Record | str | Path, to: str | Path, tables: Sequence[str] = ()) -> list[Path]:
    """Write the public tables of ``record``, or those named in ``tables``, into the folder ``to``; the files written.

    ``form`` is a key of ``FORMATS``, or of ``PICTURES``: one file that shows the whole record. A file of the same name
    is replaced once the new one is whole. Raises InputError for an unknown format or table, RecordError where the
    folder cannot be written.
    """
    write, draw = FORMATS.get(form), PICTURES.get(form)
    if write is None and draw is None:
        raise InputError(f"there is no format {form}: choose one of {', '.join([*FORMATS, *PICTURES])}")
    strange = [name for name in tables if name not in TABLES]
    if strange:
        raise InputError(f"there is no table {strange[0]}: choose some of {', '.join(TABLES)}")
    if not isinstance(record, Record):
        with Record(record) as opened:
            return export(form, opened, to, tables)
    folder, written = Path(to), []
    with disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if draw is not None:
            picture = folder / form
            picture.write_text(draw(record), encoding="utf-8")
            return [picture]
        for name in tables or TABLES:
            path = folder / f"{name}.{form}"
            fresh = folder / f".{path.name}.{uuid.uuid4().hex[:8]}"
            try:
                assert write is not None
                write(record.batches_of(f"SELECT * FROM {name}"), fresh)
                fresh.replace(path)
            finally:
                fresh.unlink(missing_ok=True)
            written.append(path)
    return written
