"""The view ``contradictions``: what the reports of one occurrence say against each other.

Each value is known by the report that gave it first; copies and standing background give none. Two values of one
occurrence make a row, the earlier first.
"""

from __future__ import annotations

_TOLD = {
    "dead": ("CAST(e.dead AS BIGINT)", "e.dead IS NOT NULL"),
    "injured": ("CAST(e.injured AS BIGINT)", "e.injured IS NOT NULL"),
    "size": ("CAST(e.size AS BIGINT)", "e.size IS NOT NULL"),
    "day": ("e.date_start", "e.date_start IS NOT NULL AND e.date_start = e.date_end AND e.date_from = 'clause'"),
    "modality": ("e.modality", "e.modality IN ('asserted', 'denied')"),
}
"""By what may be contradicted: the value, and which reports give one."""


def _values(what: str) -> str:
    value, told = _TOLD[what]
    return f"""
    SELECT e.occurrence_id, '{what}' AS what, CAST({value} AS VARCHAR) AS value, e.event_id, e.article_id,
           a.published_at
    FROM main.events e JOIN main.articles a ON a.article_id = e.article_id
    WHERE {told} AND a.copy_of IS NULL AND e.block_kind IS DISTINCT FROM 'background'"""


_AGE = "{0}.published_at IS NULL, coalesce({0}.published_at, ''), {0}.article_id, {0}.event_id"
CONTRADICTIONS = f"""
WITH told AS ({" UNION ALL ".join(map(_values, _TOLD))}),
firsts AS (
    SELECT * FROM told QUALIFY row_number() OVER (PARTITION BY occurrence_id, what, value
                                                  ORDER BY {_AGE.format("told")}) = 1)
SELECT a.occurrence_id, a.what, a.value, a.event_id, a.published_at AS since,
       b.value AS other, b.event_id AS other_event_id, b.published_at AS other_since
FROM firsts a JOIN firsts b ON b.occurrence_id = a.occurrence_id AND b.what = a.what
     AND ({_AGE.format("a")}) < ({_AGE.format("b")}) AND a.value <> b.value
ORDER BY a.occurrence_id, a.what, since, a.event_id, other_since, b.event_id
"""
