"""Files and folders of tables that appear whole or not at all, and what the disk refuses, in one line.

A file is written beside its place, flushed to the disk, and then linked to its name, which fails where the name is
taken: so a name never shows half a file, and two writers cannot both have it. This is put-if-absent as object
stores offer it (the log of Delta Lake, Armbrust et al., VLDB 2020, rests on the same).
"""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from dateline.errors import RecordError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def database(path: Path, tables: str) -> Iterator[sqlite3.Connection]:
    """The SQLite database at ``path``, in which the statements ``tables`` make what is not there yet."""
    try:
        with closing(sqlite3.connect(path, timeout=30)) as base:
            base.executescript(tables)
            yield base
    except sqlite3.Error as error:
        raise RecordError(f"{path} cannot be used ({error}): check the disk, or restore it") from error


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turn what the disk refuses into one line that says what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise RecordError(
                f"the disk with {path} is full: free some space and give the same command again; "
                "what was committed before is kept"
            ) from error
        if isinstance(error, PermissionError) or error.errno == errno.EROFS:
            raise RecordError(f"{path} may not be written: choose a folder you own, or change its rights") from error
        if isinstance(error, (NotADirectoryError, FileExistsError)):
            raise RecordError(f"{path} is a file, not a folder: name another place for the record") from error
        raise RecordError(f"{path} cannot be used ({error.strerror or error}): check the disk") from error


def put_if_absent(target: Path, content: bytes) -> bool:
    """Write ``content`` to ``target`` whole; False, and nothing done, where ``target`` is there already."""
    fresh = target.with_name(f".{target.name}.{uuid.uuid4().hex}")
    try:
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, target)
        except FileExistsError:
            return False
        except OSError as error:
            if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS):
                raise
            return _put_without_links(target, content)
    finally:
        fresh.unlink(missing_ok=True)
    sync_folder(target.parent)
    return True


def _put_without_links(target: Path, content: bytes) -> bool:
    """The same for a file system without hard links; a reader takes a half-written last entry as not there yet."""
    try:
        with target.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        return False
    sync_folder(target.parent)
    return True


def put_folder(fresh: Path, target: Path) -> None:
    """Flush the files in ``fresh`` and give the folder its name; a whole one that has it holds the same and stays."""
    for file in fresh.iterdir():
        with file.open("rb+") as written:
            os.fsync(written.fileno())
    sync_folder(fresh)
    try:
        fresh.rename(target)
    except OSError as error:
        if error.errno not in (errno.EEXIST, errno.ENOTEMPTY):
            raise
        if _is_whole(target, fresh):
            drop(fresh)
        else:
            aside = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.damaged")
            target.rename(aside)
            fresh.rename(target)
            drop(aside)
    sync_folder(target.parent)


def _is_whole(folder: Path, like: Path) -> bool:
    """Whether the tables of ``like`` are in ``folder``, none of them cut short."""
    names = [p.name for p in like.iterdir()]
    return all((folder / name).is_file() and not is_cut(folder / name) for name in names)


def is_cut(path: Path) -> bool:
    """Whether a Parquet file lacks its end, where it says what it holds."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 8))
        tail = file.read(8)
    return size < 12 or tail[4:] != b"PAR1" or int.from_bytes(tail[:4], "little") + 12 > size


def drop(path: Path) -> None:
    """Remove a file, or a folder of files."""
    if not path.is_dir():
        path.unlink(missing_ok=True)
        return
    for file in path.iterdir():
        file.unlink(missing_ok=True)
    path.rmdir()


def file_hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of each table's file in a folder, in hexadecimal, by the table's name."""
    hashes: dict[str, str] = {}
    for path in sorted(folder.glob("*.parquet")):
        with path.open("rb") as file:
            hashes[path.stem] = hashlib.file_digest(file, "sha256").hexdigest()
    return hashes


def sync_folder(path: Path) -> None:
    """Flush a folder's list of names to the disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
