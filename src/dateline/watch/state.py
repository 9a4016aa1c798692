"""What following remembers: feeds with when to ask them again, items that were read, searches and what they found."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from dateline.errors import RecordError

_TABLES = """
CREATE TABLE IF NOT EXISTS feeds (url TEXT PRIMARY KEY, etag TEXT, modified TEXT, next_at REAL, failures INTEGER);
CREATE TABLE IF NOT EXISTS items (url TEXT PRIMARY KEY, digest TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS searches (name TEXT PRIMARY KEY, query TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS alerts (search TEXT, key TEXT, at TEXT, title TEXT, uri TEXT, text TEXT,
                                   PRIMARY KEY (search, key));
CREATE TABLE IF NOT EXISTS channels (name TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS delivered (channel TEXT, search TEXT, key TEXT, PRIMARY KEY (channel, search, key));
"""


class Feed(NamedTuple):
    """What is known of a feed."""

    url: str
    etag: str | None = None
    modified: str | None = None
    next_at: float = 0.0
    """Seconds since 1970 before which it is not asked again."""
    failures: int = 0
    """In a row."""


class Alert(NamedTuple):
    """Something that a search found."""

    search: str
    key: str
    """The id of what was found; each is told once."""
    at: str
    """ISO 8601, UTC; empty for what was there when the search was saved, which is not told."""
    title: str
    uri: str
    text: str


@contextmanager
def opened(record: Path) -> Iterator[State]:
    """What the record at ``record`` remembers. Raises RecordError where the file cannot be used."""
    path = record / "watch.sqlite"
    try:
        with closing(State(record)) as state:
            yield state
    except sqlite3.Error as error:
        told = f"{path} cannot be used ({error}): check the disk, and the rights to the record's folder"
        raise RecordError(told) from error


class State:
    """The file ``watch.sqlite`` of a record."""

    def __init__(self, record: Path) -> None:
        self._base = sqlite3.connect(record / "watch.sqlite", timeout=30)
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.executescript(_TABLES)

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def feed(self, url: str) -> Feed:
        """What is known of the feed at ``url``."""
        row = self._base.execute("SELECT * FROM feeds WHERE url = ?", (url,)).fetchone()
        return Feed(*row) if row else Feed(url)

    def keep_feed(self, feed: Feed) -> None:
        """Remember a feed as it is now."""
        with self._base:
            self._base.execute("INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, ?, ?)", feed)

    def is_read(self, url: str, digest: str) -> bool:
        """Whether an item was read as it is."""
        row = self._base.execute("SELECT digest FROM items WHERE url = ?", (url,)).fetchone()
        return bool(row) and row[0] == digest

    def keep_items(self, items: Iterable[tuple[str, str]]) -> None:
        """Remember items, by address and digest, as read."""
        with self._base:
            self._base.executemany("INSERT OR REPLACE INTO items VALUES (?, ?)", items)

    def searches(self) -> dict[str, str]:
        """The saved searches by name."""
        return dict(self._base.execute("SELECT name, query FROM searches ORDER BY name").fetchall())

    def save_search(self, name: str, query: str) -> bool:
        """Save a search; False where it is there already as it is. Another one of its name takes its place."""
        if self.searches().get(name) == query:
            return False
        with self._base:
            self._base.execute("DELETE FROM alerts WHERE search = ?", (name,))
            self._base.execute("INSERT OR REPLACE INTO searches VALUES (?, ?)", (name, query))
        return True

    def keep_alerts(self, alerts: Iterable[Alert]) -> list[Alert]:
        """Remember alerts; those that were not known."""
        fresh = []
        with self._base:
            for alert in alerts:
                row = self._base.execute("INSERT OR IGNORE INTO alerts VALUES (?, ?, ?, ?, ?, ?)", alert)
                if row.rowcount:
                    fresh.append(alert)
        return fresh

    def open_channel(self, name: str) -> None:
        """Know a channel from now on: what was told before it was named is not sent there."""
        with self._base:
            if self._base.execute("INSERT OR IGNORE INTO channels VALUES (?)", (name,)).rowcount:
                self._base.execute("INSERT OR IGNORE INTO delivered SELECT ?, search, key FROM alerts", (name,))

    def undelivered(self, channel: str) -> list[Alert]:
        """What was told and not sent to a channel yet, the earliest first."""
        told = (
            "SELECT * FROM alerts a WHERE at <> '' AND NOT EXISTS (SELECT 1 FROM delivered d WHERE d.channel = ? "
            "AND d.search = a.search AND d.key = a.key) ORDER BY at, search, key"
        )
        with closing(self._base.execute(told, (channel,))) as rows:
            return [Alert(*row) for row in rows.fetchall()]

    def keep_delivered(self, channel: str, alerts: Iterable[Alert]) -> None:
        """Remember that a channel has had these."""
        with self._base:
            rows = [(channel, alert.search, alert.key) for alert in alerts]
            self._base.executemany("INSERT OR IGNORE INTO delivered VALUES (?, ?, ?)", rows)

    def alerts(self, most: int = 200) -> list[Alert]:
        """What was told, the latest first."""
        told = "SELECT * FROM alerts WHERE at <> '' ORDER BY at DESC, search, key LIMIT ?"
        with closing(self._base.execute(told, (most,))) as rows:
            return [Alert(*row) for row in rows.fetchall()]
