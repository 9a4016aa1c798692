"""What the front page says: how much the record holds, what came in when, who is quoted most, and what needs a look."""

from __future__ import annotations

from typing import Any

from dateline.web.filters import DAY, DOUBTFUL
from dateline.web.queries import OPENING, Asked, Row, counts, rows

_SHOWN = 8
_BARS = 40
"""Bars that a chart shows at most."""


_LAST = f"""(SELECT article_id FROM articles a WHERE a.copy_of IS NULL
             ORDER BY {DAY} DESC NULLS LAST, a.article_id LIMIT 25)"""
_NEW_FACES = f"""
    SELECT w.actor_id, w.name, w.roles[1] AS role FROM actors w
    WHERE w.named AND w.kind = 'person'
      AND w.actor_id IN (SELECT actor_id FROM mentions WHERE article_id IN {_LAST})
      AND w.actor_id NOT IN (SELECT actor_id FROM mentions WHERE actor_id IS NOT NULL AND article_id NOT IN {_LAST})
    ORDER BY len(w.roles) DESC, w.name, w.actor_id LIMIT {_SHOWN}"""
"""People whom the last articles name and none before."""
_INVENTED = "SELECT count(*) AS n FROM articles WHERE uri LIKE 'invented:%'"
"""How many articles are sample stories."""


def today(record: Asked) -> dict[str, Any]:
    """What the front page shows."""
    tally = counts(record)
    return {
        "counts": tally,
        "demo": 2 * rows(record, _INVENTED)[0]["n"] > tally["articles"],
        "chart": by_time(record) if tally["articles"] else [],
        "newest": rows(record, f"""SELECT a.article_id, a.headline, a.publisher, a.copy_of, {DAY} AS day,
                                          {OPENING} AS opening
                                   FROM articles a WHERE a.copy_of IS NULL
                                   ORDER BY day DESC NULLS LAST, a.article_id LIMIT {_SHOWN}"""),
        "running": rows(record, f"""SELECT * FROM ({STORIES}) WHERE articles > 1
                                    ORDER BY last DESC NULLS LAST, articles DESC, story_id LIMIT {_SHOWN}"""),
        "quoted": rows(record, f"""SELECT a.actor_id, a.name, a.roles[1] AS role, count(*) AS n
                                   FROM statements s JOIN actors a ON a.actor_id = s.speaker_id
                                   WHERE a.named AND s.block_kind IS DISTINCT FROM 'background'
                                   GROUP BY ALL ORDER BY n DESC, a.name, a.actor_id LIMIT {_SHOWN}"""),
        "fresh_faces": rows(record, _NEW_FACES),
        "reported": rows(record, f"""SELECT * FROM occurrences
                                     ORDER BY reports DESC, first_seen DESC NULLS LAST, occurrence_id
                                 LIMIT {_SHOWN}"""),
        "doubtful": rows(record, f"SELECT count(*) AS n FROM statements WHERE confidence < {DOUBTFUL}")[0]["n"],
    }  # fmt: skip


STORIES = """SELECT story_id, min(a.headline) FILTER (a.article_id = s.first_id) AS headline,
       min(opening) FILTER (a.article_id = s.first_id) AS opening, s.first, s.last, s.articles, s.outlets
FROM (SELECT story_id, arg_min(article_id, (published_at IS NULL, published_at, article_id)) AS first_id,
             min(left(published_at, 10)) AS first, max(left(published_at, 10)) AS last, count(*) AS articles,
             count(DISTINCT publisher) AS outlets FROM articles GROUP BY story_id) s
JOIN (SELECT article_id, headline, left(text, 200) AS opening FROM articles) a ON a.article_id = s.first_id
GROUP BY ALL"""
"""Stories with the headline of their first article."""


def by_time(record: Asked) -> list[Row]:
    """Articles and statements by day, month or year, whichever gives few enough bars; what has no day is left out."""
    for length in (10, 7, 4):
        query = f"""
            SELECT left({DAY}, {length}) AS value, count(*) AS articles, coalesce(sum(s.n), 0)::BIGINT AS statements
            FROM articles a LEFT JOIN (SELECT article_id, count(*) AS n FROM statements GROUP BY ALL) s
                 ON s.article_id = a.article_id
            GROUP BY value HAVING value IS NOT NULL ORDER BY value"""
        found = rows(record, query)
        if len(found) <= _BARS:
            break
    return found[-_BARS:]
