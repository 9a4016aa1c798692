"""A record's tables as data frames, narrowed by the filters that the pages and ``/api/v1`` take.

A filter is a name of :data:`FILTERS` or a column, which then has just the value given. ``since`` and ``until`` are the
filters ``from`` and ``to``, since ``from`` is a word of Python.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from dateline.errors import InputError
from dateline.record.columns import TABLES
from dateline.record.filters import (
    Where,
    actors_where,
    articles_where,
    events_where,
    occurrences_where,
    statements_where,
)

if TYPE_CHECKING:
    import pandas
    import polars

__all__ = ["FILTERS", "Asked", "asked"]

_DAYS = ("from", "to", "since", "until", "year")
FILTERS: dict[str, tuple[str, Callable[[Mapping[str, str]], Where], tuple[str, ...]]] = {
    "articles": ("articles a", articles_where, ("q", "publisher", "language", "story", "actor", "place", *_DAYS)),
    "statements": (
        "statements s JOIN articles a ON a.article_id = s.article_id", statements_where,
        ("speaker", "about", "addressee", "who", "role", "country", "words", "mode", "stance", "act", "publisher",
         "story", "article", "sure", *_DAYS),
    ),
    "events": (
        "events s JOIN articles a ON a.article_id = s.article_id", events_where,
        ("type", "modality", "who", "actor", "by_country", "to_country", "place", "story", "article", "publisher",
         "words", "sure", *_DAYS),
    ),
    "occurrences": (
        "occurrences o", occurrences_where,
        ("type", "modality", "told", "who", "actor", "by_country", "to_country", "place", "story", *_DAYS),
    ),
    "actors": ("actors a", actors_where, ("q", "kind", "country")),
}  # fmt: skip
"""By table what it is asked from, its conditions, and the names of its filters."""
_ROW = {"articles": "a", "statements": "s", "events": "s", "occurrences": "o", "actors": "a"}


def asked(name: str, filters: Mapping[str, Any], matching: Callable[[str], list[str]]) -> tuple[str, list[Any]]:
    """The query for the rows of a table that ``filters`` leave, and its values; ``matching`` searches the full text.

    Raises InputError for a table, a filter or a column that is not there.
    """
    if name not in TABLES:
        raise InputError(f"there is no table {name}: choose one of {', '.join(TABLES)}")
    columns = [c.name for c in TABLES[name][1]]
    source, where_of, names = FILTERS.get(name, (name, None, ()))
    equal = {n: v for n, v in filters.items() if n in columns}
    said = {n: v for n, v in filters.items() if n in names and n not in columns}
    strange = [n for n in filters if n not in equal and n not in said]
    if strange:
        listed = f"the filters {', '.join(names)} and the columns" if names else "the columns"
        raise InputError(
            f"{name} has no filter and no column {strange[0]}: choose one of {listed} {', '.join(columns)}"
        )
    row = _ROW.get(name, name)
    parts = [f'{row}."{c}" IS NOT DISTINCT FROM ?' for c in equal]
    values = list(equal.values())
    if said and where_of is not None:
        told = {_ALSO.get(n, n): str(v) for n, v in said.items() if v is not None}
        ids = matching(told["q"]) if name == "articles" and told.get("q", "").strip() else None
        where = articles_where(told, ids) if ids is not None else where_of(told)
        parts += [str(where).removeprefix("WHERE ")] if str(where) else []
        values += where.values
    return f"SELECT {row}.* FROM {source} WHERE {' AND '.join(parts) or 'true'}", values


_ALSO = {"since": "from", "until": "to"}


class Asked:
    """What a record gives of its tables; the methods of :class:`Record` that every table shares."""

    def sql(self, query: str, parameters: Any = ()) -> pa.Table:
        """The answer to one SELECT."""
        raise NotImplementedError

    def relation_of(self, query: str, values: list[Any]) -> duckdb.DuckDBPyRelation:
        """The same as a relation that is not worked out yet."""
        raise NotImplementedError

    def matching(self, words: str) -> list[str]:
        """The ids of the articles that hold ``words``."""
        raise NotImplementedError

    def table(self, name: str, /, **filters: Any) -> pa.Table:
        """The rows of a public table as a ``pyarrow.Table``: all, or those that ``filters`` leave.

        >>> record.table("toponyms", form="demonym").num_rows  # doctest: +SKIP
        """
        return self.sql(*asked(name, filters, self.matching))

    def articles(self, **filters: Any) -> pa.Table:
        """The articles: all, or those that ``filters`` leave.

        >>> record.articles(q="ferry -winter", publisher="Gulf Wire", since="2031-03")  # doctest: +SKIP
        """
        return self.table("articles", **filters)

    def statements(self, **filters: Any) -> pa.Table:
        """The statements: all, or those that ``filters`` leave.

        >>> record.statements(speaker="Ana Vidmar", stance="deny")  # doctest: +SKIP
        >>> record.statements(who="vidmar", words="ferry*", until="2031-04")  # doctest: +SKIP
        """
        return self.table("statements", **filters)

    def events(self, **filters: Any) -> pa.Table:
        """The events: all, or those that ``filters`` leave.

        >>> record.events(type="PROTEST", who="fishermen", modality="asserted")  # doctest: +SKIP
        """
        return self.table("events", **filters)

    def occurrences(self, **filters: Any) -> pa.Table:
        """The events, each once: all, or those that ``filters`` leave.

        >>> record.occurrences(type="PROTEST", by_country="SVN", told="often")  # doctest: +SKIP
        """
        return self.table("occurrences", **filters)

    def actors(self, **filters: Any) -> pa.Table:
        """The actors: all, or those that ``filters`` leave.

        >>> record.actors(q="vidmar", kind="person")  # doctest: +SKIP
        """
        return self.table("actors", **filters)

    def relation(self, name: str, /, **filters: Any) -> duckdb.DuckDBPyRelation:
        """The same rows as a DuckDB relation: nothing is read before it is asked for. Use it before the record changes.

        >>> record.relation("events", type="PROTEST").aggregate("modality, count(*)")  # doctest: +SKIP
        """
        return self.relation_of(*asked(name, filters, self.matching))

    def to_polars(self, name: str, /, **filters: Any) -> polars.DataFrame:
        """The same rows as a polars data frame over the memory of the Arrow table; needs the extra ``polars``.

        >>> record.to_polars("flat_events").group_by("type").len()  # doctest: +SKIP
        """
        try:
            import polars
        except ModuleNotFoundError:
            raise InputError("polars is not installed: pip install 'dateline[polars]'") from None
        frame = polars.from_arrow(self.table(name, **filters), rechunk=False)
        assert isinstance(frame, polars.DataFrame)
        return frame

    def to_pandas(self, name: str, /, **filters: Any) -> pandas.DataFrame:
        """The same rows as a pandas data frame, with Arrow's types, so that nothing is copied; the extra ``pandas``.

        >>> record.to_pandas("flat_statements", publisher="Gulf Wire")  # doctest: +SKIP
        """
        try:
            import pandas
        except ModuleNotFoundError:
            raise InputError("pandas is not installed: pip install 'dateline[pandas]'") from None
        frame: pandas.DataFrame = self.table(name, **filters).to_pandas(types_mapper=pandas.ArrowDtype)
        return frame
