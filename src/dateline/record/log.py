"""The log: numbered commits, each created only if absent, and the state that they add up to.

An entry says which batch it adds, which readings of earlier batches it supersedes, which batches it merges into one,
or which generation of links it makes current. Whoever writes entry N has seen all before it, so that what an entry
says about the others is exact. A checkpoint, derived, saves reading a long log from its start.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dateline.errors import RecordError
from dateline.record.folder import RECORD_VERSION, check_version
from dateline.record.remote import Remote, remote_of
from dateline.record.whole import put_if_absent

CHECKPOINT_EVERY = 64
"""Entries between two checkpoints."""
WRITING_SECONDS = 60.0
"""How long the last entry may be half-written: on a file system without hard links a writer may be at it."""
MEND = "restore it from a copy of the record, or mend the record with `dateline repair`"
"""What to do about an entry that cannot be read."""
_MANY = 1 << 62
"""The number of readings of a batch whose entry does not say: it is never taken for superseded whole."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One commit."""

    reader: str
    """Version of the program that wrote it."""
    batch: str | None = None
    """The batch it adds."""
    readings: int = 0
    """How many readings the batch holds, and problems with input that gave none."""
    rows: Mapping[str, int] = field(default_factory=dict)
    """Rows of each table of the batch."""
    sources: tuple[str, ...] = ()
    """What was read: paths and addresses as they were given."""
    superseded: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """By batch, the keys of its readings that this entry replaces with newer ones."""
    merges: tuple[str, ...] = ()
    """Batches whose current readings all stand in ``batch`` from now on."""
    links: str | None = None
    """The generation of links that it makes current."""
    hashes: Mapping[str, str] = field(default_factory=dict)
    """By table the SHA-256 of its file, of the batch or of the links that it adds."""
    lost: tuple[str, ...] = ()
    """Batches that are gone for good: what they held counts as not read."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """The columns of tables that were named for reading ``sources``."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as the log leaves it."""

    id: str
    readings: int
    rows: Mapping[str, int]
    dead: frozenset[int] = frozenset()
    """Keys of its readings that a later commit superseded."""
    hashes: Mapping[str, str] = field(default_factory=dict)
    """By table the SHA-256 of its file; empty where an older program wrote it."""


@dataclass(frozen=True, slots=True)
class State:
    """What the log's entries up to ``number`` add up to."""

    number: int = 0
    batches: Mapping[str, Batch] = field(default_factory=dict)
    """The batches that hold current readings, in the order in which they were added."""
    links: str | None = None
    link_hashes: Mapping[str, str] = field(default_factory=dict)
    """By table of the links the SHA-256 of its file; empty where an older program wrote them."""

    def after(self, entry: Entry) -> State:
        """The state once ``entry`` is committed."""
        batches = {name: batch for name, batch in self.batches.items() if name not in entry.lost}
        for name, keys in entry.superseded.items():
            if name in batches:
                batches[name] = replace(batches[name], dead=batches[name].dead | frozenset(keys))
                if len(batches[name].dead) >= batches[name].readings:
                    del batches[name]
        if entry.batch is not None:
            dead = frozenset(entry.superseded.get(entry.batch, ()))
            added = Batch(entry.batch, entry.readings, dict(entry.rows), dead, dict(entry.hashes))
            batches = _placed(batches, added, entry.merges)
        linked = (entry.links, dict(entry.hashes)) if entry.links else (self.links, self.link_hashes)
        return State(self.number + 1, batches, *linked)


def _placed(batches: dict[str, Batch], added: Batch, merges: tuple[str, ...]) -> dict[str, Batch]:
    """``added`` in the place of the first batch that it merges, else at the end."""
    placed: dict[str, Batch] = {}
    for name, batch in batches.items():
        if name in merges:
            placed.setdefault(added.id, added)
        else:
            placed[name] = batch
    return placed if added.id in placed else {**placed, added.id: added}


