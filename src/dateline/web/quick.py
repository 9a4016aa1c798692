"""A large record made quick: its public tables written out once into a database of this server's own, and asked there.

The views of a record join readings, links and corrections each time they are asked, which takes seconds over a hundred
thousand articles. So the tables are made in the background, packed, in the system's folder for what is temporary, and
the pages ask them; a limit holds the memory. What a person says of single rows is put into them at once. After a commit
or a correction of actors the record itself answers, slower and right, until they are made anew.
"""

from __future__ import annotations

import tempfile
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from dateline.errors import InputError
from dateline.record import Record
from dateline.record.corrected import is_of_row
from dateline.record.corrections import Correction
from dateline.record.families import FAMILIES
from dateline.record.occurrences import OCCURRENCES
from dateline.record.rows import REMARKS
from dateline.record.timing import in_time

MEMORY = "500MB"
"""What a record that is served may hold in memory; the rest stays on the disk."""
_OWN_MEMORY, _AT_ONCE = "700MB", 3
"""What the server's own tables may, and how many questions are worked out at a time, so that they fit."""
TABLES = (
    "articles", "actors", "mentions", "statements", "events", "toponyms", "places", "figures", "roles", "families",
    "standing", "stories", "contradictions", "copies", "problems", "occurrences",
)  # fmt: skip
"""The tables that are written out; the pages ask the record for others."""
_ANSWERS, _LARGEST = 400, 3_000
"""How many answers are kept as long as nothing changes, and how many rows such an answer has at most."""
_OF_ARTICLE = ("statements", "events", "figures")
_GATHERED = {
    "occurrences": ("occurrence_id", "events", OCCURRENCES), "families": ("family_id", "statements", FAMILIES),
}  # fmt: skip
"""Tables that are made of others: by which key, of which table, and how."""
Stamp = tuple[int, tuple[int, int]]


def quick(record: Record) -> Record:
    """The record as a room is best served from it: in memory where it is small, else with tables of its own."""
    if record.keep_in_memory():
        return record
    made = Quick(record)
    made.make_soon()
    return made  # type: ignore[return-value]


