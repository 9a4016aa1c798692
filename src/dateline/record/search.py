"""Full text: an FTS5 table of SQLite in a file of its own, derived from the batches and rebuilt where it is missing.

It follows the log: each batch is indexed once, and what a later commit superseded is taken out. Whoever finds it
behind brings it up to date, the writer after its commits or else the first who searches.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import InputError, RecordError
from dateline.record.batches import batch_path, current_tables
from dateline.record.log import Batch, State
from dateline.schema import Span

FORMAT = 1
"""The layout of the index; one of another is made anew."""
_LAYOUT = """
CREATE TABLE IF NOT EXISTS upto (number INTEGER);
INSERT INTO upto SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM upto);
CREATE TABLE IF NOT EXISTS batches (batch TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS articles (no INTEGER PRIMARY KEY, article_id TEXT UNIQUE, reading INTEGER);
CREATE INDEX IF NOT EXISTS by_reading ON articles (reading);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(
    headline, text, tokenize = "porter unicode61 remove_diacritics 2");
"""
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found."""

    article_id: str
    headline: str | None
    snippet: str
    """A piece of the text, with " … " where it was cut."""
    marks: tuple[Span, ...] = ()
    """Where the words that were looked for stand in ``snippet``: half-open ranges of code points."""


MOST_LETTERS, MOST_WORDS = 1_000, 24
"""What one search may be, so that no query holds up others."""
SECONDS = 20.0
"""How long one search may take."""
_OPEN, _CLOSE = "\x02", "\x03"
_STEPS = 20_000
"""Steps of SQLite's machine between two looks at the clock."""


class TextIndex:
    """The text index of a record."""

    def __init__(self, record: Path) -> None:
        self._record = record
        self._path = record / "text.index"
        self._outside: tempfile.TemporaryDirectory[str] | None = None
        self._lock = threading.Lock()

    def search(self, words: str, limit: int, state: State) -> list[Hit]:
        """The best ``limit`` articles for ``words`` in the current readings.

        Where the record may not be written, an index of its own is kept outside it until ``close``.
        """
        query = fts_query(words)
        if query is None:
            return []
        self._ready(state)
        ranked = f"{_FOUND} ORDER BY bm25(words, 4.0, 1.0), a.article_id LIMIT ?"
        with self._open() as base, _in_time(base):
            numbers = [row[0] for row in base.execute(f"SELECT a.no {ranked}", (query, limit))]
            return _hits(base, query, numbers)

    def matching(self, words: str, state: State) -> list[str]:
        """The ids of all articles that hold ``words``, the best first."""
        query = fts_query(words)
        if query is None:
            return []
        self._ready(state)
        asked = f"SELECT a.article_id {_FOUND} ORDER BY bm25(words, 4.0, 1.0), a.article_id"
        with self._open() as base, _in_time(base):
            return [row[0] for row in base.execute(asked, (query,))]

    def hits(self, words: str, ids: Sequence[str], state: State) -> list[Hit]:
        """Those of the articles ``ids`` that hold ``words``, in the order of ``ids``, with their snippets."""
        query = fts_query(words)
        if query is None or not ids:
            return []
        self._ready(state)
        marks = ", ".join("?" * len(ids))
        with self._open() as base, _in_time(base):
            known = dict(base.execute(f"SELECT article_id, no FROM articles WHERE article_id IN ({marks})", list(ids)))
            return _hits(base, query, [known[i] for i in ids if i in known])

    def _ready(self, state: State) -> None:
        """Bring the index up to ``state``, outside the record where it may not be written."""
        try:
            self.update(state)
        except _ReadOnlyError:
            if self._outside is not None:
                raise
            self._move_out()
            self.update(state)

    def _move_out(self) -> None:
        """Go on with a copy of the index, or a new one, in the system's folder for what is temporary."""
        with self._lock:
            if self._outside is None:
                self._outside = tempfile.TemporaryDirectory(prefix="dateline-")
                inside, self._path = self._path, Path(self._outside.name) / self._path.name
                for part in ("", "-wal"):
                    copied = inside.with_name(inside.name + part)
                    if copied.is_file():
                        shutil.copyfile(copied, self._path.with_name(self._path.name + part))

    def update(self, state: State) -> None:
        """Bring the index up to ``state``; batches that merely merge others are known by their readings."""
        with self._lock, self._open() as base:
            if _upto(base) >= state.number:
                return
            base.execute("BEGIN IMMEDIATE")
            if _upto(base) >= state.number:
                base.execute("ROLLBACK")
                return
            known = {row[0] for row in base.execute("SELECT batch FROM batches")}
            fresh = [b for b in state.batches.values()
                     if b.id not in known and batch_path(self._record, b.id).is_dir()]  # fmt: skip
            for batch in fresh:
                if not self._has(base, batch):
                    self._add(base, batch)
            base.executemany("INSERT OR IGNORE INTO batches VALUES (?)", [(b.id,) for b in fresh])
            gone = [(b,) for b in known if b not in state.batches]
            base.executemany("DELETE FROM batches WHERE batch = ?", gone)
            base.execute("UPDATE upto SET number = ?", (state.number,))
            base.execute("COMMIT")

    def _has(self, base: sqlite3.Connection, batch: Batch) -> bool:
        """Whether all readings of a batch are indexed: it merges others."""
        for table in current_tables(self._record, [batch], "articles", ("reading",)):
            readings = table.column(0).to_pylist()
            for start in range(0, len(readings), 500):
                asked = readings[start : start + 500]
                marks = ", ".join("?" * len(asked))
                query = f"SELECT count(*) FROM articles WHERE reading IN ({marks})"
                if base.execute(query, asked).fetchone()[0] < len(asked):
                    return False
        return True

    def _add(self, base: sqlite3.Connection, batch: Batch) -> None:
        for table in current_tables(self._record, [batch], "articles", ("reading", "article_id", "headline", "text")):
            for rows in table.to_batches(max_chunksize=1000):
                _index(base, zip(*(c.to_pylist() for c in rows.columns), strict=True))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(self._connected()) as base:
                yield base
        except sqlite3.Error as error:
            kind = _ReadOnlyError if _code(error) in _UNWRITABLE else RecordError
            raise kind(_told(self._path, error)) from error

    def _connected(self) -> sqlite3.Connection:
        """The index, with its tables; a damaged one is made anew."""
        for attempt in (1, 2):
            base = sqlite3.connect(self._path, timeout=60, isolation_level=None)
            try:
                if base.execute("PRAGMA user_version").fetchone()[0] != FORMAT:
                    base.execute("PRAGMA journal_mode = WAL")
                    base.executescript(_LAYOUT)
                    base.execute(f"PRAGMA user_version = {FORMAT}")
                return base
            except sqlite3.Error as error:
                base.close()
                if attempt == 2 or error.sqlite_errorcode not in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
                    raise
                for part in ("", "-wal", "-shm"):
                    self._path.with_name(self._path.name + part).unlink(missing_ok=True)
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Nothing stays open between searches; an index outside the record goes."""
        if self._outside is not None:
            self._outside.cleanup()


_FOUND = "FROM words JOIN articles a ON a.no = words.rowid WHERE words MATCH ?"


def _hits(base: sqlite3.Connection, query: str, numbers: Sequence[int]) -> list[Hit]:
    """The articles of the index's ``numbers`` with their snippets; only these are cut, not all that match."""
    found = {}
    for start in range(0, len(numbers), 500):
        some = numbers[start : start + 500]
        asked = f"""SELECT a.no, a.article_id, words.headline,
                           snippet(words, -1, '{_OPEN}', '{_CLOSE}', ' … ', 24) {_FOUND}
                    AND words.rowid IN ({", ".join("?" * len(some))})"""
        for number, article_id, headline, piece in base.execute(asked, (query, *some)):
            found[number] = Hit(article_id, headline, *_marked(piece))
    return [found[number] for number in numbers if number in found]


def _marked(piece: str) -> tuple[str, tuple[Span, ...]]:
    """A snippet without the signs that the index puts round the words, and where the words stand in it."""
    text, marks, opened = "", [], 0
    for part in re.split(f"([{_OPEN}{_CLOSE}])", piece):
        if part == _OPEN:
            opened = len(text)
        elif part == _CLOSE:
            if opened < len(text):
                marks.append(Span(opened, len(text)))
        else:
            text += part
    return text, tuple(marks)


@contextmanager
def _in_time(base: sqlite3.Connection) -> Iterator[None]:
    """Ends what ``base`` is asked once it takes longer than SECONDS, with an InputError."""
    end = time.monotonic() + SECONDS
    base.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        raise InputError(f"the search took longer than {SECONDS:g} seconds: look for fewer or rarer words") from error
    finally:
        base.set_progress_handler(None, 0)


def _upto(base: sqlite3.Connection) -> int:
    """The log entry up to which the record is indexed; an older state must not undo a newer one."""
    number: int = base.execute("SELECT number FROM upto").fetchone()[0]
    return number


def _index(base: sqlite3.Connection, rows: Iterator[tuple[int, str, str | None, str]]) -> None:
    """Add articles, each in the place of its earlier reading."""
    for reading, article_id, headline, text in rows:
        known = base.execute("SELECT no, reading FROM articles WHERE article_id = ?", (article_id,)).fetchone()
        if known and known[1] == reading:
            continue
        if known:
            base.execute("DELETE FROM words WHERE rowid = ?", (known[0],))
            base.execute("UPDATE articles SET reading = ? WHERE no = ?", (reading, known[0]))
            number = known[0]
        else:
            number = base.execute(
                "INSERT INTO articles (article_id, reading) VALUES (?, ?)", (article_id, reading)
            ).lastrowid
        base.execute("INSERT INTO words (rowid, headline, text) VALUES (?, ?, ?)", (number, headline, text))


_UNWRITABLE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)