def read_state(record: Path, known: State | None = None) -> State:
    """The state of the record now, from ``known`` or the newest checkpoint onward.

    Raises RecordError, with the name of the file, where an entry is damaged or one before the last is missing.
    """
    remote = remote_of(record)
    if remote is None:
        return _local_state(record, known)
    return _state_of(remote, known)


def _local_state(record: Path, known: State | None) -> State:
    state = known or _newest_checkpoint(record)
    while True:
        while (entry := read_entry(record, state.number + 1)) is not None:
            state = state.after(entry)
        following = state.number + 1
        if entry_path(record, following).exists() or not any(n > following for n in entry_numbers(record)):
            return state
        if not entry_path(record, following).exists():  # nobody has written it while the others were listed
            raise RecordError(f"{entry_path(record, following)} is missing: {MEND}")


def _state_of(remote: Remote, known: State | None) -> State:
    """The state of a record in a store: what others have written since is brought into the copy, the log last."""
    held = _local_state(remote.path, known)
    if held.number and not _is_same(remote, held.number):
        raise RecordError(
            f"{remote.store.url} is not the record any more of which {remote.path} is the copy: "
            "delete that folder, and the copy is made anew"
        )
    while True:
        state, entries = held, list[bytes]()
        while (content := _stored_entry(remote, state.number + 1)) is not None:
            state = state.after(_from_json(json.loads(content)))
            entries.append(content)
        folders = {f"batches/{b.id}": b.hashes for b in state.batches.values()}
        if state.links:
            folders[f"links/{state.links}"] = state.link_hashes
        lacking = [folder for folder, hashes in folders.items() if not remote.fetch_folder(folder, hashes)]
        if not lacking or _stored_entry(remote, state.number + 1) is None:
            break  # what is gone for good is told as it is on a disk; else somebody has merged it meanwhile
    if known is None:
        later = [n for n in remote.store.names("log") if n.removeprefix("log/") > f"{state.number:08d}.json"]
        if later and not later[0].startswith("log/checkpoints") and _stored_entry(remote, state.number + 1) is None:
            raise RecordError(
                f"{remote.store.url}/log/{state.number + 1:08d}.json is missing: restore it from a copy of the record"
            )
    for number, content in enumerate(entries, held.number + 1):
        put_if_absent(entry_path(remote.path, number), content)
    if entries and state.number // CHECKPOINT_EVERY > held.number // CHECKPOINT_EVERY:
        checkpoint(remote.path, state)
    return state


def _is_same(remote: Remote, number: int) -> bool:
    try:
        return _stored_entry(remote, number) == entry_path(remote.path, number).read_bytes()
    except FileNotFoundError:
        return True


def _stored_entry(remote: Remote, number: int) -> bytes | None:
    """The entry ``number`` in the store; raises RecordError where it is damaged."""
    name = f"log/{number:08d}.json"
    try:
        content = remote.store.get(name)
    except FileNotFoundError:
        return None
    try:
        entry = json.loads(content)
        check_version(remote.path, int(entry.get("version", 0)))
        _from_json(entry)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        told = f"{remote.store.url}/{name} is damaged ({_reason(error)}): restore it from a copy of the record"
        raise RecordError(told) from error
    return content


def entry_numbers(record: Path) -> list[int]:
    """The numbers of the entries that are there, in order."""
    return sorted(int(p.stem) for p in (record / "log").glob("[0-9]*.json"))


def is_newer(record: Path, number: int) -> bool:
    """Whether there is an entry after ``number``: one look at the disk, or, where it is time for one, at the store."""
    if entry_path(record, number + 1).exists():
        return True
    remote = remote_of(record)
    return remote is not None and remote.may_look("log") and remote.store.is_there(f"log/{number + 1:08d}.json")


