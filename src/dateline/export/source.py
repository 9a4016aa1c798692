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
_AT_ONCE = 500
"""Articles that are asked for at a time."""
_ROW_NUMBER = "length({0}), {0}"
_LAYERS = {
    "blocks": "block_no", "mentions": '"start", "end" DESC, actor_id',
    "statements": _ROW_NUMBER.format("statement_id"), "events": _ROW_NUMBER.format("event_id"),
    "toponyms": '"start", "end", place_id', "times": '"start", "end", "value"', "figures": '"start", "end", "value"',
}  # fmt: skip
"""The layers of an article, each with the order of its rows."""
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
        """The articles, each with all its layers as ``Record.article`` gives them, in the order of their ids.

        Some hundreds are asked for at a time: a question costs as much as the rows of many articles.
        """
        ids = [article_id for (article_id,) in self._ids("articles")]
        for first in range(0, len(ids), _AT_ONCE):
            some = ids[first : first + _AT_ONCE]
            listed = ", ".join("'" + one.replace("'", "''") + "'" for one in some)
            here = f"article_id IN ({listed})"
            layers = {name: self._grouped(name, here, order) for name, order in _LAYERS.items()}
            articles = {row["article_id"]: row for row in self.rows(f"SELECT * FROM articles WHERE {here}")}
            met = f"SELECT actor_id FROM mentions WHERE {here}"
            actors = {a["actor_id"]: a for a in self.rows(f"SELECT * FROM actors WHERE actor_id IN ({met})")}
            for article_id in some:
                if article_id in articles:
                    found: Row = {"article": articles[article_id]}
                    found |= {name: rows.get(article_id, []) for name, rows in layers.items()}
                    named = sorted({m["actor_id"] for m in found["mentions"]} & actors.keys())
                    found["actors"] = [actors[i] for i in named]
                    found["places"] = self.places(found)
                    yield found

    def _grouped(self, name: str, here: str, order: str) -> dict[str, list[Row]]:
        """By article the rows of a layer in the articles for which ``here`` holds, in ``order``."""
        found: dict[str, list[Row]] = {}
        for row in self.rows(f"SELECT * FROM {name} WHERE {here} ORDER BY article_id, {order}"):
            found.setdefault(row["article_id"], []).append(row)
        return found

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
