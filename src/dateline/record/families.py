"""The view ``families``: what one speaker said that several articles have, with its first and its fullest version."""

from __future__ import annotations

_AGE = "a.published_at IS NULL, coalesce(a.published_at, ''), a.article_id, s.statement_id"
FAMILIES = f"""
SELECT s.family_id, min(s.speaker_id) AS speaker_id, min(s.speaker) AS speaker,
       arg_min(s.text, ({_AGE})) AS text,
       arg_max(s.statement_id, (length(s.text), s.statement_id)) AS fullest_id,
       arg_max(s.text, (length(s.text), s.statement_id)) AS fullest,
       min(a.published_at) AS first, max(a.published_at) AS last,
       count(*) AS statements, count(DISTINCT s.article_id) AS articles,
       count(DISTINCT regexp_replace(lower(s.text), '[^\\p{{L}}\\p{{N}}]+', ' ', 'g')) AS versions,
       list_sort(list(DISTINCT a.publisher) FILTER (a.publisher IS NOT NULL)) AS outlets
FROM main.statements s JOIN main.articles a ON a.article_id = s.article_id
GROUP BY s.family_id HAVING count(DISTINCT s.article_id) > 1
ORDER BY s.family_id
"""