def append(record: Path, number: int, entry: Entry) -> bool:
    """Commit ``entry`` as ``number``; False where somebody else was first, and then nothing is changed."""
    content = {"version": RECORD_VERSION, "number": number} | _as_json(entry)
    written = json.dumps(content, ensure_ascii=False).encode()
    remote = remote_of(record)
    if remote is None:
        return put_if_absent(entry_path(record, number), written)
    for part, folder in (("batches", entry.batch), ("links", entry.links)):
        if folder is not None:
            remote.push_folder(f"{part}/{folder}")
    if not remote.store.create(f"log/{number:08d}.json", written):
        return False
    put_if_absent(entry_path(record, number), written)
    return True


def checkpoint(record: Path, state: State) -> None:
    """Keep ``state``, so that opening the record need not read the entries before it."""
    folder = record / "log" / "checkpoints"
    folder.mkdir(exist_ok=True)
    batches = [
        {"id": b.id, "readings": b.readings, "rows": dict(b.rows), "dead": sorted(b.dead), "hashes": dict(b.hashes)}
        for b in state.batches.values()
    ]
    content = {
        "version": RECORD_VERSION,
        "number": state.number,
        "links": state.links,
        "link_hashes": dict(state.link_hashes),
        "batches": batches,
    }
    put_if_absent(folder / f"{state.number:08d}.json", json.dumps(content).encode())
    for old in sorted(folder.glob("[0-9]*.json"))[:-2]:
        old.unlink(missing_ok=True)


def _newest_checkpoint(record: Path) -> State:
    for path in sorted((record / "log" / "checkpoints").glob("[0-9]*.json"), reverse=True):
        try:
            made = json.loads(path.read_bytes())
            check_version(record, int(made["version"]))
            batches = {
                b["id"]: Batch(b["id"], b.get("readings", _MANY), b["rows"], frozenset(b["dead"]), b.get("hashes", {}))
                for b in made["batches"]
            }
            return State(int(made["number"]), batches, made["links"], made.get("link_hashes", {}))
        except (OSError, ValueError, KeyError, TypeError):
            continue  # derived: an older one, or the log itself, says the same
    return State()


def entry_path(record: Path, number: int) -> Path:
    """The file of the entry ``number``."""
    return record / "log" / f"{number:08d}.json"


def read_entry(record: Path, number: int) -> Entry | None:
    """The entry ``number``; None where there is none, or where it is the last and somebody may be writing it still."""
    path = entry_path(record, number)
    try:
        content = json.loads(path.read_bytes())
        check_version(record, int(content.get("version", 0)))
        return _from_json(content)
    except FileNotFoundError:
        return None
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        if not is_newer(record, number) and is_fresh(path):
            return None
        raise RecordError(f"{path} is damaged ({_reason(error)}): {MEND}") from error


def _reason(error: Exception) -> str:
    return f"it has no {error}" if isinstance(error, KeyError) else str(error)


def is_fresh(path: Path) -> bool:
    """Whether a file was written in the last minute."""
    try:
        return abs(time.time() - path.stat().st_mtime) < WRITING_SECONDS
    except OSError:
        return False


def _as_json(entry: Entry) -> dict[str, Any]:
    return {
        "reader": entry.reader,
        "batch": entry.batch,
        "readings": entry.readings,
        "rows": dict(entry.rows),
        "sources": list(entry.sources),
        "superseded": {name: sorted(keys) for name, keys in sorted(entry.superseded.items())},
        "merges": list(entry.merges),
        "links": entry.links,
        "hashes": dict(entry.hashes),
        "lost": list(entry.lost),
        "columns": dict(entry.columns),
    }


def _from_json(content: dict[str, Any]) -> Entry:
    return Entry(
        reader=content["reader"],
        batch=content["batch"],
        readings=int(content.get("readings", _MANY)),
        rows={str(k): int(v) for k, v in content["rows"].items()},
        sources=tuple(content["sources"]),
        superseded={k: tuple(v) for k, v in content["superseded"].items()},
        merges=tuple(content["merges"]),
        links=content["links"],
        hashes=dict(content.get("hashes", {})),
        lost=tuple(content.get("lost", ())),
        columns=dict(content.get("columns", {})),
    )