class _ReadOnlyError(RecordError):
    """The index cannot be written where it is."""


def _code(error: sqlite3.Error) -> int:
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def _told(path: Path, error: sqlite3.Error) -> str:
    """What to do when the index cannot be used; nothing in it is lost, for it is derived."""
    code = _code(error)
    if code == sqlite3.SQLITE_FULL:
        return f"the disk with {path} is full: free some space and give the same command again; the record is whole"
    if code in _UNWRITABLE:
        return f"{path} may not be written: searching needs the right to write the record's folder, or a copy of it"
    return f"{path} cannot be used ({error}): delete it, it is made anew from the record"


def fts_query(words: str) -> str | None:
    """What a person typed as a query of FTS5 that cannot fail; None where there is no word to look for.

    Raises InputError where it is longer than MOST_LETTERS or has more than MOST_WORDS words.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    if len(words) > MOST_LETTERS:
        raise InputError(f"a search has at most {MOST_LETTERS:,} characters, not {len(words):,}: give fewer words")
    terms = _TERM.findall(words)
    if sum(len((phrase or word).split()) for _, phrase, word in terms) > MOST_WORDS:
        raise InputError(f"a search has at most {MOST_WORDS} words: give fewer")
    for minus, phrase, word in terms:
        text = phrase or word
        if not any(c.isalnum() for c in text):
            continue
        begins = "*" if word.endswith("*") else ""
        bare = text.replace('"', " ").replace("\x00", " ")
        (unwanted if minus else wanted).append(f'"{bare}"{begins}')
    if not wanted:
        return None
    return " AND ".join(wanted) + "".join(f" NOT {term}" for term in unwanted)
