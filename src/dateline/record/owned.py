"""Who a person's own table of actors is about, in which articles.

A row fits who goes by one of its names, a person by a full one, or by nothing but an alias of one word that the row
gives; a person called by the surname alone where an article gives the role. It never fits where the country or the kind
differs, nor outside the days of the row. Of several rows that fit, the role and then the country decide, or none does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import duckdb

from dateline.actors.names.offices import read_title
from dateline.actors.names.persons import HONORIFICS, person_name
from dateline.record.anchors import Local
from dateline.record.own import OwnActor

_KEY = r"regexp_replace(trim(regexp_replace(strip_accents(lower({})), '[^\p{{L}}\p{{N}}]+', ' ', 'g')), '^the ', '')"
_FITS = f"""
WITH named AS (SELECT unnest($numbers::INTEGER[]) AS own, {_KEY.format("unnest($names::VARCHAR[])")} AS key,
                      unnest($aliases::BOOLEAN[]) AS alias),
     rows AS (SELECT unnest(range(len($kinds::VARCHAR[]))) AS own, unnest($kinds::VARCHAR[]) AS kind,
                     unnest($countries::VARCHAR[]) AS country, unnest($roles::BOOLEAN[]) AS told),
     surnames AS (SELECT DISTINCT own, regexp_extract(key, '[^ ]+$') AS key
                  FROM named JOIN rows USING (own) WHERE told),
     called AS (SELECT actor_id, kind, countries, unnest(names) AS called, true AS "full" FROM linked.actors WHERE named
                UNION ALL SELECT actor_id, kind, countries, unnest(own_aliases), kind != 'person'
                FROM linked.actors WHERE named),
     keyed AS (SELECT *, {_KEY.format("called")} AS key FROM called),
     fits AS (SELECT k.actor_id, k.kind, k.countries, n.own, false AS by_role FROM keyed k JOIN named n USING (key)
              WHERE key != '' AND "full" AND (k.kind != 'person' OR contains(key, ' ') OR n.alias)
              UNION SELECT k.actor_id, k.kind, k.countries, s.own, true FROM keyed k JOIN surnames s USING (key)
              WHERE k.kind = 'person')
SELECT DISTINCT f.actor_id, f.own, f.by_role, coalesce(list_contains(f.countries, r.country), false)
FROM fits f JOIN rows r USING (own)
WHERE (r.kind IS NULL OR r.kind = f.kind)
  AND (r.country IS NULL OR len(f.countries) = 0 OR list_contains(f.countries, r.country))
ORDER BY 1, 2, 3
"""
"""By actor the rows that fit it by a full name, and then those that fit its surname, if the role fits too."""
_LOCALS = """
SELECT a.article_id || ':' || a.id, l.actor_id, a.kind, a.name, a.named, a.aliases, a.roles, a.country, a.sector,
       coalesce(try_cast(left(r.published_at, 10) AS DATE), try_cast(r.dateline_value AS DATE))::VARCHAR
FROM linked.actor_links l JOIN stored.actors a ON a.reading = l.reading AND a.id = l.local_id
JOIN stored.articles r ON r.reading = a.reading
WHERE l.actor_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Owned:
    """What the tables say of the actors that linking found."""

    actors: dict[str, str] = field(default_factory=dict)
    """By actor, the one that a row makes it in all articles."""
    moved: dict[str, tuple[Local, str]] = field(default_factory=dict)
    """By local actor (``article_id:aN``) itself and the actor that a row makes it, where it is not so in all."""
    rows: dict[str, OwnActor] = field(default_factory=dict)
    """By the id of an actor the row that makes it."""


class _Fit(NamedTuple):
    own: int
    by_role: bool
    """By the surname, so that the role must be told."""
    country: bool
    """It is known to be the same."""


