"""Writing a record: what is new is added, what changed supersedes, and small batches are merged as they pile up.

The writer keeps, in memory, the fingerprint and the batch of every current reading: about 200 bytes each. Batches of
like size are merged, eight into one, as in a log-structured merge tree (O'Neil et al., 1996), so that a record has few
files whatever the number of its commits.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from dateline import __version__
from dateline.record.batches import batch_id, batch_path, current_tables, merge_batches, write_batch
from dateline.record.folder import alone, check_clock, check_record, make_record, reading
from dateline.record.forgotten import without_forgotten
from dateline.record.log import CHECKPOINT_EVERY, Batch, Entry, State, append, checkpoint, entry_path, read_state
from dateline.record.remote import local, remote_of
from dateline.record.search import TextIndex
from dateline.record.stored import Tables, joined, problem_key, problem_tables
from dateline.record.whole import disk_errors, drop, file_hashes
from dateline.schema import Problem

FAN = 8
"""How many batches of like size are merged into one."""
SMALL = 512
"""Articles under which batches are alike, however few they hold."""
LARGE = 32_768
"""Articles from which on a batch is left as it is."""
MOST_DEAD = 0.2
"""The part of a batch's readings from which on it is written anew when they are superseded."""
_STALE_SECONDS = 3600.0
"""How long a folder that nothing names stays: a writer may be about to name it, or, without locks, a reader in it."""
_PAUSE_SECONDS = 0.05


class Known(NamedTuple):
    """A current reading, or a problem with input that gave none."""

    reading: int
    fingerprint: str
    batch: str


