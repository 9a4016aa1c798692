"""The view ``omissions``: what one outlet has of an occurrence, and another outlet of the same story leaves out.

An outlet leaves an occurrence out where it told of the story on that day or later and in none of its articles, copies
among them, of the occurrence. Of what both report, it leaves out a figure, a party or the place that none of its own
reports gives.
"""

from __future__ import annotations

_DETAILS = {
    "dead": "CAST(CAST(max(e.dead) AS BIGINT) AS VARCHAR)",
    "injured": "CAST(CAST(max(e.injured) AS BIGINT) AS VARCHAR)",
    "size": "CAST(CAST(max(e.size) AS BIGINT) AS VARCHAR)",
    "actors": "nullif(max(array_to_string(list_transform(e.actors, lambda p: p.\"text\"), ', ')), '')",
    "recipients": "nullif(max(array_to_string(list_transform(e.recipients, lambda p: p.\"text\"), ', ')), '')",
    "place": "max(CASE WHEN e.place_from IN ('clause', 'sentence') THEN e.place_id END)",
}
"""By what may be left out: the value that the reports of one outlet give together."""
_AGE = "(published_at IS NULL, coalesce(published_at, ''), event_id)"
_VALUES = ",\n           ".join(f'{value} AS "{what}"' for what, value in _DETAILS.items())


def _detail(what: str) -> str:
    return f"""
SELECT a.story_id, a.occurrence_id, '{what}' AS what, a."{what}" AS value, a.event_id, a.publisher AS outlet,
       a.published_at AS since, b.publisher AS other, b.event_id AS other_event_id, b.articles
FROM each a JOIN each b ON b.occurrence_id = a.occurrence_id AND b.story_id = a.story_id
     AND b.publisher <> a.publisher
WHERE a."{what}" IS NOT NULL AND b."{what}" IS NULL"""


OMISSIONS = f"""
WITH told AS (
    SELECT e.*, a.story_id, a.publisher, a.published_at
    FROM main.events e JOIN main.articles a ON a.article_id = e.article_id
    WHERE a.publisher IS NOT NULL AND e.block_kind IS DISTINCT FROM 'background'
          AND e.modality IN ('asserted', 'reported', 'denied')),
outlets AS (
    SELECT story_id, publisher, count(*) AS articles, max(published_at) AS last FROM main.articles
    WHERE publisher IS NOT NULL GROUP BY ALL),
each AS (
    SELECT e.story_id, e.occurrence_id, e.publisher, arg_min(e.event_id, {_AGE}) AS event_id,
           min(e.published_at) AS published_at, count(DISTINCT e.article_id) AS articles,
           {_VALUES}
    FROM told e GROUP BY e.story_id, e.occurrence_id, e.publisher),
whole AS (
    SELECT story_id, occurrence_id, arg_min(event_id, {_AGE}) AS event_id, arg_min(publisher, {_AGE}) AS outlet,
           arg_min(type || ': ' || regexp_replace(trigger_text, '\\s+', ' ', 'g'), {_AGE}) AS value,
           min(published_at) AS since, list(DISTINCT publisher) AS outlets
    FROM told GROUP BY ALL)
SELECT w.story_id, w.occurrence_id, 'event' AS what, w.value, w.event_id, w.outlet, w.since, o.publisher AS other,
       NULL AS other_event_id, o.articles
FROM whole w JOIN outlets o ON o.story_id = w.story_id
WHERE NOT list_contains(w.outlets, o.publisher) AND (w.since IS NULL OR o.last >= left(w.since, 10))
UNION ALL {" UNION ALL ".join(map(_detail, _DETAILS))}
ORDER BY 1, 2, 3, 8, 6
"""