def owned(base: duckdb.DuckDBPyConnection, own: Sequence[OwnActor]) -> Owned:
    """Who the rows ``own`` are about."""
    found = Owned()
    if not own:
        return found
    fits = _fits(base, own)
    sure = {actor_id: rows[0].own for actor_id, rows in fits.items() if len(rows) == 1 and _always(own, rows[0])}
    for actor_id, number in sure.items():
        _take(found, own[number], actor_id)
    _take_locals(found, base, own, {actor_id: rows for actor_id, rows in fits.items() if actor_id not in sure})
    return found


def _fits(base: duckdb.DuckDBPyConnection, own: Sequence[OwnActor]) -> dict[str, list[_Fit]]:
    called = [(n, name, no > 0) for n, one in enumerate(own) for no, name in enumerate((one.name, *one.aliases))]
    asked = {
        "numbers": [number for number, _, _ in called],
        "names": [name for _, name, _ in called],
        "aliases": [alias for _, _, alias in called],
        "kinds": [one.kind for one in own],
        "countries": [one.country for one in own],
        "roles": [one.role is not None for one in own],
    }
    fits: dict[str, list[_Fit]] = {}
    for actor_id, *fit in base.execute(_FITS, asked).fetchall():
        made, there = _Fit(*fit), fits.setdefault(actor_id, [])
        if not any(made.own == other.own for other in there):
            there.append(made)
    return fits


def _always(own: Sequence[OwnActor], fit: _Fit) -> bool:
    return not (fit.by_role or own[fit.own].since or own[fit.own].until)


def _take(found: Owned, row: OwnActor, actor_id: str) -> None:
    now = row.actor_id(actor_id.partition("-")[0])
    found.actors[actor_id] = now
    found.rows.setdefault(now, row)


def _take_locals(
    found: Owned, base: duckdb.DuckDBPyConnection, own: Sequence[OwnActor], fits: Mapping[str, Sequence[_Fit]]
) -> None:
    """Decide article by article; an actor of whom all articles go to one row becomes that as a whole."""
    locals_: dict[str, list[tuple[Local, OwnActor | None]]] = {}
    for *told, day in base.execute(_LOCALS, [sorted(fits)]).fetchall() if fits else ():
        local = Local.of(told)
        locals_.setdefault(local.actor_id, []).append((local, _row(own, fits[local.actor_id], local, day)))
    for actor_id, here in locals_.items():
        made = Counter(row.actor_id(local.kind) if row else None for local, row in here)
        first = here[0][1]
        if first is not None and len(made) == 1:
            _take(found, first, actor_id)
            continue
        for local, row in here:
            if row is not None:
                now = row.actor_id(local.kind)
                found.moved[local.place] = (local, now)
                found.rows.setdefault(now, row)


def _row(own: Sequence[OwnActor], fits: Iterable[_Fit], local: Local, day: str | None) -> OwnActor | None:
    """The row that is about a local actor in an article of ``day``; None where none is, or several as well."""
    ranked: dict[tuple[bool, bool], dict[str, OwnActor]] = {}
    for fit in fits:
        row = own[fit.own]
        role = _has_role(row, local)
        if _holds(row, day) and (not fit.by_role or (role and _is_surname(local.name))):
            ranked.setdefault((role, fit.country), {}).setdefault(row.actor_id(local.kind), row)
    best = ranked[max(ranked)] if ranked else {}
    return next(iter(best.values())) if len(best) == 1 else None


def _is_surname(name: str) -> bool:
    return not person_name([word for word in name.split() if word.lower() not in HONORIFICS]).full


def _holds(row: OwnActor, day: str | None) -> bool:
    """Whether ``day`` is within those of the row; where it is not known, only a row of all days holds."""
    if day is None:
        return not (row.since or row.until)
    return (not row.since or day >= row.since) and (not row.until or day[: len(row.until)] <= row.until)


def _has_role(row: OwnActor, local: Local) -> bool:
    return row.role is not None and _office(row.role) in {_office(role) for role in local.roles}


def _office(role: str) -> str:
    """The usual name of the office that a role is, or its own words."""
    title = read_title(role.split())
    return title.office.name if title else role.casefold()
