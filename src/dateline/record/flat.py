"""Flat views beside the nested tables: one row a statement, an event or a pair, with names and words for ids and spans.

They are for spreadsheets and for people who ask in SQL: every cell is one value. Lists of names are joined by "; ", in
the order of the text; the nested tables keep the spans.
"""

from __future__ import annotations

_SPOKEN_IN = """list_filter(a.sentences, lambda s: s."start" <= {at} AND {at} < s."end")[1]"""
_ARTICLE = "a.published_at, a.publisher, a.headline, a.uri"


def _sentence(at: str) -> str:
    """The sentence of ``a`` that holds the code point ``at``, its white space folded."""
    held = _SPOKEN_IN.format(at=at)
    words = f"""substring(a.text, {held}."start" + 1, {held}."end" - {held}."start")"""
    return f"trim(regexp_replace({words}, '\\s+', ' ', 'g'))"


def _parties(column: str) -> str:
    """One row an event: the participants of ``column``, named and joined."""
    return f"""
SELECT event_id, string_agg(coalesce(x.name, p.text), '; ' ORDER BY n) AS names,
       string_agg(p.id, '; ' ORDER BY n) AS ids,
       string_agg(coalesce(p.country, x.country), '; ' ORDER BY n) AS countries,
       string_agg(coalesce(p.sector, x.sector), '; ' ORDER BY n) AS sectors
FROM (SELECT event_id, unnest({column}) AS p, generate_subscripts({column}, 1) AS n FROM events)
LEFT JOIN actors x ON x.actor_id = p.id WHERE p.text <> '' GROUP BY event_id"""


FLAT_EVENTS = f"""
WITH who AS ({_parties("actors")}), whom AS ({_parties("recipients")})
SELECT e.event_id, e.article_id, {_ARTICLE},
       who.names AS actor, who.ids AS actor_ids, who.countries AS actor_country, who.sectors AS actor_sector,
       e.type, e.mode, e.context, e.modality, e.trigger_text AS words,
       whom.names AS recipient, whom.ids AS recipient_ids, whom.countries AS recipient_country,
       whom.sectors AS recipient_sector, e.date_start, e.date_end, e.date_from,
       p.name AS place, p.country AS place_country, p.latitude, p.longitude, e.place_id, e.place_from,
       s.speaker AS said_by, e.statement_id, e.cameo, e.quad, e.goldstein, e.dead, e.injured, e.size,
       {_sentence('e.trigger[1]."start"')} AS sentence, e.block_kind, e.occurrence_id, e.confidence
FROM events e JOIN articles a ON a.article_id = e.article_id
LEFT JOIN who ON who.event_id = e.event_id LEFT JOIN whom ON whom.event_id = e.event_id
LEFT JOIN places p ON p.place_id = e.place_id LEFT JOIN statements s ON s.statement_id = e.statement_id
ORDER BY e.article_id, e.trigger[1]."start", e.event_id
"""
_EACH = "unnest(CASE WHEN len({0}) = 0 THEN [NULL] ELSE {0} END) AS {1}"
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
ORDER BY e.article_id, e.at, e.event_id, e.actor."start", e.recipient."start"
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
