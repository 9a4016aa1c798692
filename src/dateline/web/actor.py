"""What the page of a person, a body, a group or a country asks: names, roles, words, deeds, and who else it may be."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.web.filters import DAY, Where
from dateline.web.queries import OPENING, PAGE, Asked, Row, Rows, page_of, rows

_SHOWN = 12


def actor(record: Asked, actor_id: str) -> Row | None:
    """One actor, with the days of the roles as ``held``."""
    found = rows(record, "SELECT * FROM actors WHERE actor_id = ?", actor_id)
    return {**found[0], "held": _roles_of(record, actor_id)} if found else None


def _roles_of(record: Asked, actor_id: str) -> list[Row]:
    """The roles of an actor with the first and the last day, the most frequent first; at most a page."""
    query = f"""SELECT role, min(first) AS first, max(last) AS last, sum(articles) AS articles
                FROM roles WHERE actor_id = ? GROUP BY role ORDER BY articles DESC, role LIMIT {PAGE}"""
    return rows(record, query, actor_id)


def articles_of(record: Asked, actor_id: str) -> Rows:
    """The newest articles that mention an actor, and how many there are."""
    where = Where()
    where.add("m.actor_id = ?", actor_id)
    source = f"""(SELECT a.article_id, a.headline, a.publisher, {DAY} AS day, {OPENING} AS opening, n AS mentions,
                         m.actor_id
                  FROM (SELECT article_id, actor_id, count(*) AS n FROM mentions GROUP BY ALL) m
                  JOIN articles a ON a.article_id = m.article_id) m"""
    found = page_of(record, "*", source, where, "day DESC NULLS LAST, article_id", 1)
    return Rows(found.rows[:_SHOWN], 1, found.total)


def stances_of(record: Asked, actor_id: str) -> list[Row]:
    """How often an actor says, hopes, denies ..."""
    query = """SELECT stance, count(*) AS n FROM statements
               WHERE speaker_id = ? AND block_kind IS DISTINCT FROM 'background'
               GROUP BY stance ORDER BY n DESC, stance"""
    return rows(record, query, actor_id)


def months_of(record: Asked, actor_id: str) -> list[Row]:
    """How many statements an actor made in each month in which there are any."""
    query = f"""SELECT left({DAY}, 7) AS value, count(*) AS n FROM statements s
                JOIN articles a ON a.article_id = s.article_id
                WHERE s.speaker_id = ? GROUP BY value HAVING value IS NOT NULL ORDER BY value"""
    return rows(record, query, actor_id)


def met_with(record: Asked, actor_id: str) -> list[Row]:
    """With whom an actor takes part in events, and how often."""
    query = f"""
        WITH shared AS (
            SELECT unnest(list_concat(actors, recipients)) AS p, occurrence_id FROM occurrences
            WHERE list_contains(list_transform(list_concat(actors, recipients), lambda x: x.id), ?))
        SELECT p.id AS actor_id, min(p.name) AS name, count(DISTINCT occurrence_id) AS n FROM shared
        WHERE p.id IS NOT NULL AND p.id <> ? GROUP BY p.id ORDER BY n DESC, name LIMIT {_SHOWN}"""
    return rows(record, query, actor_id, actor_id)


def about_whom(record: Asked, actor_id: str) -> list[Row]:
    """Of whom an actor speaks: named actors mentioned in what it says."""
    query = f"""
        SELECT w.actor_id, w.name, count(DISTINCT s.statement_id) AS n
        FROM statements s JOIN mentions m ON m.article_id = s.article_id
        JOIN actors w ON w.actor_id = m.actor_id AND w.named
        WHERE s.speaker_id = ? AND m.actor_id <> ?
          AND len(list_filter(s.content, lambda c: c."start" <= m."start" AND m."end" <= c."end")) > 0
        GROUP BY ALL ORDER BY n DESC, w.name LIMIT {_SHOWN}"""
    return rows(record, query, actor_id, actor_id)


def alike(record: Asked, who: Row) -> list[Row]:
    """Actors of the same kind with the last word of the name in common: whom it may be one with."""
    last: Sequence[str] = str(who["name"]).split()[-1:] or [""]
    query = f"""SELECT actor_id, name, roles FROM actors
                WHERE named AND kind = ? AND actor_id <> ? AND list_contains(string_split(lower(name), ' '), lower(?))
                ORDER BY name LIMIT {_SHOWN}"""
    return rows(record, query, who["kind"], who["actor_id"], last[0])
