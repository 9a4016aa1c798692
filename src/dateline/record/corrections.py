"""Corrections: a person has the last word. Kept apart from what was read, and applied when the record is asked.

A correction says what, who and when, and is undone by a mark, never by deletion. One to an actor is anchored to its
id and name; a split to its article and the quoted words with some context. So it finds its place after a re-read.
What they do to the tables is in ``corrected.py``; ``correct.py`` makes them with checks.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, get_args

from dateline.errors import InputError, RecordError
from dateline.record.remote import remote_of

CorrectionKind = Literal[
    "merge", "split", "rename", "drop", "set-id", "distinct", "speaker", "reject", "confirm", "type", "modality",
    "sides", "block", "span", "cue", "day", "place", "add", "add-event", "note", "tag",
]  # fmt: skip
KINDS: tuple[str, ...] = get_args(CorrectionKind)
VALUELESS = ("drop", "reject", "confirm", "sides")
"""The kinds that say all by themselves."""
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
_LATER = {"note": "TEXT NOT NULL DEFAULT ''", "undone_by": "TEXT", "undone_at": "TEXT"}
"""Columns that a table made by an earlier version does not have yet."""
_WHAT = ("kind", "target", "value", "article_id", "layer", "quoted", "context", "made_by", "made_at", "note")
_MARKS = ("undone", "undone_by", "undone_at")


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction as it was made."""

    correction_id: int
    kind: str
    """One of KINDS."""
    target: str
    """The id of the actor, statement or event that it corrects, or of the block: ``article_id:block_no``."""
    value: str
    """The new name (rename), the actor that it is (merge), the actor whose the mentions are (split), the Wikidata id
    (set-id), the actor that it never is (distinct), who spoke (speaker), the type, modality or kind of block that it
    is, the words that are meant (span, cue, add: see ``marking.py``), the event (add-event: see ``added.py``), the
    first and the last day (day), the GeoNames id (place), what is remarked (note, tag); empty for VALUELESS."""
    made_by: str
    made_at: str
    """ISO 8601, UTC."""
    undone: bool = False
    article_id: str | None = None
    """The article in which mentions are split off, or a row is corrected."""
    layer: str | None = None
    """For a split: ``actors`` where all that the article says of the target is meant, ``mentions`` where only the
    local actor whose words are quoted is. For a row ``statements``, ``events`` or ``blocks``; of a note or tag also
    ``articles``, ``actors``, ``stories`` or ``occurrences``."""
    quoted: str | None = None
    """The words that it is anchored to; for others than splits the name under which linking knew the actor."""
    context: str | None = None
    """The quoted words, in brackets, with what stands around them; for a merge the name of the actor that it is."""
    note: str = ""
    undone_by: str | None = None
    undone_at: str | None = None

    @property
    def key(self) -> tuple[str | None, ...]:
        """What makes it the same correction in another record: all but its number and whether it is undone."""
        return (self.kind, self.target, self.value, self.article_id, self.quoted, self.context, self.made_by,
                self.made_at)  # fmt: skip


