"""Actors that corrections are about, found again after linking knows them under other ids.

An id that linking gave up redirects. One that it does not know any more, because the articles were read anew, is that
of the only actor of its kind which goes by the name that the correction quotes: a full name first, then any other name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import duckdb

from dateline.record.corrections import Correction

_THERE = """
WITH asked AS (SELECT unnest(?::VARCHAR[]) AS actor_id)
SELECT actor_id, actor_id FROM linked.actors WHERE actor_id IN (FROM asked)
UNION ALL SELECT actor_id, into_id FROM linked.redirects WHERE actor_id IN (FROM asked)
UNION ALL SELECT article_id || ':' || id AS place, place FROM stored.actors WHERE place IN (FROM asked)
"""
_CALLED = """
SELECT actor_id, kind, names, own_aliases FROM linked.actors
WHERE named AND (list_has_any(names, $names::VARCHAR[]) OR list_has_any(own_aliases, $names::VARCHAR[]))
ORDER BY actor_id
"""


def refound(base: duckdb.DuckDBPyConnection, corrections: Sequence[Correction]) -> list[Correction]:
    """``corrections`` with the ids that their actors have now; those that are not found are as they were.

    Undone ones are to be among them: who was split off is not looked for by name once the split is undone.
    """
    named: dict[str, str | None] = {}
    for one in corrections:
        named.setdefault(one.target, one.quoted if one.kind != "split" else None)
        if one.kind in ("merge", "distinct"):
            named.setdefault(one.value, one.context)
    if not named:
        return list(corrections)
    found: dict[str, str] = dict(base.execute(_THERE, [list(named)]).fetchall())
    made = {one.value for one in corrections if one.kind == "split"}
    found |= _by_name(base, {i: name for i, name in named.items() if name and i not in found and i not in made})
    return [_with(one, found) for one in corrections]


def _by_name(base: duckdb.DuckDBPyConnection, named: Mapping[str, str]) -> dict[str, str]:
    """By the ids of ``named`` the actor of the same kind that alone goes by the name, where there is one."""
    called: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    rows: Iterable[tuple[str, str, list[str], list[str]]] = (
        base.execute(_CALLED, {"names": sorted(set(named.values()))}).fetchall() if named else ()
    )
    for actor_id, kind, names, aliases in rows:
        for number, words in enumerate((names, aliases)):
            for name in words:
                called.setdefault((kind, name), ([], []))[number].append(actor_id)
    found = {}
    for old, name in named.items():
        full, other = called.get((old.partition("-")[0], name), ([], []))
        if len(full or other) == 1:
            found[old] = (full or other)[0]
    return found


def _with(one: Correction, found: Mapping[str, str]) -> Correction:
    value = found.get(one.value, one.value) if one.kind in ("merge", "split", "distinct") else one.value
    return replace(one, target=found.get(one.target, one.target), value=value)
