"""What the pages ask of a record: SQL over the public views (``docs/record.md``), every value a parameter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

PAGE = 40
"""Rows on a page."""
Row = dict[str, Any]


class Asked(Protocol):
    """The part of a record that the pages use."""

    def sql(self, query: str, parameters: Sequence[Any] = ()) -> Any:
        """A pyarrow table."""


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of rows, and whether there are more."""

    rows: list[Row]
    page: int
    more: bool


def rows(record: Asked, query: str, *parameters: Any) -> list[Row]:
    """The rows of ``query``."""
    found: list[Row] = record.sql(query, list(parameters)).to_pylist()
    return found


def page_of(record: Asked, query: str, parameters: Sequence[Any], page: int) -> Rows:
    """Page number ``page``, from 1, of ``query``."""
    found = rows(record, f"{query} LIMIT ? OFFSET ?", *parameters, PAGE + 1, PAGE * (page - 1))
    return Rows(found[:PAGE], page, len(found) > PAGE)


class Where:
    """Conditions joined by AND, with their values."""

    def __init__(self) -> None:
        self._conditions: list[str] = []
        self.values: list[Any] = []

    def add(self, condition: str, *values: Any) -> None:
        """Add a condition with its values; it is left out where the first value is empty."""
        if values and values[0] in (None, ""):
            return
        self._conditions.append(condition)
        self.values += values

    def __str__(self) -> str:
        return "WHERE " + " AND ".join(self._conditions) if self._conditions else ""


DAY = "coalesce(left(a.published_at, 10), CASE WHEN a.dateline_value NOT LIKE '%X%' THEN a.dateline_value END)"
"""The day of an article; a dateline without a year gives none."""
_NOT_FURNITURE = "s.block_kind IS DISTINCT FROM 'background'"


def stories(record: Asked, asked: Mapping[str, str], ids: Sequence[str] | None, page: int) -> Rows:
    """Articles, newest first; ``ids`` narrows them to what the text index found, in its order."""
    where = Where()
    where.add("a.publisher = ?", asked.get("publisher"))
    where.add(f"{DAY} >= ?", asked.get("from"))
    where.add(f"{DAY} <= ?", asked.get("to"))
    if ids is not None:
        where.add("list_contains(?, a.article_id)", list(ids) or ["-"])
    order = "day DESC NULLS LAST, a.headline, a.article_id"
    query = f"""
        WITH shown AS (
            SELECT a.article_id, a.headline, a.publisher, a.dateline, a.language, a.copy_of, a.uri,
                   {DAY} AS day, left(a.text, 240) AS opening
            FROM articles a {where} ORDER BY {order} LIMIT ? OFFSET ?)
        SELECT a.*,
               (SELECT count(*) FROM statements s WHERE s.article_id = a.article_id) AS statements,
               (SELECT count(*) FROM events e WHERE e.article_id = a.article_id) AS events
        FROM shown a ORDER BY {order}"""
    found = rows(record, query, *where.values, PAGE + 1, PAGE * (page - 1))
    return Rows(found[:PAGE], page, len(found) > PAGE)


def publishers(record: Asked) -> list[str]:
    """The publishers, by how much they have published."""
    query = """SELECT publisher FROM articles WHERE publisher IS NOT NULL
               GROUP BY publisher ORDER BY count(*) DESC, publisher LIMIT 60"""
    return [r["publisher"] for r in rows(record, query)]


def people(record: Asked, asked: Mapping[str, str], page: int) -> Rows:
    """Named actors, those who say most first."""
    where = Where()
    where.add("a.named")
    where.add("a.kind = ?", asked.get("kind"))
    words = asked.get("q") or ""
    where.add("(a.name ILIKE ? OR list_contains(list_transform(a.aliases, lambda x: lower(x)), ?))",
              f"%{words}%" if words else "", words.lower())  # fmt: skip
    query = f"""
        SELECT a.*, coalesce(s.n, 0) AS statements, coalesce(m.n, 0) AS articles
        FROM actors a
        LEFT JOIN (SELECT speaker_id, count(*) AS n FROM statements GROUP BY speaker_id) s ON s.speaker_id = a.actor_id
        LEFT JOIN (SELECT actor_id, count(DISTINCT article_id) AS n FROM mentions GROUP BY actor_id) m
               ON m.actor_id = a.actor_id
        {where} ORDER BY statements DESC, articles DESC, a.name, a.actor_id"""
    return page_of(record, query, where.values, page)