class Writer:
    """The one who adds to a record; several may at a time, each commits whole."""

    def __init__(self, path: str | Path) -> None:
        self.path = local(path)
        make_record(self.path)
        check_record(self.path)
        self.state = State()
        self._known: dict[str, Known] = {}
        self._problems: dict[str, dict[int, str]] = {}
        self._met: set[int] = set()
        self._moved: dict[str, str] = {}
        self._retired: set[str] = set()
        self._dropped: set[str] = set()
        self.catch_up()
        check_clock(self.path, entry_path(self.path, self.state.number))

    def fingerprint_of(self, article_id: str) -> str | None:
        """The fingerprint of the current reading of an article; None where there is none."""
        known = self._known.get(article_id)
        return known.fingerprint if known else None

    def is_known(self, problem: Problem) -> bool:
        """Whether this problem with input that gave no article stands in the record already."""
        key = problem_key(problem)
        self._met.add(key)
        return key in self._problems.get(problem.uri, ())

    def commit(
        self, parts: Sequence[Tables], problems: Sequence[Problem] = (), sources: Sequence[str] = (),
        columns: Mapping[str, str] | None = None, *, redacted: bool = False,
    ) -> bool:  # fmt: skip
        """Add the tables of readings, and problems with other input, in one commit; False where nothing was new.

        ``sources`` and ``columns`` say in the log what was read, so that it can be read again. Articles that were
        forgotten are left out, unless what is added is what stays of them, ``redacted``.
        """
        if not redacted:
            parts = [without_forgotten(self.path, part) for part in parts]
        tables = joined([*parts, problem_tables(problems)] if problems else parts)
        told = (tables["articles"].column(c).to_pylist() for c in ("article_id", "reading", "fingerprint"))
        added = {a: Known(r, f, "") for a, r, f in zip(*told, strict=True)}
        keys = {problem_key(p): p.uri for p in problems}
        with disk_errors(self.path):
            while not self._has_all(added, keys):
                batch = batch_id(self.state.number, [*(v.reading for v in added.values()), *keys])
                rows = write_batch(self.path, batch, tables)
                gone = self._superseded(added, keys, tables["articles"].column("uri").to_pylist())
                hashes = file_hashes(batch_path(self.path, batch))
                entry = Entry(__version__, batch, len(added) + len(keys), rows, tuple(sources), gone, hashes=hashes,
                              columns=dict(columns or {}))  # fmt: skip
                if self._append(entry):
                    self._known.update({a: v._replace(batch=batch) for a, v in added.items()})
                    for key, uri in keys.items():
                        self._problems.setdefault(uri, {})[key] = batch
                    return True
        return False

    def enter(self, entry: Entry) -> bool:
        """Commit an entry that somebody else has made; False where another was first."""
        return self._append(entry)

    def _append(self, entry: Entry) -> bool:
        """Commit ``entry`` as the next; where somebody else was first False, and what they did is taken in."""
        number = self.state.number + 1
        if append(self.path, number, entry):
            self._advance(entry)
            return True
        self.catch_up()
        while self.state.number < number and entry_path(self.path, number).exists():
            time.sleep(_PAUSE_SECONDS)  # half-written, on a file system without hard links
            self.catch_up()
        return False

    def _has_all(self, added: Mapping[str, Known], problems: Mapping[int, str]) -> bool:
        """Whether the record holds all of it already."""
        return all(a in self._known and self._known[a].reading == v.reading for a, v in added.items()) and all(
            key in self._problems.get(uri, ()) for key, uri in problems.items()
        )

    def _superseded(
        self, added: Mapping[str, Known], problems: Mapping[int, str], uris: Iterable[str]
    ) -> dict[str, tuple[int, ...]]:
        """By batch, the readings that what is ``added`` replaces, and problems with input that is read now."""
        gone = [(self._known[a].batch, self._known[a].reading) for a in added if a in self._known]
        for uri in {*uris, *(uri.partition("#")[0] for uri in uris)}:
            gone += [(batch, key) for key, batch in self._problems.pop(uri, {}).items()]
        for uri in problems.values():
            earlier = self._problems.get(uri, {})
            gone += [(earlier.pop(key), key) for key in list(earlier) if key not in self._met]
        by_batch: dict[str, set[int]] = {}
        for batch, key in gone:
            by_batch.setdefault(self._batch_now(batch), set()).add(key)
        return {batch: tuple(sorted(keys)) for batch, keys in by_batch.items()}

    def _batch_now(self, batch: str) -> str:
        while batch in self._moved:
            batch = self._moved[batch]
        return batch

    def _advance(self, entry: Entry) -> None:
        before, self.state = self.state, self.state.after(entry)
        self._retire(before)
        self._moved.update(dict.fromkeys(entry.merges, entry.batch or ""))
        if self.state.number % CHECKPOINT_EVERY == 0:
            checkpoint(self.path, self.state)

    def _retire(self, before: State) -> None:
        """Note the folders that the log has left since ``before``."""
        left = {*before.batches, before.links} - {*self.state.batches, self.state.links}
        self._retired |= {name for name in left if name is not None}

    def catch_up(self) -> None:
        """Take in what others have committed: only their batches are read, unless they changed one known before."""
        with reading(self.path):
            before, self.state = self.state, read_state(self.path, self.state)
            self._retire(before)
            if any(self.state.batches.get(b.id) != b for b in before.batches.values()):
                self._known, self._problems, before = {}, {}, State()
                self._moved.clear()
            for batch in self.intact():
                if batch.id not in before.batches:
                    self._take_in(batch)

    def intact(self) -> list[Batch]:
        """The batches of the log whose folders are there."""
        return [b for b in self.state.batches.values() if batch_path(self.path, b.id).is_dir()]

    def _take_in(self, batch: Batch) -> None:
        """Know what is current in a batch."""
        for table in current_tables(self.path, [batch], "articles", ("article_id", "reading", "fingerprint")):
            for a, r, f in zip(*(c.to_pylist() for c in table.columns), strict=True):
                self._known[a] = Known(r, f, batch.id)
        for table in current_tables(self.path, [batch], "problems", ("uri", "reading", "article_no")):
            for u, r, n in zip(*(c.to_pylist() for c in table.columns), strict=True):
                if n is None:
                    self._problems.setdefault(u, {})[r] = batch.id

    def compact(self) -> int:
        """Merge batches of like size where eight have come together; the number of merges."""
        merges = 0
        with disk_errors(self.path):
            with reading(self.path):
                self.catch_up()
                while (due := self._due()) and self._merge(due):
                    merges += 1
            self._tidy()
        return merges

    def _due(self) -> list[Batch]:
        """The first batches of like size that are to be merged, in their order, or one that is superseded in good part.

        Empty where nothing is due.
        """
        tiers: dict[int, list[Batch]] = {}
        for batch in self.intact():
            size = batch.readings - len(batch.dead)
            if len(batch.dead) > batch.readings * MOST_DEAD:
                return [batch]
            if size < LARGE:
                tiers.setdefault(max(0, math.ceil(math.log(max(size, 1) / SMALL, FAN))), []).append(batch)
        return next((alike[:FAN] for _, alike in sorted(tiers.items()) if len(alike) >= FAN), [])

    def _merge(self, merged: Sequence[Batch]) -> bool:
        """Merge into one; False where somebody else has merged some of them meanwhile."""
        names = tuple(b.id for b in merged)
        batch = batch_id(self.state.number, (int(n, 16) for n in names))
        rows = merge_batches(self.path, batch, merged)
        readings = sum(b.readings - len(b.dead) for b in merged)
        while all(n in self.state.batches for n in names):
            late = {k for b in merged for k in self.state.batches[b.id].dead - b.dead}
            superseded = {batch: tuple(sorted(late))} if late else {}
            hashes = file_hashes(batch_path(self.path, batch))
            if self._append(Entry(__version__, batch, readings, rows, (), superseded, names, hashes=hashes)):
                return True
        return False

    def make_current(self, generation: str) -> bool:
        """Commit that the links of ``generation`` are the current ones; False where somebody was first."""
        with disk_errors(self.path):
            hashes = file_hashes(self.path / "links" / generation)
            made = self._append(Entry(__version__, links=generation, hashes=hashes))
            self._tidy()
        return made

    def update_text(self) -> None:
        """Bring the text index up to what is committed."""
        with reading(self.path):
            self.catch_up()
            TextIndex(self.path).update(self.state)

    def _tidy(self) -> None:
        """Remove the folders that a commit has replaced, while nobody reads; those that no commit names after an hour,
        since a writer may be about to name one.
        """
        current = {*self.state.batches, self.state.links}
        if (remote := remote_of(self.path)) is not None:
            for name in self._retired - current - self._dropped:
                remote.drop_folder(f"batches/{name}")
                remote.drop_folder(f"links/{name}")
                self._dropped.add(name)
        left = [p for part in ("batches", "links") for p in (self.path / part).iterdir() if p.name not in current]
        with alone(self.path) as nobody_reads:
            for path in [*left, *(self.path / "log").glob(".*")]:
                replaced = nobody_reads and path.name in self._retired
                with suppress(FileNotFoundError):  # another writer has given it its name, or removed it, meanwhile
                    if replaced or time.time() - path.stat().st_mtime > _STALE_SECONDS:
                        drop(path)
