"""The view ``occurrences``: the reports that linking grouped, counted as they stand now, with corrected actors.

A report counts once: a copy of its article is not another one, nor is what stands in a background block, unless there
is nothing else. What reports do not agree on is told side by side: each figure with those who give it, never a mean.
"""

from __future__ import annotations

from typing import get_args

from dateline.schema import Modality

MODALITIES: tuple[str, ...] = get_args(Modality)
FIGURES = ("dead", "injured", "size")
_FIRM = "date_from IN ('clause', 'sentence')"
_PLACED = "place_from IN ('clause', 'sentence')"
_OLDEST = "standing, published_at NULLS LAST, article_id, opening, event_id"


def _top(histogram: str) -> str:
    """The key that a histogram has most of; of several the least."""
    entries = f"list_transform(map_entries({histogram}), lambda e: {{'n': -(e.value::BIGINT), 'key': e.key}})"
    return f"list_sort({entries})[1].key"


def _majority(value: str, better: str) -> str:
    """The value that most reports give: of those for which ``better`` holds, if any."""
    counted = f"histogram({value}) FILTER (counts AND {value} IS NOT NULL"
    return _top(f"coalesce({counted} AND {better}), {counted}))")


def _figures(name: str) -> str:
    return f"SELECT occurrence_id, '{name}' AS what, {name} AS value, event_id FROM told WHERE counts"


_DATES = "concat_ws('/', date_start, date_end)"
_COUNTS = ",\n       ".join(f"count(*) FILTER (counts AND modality = '{m}') AS {m}" for m in MODALITIES)
_ROLE = """SELECT e.occurrence_id, '{role}' AS role, unnest(e.{role}) AS p
          FROM main.events e SEMI JOIN told ON told.event_id = e.event_id AND told.counts"""
_WHO = """CASE WHEN named AND kind <> 'country' THEN id
                  WHEN country IS NOT NULL AND (id IS NULL OR kind = 'country') THEN country
                  ELSE coalesce(country || ' ' || coalesce(sector, ''),
                                regexp_replace(lower(name), '^(the|an?) ', '')) END"""
"""Who is told apart: named actors; a country, also by its adjective; the forces, officials or people of one country;
words without a name."""
_ONE_ID = (
    """coalesce(min(id) FILTER (named), CASE WHEN count(DISTINCT id) = 1 AND count(id) = count(*) THEN min(id) END)"""
)
OCCURRENCES = f"""
WITH every AS (
    SELECT e.* EXCLUDE (trigger, actors, recipients), e.trigger[1]."start" AS opening, a.published_at, a.publisher,
           coalesce(a.copy_of, a.article_id) AS original,
           a.copy_of IS NOT NULL AS copied, coalesce(e.block_kind = 'background', false) AS standing
    FROM main.events e JOIN main.articles a ON a.article_id = e.article_id),
told AS MATERIALIZED (
    SELECT *, row_number() OVER (PARTITION BY occurrence_id ORDER BY {_OLDEST}) = 1
              OR (NOT standing AND rank() OVER (PARTITION BY occurrence_id, original
                                                ORDER BY standing, copied, article_id) = 1) AS counts
    FROM every),
grouped AS (
    SELECT occurrence_id, {_top("histogram(type) FILTER (counts)")} AS type,
           list({{'type': type, 'mode': mode}}) FILTER (counts AND mode IS NOT NULL) AS modes,
           {_majority(_DATES, _FIRM)} AS dates,
           {_majority("place_id", _PLACED)} AS place_id,
           count(*) FILTER (counts) AS reports, count(DISTINCT article_id) FILTER (counts) AS articles,
           count(DISTINCT article_id) - count(DISTINCT article_id) FILTER (counts) AS others,
           count(DISTINCT coalesce(publisher, '')) FILTER (counts) AS sources,
           min(published_at) AS first_seen, max(published_at) AS last_seen,
           {_COUNTS}
    FROM told GROUP BY occurrence_id),
figures AS (
    SELECT occurrence_id, what, list({{'value': value, 'reports': reports, 'events': events}} ORDER BY value) AS told
    FROM (SELECT occurrence_id, what, value, count(*) AS reports, list(event_id ORDER BY event_id) AS events
          FROM ({" UNION ALL ".join(map(_figures, FIGURES))}) WHERE value IS NOT NULL GROUP BY ALL)
    GROUP BY ALL),
people AS (
    SELECT occurrence_id, role, p.id AS id, coalesce(a.named, false) AS named, a.kind,
           regexp_replace(coalesce(a.name, p.text), '\\s+', ' ', 'g') AS name,
           coalesce(a.country, p.country) AS country, coalesce(a.sector, p.sector) AS sector
    FROM ({_ROLE.format(role="actors")} UNION ALL {_ROLE.format(role="recipients")})
    LEFT JOIN main.actors a ON a.actor_id = p.id
    WHERE p.id IS NOT NULL OR p.text <> ''),
parties AS (
    SELECT occurrence_id, role, list({{'id': id, 'name': name, 'country': country, 'sector': sector,
                                       'reports': reports}} ORDER BY reports DESC, name, id) AS told
    FROM (SELECT occurrence_id, role, {_ONE_ID} AS id, coalesce(min(name) FILTER (named), min(name)) AS name,
                 min(country) AS country, min(sector) AS sector, count(*) AS reports
          FROM people GROUP BY occurrence_id, role, {_WHO})
    GROUP BY ALL)
SELECT g.occurrence_id, g.type,
       {_top("list_histogram(list_transform(list_filter(g.modes, lambda m: m.type = g.type), lambda m: m.mode))")}
       AS mode,
       nullif(split_part(g.dates, '/', 1), '') AS date_start, nullif(split_part(g.dates, '/', -1), '') AS date_end,
       g.place_id, coalesce(who.told, []) AS actors, coalesce(whom.told, []) AS recipients,
       g.reports, g.articles, g.others AS copies, g.sources, g.first_seen, g.last_seen,
       {", ".join(f"g.{m}" for m in MODALITIES)},
       {", ".join(f"coalesce({f}.told, []) AS {f}" for f in FIGURES)}
FROM grouped g
LEFT JOIN parties who ON who.occurrence_id = g.occurrence_id AND who.role = 'actors'
LEFT JOIN parties whom ON whom.occurrence_id = g.occurrence_id AND whom.role = 'recipients'
{" ".join(f"LEFT JOIN figures {f} ON {f}.occurrence_id = g.occurrence_id AND {f}.what = '{f}'" for f in FIGURES)}
ORDER BY g.occurrence_id
"""
