"""Corrections: a person has the last word. Kept apart from what was read, and applied when the record is asked.

A correction says what, who and when, and is undone by a mark, never by deletion. One to an actor is anchored to its
id; one to a row of an article also to the quoted words with some context, so that it finds its place after a re-read.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from dateline.errors import InputError, RecordError

CorrectionKind = Literal["rename", "merge"]
_TABLE = """
CREATE TABLE IF NOT EXISTS corrections (
    correction_id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    target TEXT NOT NULL,
    value TEXT NOT NULL,
    article_id TEXT,
    layer TEXT,
    quoted TEXT,
    context TEXT,
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
)
"""


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction as it was made."""

    correction_id: int
    kind: str
    target: str
    """The id of what it corrects."""
    value: str
    """The new name (rename), or the actor that it is (merge)."""
    made_by: str
    made_at: str
    """ISO 8601, UTC."""
    undone: bool


class Corrections:
    """The corrections of one record."""

    def __init__(self, record: Path) -> None:
        self._path = record / "corrections.sqlite"

    def add(self, kind: CorrectionKind, target: str, value: str, made_by: str) -> int:
        """Keep a correction; its number, by which it can be undone."""
        if kind == "merge" and _final(value, self._merges()) == target:
            raise InputError(f"{target} and {value} are one already: undo the other merge first")
        if not value.strip():
            raise InputError("a correction needs a value: a name, or the id of an actor")
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._open() as base:
            base.execute(_TABLE)
            row = base.execute(
                "INSERT INTO corrections (kind, target, value, made_by, made_at) VALUES (?, ?, ?, ?, ?)",
                (kind, target, json.dumps(value), made_by, now),
            )
            base.commit()
            return int(row.lastrowid or 0)

    def undo(self, correction_id: int) -> None:
        """Mark a correction as undone."""
        with self._open() as base:
            base.execute(_TABLE)
            base.execute("UPDATE corrections SET undone = 1 WHERE correction_id = ?", (correction_id,))
            base.commit()

    def all(self) -> list[Correction]:
        """All corrections, undone ones too, in the order in which they were made."""
        if not self._path.exists():
            return []
        with self._open() as base:
            base.execute(_TABLE)
            rows = base.execute(
                "SELECT correction_id, kind, target, value, made_by, made_at, undone FROM corrections ORDER BY 1"
            ).fetchall()
        return [Correction(n, k, t, json.loads(v), by, at, bool(u)) for n, k, t, v, by, at, u in rows]

    def stamp(self) -> tuple[int, int]:
        """Changes whenever a correction is made: the file's size and its time of change in nanoseconds."""
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return (0, 0)
        return (status.st_size, status.st_mtime_ns)

    def renames(self) -> dict[str, str]:
        """The corrected name of each renamed actor, the last one counting."""
        return {c.target: c.value for c in self.all() if c.kind == "rename" and not c.undone}

    def merged(self) -> dict[str, str]:
        """The actor that each merged actor is, through all redirects."""
        merges = self._merges()
        return {target: _final(target, merges) for target in merges}

    def _merges(self) -> dict[str, str]:
        return {c.target: c.value for c in self.all() if c.kind == "merge" and not c.undone}

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=30)) as base:
                yield base
        except sqlite3.Error as error:
            raise RecordError(f"{self._path} cannot be used ({error}): check the disk, or restore it") from error


def _final(actor_id: str, merges: Mapping[str, str]) -> str:
    seen = {actor_id}
    while actor_id in merges and merges[actor_id] not in seen:
        actor_id = merges[actor_id]
        seen.add(actor_id)
    return actor_id
