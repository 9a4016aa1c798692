"""The views ``versions`` and ``wordings``: pieces of copy, and quotations, from version to version."""

from __future__ import annotations

_PIECES = """list_transform({spans}, lambda s: regexp_replace(substring({text}, s."start" + 1, s."end" - s."start"),
                 '\\s+', ' ', 'g'))"""
VERSIONS = f"""
SELECT f.article_id AS version_of, v.number, a.article_id, a.publisher, a.published_at, o.article_id AS of_id, c.kind,
       c.share_of::DOUBLE AS kept, 1 - c.share::DOUBLE AS changed,
       coalesce({_PIECES.format(spans="c.new", text="a.text")}, []) AS added,
       coalesce({_PIECES.format(spans="c.dropped", text="o.text")}, []) AS dropped
FROM linked.versions v JOIN stored.articles a ON a.reading = v.reading
JOIN stored.articles f ON f.reading = v.first_reading
LEFT JOIN stored.articles o ON o.reading = v.of_reading
LEFT JOIN linked.copies c ON c.reading = v.reading AND c.of_reading = v.of_reading
ORDER BY version_of, v.number
"""
WORDINGS = """
SELECT o.article_id || ':' || w.of_id AS family_id, a.article_id || ':' || w.id AS statement_id, a.article_id,
       a.publisher, a.published_at, s.speaker_id, s.speaker, s.text,
       w.reading = w.of_reading AND w.id = w.of_id AS "first",
       row_number() OVER (PARTITION BY w.of_reading, w.of_id ORDER BY length(s.text) DESC, s.statement_id DESC) = 1
       AS fullest,
       w.kept::DOUBLE AS kept, w.marked, w.added, w.dropped
FROM linked.wordings w JOIN stored.articles a ON a.reading = w.reading
JOIN stored.articles o ON o.reading = w.of_reading
JOIN main.statements s ON s.statement_id = a.article_id || ':' || w.id
ORDER BY family_id, a.published_at IS NULL, a.published_at, a.article_id, statement_id
"""
