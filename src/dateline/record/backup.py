"""A copy of a record at one moment, while others write: what the log names by then, and the corrections."""

from __future__ import annotations

import shutil
import sqlite3
import uuid
from contextlib import closing
from pathlib import Path

from dateline.errors import InputError, RecordError
from dateline.record.batches import batch_path, damaged, gone
from dateline.record.folder import MARKER, check_record, reading
from dateline.record.links import links_path
from dateline.record.log import entry_path, read_state
from dateline.record.remote import local
from dateline.record.whole import disk_errors, file_hashes, sync_folder

_BASES = ("corrections.sqlite", "validation.sqlite", "views.sqlite")
_PLAIN = ("forgotten.txt", "exports.jsonl")
"""What people have said, beside the log."""


def backup(record: str | Path, to: str | Path) -> int:
    """Copy the record to the folder ``to``, which must not be there or be empty; the number of its last commit.

    The full text is left out, since it is made anew. Each file is compared with its hash in the log. Raises
    InputError where ``to`` is in use, RecordError for what is missing or damaged; then nothing is left at ``to``.
    """
    source, target = local(record), Path(to)
    check_record(source)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise InputError(f"{target} is there already: name a new folder for the copy")
    fresh = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}")
    with disk_errors(target), reading(source):
        try:
            number = _copy(source, fresh)
            if target.exists():
                target.rmdir()
            fresh.rename(target)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        sync_folder(target.parent)
    return number


def _copy(source: Path, fresh: Path) -> int:
    state = read_state(source)
    for part in ("log", "batches", "links"):
        (fresh / part).mkdir(parents=True)
    for number in range(1, state.number + 1):
        if not entry_path(source, number).exists():
            raise RecordError(f"{entry_path(source, number)} is missing: mend the record with `dateline repair` first")
        shutil.copy2(entry_path(source, number), entry_path(fresh, number))
    folders = [(batch_path(source, b.id), batch_path(fresh, b.id), b.hashes) for b in state.batches.values()]
    if state.links:
        folders.append((links_path(source, state.links), links_path(fresh, state.links), state.link_hashes))
    for held, copied, hashes in folders:
        if not held.is_dir():
            raise RecordError(gone(source, held.name))
        shutil.copytree(held, copied)
        there = file_hashes(copied)
        for name, written in hashes.items():
            if there.get(name) != written:
                path = held / f"{name}.parquet"
                raise damaged(path, ValueError("its hash is not the one in the log") if path.exists() else None)
    for kept in (source / name for name in _BASES):
        if kept.exists():
            with (
                closing(sqlite3.connect(kept, timeout=30)) as base,
                closing(sqlite3.connect(fresh / kept.name)) as copy,
            ):
                base.backup(copy)
    for plain in (source / name for name in _PLAIN):
        if plain.exists():
            shutil.copy2(plain, fresh / plain.name)
    shutil.copy2(source / MARKER, fresh / MARKER)
    return state.number
