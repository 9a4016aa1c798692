"""Flat views beside the nested tables: one row a statement, an event or a pair, with names and words for ids and spans.

They are for spreadsheets and for people who ask in SQL: every cell is one value. Lists of names are joined by "; ", in
the order of the text; the nested tables keep the spans.
"""

from __future__ import annotations

_SPOKEN_IN = """list_filter(a.sentences, lambda s: s."start" <= {at} AND {at} < s."end")[1]"""
_ARTICLE = "a.published_at, a.publisher, a.headline, a.uri"


def folded(words: str) -> str:
    """The expression ``words`` with each run of white space as one blank, in a third of the time of a pattern.

    Three rounds make one blank of up to eight; what has longer runs is left to a pattern.
    """
    for character in "ntrf":
        words = f"replace({words}, e'\\{character}', ' ')"
    for _ in range(3):
        words = f"replace({words}, '  ', ' ')"
    return f"CASE WHEN contains({words}, '  ') THEN regexp_replace({words}, ' +', ' ', 'g') ELSE {words} END"


def _sentence(at: str) -> str:
    """The sentence of ``a`` that holds the code point ``at``, its white space folded."""
    held = _SPOKEN_IN.format(at=at)
    return f"""trim({folded(f'substring(a.text, {held}."start" + 1, {held}."end" - {held}."start")')})"""


def _unnested(column: str) -> str:
    """One row a participant of ``column``, with its number in the list and how many there are."""
    return f"""
SELECT event_id, '{column}' AS role, len({column}) AS total, unnest({column}) AS p,
       generate_subscripts({column}, 1) AS n FROM e"""


_JOINED = ", ".join(f"string_agg({c}, '; ' ORDER BY n) AS {c}" for c in ("name", "id", "country", "sector"))
FLAT_EVENTS = f"""
WITH e AS (SELECT * FROM events),
named AS (
    SELECT event_id, role, total, n, coalesce(x.name, p.text) AS name, p.id AS id,
           coalesce(p.country, x.country) AS country, coalesce(p.sector, x.sector) AS sector
    FROM ({_unnested("actors")} UNION ALL {_unnested("recipients")}) LEFT JOIN actors x ON x.actor_id = p.id
    WHERE p.text <> ''),
parties AS (
    SELECT event_id, role, name, id, country, sector FROM named WHERE total = 1
    UNION ALL SELECT event_id, role, {_JOINED} FROM named WHERE total > 1 GROUP BY event_id, role)
SELECT e.event_id, e.article_id, e.published_at, e.publisher, e.headline, e.uri,
       who.name AS actor, who.id AS actor_ids, who.country AS actor_country, who.sector AS actor_sector,
       e.type, e.mode, e.context, e.modality, e.trigger_text AS words,
       whom.name AS recipient, whom.id AS recipient_ids, whom.country AS recipient_country,
       whom.sector AS recipient_sector, e.date_start, e.date_end, e.date_from,
       p.name AS place, p.country AS place_country, p.latitude, p.longitude, e.place_id, e.place_from,
       s.speaker AS said_by, e.statement_id, e.cameo, e.quad, e.goldstein, e.dead, e.injured, e.size,
       e.sentence, e.block_kind, e.occurrence_id, e.confidence
FROM (SELECT e.*, {_ARTICLE}, {_sentence('e.trigger[1]."start"')} AS sentence
      FROM e JOIN articles a ON a.article_id = e.article_id) e
LEFT JOIN parties who ON who.event_id = e.event_id AND who.role = 'actors'
LEFT JOIN parties whom ON whom.event_id = e.event_id AND whom.role = 'recipients'
LEFT JOIN places p ON p.place_id = e.place_id
LEFT JOIN (SELECT statement_id, speaker FROM statements
           WHERE article_id IN (SELECT article_id FROM e WHERE statement_id IS NOT NULL)) s
     ON s.statement_id = e.statement_id
ORDER BY e.article_id, e.trigger[1]."start", e.event_id
"""
_HELD = "CASE WHEN len({0}) = 0 THEN [NULL] ELSE {0} END"
_EACH = f"unnest({_HELD}) AS {{1}}, generate_subscripts({_HELD}, 1) AS {{1}}_no"
FLAT_PAIRS = f"""
SELECT e.event_id, e.article_id, {_ARTICLE},
       e.actor.id AS actor_id, coalesce(x.name, nullif(e.actor.text, '')) AS actor,
       coalesce(e.actor.country, x.country) AS actor_country, coalesce(e.actor.sector, x.sector) AS actor_sector,
       e.type, e.mode, e.modality, e.trigger_text AS words,
       e.recipient.id AS recipient_id, coalesce(y.name, nullif(e.recipient.text, '')) AS recipient,
       coalesce(e.recipient.country, y.country) AS recipient_country,
       coalesce(e.recipient.sector, y.sector) AS recipient_sector,
       e.date_start, e.date_end, e.place_id, e.quad, e.goldstein,
       {_sentence("e.at")} AS sentence, e.occurrence_id, e.confidence
FROM (SELECT *, {_EACH.format("recipients", "recipient")}
      FROM (SELECT *, trigger[1]."start" AS at, {_EACH.format("actors", "actor")} FROM events)) e
JOIN articles a ON a.article_id = e.article_id
LEFT JOIN actors x ON x.actor_id = e.actor.id LEFT JOIN actors y ON y.actor_id = e.recipient.id
ORDER BY e.article_id, e.at, e.event_id, e.actor."start", e.actor_no, e.recipient."start", e.recipient_no
"""
FLAT_STATEMENTS = f"""
SELECT s.statement_id, s.article_id, {_ARTICLE},
       s.speaker, s.speaker_id, x.kind AS speaker_kind, x.country AS speaker_country, x.sector AS speaker_sector,
       s.stance, s.negated, s.act, s.mode, s.text AS words, s.cue_text AS cue, s.source_text AS source,
       coalesce(y.name, s.addressee_text) AS addressee, r.speaker AS reported_by, s.parent_id, s.said_on,
       s.posted_at, s.time_code,
       p.name AS place, {_sentence('s.content[1]."start"')} AS sentence, s.block_kind, s.confidence
FROM statements s JOIN articles a ON a.article_id = s.article_id
LEFT JOIN actors x ON x.actor_id = s.speaker_id LEFT JOIN actors y ON y.actor_id = s.addressee_id
LEFT JOIN statements r ON r.statement_id = s.parent_id LEFT JOIN places p ON p.place_id = s.place_id
ORDER BY s.article_id, s.content[1]."start", s.statement_id
"""
FLAT = {"flat_events": FLAT_EVENTS, "flat_pairs": FLAT_PAIRS, "flat_statements": FLAT_STATEMENTS}
"""The queries of the flat views, over the public tables."""