class Corrections:
    """The corrections of one record."""

    def __init__(self, record: Path, lost: Callable[[], Iterable[int]] = tuple) -> None:
        """``lost`` gives the numbers of those that do not find their place."""
        self.record = record
        self._path = record / "corrections.sqlite"
        self._lost = lost
        self._moment: str | None = None

    def add(
        self, kind: CorrectionKind, target: str, value: str = "", made_by: str = "", *,
        article_id: str | None = None, layer: str | None = None, quoted: str | None = None,
        context: str | None = None, note: str = "",
    ) -> int:  # fmt: skip
        """Keep a correction; its number, by which it can be undone."""
        if kind == "merge" and final(value, merges(self.all())) == target:
            raise InputError(f"{target} and {value} are one already: undo the other merge first")
        if kind not in VALUELESS and not value.strip():
            raise InputError("a correction needs a value: a name, or the id of an actor")
        made = Correction(
            0, kind, target, value, made_by, self._moment or self.next_moment(), article_id=article_id, layer=layer,
            quoted=quoted, context=context, note=note,
        )  # fmt: skip
        with self.base() as base:
            number = _insert(base, made)
            base.commit()
        return number

    @contextmanager
    def dated(self, moment: str) -> Iterator[None]:
        """What is added meanwhile was said at ``moment``, ISO 8601 in UTC, and not now."""
        self._moment = moment
        try:
            yield
        finally:
            self._moment = None

    def next_moment(self, *others: str) -> str:
        """Now, or where the clock was put back just after the last correction and ``others``: the last made is last."""
        last = max(map(datetime.fromisoformat, [*(c.made_at for c in self.all()), *filter(None, others)]), default=None)
        now = datetime.now(UTC)
        return (max(now, last + timedelta(microseconds=1)) if last else now).isoformat(timespec="microseconds")

    def undo(self, correction_id: int, made_by: str = "") -> None:
        """Mark a correction as undone; raises InputError where there is none of this number."""
        with self.base() as base:
            done = base.execute(
                "UPDATE corrections SET undone = 1, undone_by = ?, undone_at = ? "
                "WHERE correction_id = ? AND undone = 0",
                (made_by, _now(), correction_id),
            ).rowcount
            known = base.execute("SELECT 1 FROM corrections WHERE correction_id = ?", (correction_id,)).fetchone()
            base.commit()
        if not done:
            why = (
                "is undone already" if known else "is not there: `dateline correct list` shows them with their numbers"
            )
            raise InputError(f"correction {correction_id} {why}")

    def all(self) -> list[Correction]:
        """All corrections, undone ones too, in the order in which they were made.

        Of one moment those that say the same of the same stand together, so that it does not matter from which of two
        files they were taken in first.
        """
        if not self.is_there():
            return []
        with self.base() as base:
            rows = base.execute(f"SELECT correction_id, {', '.join(_WHAT + _MARKS)} FROM corrections").fetchall()
        return sorted(map(_correction, rows), key=lambda c: (c.made_at, [part or "" for part in c.key]))

    def standing(self) -> list[Correction]:
        """Those that are not undone."""
        return [c for c in self.all() if not c.undone]

    def orphaned(self) -> list[Correction]:
        """Those that stand but do not find their place: the actor, or the quoted words, are not there any more."""
        lost = set(self._lost())
        return [c for c in self.standing() if c.correction_id in lost]

    def take_in(self, corrections: Iterable[Correction]) -> int:
        """Keep those that are not there yet, and mark those that are undone; how many were new."""
        known = {c.key: c for c in self.all()}
        new = 0
        with self.base() as base:
            for made in corrections:
                there = known.get(made.key)
                if there is None:
                    known[made.key] = replace(made, correction_id=_insert(base, made))
                    new += 1
                elif made.undone and not there.undone:
                    base.execute(
                        "UPDATE corrections SET undone = 1, undone_by = ?, undone_at = ? WHERE correction_id = ?",
                        (made.undone_by, made.undone_at, there.correction_id),
                    )
                    known[made.key] = replace(there, undone=True)
            base.commit()
        return new

    def stamp(self) -> tuple[int, int]:
        """Changes whenever a correction is made: the time of change in nanoseconds and SQLite's count of changes.

        The time alone is too coarse on some file systems; the count stands in the file's header, bytes 24 to 27.
        """
        self._look()
        try:
            with self._path.open("rb") as file:
                changes = int.from_bytes(file.read(28)[24:])
                return (os.fstat(file.fileno()).st_mtime_ns, changes)
        except FileNotFoundError:
            return (0, 0)
        except OSError as error:
            raise RecordError(f"{self._path} cannot be used ({error.strerror or error}): check its rights") from error

    def is_there(self) -> bool:
        """Whether anything was ever corrected."""
        self._look()
        return self._path.exists()

    def _look(self) -> None:
        """Where the record is in an object store, see whether there are newer ones."""
        if (remote := remote_of(self.record)) is not None:
            remote.look_at_corrections(self._path)

    @contextmanager
    def base(self) -> Iterator[sqlite3.Connection]:
        """The database that holds them; it is made where there is none."""
        remote = remote_of(self.record)
        try:
            with (
                remote.correcting(self._path) if remote is not None else nullcontext(),
                closing(sqlite3.connect(self._path, timeout=30)) as base,
            ):
                base.execute(_TABLE)
                there = {row[1] for row in base.execute("PRAGMA table_info(corrections)")}
                for name, shape in _LATER.items():
                    if name not in there:
                        base.execute(f"ALTER TABLE corrections ADD COLUMN {name} {shape}")
                yield base
        except sqlite3.Error as error:
            raise RecordError(f"{self._path} cannot be used ({error}): check the disk, or restore it") from error


def merges(corrections: Iterable[Correction]) -> dict[str, str]:
    """For each merged actor the one it was merged into, by the last merge; a merge that closes a circle is left out."""
    found: dict[str, str] = {}
    for one in corrections:
        if one.kind == "merge" and not one.undone:
            others = {k: v for k, v in found.items() if k != one.target}
            if final(one.value, others) != one.target:
                found[one.target] = one.value
    return found


def final(actor_id: str, merged: dict[str, str]) -> str:
    """The actor that ``actor_id`` is, through all redirects of ``merged``, which has no circle."""
    while actor_id in merged:
        actor_id = merged[actor_id]
    return actor_id


def _insert(base: sqlite3.Connection, made: Correction) -> int:
    columns = _WHAT + _MARKS
    values = [json.dumps(made.value) if c == "value" else getattr(made, c) for c in columns]
    marks = ", ".join("?" * len(columns))
    row = base.execute(f"INSERT INTO corrections ({', '.join(columns)}) VALUES ({marks})", values)
    return int(row.lastrowid or 0)


def _correction(row: tuple[object, ...]) -> Correction:
    values = dict(zip(("correction_id", *_WHAT, *_MARKS), row, strict=True))
    values |= {"value": json.loads(str(values["value"])), "undone": bool(values["undone"])}
    return Correction(**values)  # type: ignore[arg-type]


def _now() -> str:
    """With microseconds, so that of two corrections to one thing it is plain which came last."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
