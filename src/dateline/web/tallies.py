"""Events counted: by week and quad class, told as fact and merely reported apart; who acts on whom; and by day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dateline.web.filters import HAPPENED, occurrences_where
from dateline.web.queries import Asked, Row, rows
from dateline.web.words import QUADS

WEEKS = 60
"""Weeks, months or years that a chart shows at most, the last ones."""
SIDES = 16
"""Actors on either side of the matrix."""
DAYS = 200
"""Days that a timeline shows."""
_QUAD = "(SELECT quad FROM (VALUES {pairs}) q(type, quad) WHERE q.type = o.type)"
_FACT = "o.asserted > 0"
_BY = {"party": "name", "country": "country"}


@dataclass(frozen=True, slots=True)
class Weeks:
    """Events by time and quad class."""

    unit: str
    """week, month or year."""
    rows: list[Row]
    """``value`` (the first day), and for each quad class ``q1`` ... told as fact and ``r1`` ... merely reported."""


def weeks(record: Asked, asked: Mapping[str, str]) -> Weeks:
    """Events by the week of their day, or by month or year where that would be more than WEEKS."""
    where = occurrences_where(asked)
    where.add(f"try_cast({HAPPENED} AS DATE) IS NOT NULL")
    counts = ", ".join(
        f"count(*) FILTER (quad = {q} AND {'' if fact else 'NOT '}fact) AS {'q' if fact else 'r'}{q}"
        for q in QUADS
        for fact in (True, False)
    )
    found: list[Row] = []
    for unit in ("week", "month", "year"):
        query = f"""
            SELECT strftime(date_trunc('{unit}', day), '%Y-%m-%d') AS value, {counts}
            FROM (SELECT try_cast({HAPPENED} AS DATE) AS day, {_quad()} AS quad, {_FACT} AS fact
                  FROM occurrences o {where})
            GROUP BY value ORDER BY value"""
        found = rows(record, query, *where.values)
        if len(found) <= WEEKS:
            return Weeks(unit, found)
    return Weeks("year", found[-WEEKS:])


def _quad() -> str:
    from dateline.events.codebook import types

    pairs = ", ".join(f"('{name}', {kind.quad})" for name, kind in sorted(types().items()))
    return _QUAD.format(pairs=pairs)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who acts on whom, by party or country."""

    by: str
    actors: list[tuple[str, str]]
    """Key and name of each row."""
    recipients: list[tuple[str, str]]
    cells: Mapping[tuple[str, str], int]
    most: int


def matrix(record: Asked, asked: Mapping[str, str]) -> Matrix:
    """The most frequent actors and recipients, and how many events each pair has."""
    by = "country" if asked.get("by") == "country" else "party"
    where = occurrences_where(asked)
    key = "coalesce(x.id, x.name)" if by == "party" else "x.country"
    query = f"""
        WITH acting AS (SELECT o.occurrence_id, unnest(o.actors) AS x, o.recipients FROM occurrences o {where}),
        pairs AS (SELECT DISTINCT occurrence_id, {key} AS one, x.{_BY[by]} AS one_name, unnest(recipients) AS x
                  FROM acting WHERE {key} IS NOT NULL)
        SELECT one, min(one_name) AS one_name, {key} AS other, min(x.{_BY[by]}) AS other_name,
               count(DISTINCT occurrence_id) AS n
        FROM pairs WHERE {key} IS NOT NULL GROUP BY one, other ORDER BY n DESC, one, other LIMIT 2000"""
    found = rows(record, query, *where.values)
    sides: list[list[tuple[str, str]]] = []
    for side in ("one", "other"):
        tally: dict[tuple[str, str], int] = {}
        for row in found:
            named = (row[side], row[f"{side}_name"])
            tally[named] = tally.get(named, 0) + row["n"]
        sides.append(sorted(tally, key=lambda k: (-tally[k], k))[:SIDES])
    cells = {(row["one"], row["other"]): row["n"] for row in found}
    return Matrix(by, sides[0], sides[1], cells, max(cells.values(), default=0))


def ties(record: Asked, asked: Mapping[str, str]) -> list[Row]:
    """Pairs of actors with an id, one acting on the other in the events of a list, as ``network.draw`` takes them."""
    where = occurrences_where(asked)
    query = f"""
        WITH acting AS (SELECT o.occurrence_id, unnest(o.actors) AS x, o.recipients FROM occurrences o {where}),
        pairs AS (SELECT DISTINCT occurrence_id, x.id AS one, x.name AS one_name, unnest(recipients) AS y FROM acting)
        SELECT one, min(one_name) AS one_name, y.id AS other, min(y.name) AS other_name, 'event' AS kind,
               count(DISTINCT occurrence_id) AS n
        FROM pairs WHERE one IS NOT NULL AND y.id IS NOT NULL AND one <> y.id
        GROUP BY one, y.id ORDER BY n DESC, one, other LIMIT 2000"""
    return rows(record, query, *where.values)


def places(record: Asked, asked: Mapping[str, str]) -> list[Row]:
    """Where the events of a list were, the most frequent first."""
    where = occurrences_where(asked)
    query = f"""SELECT p.place_id, p.name, p.country, p.latitude, p.longitude, count(*) AS n
                FROM occurrences o JOIN places p ON p.place_id = o.place_id {where}
                GROUP BY ALL ORDER BY n DESC, p.name, p.place_id LIMIT 2000"""
    return rows(record, query, *where.values)


def timeline(record: Asked, asked: Mapping[str, str]) -> list[tuple[str, list[Row]]]:
    """The events of the last days that have any, by day, the most reported first."""
    where = occurrences_where(asked)
    query = f"""
        SELECT o.occurrence_id, o.type, o.reports, {HAPPENED} AS day, o.actors, o.recipients, {_quad()} AS quad,
               {_FACT} AS fact
        FROM occurrences o {where} ORDER BY day DESC NULLS LAST, o.reports DESC, o.occurrence_id LIMIT {DAYS}"""
    days: dict[str, list[Row]] = {}
    for row in rows(record, query, *where.values):
        days.setdefault(row["day"] or "", []).append(row)
    return list(days.items())


def series(found: Weeks) -> list[dict[str, Any]]:
    """The chart of each quad class: its number, its name, and its bars."""
    most = max((row[f"q{q}"] + row[f"r{q}"] for row in found.rows for q in QUADS), default=0) or 1
    return [
        {"quad": q, "name": name, "most": most, "fact": sum(r[f"q{q}"] for r in found.rows),
         "said": sum(r[f"r{q}"] for r in found.rows),
         "bars": [(r["value"], r[f"q{q}"], r[f"r{q}"]) for r in found.rows]}
        for q, name in QUADS.items()
    ]  # fmt: skip