def actor(record: Asked, actor_id: str) -> Row | None:
    """One actor, with the days of the roles as ``held``."""
    found = rows(record, "SELECT * FROM actors WHERE actor_id = ?", actor_id)
    return {**found[0], "held": _roles_of(record, actor_id)} if found else None


def _roles_of(record: Asked, actor_id: str) -> list[Row]:
    """The roles of an actor with the first and the last day, the most frequent first; at most a page."""
    query = f"""SELECT role, min(first) AS first, max(last) AS last, sum(articles) AS articles
                FROM roles WHERE actor_id = ? GROUP BY role ORDER BY articles DESC, role LIMIT {PAGE}"""
    return rows(record, query, actor_id)


_STATEMENT = f"""
    SELECT s.*, a.headline, a.publisher, {DAY} AS day,
           p.speaker AS via, p.speaker_id AS via_id
    FROM statements s JOIN articles a ON a.article_id = s.article_id
    LEFT JOIN statements p ON p.statement_id = s.parent_id"""


def said_by(record: Asked, actor_id: str, page: int) -> Rows:
    """What an actor said, newest first."""
    query = f"{_STATEMENT} WHERE s.speaker_id = ? ORDER BY day DESC NULLS LAST, s.article_id, s.statement_id"
    return page_of(record, query, [actor_id], page)


def statements(record: Asked, asked: Mapping[str, str], page: int) -> Rows:
    """Statements by who, words, mode, stance and date."""
    where = Where()
    where.add(_NOT_FURNITURE)
    who, words = asked.get("who") or "", asked.get("words") or ""
    where.add("(s.speaker ILIKE ? OR s.source_text ILIKE ?)", f"%{who}%" if who else "", f"%{who}%")
    where.add("s.text ILIKE ?", f"%{words}%" if words else "")
    where.add("s.mode = ?", asked.get("mode"))
    where.add("s.stance = ?", asked.get("stance"))
    where.add(f"{DAY} >= ?", asked.get("from"))
    where.add(f"{DAY} <= ?", asked.get("to"))
    order = "s.confidence, s.statement_id" if asked.get("sort") == "doubt" else (
        "day DESC NULLS LAST, s.article_id, s.statement_id")  # fmt: skip
    return page_of(record, f"{_STATEMENT} {where} ORDER BY {order}", where.values, page)


_EVENT = f"""
    SELECT e.*, a.headline, a.publisher, {DAY} AS day, s.speaker, s.speaker_id, p.name AS place
    FROM events e JOIN articles a ON a.article_id = e.article_id
    LEFT JOIN statements s ON s.statement_id = e.statement_id
    LEFT JOIN places p ON p.place_id = e.place_id"""


def names_in(record: Asked, found: Sequence[Row]) -> dict[str, str]:
    """The names of the actors that take part in the events ``found``."""
    ids = sorted({p["id"] for row in found for p in (*row["actors"], *row["recipients"]) if p["id"]})
    query = "SELECT actor_id, name FROM actors WHERE list_contains(?, actor_id)"
    return {r["actor_id"]: r["name"] for r in rows(record, query, ids)} if ids else {}


def events_of(record: Asked, actor_id: str) -> list[Row]:
    """The events in which an actor takes part, newest first; at most a page."""
    query = f"""{_EVENT} WHERE list_contains(list_transform(list_concat(e.actors, e.recipients), lambda x: x.id), ?)
                ORDER BY coalesce(e.date_start, day) DESC NULLS LAST, e.event_id LIMIT {PAGE}"""
    return rows(record, query, actor_id)


def articles_of(record: Asked, actor_id: str) -> list[Row]:
    """The articles that mention an actor, newest first; at most a page."""
    query = f"""SELECT a.article_id, a.headline, a.publisher, {DAY} AS day, count(*) AS mentions
                FROM mentions m JOIN articles a ON a.article_id = m.article_id WHERE m.actor_id = ?
                GROUP BY ALL ORDER BY day DESC NULLS LAST, a.article_id LIMIT {PAGE}"""
    return rows(record, query, actor_id)


def counts(record: Asked) -> Row:
    """How much the record holds."""
    tables = ("articles", "statements", "events", "actors", "problems")
    return {name: rows(record, f"SELECT count(*) AS n FROM {name}")[0]["n"] for name in tables}


def problems(record: Asked, page: int) -> Rows:
    """What could not be read, and why."""
    return page_of(record, "SELECT * FROM problems ORDER BY uri, stage", [], page)
