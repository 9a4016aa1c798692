"""The view ``contradictions``: what reports of one occurrence say against each other, and a speaker against himself.

Each value is known by the report that gave it first; copies and standing background give none. Two values of one
occurrence make a row, the earlier first; so do two reports that lay one deed to different doers (``actor``), and two
statements of one speaker about one matter, then and now (``denial``, ``stance``, ``figure``).
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
           e.place_id, a.published_at
    FROM main.events e JOIN main.articles a ON a.article_id = e.article_id
    WHERE {told} AND a.copy_of IS NULL AND e.block_kind IS DISTINCT FROM 'background'"""


_AGE = "{0}.published_at IS NULL, coalesce({0}.published_at, ''), {0}.article_id, {0}.event_id"
_NO_SPEAKER = "NULL AS speaker_id, NULL AS speaker, NULL AS statement_id, NULL AS other_statement_id"
_DOERS = """array_to_string(list_transform({0}.actors, lambda p: regexp_replace(p."text", '\\s+', ' ', 'g')), ', ')"""
CONTRADICTIONS = f"""
WITH told AS ({" UNION ALL ".join(map(_values, _TOLD))}),
firsts AS (
    SELECT * FROM told QUALIFY row_number() OVER (PARTITION BY occurrence_id, what, value
                                                  ORDER BY {_AGE.format("told")}) = 1),
rivals AS (SELECT article_id || ':' || event AS event_id, unnest(rivals) AS earlier_id FROM linked.reports)
SELECT a.occurrence_id, a.what, a.value, a.event_id, a.published_at AS since,
       b.value AS other, b.event_id AS other_event_id, b.published_at AS other_since,
       coalesce(a.place_id, b.place_id) AS place_id, {_NO_SPEAKER}
FROM firsts a JOIN firsts b ON b.occurrence_id = a.occurrence_id AND b.what = a.what
     AND ({_AGE.format("a")}) < ({_AGE.format("b")}) AND a.value <> b.value
UNION ALL
SELECT e.occurrence_id, 'actor', {_DOERS.format("e")}, e.event_id, a.published_at,
       {_DOERS.format("o")}, o.event_id, b.published_at, coalesce(e.place_id, o.place_id), NULL, NULL, NULL, NULL
FROM rivals r JOIN main.events e ON e.event_id = r.earlier_id JOIN main.articles a ON a.article_id = e.article_id
JOIN main.events o ON o.event_id = r.event_id JOIN main.articles b ON b.article_id = o.article_id
WHERE a.copy_of IS NULL AND b.copy_of IS NULL
QUALIFY row_number() OVER (PARTITION BY e.occurrence_id, o.occurrence_id ORDER BY e.event_id, o.event_id) = 1
UNION ALL
SELECT NULL, r.what, r.other, NULL, o.published_at, r.value, NULL, a.published_at, NULL,
       s.speaker_id, s.speaker, o.article_id || ':' || r.of_id, s.statement_id
FROM linked.reversals r JOIN linked.articles l ON l.reading = r.reading
JOIN linked.articles f ON f.reading = r.of_reading
JOIN main.articles a ON a.article_id = l.article_id JOIN main.articles o ON o.article_id = f.article_id
JOIN main.statements s ON s.statement_id = l.article_id || ':' || r.id
WHERE a.copy_of IS NULL AND o.copy_of IS NULL AND s.block_kind IS DISTINCT FROM 'background'
ORDER BY 1 NULLS LAST, 2, 5, 4, 8, 7, 12, 13
"""
