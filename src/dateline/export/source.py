"""What an export reads: the public tables of a record, narrowed by conditions in SQL.

A condition on ``articles`` takes the rows of all tables with it: events of other articles, and actors that only those
mention, are left out. The tables are narrowed by common table expressions under their own names, so that a query of an
export reads the same with a condition and without.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from dateline.errors import InputError
from dateline.record import Record
from dateline.record.columns import TABLES
from dateline.record.flat import FLAT

__all__ = ["Row", "Source", "conditions"]

Row = dict[str, Any]
NARROWED = ("articles", "statements", "events")
"""The tables on which a condition can be put."""
_OF_ARTICLE = "article_id IN (SELECT article_id FROM articles)"
_TAKING_PART = (
    "SELECT unnest(list_transform(actors, lambda p: p.id)) FROM events UNION ALL "
    "SELECT unnest(list_transform(recipients, lambda p: p.id)) FROM events"
)
_FOLLOWING = {
    "copies": f"{_OF_ARTICLE} AND of_id IN (SELECT article_id FROM articles)",
    "mentions": _OF_ARTICLE,
    "actors": f"""actor_id IN (SELECT actor_id FROM mentions UNION ALL SELECT speaker_id FROM statements UNION ALL
                  SELECT addressee_id FROM statements UNION ALL {_TAKING_PART})""",
    "roles": "actor_id IN (SELECT actor_id FROM actors)",
    "occurrences": "occurrence_id IN (SELECT occurrence_id FROM events)",
    "toponyms": _OF_ARTICLE,
    "places": """place_id IN (SELECT place_id FROM toponyms UNION ALL SELECT place_id FROM events
                 UNION ALL SELECT place_id FROM statements UNION ALL SELECT dateline_place_id FROM articles)""",
    "contradictions": "event_id IN (SELECT event_id FROM events) AND other_event_id IN (SELECT event_id FROM events)",
    "omissions": "event_id IN (SELECT event_id FROM events)",
    "said_before": """statement_id IN (SELECT statement_id FROM statements)
                      AND earlier_id IN (SELECT statement_id FROM statements)""",
    "stories": "story_id IN (SELECT story_id FROM articles)",
    "families": "family_id IN (SELECT family_id FROM statements)",
}


_ORDERED = {
    "contradictions": "ALL", "families": "family_id", "actors": "actor_id", "occurrences": "occurrence_id",
    "places": "place_id", "stories": "story_id",
}  # fmt: skip
"""How the tables that are grouped are put in order, so that two exports are alike."""


def conditions(told: Sequence[str]) -> dict[str, str]:
    """Conditions by table: ``"publisher = 'Gulf Wire'"`` is one on articles, ``"events: quad = 4"`` one on events.

    Several on one table must all hold. Raises InputError for a table that cannot be narrowed.
    """
    found: dict[str, list[str]] = {}
    for one in told:
        table, colon, rest = one.partition(":")
        named = bool(colon) and table.strip().isidentifier() and not rest.startswith(":")
        table, condition = (table.strip(), rest) if named else ("articles", one)
        if table not in NARROWED:
            raise InputError(f"a condition is on one of {', '.join(NARROWED)}, not on {table}")
        if not condition.strip():
            raise InputError("a condition is an expression in SQL, such as publisher = 'Gulf Wire'")
        found.setdefault(table, []).append(condition.strip())
    return {table: "\n) AND (".join(all_) for table, all_ in found.items()}


class Source:
    """A record as an export reads it."""

    def __init__(self, record: Record, where: Sequence[str] = ()) -> None:
        """``where`` are conditions, see :func:`conditions`."""
        self.record = record
        self.where = conditions(where)
        self._places: dict[str, Row] | None = None
        self._opening = _opening(self.where) if self.where else ""

    def batches(self, query: str, rows: int = 10_000) -> pa.RecordBatchReader:
        """The answer to a SELECT over the public tables, as a stream."""
        if self._opening and query.lstrip().upper().startswith("WITH "):
            return self.record.batches_of(f"{self._opening}, {query.lstrip()[5:]}", rows)
        return self.record.batches_of(f"{self._opening} {query}", rows)

    def table(self, name: str) -> pa.RecordBatchReader:
        """The rows of a public table, as a stream, in an order that is always the same."""
        order = f" ORDER BY {_ORDERED[name]}" if name in _ORDERED else ""
        return self.batches(f"SELECT * FROM {name}{order}")

    def rows(self, query: str) -> Iterator[Row]:
        """The same, row by row."""
        for batch in self.batches(query, 2_000):
            yield from batch.to_pylist()

    def articles(self) -> Iterator[Row]:
        """The articles, each with all its layers as ``Record.article`` gives them, in the order of their ids."""
        kept = {
            table: {row[0] for row in self._ids(table)} for table in ("statements", "events") if table in self.where
        }
        for (article_id,) in self._ids("articles"):
            found = self.record.article(article_id)
            if found is not None:
                for table, ids in kept.items():
                    found[table] = [r for r in found[table] if r[f"{table[:-1]}_id"] in ids]
                found["places"] = self.places(found)
                yield found

    def places(self, layers: Row) -> list[Row]:
        """The rows of ``places`` that an article's toponyms, events and statements name."""
        if self._places is None:
            found = self.record.batches_of("SELECT * FROM places ORDER BY place_id")
            self._places = {row["place_id"]: row for batch in found for row in batch.to_pylist()}
        met = {row["place_id"] for name in ("toponyms", "events", "statements") for row in layers[name]} - {None}
        return [self._places[i] for i in sorted(met) if i in self._places]

    def _ids(self, table: str) -> list[tuple[str]]:
        key = f"{table[:-1]}_id"
        found = self.batches(f"SELECT {key} FROM {table} ORDER BY {key}").read_all()
        return [(value,) for value in found.column(0).to_pylist()]


def _opening(where: Mapping[str, str]) -> str:
    parts = [f"articles AS (SELECT * FROM main.articles WHERE (\n{where.get('articles', 'true')}\n))"]
    for table in ("statements", "events"):
        parts.append(
            f"{table} AS (SELECT * FROM main.{table} WHERE {_OF_ARTICLE} AND (\n{where.get(table, 'true')}\n))"
        )
    parts += [f"{name} AS (SELECT * FROM main.{name} WHERE {condition})" for name, condition in _FOLLOWING.items()]
    done = {*NARROWED, *_FOLLOWING, *FLAT}
    of_article = [n for n in TABLES if n not in done]
    parts += [f"{name} AS (SELECT * FROM main.{name} WHERE {_OF_ARTICLE})" for name in of_article]
    parts += [f"{name} AS ({query})" for name, query in FLAT.items()]
    return "WITH " + ",\n".join(parts)
