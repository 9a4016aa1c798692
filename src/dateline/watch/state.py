"""What following remembers: feeds with when to ask them again, items that were read, searches and what they found."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

_TABLES = """
CREATE TABLE IF NOT EXISTS feeds (url TEXT PRIMARY KEY, etag TEXT, modified TEXT, next_at REAL, failures INTEGER);
CREATE TABLE IF NOT EXISTS items (url TEXT PRIMARY KEY, digest TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS searches (name TEXT PRIMARY KEY, query TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS alerts (search TEXT, key TEXT, at TEXT, title TEXT, uri TEXT, text TEXT,
                                   PRIMARY KEY (search, key));
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

    def alerts(self, most: int = 200) -> list[Alert]:
        """What was told, the latest first."""
        told = "SELECT * FROM alerts WHERE at <> '' ORDER BY at DESC, search, key LIMIT ?"
        with closing(self._base.execute(told, (most,))) as rows:
            return [Alert(*row) for row in rows.fetchall()]
