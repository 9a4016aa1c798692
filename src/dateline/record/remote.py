"""A record in an object store, by way of a copy on this machine that is brought up to date as it is used.

The log decides here as it does on a disk: a batch or a generation of links is in the store, whole, before its entry
is, and an entry is written only if absent. The copy holds the entries that it has seen and the folders that they leave
current; it can be thrown away at any time. Corrections are kept in versions of their file, numbered, each
created only if absent, so that of two people who correct at once the later one is told.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path

from dateline.errors import RecordError
from dateline.record.whole import drop, file_hashes, put_folder
from dateline.stores import Store, address

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

COPIES = "DATELINE_COPIES"
"""Environment variable: the folder of the copies of records in object stores; that of caches unless set."""
LOOK_SECONDS = 1.0
"""Between two looks whether others have written: a question to a store takes far longer than one to a disk."""
_CORRECTIONS = "corrections"
_KEPT = 3
"""Versions of the corrections that stay in the store."""
_known: dict[Path, Remote] = {}


def local(told: str | Path) -> Path:
    """Where the record ``told`` is on this machine: a path as it is, an address of an object store as its copy."""
    url = address(str(told))
    if url is None:
        return Path(told)
    path = _copies() / hashlib.sha256(url.encode()).hexdigest()[:16]
    if path not in _known:
        _known[path] = Remote(Store(url), path)
    return path


def _copies() -> Path:
    told = os.environ.get(COPIES)
    caches = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return (Path(told) if told else Path(caches) / "dateline" / "records").absolute()


def shown(path: Path) -> str:
    """The record at ``path`` as a person names it: a copy by the address of what it is the copy of."""
    remote = _known.get(path)
    return remote.store.url if remote is not None else str(path)


def remote_of(record: Path) -> Remote | None:
    """The store whose record ``record`` is a copy of; None where it is the record itself."""
    return _known.get(record)


class Remote:
    """A record in a store and its copy at ``path``."""

    def __init__(self, store: Store, path: Path) -> None:
        self.store = store
        self.path = path
        self._looked: dict[str, float] = {}
        self._corrected = 0
        """The number of the version of the corrections that the copy has; 0 for none."""
        self._lock = threading.RLock()
        self._depth = 0

    def make(self, marker: str, content: bytes) -> None:
        """Make the store a record, where it is not one; raises RecordError where it holds other things."""
        if not self.fetch(marker):
            others = self.store.names()
            if others and not any(name.startswith((f"{marker}", "log/", "batches/", "links/")) for name in others):
                raise RecordError(
                    f"{self.store.url} is not a record and not empty (it holds {others[0]}): name another folder"
                )
            self.store.create(marker, content)
            self.fetch(marker)
        if not self.store.keeps_promises(marker):
            raise RecordError(
                f"{self.store.url} cannot hold a record: it lets a second writer replace a file where it has to "
                "refuse; choose a store with conditional writes"
            )

    def fetch(self, name: str) -> bool:
        """Bring one file of the copy up to date; False where the store has none."""
        for part in ("log", "batches", "links"):
            (self.path / part).mkdir(parents=True, exist_ok=True)
        fresh = self.path / f".{name}.{uuid.uuid4().hex}"
        try:
            self.store.download(name, fresh)
        except FileNotFoundError:
            return False
        else:
            fresh.replace(self.path / name)
            return True
        finally:
            fresh.unlink(missing_ok=True)

    def may_look(self, at: str) -> bool:
        """Whether it is time to look again what others have written."""
        now = time.monotonic()
        if now - self._looked.get(at, -LOOK_SECONDS) < LOOK_SECONDS:
            return False
        self._looked[at] = now
        return True

    def fetch_folder(self, folder: str, hashes: Mapping[str, str]) -> bool:
        """Bring a folder of tables into the copy, compared with their hashes; False where the store lacks it."""
        if (self.path / folder).is_dir():
            return True
        names = [n for n in self.store.names(folder) if n.endswith(".parquet")]
        if not names:
            return False
        target = self.path / folder
        fresh = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}")
        fresh.mkdir(parents=True)
        try:
            for name in names:
                self.store.download(name, fresh / Path(name).name)
            for name, seen in file_hashes(fresh).items():
                if hashes.get(name, seen) != seen:
                    raise RecordError(
                        f"{self.store.url}/{folder}/{name}.parquet is damaged (its hash is not the one in the log): "
                        "restore it from a version that the store keeps, or from a copy of the record"
                    )
            put_folder(fresh, target)
        except FileNotFoundError:
            return False
        finally:
            if fresh.is_dir():
                drop(fresh)
        return True

    def push_folder(self, folder: str) -> None:
        """Write a folder of tables of the copy into the store."""
        for path in sorted((self.path / folder).glob("*.parquet")):
            self.store.upload(path, f"{folder}/{path.name}")

    def drop_folder(self, folder: str) -> None:
        """Take a folder that a commit has replaced out of the store; who is about to read it looks at the log again."""
        for name in self.store.names(folder):
            self.store.drop(name)

    def look_at_corrections(self, path: Path) -> None:
        """Bring the corrections of the copy up to date, where it is time to look."""
        if not self._depth and self.may_look(_CORRECTIONS):
            with self._alone():
                self._fetch_corrections(path)

    @contextlib.contextmanager
    def correcting(self, path: Path) -> Iterator[None]:
        """The newest corrections meanwhile, nobody else of this machine at them; what was changed is written after.

        Raises RecordError where somebody elsewhere corrected in between: then the change is undone.
        """
        if self._depth:
            yield  # inside another change, which is written as a whole
            return
        with self._alone():
            self._fetch_corrections(path)
            before = path.read_bytes() if path.exists() else b""
            yield
            after = path.read_bytes() if path.exists() else b""
            if after in (before, b""):
                return
            if self.store.create(self._version(self._corrected + 1), after):
                self._corrected += 1
                for name in self.store.names(_CORRECTIONS)[:-_KEPT]:
                    self.store.drop(name)
                return
            self._fetch_corrections(path)
            raise RecordError(f"somebody corrected {self.store.url} at the same moment: give the same correction again")

    def _version(self, number: int) -> str:
        return f"{_CORRECTIONS}/{number:08d}.sqlite"

    def _fetch_corrections(self, path: Path) -> None:
        """The newest version, where the copy has another."""
        names = self.store.names(_CORRECTIONS)
        newest = int(Path(names[-1]).stem) if names else 0
        if newest and newest != self._corrected:
            fresh = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
            try:
                self.store.download(names[-1], fresh)
                fresh.replace(path)
            finally:
                fresh.unlink(missing_ok=True)
            self._corrected = newest

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else of this machine touches the copy's corrections meanwhile."""
        with self._lock, (self.path / ".corrections.lock").open("wb") as file:
            if fcntl is not None:
                fcntl.flock(file, fcntl.LOCK_EX)
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
