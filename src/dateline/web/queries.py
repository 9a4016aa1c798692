"""What the pages ask of a record: SQL over the public views (``docs/record.md``), every value a parameter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from dateline.export.map import Spot, draw_map
from dateline.web.filters import DAY, HAPPENED, Where, actors_where, articles_where, occurrences_where, statements_where

PAGE = 40
"""Rows on a page."""
SECONDS = 20.0
"""How long one question of a page may take."""
Row = dict[str, Any]


class Asked(Protocol):
    """The part of a record that the pages use."""

    def sql(self, query: str, parameters: Sequence[Any] = (), *, seconds: float | None = None) -> Any:
        """A pyarrow table."""

    def matching(self, words: str) -> list[str]:
        """Ids of the articles that hold words, the best first."""

    def hits(self, words: str, ids: Sequence[str]) -> Sequence[Any]:
        """Snippets of some of them."""


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of rows, and how many there are in all."""

    rows: list[Row]
    page: int
    total: int

    @property
    def more(self) -> bool:
        """Whether there is a page after this one."""
        return self.page * PAGE < self.total

    @property
    def first(self) -> int:
        """The number of the first row shown, from 1."""
        return PAGE * (self.page - 1) + 1


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow a list: a parameter with its values and how many rows each has."""

    name: str
    label: str
    values: tuple[tuple[str, str, int], ...]
    """The value, what it is called, and how many rows have it."""


def rows(record: Asked, query: str, *parameters: Any) -> list[Row]:
    """The rows of ``query``."""
    found: list[Row] = record.sql(query, list(parameters), seconds=SECONDS).to_pylist()
    return found


def page_of(
    record: Asked, what: str, source: str, where: Where, order: str, page: int, key: tuple[str, str] | None = None
) -> Rows:
    """Page number ``page``, from 1, of ``SELECT what FROM source``, with the number of all rows.

    Where ``key`` tells a row's id and day, the page is chosen by these alone, and only its rows are fetched whole.
    """
    total: int = rows(record, f"SELECT count(*) AS n FROM {source} {where}", *where.values)[0]["n"]
    cut = [PAGE, PAGE * (page - 1)]
    if key is None:
        query = f"SELECT {what} FROM {source} {where} ORDER BY {order} LIMIT ? OFFSET ?"
        return Rows(rows(record, query, *where.values, *cut), page, total)
    row_id, day = key
    query = f"SELECT {row_id} AS id, {day} AS day FROM {source} {where} ORDER BY {order} LIMIT ? OFFSET ?"
    ids = [row["id"] for row in rows(record, query, *where.values, *cut)]
    inside = f"{where} AND" if str(where) else "WHERE"
    query = f"SELECT {what} FROM {source} {inside} {row_id} IN (SELECT unnest(?::VARCHAR[])) ORDER BY {order}"
    return Rows(rows(record, query, *where.values, ids) if ids else [], page, total)


def facets(record: Asked, source: str, where: Where, asked: Sequence[tuple[str, str, str, str]]) -> list[Facet]:
    """For each (parameter, label, value, name) of ``asked`` the most frequent values of the rows."""
    made = []
    for name, label, value, called in asked:
        query = f"""SELECT {value} AS value, coalesce(min({called}), {value}) AS called, count(*) AS n
                    FROM {source} {where} GROUP BY {value} HAVING {value} IS NOT NULL
                    ORDER BY {"value DESC" if name == "year" else "n DESC, value"} LIMIT 10"""
        values = [(str(r["value"]), str(r["called"]), r["n"]) for r in rows(record, query, *where.values)]
        if values:
            made.append(Facet(name, label, tuple(values)))
    return made


OPENING = """ltrim(substring(a.text,
         1 + CASE WHEN a.headline IS NULL THEN coalesce(a.dateline_span."end", 0) ELSE 0 END, 300),
         chr(32) || chr(10) || chr(13) || chr(9) || '-–—:.')"""
"""What an article without a headline is called by: its first words after the dateline."""
_ARTICLE = f"""a.article_id, a.headline, a.publisher, a.language, a.copy_of, a.uri, a.story_id, {DAY} AS day,
    {OPENING} AS opening"""
_ARTICLE_FACETS = (
    ("publisher", "Publisher", "a.publisher", "a.publisher"),
    ("year", "Year", f"left({DAY}, 4)", f"left({DAY}, 4)"),
    ("language", "Language", "a.language", "a.language"),
)


def articles(record: Asked, asked: Mapping[str, str], page: int) -> tuple[Rows, list[Facet], dict[str, Any]]:
    """Articles with how many statements and events they have; of words the best first, else the newest.

    The words are looked for in all texts, and what was found is narrowed and counted before a page of it is cut.
    """
    words = (asked.get("q") or "").strip()
    ids = record.matching(words) if words else None
    where = articles_where(asked, ids)
    source, order = "articles a", "day DESC NULLS LAST, a.headline, a.article_id"
    if ids is not None and asked.get("sort") != "new":
        source += f" LEFT JOIN (SELECT unnest(?::VARCHAR[]) AS found_id, unnest(range({len(ids)})) AS place) f"
        source += " ON f.found_id = a.article_id"
        order = "f.place, a.article_id"
        where.values.insert(0, ids)
    found = page_of(record, _ARTICLE, source, where, order, page, ("a.article_id", DAY))
    shown = [r["article_id"] for r in found.rows]
    for name in ("statements", "events"):
        query = f"""SELECT article_id, count(*) AS n FROM {name}
                    WHERE article_id IN (SELECT unnest(?::VARCHAR[])) GROUP BY article_id"""
        tally = {r["article_id"]: r["n"] for r in rows(record, query, shown)} if shown else {}
        for row in found.rows:
            row[name] = tally.get(row["article_id"], 0)
    hits = {h.article_id: h for h in record.hits(words, shown)} if words else {}
    return found, facets(record, source, where, _ARTICLE_FACETS), hits


def publishers(record: Asked) -> list[str]:
    """The publishers, by how much they have published."""
    query = """SELECT publisher FROM articles WHERE publisher IS NOT NULL
               GROUP BY publisher ORDER BY count(*) DESC, publisher LIMIT 200"""
    return [r["publisher"] for r in rows(record, query)]


_TALLIED = """actors a
    LEFT JOIN (SELECT speaker_id, count(*) AS n FROM statements GROUP BY speaker_id) s ON s.speaker_id = a.actor_id
    LEFT JOIN (SELECT actor_id, count(DISTINCT article_id) AS n FROM mentions GROUP BY actor_id) m
           ON m.actor_id = a.actor_id"""


def people(record: Asked, asked: Mapping[str, str], page: int) -> tuple[Rows, list[Facet]]:
    """Named actors, those who say most first."""
    where = actors_where(asked)
    what = "a.*, coalesce(s.n, 0) AS statements, coalesce(m.n, 0) AS articles"
    order = "articles DESC, statements DESC, a.name, a.actor_id" if asked.get("sort") == "articles" else (
        "statements DESC, articles DESC, a.name, a.actor_id")  # fmt: skip
    narrow = facets(record, "actors a", where, (("kind", "Kind", "a.kind", "a.kind"),
                                                ("country", "Country", "a.country", "a.country")))  # fmt: skip
    return page_of(record, what, _TALLIED, where, order, page), narrow


_SAID = (
    f"""s.*, a.headline, a.publisher, {DAY} AS day, {OPENING} AS opening, p.speaker AS via, p.speaker_id AS via_id"""
)
_SAID_FROM = """statements s JOIN articles a ON a.article_id = s.article_id
    LEFT JOIN statements p ON p.statement_id = s.parent_id"""
_SAID_FACETS = (
    ("speaker", "Speaker", "s.speaker_id", "s.speaker"),
    ("stance", "Stance", "s.stance", "s.stance"),
    ("mode", "Form", "s.mode", "s.mode"),
    ("act", "Act", "s.act", "s.act"),
    ("publisher", "Publisher", "a.publisher", "a.publisher"),
    ("year", "Year", f"left({DAY}, 4)", f"left({DAY}, 4)"),
)


def statements(record: Asked, asked: Mapping[str, str], page: int) -> tuple[Rows, list[Facet]]:
    """Statements by who, words, mode, stance and date, and what they could be narrowed by."""
    where = statements_where(asked)
    if asked.get("words"):
        where = _found_once(record, where)
    order = "s.confidence, s.statement_id" if asked.get("sort") == "doubt" else (
        "day DESC NULLS LAST, s.article_id, s.statement_id")  # fmt: skip
    narrow = facets(record, "statements s JOIN articles a ON a.article_id = s.article_id", where, _SAID_FACETS)
    return page_of(record, _SAID, _SAID_FROM, where, order, page, ("s.statement_id", DAY)), narrow


def _found_once(record: Asked, where: Where) -> Where:
    """The same condition by ids, so that words are looked for in the texts once and not for each count."""
    query = f"SELECT s.statement_id AS id FROM statements s JOIN articles a ON a.article_id = s.article_id {where}"
    found = Where()
    ids = [r["id"] for r in rows(record, query, *where.values)]
    found.add("s.statement_id IN (SELECT unnest(?::VARCHAR[]))", ids or ["-"])
    return found


def occurrence_facets(record: Asked, asked: Mapping[str, str]) -> list[Facet]:
    """What the list of events could be narrowed by."""
    year = f"left({HAPPENED}, 4)"
    return facets(record, "occurrences o", occurrences_where(asked), (
        ("type", "Type", "o.type", "o.type"),
        ("by_country", "Who acts", "o.actors[1].country", "o.actors[1].country"),
        ("to_country", "To whom", "o.recipients[1].country", "o.recipients[1].country"),
        ("year", "Year", year, year),
    ))  # fmt: skip


def counts(record: Asked) -> Row:
    """How much the record holds."""
    tables = ("articles", "statements", "events", "occurrences", "actors", "problems")
    query = ", ".join(f"(SELECT count(*) FROM {name}) AS {name}" for name in tables)
    return rows(record, f"SELECT {query}")[0]


_NAMED = """toponyms t JOIN places p ON p.place_id = t.place_id JOIN articles a ON a.article_id = t.article_id"""


def _places_where(asked: Mapping[str, str]) -> Where:
    where = articles_where(asked)
    where.add("p.feature NOT LIKE 'PCL%' AND p.feature <> 'CONT'")
    return where


def places(record: Asked, asked: Mapping[str, str], page: int) -> Rows:
    """The places that are named, countries and continents aside, the most frequent first."""
    where = _places_where(asked)
    source = f"""(SELECT p.place_id, p.name, p.country, p.latitude, p.longitude, count(*) AS mentions,
                         count(DISTINCT a.article_id) AS articles FROM {_NAMED} {where} GROUP BY ALL)"""
    every = Where()
    every.values += where.values
    return page_of(record, "*", source, every, "articles DESC, mentions DESC, name, place_id", page)


def every_place(record: Asked, asked: Mapping[str, str]) -> list[Row]:
    """All of them, with their coordinates."""
    where = _places_where(asked)
    query = f"""SELECT p.place_id, p.name, p.country, p.latitude, p.longitude, count(*) AS mentions,
                       count(DISTINCT a.article_id) AS articles
                FROM {_NAMED} {where} GROUP BY ALL ORDER BY articles DESC, p.name, p.place_id"""
    return rows(record, query, *where.values)


def map_of(record: Asked, asked: Mapping[str, str]) -> str:
    """The same places as a map, SVG."""
    where = _places_where(asked)
    query = f"""SELECT p.latitude, p.longitude, count(*) AS n, p.name FROM {_NAMED} {where} GROUP BY ALL ORDER BY ALL"""
    spots = [Spot(r["latitude"], r["longitude"], r["n"], r["name"] or "") for r in rows(record, query, *where.values)]
    return draw_map(spots, f"{len(spots):,} places named, countries aside", "mentions")


def unstyled(drawn: str) -> str:
    """A map to stand in a page, where the page's own styles hold and others are forbidden."""
    return re.sub(r"<style>.*?</style>", "", drawn, flags=re.S)


def problems(record: Asked, page: int) -> Rows:
    """What could not be read, and why."""
    return page_of(record, "*", "problems", Where(), "uri, stage", page)
