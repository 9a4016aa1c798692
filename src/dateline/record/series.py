"""The view ``series``: the steps of sessions, rounds, hearings and votes, as each article tells of them."""

from __future__ import annotations

SERIES = """
SELECT p.kind || ':' || CASE WHEN p.named THEN p.body
                             ELSE coalesce(l.story_id, a.article_id) || ':' || coalesce(p.body, '') END AS series_id,
       p.kind, p.body, p.number, p.position, p.status, p.date_start, p.date_end, p.places, p.place_ids,
       coalesce(l.story_id, a.article_id) AS story_id, a.article_id, a.publisher, a.published_at, p."start", p."end",
       trim(regexp_replace(substring(a.text, p.sentence_start + 1, p.sentence_end - p.sentence_start), '\\s+', ' ',
                           'g')) AS sentence
FROM linked.steps p JOIN stored.articles a ON a.reading = p.reading
JOIN linked.articles l ON l.reading = p.reading
WHERE l.copy_of IS NULL
ORDER BY series_id, a.published_at IS NULL, a.published_at, a.article_id, p."start"
"""
