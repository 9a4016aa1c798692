"""The view ``said_before``: what the speaker of a statement had said about the same matter.

Two statements are about one matter where they share words that tell something: two and more in one story, or three and
more and a third of the shorter one elsewhere.
"""

from __future__ import annotations

SAID_BEFORE = """
WITH told AS (
    SELECT l.article_id || ':' || q.id AS statement_id, q.speaker, q.words, l.story_id, l.article_id, t.day
    FROM linked.quotes q JOIN linked.articles l ON l.reading = q.reading JOIN linked.texts t ON t.reading = q.reading
    WHERE l.copy_of IS NULL AND q.speaker IS NOT NULL),
pairs AS (
    SELECT a.*, b.statement_id AS earlier_id, b.day AS earlier_day,
           list_sort(list_intersect(a.words, b.words)) AS shared, least(len(a.words), len(b.words)) AS fewer,
           a.story_id = b.story_id AS one_story
    FROM told a JOIN told b ON b.speaker = a.speaker AND b.article_id <> a.article_id
         AND (b.day < a.day OR (b.day IS NOT DISTINCT FROM a.day AND b.article_id < a.article_id)))
SELECT p.statement_id, p.earlier_id, s.speaker_id, s.speaker, s.text, o.text AS earlier,
       a.published_at, b.published_at AS earlier_at, b.publisher AS earlier_publisher, p.shared,
       s.family_id = o.family_id AS same_words
FROM pairs p JOIN main.statements s ON s.statement_id = p.statement_id
JOIN main.statements o ON o.statement_id = p.earlier_id
JOIN main.articles a ON a.article_id = s.article_id JOIN main.articles b ON b.article_id = o.article_id
WHERE len(p.shared) >= 3 AND 3 * len(p.shared) >= p.fewer OR p.one_story AND len(p.shared) >= 2
ORDER BY p.statement_id, p.earlier_day DESC NULLS LAST, p.earlier_id
"""