class Quick:
    """A record whose pages are quick; all that is not told here is the record's own."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._folder = tempfile.TemporaryDirectory(prefix="dateline-")
        self._base = duckdb.connect(str(Path(self._folder.name) / "tables.duckdb"))
        spill = f"temp_directory = '{self._folder.name}'"
        for setting in (f"memory_limit = '{_OWN_MEMORY}'", "threads = 2", "preserve_insertion_order = false", spill):
            self._base.execute(f"SET {setting}")
        self._base.execute("CREATE SCHEMA corrected")
        self._local = threading.local()
        self._lock, self._turn = threading.Lock(), threading.Lock()
        self._making = self._closed = False
        self._made = threading.Event()
        self._few = threading.BoundedSemaphore(_AT_ONCE)
        self._stamp: Stamp | None = None
        self._corrections: dict[int, Correction] = {}
        self._answers: OrderedDict[tuple[object, ...], pa.Table] = OrderedDict()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._record, name)

    def sql(
        self, query: str, parameters: Sequence[Any] = (), *, seconds: float | None = None, rows: int | None = None
    ) -> pa.Table:
        """The answer to a question of a page: from the tables where they are current, else from the record."""
        stamp = self._now()
        if stamp != self._stamp and not self._patched(stamp):
            self.make_soon()
            return self._record.sql(query, list(parameters), seconds=seconds, rows=rows)
        key = (stamp, query, repr(parameters), rows)
        kept = self._answers.get(key)
        if kept is not None:
            return kept
        try:
            with self._few, in_time(self._cursor(), seconds):
                found = self._cursor().sql(query, params=list(parameters)).to_arrow_table()
        except (duckdb.CatalogException, duckdb.BinderException, duckdb.OutOfMemoryException):
            return self._record.sql(query, list(parameters), seconds=seconds, rows=rows)
        except duckdb.InterruptException as error:
            raise InputError(f"this takes longer than {seconds:.0f} seconds: ask for less") from error
        found = found if rows is None else found.slice(0, rows)
        if found.num_rows <= _LARGEST:
            self._answers[key] = found
            while len(self._answers) > _ANSWERS:
                self._answers.popitem(last=False)
        return found

    def make_soon(self) -> None:
        """Begin to make the tables, unless that is under way."""
        with self._lock:
            if self._making:
                return
            self._making = True
        threading.Thread(target=self.make, daemon=True).start()

    def make(self) -> None:
        """Make the tables as the record is now; one at a time, and not twice for the same record."""
        with self._turn:
            with self._lock:
                self._making = True
            try:
                if not self._closed and (self._stamp is None or self._stamp != self._now()):
                    self._make()
            finally:
                with self._lock:
                    self._making = False
                self._made.set()

    def wait(self) -> None:
        """Wait until the tables are made."""
        while self._stamp is None and self._making:
            self._made.wait(1.0)

    def forget_answers(self) -> None:
        """Work every question out anew."""
        self._answers.clear()

    def _make(self) -> None:
        try:
            stamp = self._now()
            made = {c.correction_id: c for c in self._record.corrections.all()}
            base = self._base.cursor()
            for name in TABLES:
                batches = self._record.batches_of(f"SELECT * FROM {name}", 20_000)
                base.register("incoming", batches)
                base.execute(f"CREATE OR REPLACE TABLE new_{name} AS SELECT * FROM incoming")
                base.unregister("incoming")
            base.execute("BEGIN")
            for name in TABLES:
                base.execute(f"DROP TABLE IF EXISTS {name}")
                base.execute(f"ALTER TABLE new_{name} RENAME TO {name}")
            self._take_rows(base)
            base.execute("COMMIT")
            self._answers.clear()
            self._corrections, self._stamp = made, stamp
        except (duckdb.Error, InputError):
            self._stamp = None

    def _take_rows(self, base: duckdb.DuckDBPyConnection) -> None:
        """Which rows somebody has judged."""
        query = "SELECT layer, row_id, judged, gone FROM corrected.rows"
        rows = self._record.ask_stored(lambda stored: stored.sql(query).to_arrow_table())
        base.register("judged", rows)
        base.execute("CREATE OR REPLACE TABLE corrected.rows AS SELECT * FROM judged")
        base.unregister("judged")

    def _patched(self, stamp: Stamp) -> bool:
        """Take in corrections of single rows since the tables were made; False where more has changed."""
        with self._lock:
            if self._stamp == stamp:
                return True
            if self._making or self._stamp is None or stamp[0] != self._stamp[0]:
                return False
            now = {c.correction_id: c for c in self._record.corrections.all()}
            changed = [c for number, c in now.items() if self._corrections.get(number) != c]
            if not all(is_of_row(c) or c.kind in REMARKS for c in changed):
                return False
            base = self._base.cursor()
            base.execute("BEGIN")
            for article_id in sorted({c.article_id for c in changed if c.article_id and c.kind not in REMARKS}):
                self._patch(base, article_id)
            self._take_rows(base)
            base.execute("COMMIT")
            self._corrections, self._stamp = now, stamp
            self._answers.clear()
            return True

    def _patch(self, base: duckdb.DuckDBPyConnection, article_id: str) -> None:
        """Put the rows of one article as they are now."""
        before = self._keys(base, article_id)
        found = self._record.article(article_id)
        for name in _OF_ARTICLE:
            base.execute(f"DELETE FROM {name} WHERE article_id = ?", [article_id])
            shape = base.sql(f"SELECT * FROM {name} LIMIT 0").to_arrow_table().schema
            if found is not None and found[name]:
                base.register("rows", pa.Table.from_pylist(found[name], schema=shape))
                base.execute(f"INSERT INTO {name} SELECT * FROM rows")
                base.unregister("rows")
        base.execute(
            "DROP TABLE IF EXISTS contradictions"
        )  # of links as well: the record answers until the next making
        after = self._keys(base, article_id)
        for name, (key, _, query) in _GATHERED.items():
            ids = sorted(before[name] | after[name])
            base.execute(f"DELETE FROM {name} WHERE list_contains(?::VARCHAR[], {key})", [ids])
            base.execute(f"INSERT INTO {name} SELECT * FROM ({query}) WHERE list_contains(?::VARCHAR[], {key})", [ids])

    def _keys(self, base: duckdb.DuckDBPyConnection, article_id: str) -> dict[str, set[str]]:
        """What of the gathered tables the article has part in, by their keys."""
        return {
            name: {row[0] for row in base.execute(f"SELECT DISTINCT {key} FROM {table} WHERE article_id = ?",
                                                  [article_id]).fetchall() if row[0]}
            for name, (key, table, _) in _GATHERED.items()
        }  # fmt: skip

    def _now(self) -> Stamp:
        return (self._record.refresh().number, self._record.corrections.stamp())

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        if not hasattr(self._local, "cursor"):
            self._local.cursor = self._base.cursor()
        cursor: duckdb.DuckDBPyConnection = self._local.cursor
        return cursor

    def close(self) -> None:
        """Let go of the files, when no tables are being made."""
        with self._turn:
            self._closed = True
            self._base.close()
            self._folder.cleanup()
            self._record.close()
