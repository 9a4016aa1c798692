"""The record as a folder: its parts by name, and who may open it."""

from __future__ import annotations

import json
import os
import re
import time
import tomllib
import uuid
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from dateline import __version__
from dateline.errors import DatelineWarning, RecordError
from dateline.record.remote import remote_of, shown
from dateline.record.whole import disk_errors, put_if_absent

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

RECORD_VERSION = 1
"""The version of the folder's layout; a record of a newer one is refused."""
MARKER = "record.toml"
CLOCK_SECONDS = 3600.0
"""By how much a clock may be behind the record's last commit before it is said to be wrong."""


def make_record(path: Path) -> None:
    """Make ``path`` a record, where it is not one yet; an empty or missing folder will do, another is refused."""
    remote = remote_of(path)
    if remote is None and (path / MARKER).exists():
        return
    lines = ["[record]", f"version = {RECORD_VERSION}", f'made_by = "dateline {__version__}"', ""]
    content = "\n".join(lines).encode()
    with disk_errors(path):
        path.mkdir(parents=True, exist_ok=True)
        if remote is not None:
            remote.make(MARKER, content)
            return
        strangers = sorted(p.name for p in path.iterdir() if not _of_a_record(p.name))
        if strangers:
            raise RecordError(
                f"{path} is not a record and not empty (it holds {strangers[0]}): name another folder for the record"
            )
        for part in ("log", "batches", "links"):
            (path / part).mkdir(exist_ok=True)
        put_if_absent(path / MARKER, content)


def _of_a_record(name: str) -> bool:
    return name in ("log", "batches", "links", MARKER) or name.startswith(f".{MARKER}.")


def check_record(path: Path) -> None:
    """Raise RecordError where ``path`` is not a record that this version can open."""
    remote = remote_of(path)
    if remote is not None and not remote.fetch(MARKER):
        url = remote.store.url
        raise RecordError(f"{url} is not a record: make it with `dateline read PATH... --record {url}`")
    if not path.exists():
        raise RecordError(f"{path} is not there: make the record with `dateline read PATH... --record {path}`")
    try:
        marker = tomllib.loads((path / MARKER).read_text(encoding="utf-8"))
        check_version(path, int(marker["record"]["version"]))
    except (FileNotFoundError, NotADirectoryError):
        raise RecordError(f"{path} is not a record: there is no {MARKER} in it; name the folder of a record") from None
    except PermissionError:
        raise RecordError(f"{path / MARKER} may not be read: ask its owner for the right to read the folder") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        raise RecordError(f"{path / MARKER} is damaged ({error}): restore it from a copy of the record") from None


def name_tables(path: Path, names: Sequence[str]) -> None:
    """Say in the record's marker which tables of a person's own it holds; they themselves are with the corrections."""
    told = ["".join(c if c.isprintable() else "?" for c in name) for name in names]
    _put_section(path, "tables", [f"own = {json.dumps(told, ensure_ascii=False)}"] if told else [])


def name_lists(path: Path, names: Sequence[str], version: str) -> None:
    """Say in the record's marker with which lists of a person's own it was read last."""
    _put_section(path, "lists", [f"files = {json.dumps(list(names))}", f"version = {json.dumps(version)}"])


def _put_section(path: Path, section: str, lines: Sequence[str]) -> None:
    """Write a section of the marker anew; without lines it goes."""
    with disk_errors(path):
        parts = re.split(r"\n(?=\[)", (path / MARKER).read_text(encoding="utf-8").rstrip("\n"))
        kept = [part.rstrip("\n") + "\n" for part in parts if not part.startswith(f"[{section}]")]
        made = ["\n".join([f"[{section}]", *lines, ""])] if lines else []
        fresh = path / f".{MARKER}.{uuid.uuid4().hex}"
        fresh.write_text("\n".join([*kept, *made]), encoding="utf-8", newline="\n")
        fresh.replace(path / MARKER)


def check_version(path: Path, version: int) -> None:
    """Raise RecordError where ``version`` is newer than this program's."""
    if version > RECORD_VERSION:
        raise RecordError(
            f"{path} was written by a newer Dateline (record version {version}, this one reads {RECORD_VERSION}): "
            "upgrade with `pip install -U dateline`"
        )


@contextmanager
def reading(record: Path) -> Iterator[None]:
    """While this lasts nobody removes a batch or links that were merged or replaced: a shared lock on the folder.

    Where the system has no such locks nothing is held, and what was replaced stays an hour instead.
    """
    handle = _locked(record / "batches", exclusive=False)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


@contextmanager
def alone(record: Path) -> Iterator[bool]:
    """Whether nobody is reading: then nobody begins to while this lasts."""
    handle = _locked(record / "batches", exclusive=True)
    try:
        yield handle is not None
    finally:
        if handle is not None:
            os.close(handle)


@contextmanager
def linking(record: Path) -> Iterator[None]:
    """While this lasts nobody else of this machine links the record; who has to wait for another is told so.

    Two who link at once would both find the same, for twice the time. Where there are no locks nobody waits.
    """
    handle = _locked(record / "links", exclusive=True)
    try:
        if handle is None and fcntl is not None and (record / "links").is_dir():
            told = f"another process is linking {shown(record)}: waiting until it has done"
            warnings.warn(told, DatelineWarning, stacklevel=4)
            handle = os.open(record / "links", os.O_RDONLY)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        if handle is not None:
            os.close(handle)


def check_clock(record: Path, entry: Path) -> None:
    """Warn where ``entry``, the newest of the log, was written at a time that is still to come."""
    try:
        ahead = entry.stat().st_mtime - time.time()
    except OSError:
        return
    if ahead > CLOCK_SECONDS:
        moment = datetime.fromtimestamp(time.time(), UTC).isoformat(sep=" ", timespec="minutes")
        warnings.warn(
            f"the clock of this machine says {moment}, {ahead / 3600:,.0f} hours before the last commit to "
            f"{shown(record)}: set it right; the order of the record does not depend on it, but when `dateline watch` "
            "looks again does",
            DatelineWarning, stacklevel=4,
        )  # fmt: skip


def _locked(folder: Path, *, exclusive: bool) -> int | None:
    """A handle that holds the lock until it is closed; None where there is none to be had, or somebody reads."""
    if fcntl is None:
        return None
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB if exclusive else fcntl.LOCK_SH)
    except OSError:
        os.close(handle)
        return None
    return handle
