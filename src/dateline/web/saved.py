"""Saved views: an address of a list under a name, and how many rows are in it that were not when somebody last looked.

They stand in ``views.sqlite``. What a view showed is kept as the ids of its rows, so that an article that comes late,
with an old date, is new all the same.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree as Xml

from dateline.errors import InputError
from dateline.record import Record
from dateline.record.whole import database
from dateline.web.api import RESOURCES
from dateline.web.filters import articles_where
from dateline.web.queries import Row, rows

_TABLE = """CREATE TABLE IF NOT EXISTS views (name TEXT PRIMARY KEY, address TEXT NOT NULL, made_by TEXT NOT NULL,
    made_at TEXT NOT NULL, looked_at TEXT NOT NULL, known TEXT NOT NULL)"""
_OF = {"/articles": "articles", "/statements": "statements", "/events": "occurrences", "/people": "actors"}
"""What the lists that can be saved show."""
MOST = 200_000
"""Rows that a view may have."""
_SHOWN = 50


@dataclass(frozen=True, slots=True)
class View:
    """A saved view."""

    name: str
    address: str
    made_by: str
    made_at: str
    looked_at: str
    known: frozenset[str]


class Views:
    """The saved views of a record."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._path = record.path / "views.sqlite"

    def all(self) -> list[View]:
        """The views by name."""
        if not self._path.exists():
            return []
        with self._base() as base:
            found = base.execute("SELECT * FROM views ORDER BY name").fetchall()
        return [View(a, b, c, d, e, frozenset(json.loads(known))) for a, b, c, d, e, known in found]

    def save(self, name: str, address: str, by: str) -> None:
        """Save a list under a name, in place of an earlier one; what it shows now is known."""
        told = " ".join(name.split())[:120]
        if not told:
            raise InputError("a view needs a name")
        ids = self.ids(address)
        if len(ids) > MOST:
            raise InputError(f"a view has at most {MOST:,} rows, and this has {len(ids):,}: narrow the list first")
        now = _now()
        with self._base() as base:
            row = (told, address, by, now, now, json.dumps(ids))
            base.execute("INSERT OR REPLACE INTO views VALUES (?, ?, ?, ?, ?, ?)", row)
            base.commit()

    def look(self, name: str) -> str | None:
        """Somebody looks: what the view shows now is known; its address, None where there is none of this name."""
        view = next((v for v in self.all() if v.name == name), None)
        if view is None:
            return None
        with self._base() as base:
            row = (_now(), json.dumps(self.ids(view.address)), name)
            base.execute("UPDATE views SET looked_at = ?, known = ? WHERE name = ?", row)
            base.commit()
        return view.address

    def drop(self, name: str) -> None:
        """Take a view away."""
        with self._base() as base:
            base.execute("DELETE FROM views WHERE name = ?", (name,))
            base.commit()

    def fresh(self, view: View) -> list[str]:
        """The ids of the rows that were not there when somebody last looked; those of a view that fails are none."""
        try:
            return [i for i in self.ids(view.address) if i not in view.known]
        except InputError:
            return []

    def ids(self, address: str) -> list[str]:
        """The ids of all rows that a list shows."""
        path, asked = parted(address)
        resource = RESOURCES[_OF[path]]
        where = resource.where(asked)
        if resource.where is articles_where and asked.get("q", "").strip():
            where = articles_where(asked, self._record.matching(asked["q"]))
        query = f"SELECT {resource.key} AS id FROM {resource.source} {where} ORDER BY 1 LIMIT {MOST + 1}"
        return [row["id"] for row in rows(self._record, query, *where.values)]

    def atom(self, view: View, root: str) -> bytes:
        """The new rows as an Atom feed (RFC 4287), whose entries lead to the room at ``root``."""
        kind = _OF[parted(view.address)[0]]
        feed = Xml.Element("{http://www.w3.org/2005/Atom}feed")
        Xml.register_namespace("", "http://www.w3.org/2005/Atom")
        _add(feed, "title", view.name)
        _add(feed, "id", f"urn:dateline:view:{view.name}")
        _add(feed, "updated", view.looked_at)
        for row in self._told(kind, self.fresh(view)[:_SHOWN]):
            entry = Xml.SubElement(feed, "{http://www.w3.org/2005/Atom}entry")
            _add(entry, "id", f"urn:dateline:{kind}:{row['id']}")
            _add(entry, "title", row["title"])
            _add(entry, "updated", view.looked_at)
            Xml.SubElement(entry, "{http://www.w3.org/2005/Atom}link", href=root + row["address"])
        return bytes(Xml.tostring(feed, encoding="utf-8", xml_declaration=True))

    def _told(self, kind: str, ids: list[str]) -> list[Row]:
        """The rows in words, with their addresses."""
        told = {
            "articles": "coalesce(headline, left(text, 80)) AS title, '/article/' || article_id AS address, article_id",
            "statements": """coalesce(speaker, source_text, '') || ': ' || text AS title,
                '/article/' || article_id || '#n-' || regexp_extract(statement_id, '[^:]+$') AS address,
                statement_id""",
            "occurrences": """type || ' ' || coalesce(actors[1].name, '') || ' ' || coalesce(recipients[1].name, '')
                AS title, '/occurrence/' || occurrence_id AS address, occurrence_id""",
            "actors": "name AS title, '/actor/' || actor_id AS address, actor_id",
        }[kind]
        query = f"SELECT {told} AS id FROM {kind} WHERE list_contains(?::VARCHAR[], id) ORDER BY id"
        return rows(self._record, query, ids) if ids else []

    def _base(self) -> AbstractContextManager[sqlite3.Connection]:
        return database(self._path, _TABLE)


def parted(address: str) -> tuple[str, Mapping[str, str]]:
    """The path and the filters of a list's address; raises InputError where it is none that can be saved."""
    cut = urlsplit(address)
    if cut.path not in _OF or cut.netloc:
        raise InputError(f"a view is a list of {', '.join(_OF.values())}")
    return cut.path, {k: v for k, v in parse_qsl(cut.query) if k != "page"}


def _add(parent: Xml.Element, name: str, text: str) -> None:
    legal = "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
    Xml.SubElement(parent, f"{{http://www.w3.org/2005/Atom}}{name}").text = legal


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
