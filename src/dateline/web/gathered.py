"""What several articles have in common: one saying in many wordings, standing paragraphs, and who says most of what."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.web.filters import DAY, Where, add_words, folded, statements_where
from dateline.web.queries import OPENING, Asked, Row, Rows, page_of, rows

_EACH = 3
"""Statements of a speaker that the list by speaker shows."""


def families(record: Asked, asked: Mapping[str, str], page: int) -> Rows:
    """Sayings that several articles have, those of most articles first."""
    where = Where()
    where.add("f.articles > 1")
    add_words(where, "f.fullest", asked.get("words"))
    who = folded(asked.get("who") or "")
    where.add("contains(strip_accents(lower(coalesce(f.speaker, ''))), ?)", who)
    return page_of(record, "f.*", "families f", where, "f.articles DESC, f.last DESC NULLS LAST, f.family_id", page)


def family(record: Asked, family_id: str) -> list[Row]:
    """All statements of one saying in time."""
    query = f"""SELECT s.*, a.headline, a.publisher, a.copy_of, {DAY} AS day, {OPENING} AS opening,
                       NULL AS via, NULL AS via_id
                FROM statements s JOIN articles a ON a.article_id = s.article_id
                WHERE s.family_id = ? ORDER BY a.published_at NULLS LAST, s.statement_id LIMIT 500"""
    return rows(record, query, family_id)


def standing(record: Asked, page: int) -> Rows:
    """Paragraphs that articles have in common, each once, with how many have it."""
    source = """(SELECT s.passage_id, count(DISTINCT s.article_id) AS articles,
                        arg_max(s.text, s."first") AS text, arg_max(s.article_id, s."first") AS article_id,
                        arg_max(s."start", s."first") AS "start", arg_max(s."end", s."first") AS "end"
                 FROM standing s GROUP BY s.passage_id)"""
    return page_of(record, "*", source, Where(), "articles DESC, passage_id", page)


def holders(record: Asked, passage_id: str) -> list[Row]:
    """The articles that have a standing paragraph, in time."""
    query = f"""SELECT s.*, a.headline, a.publisher, {DAY} AS day, {OPENING} AS opening
                FROM standing s JOIN articles a ON a.article_id = s.article_id
                WHERE s.passage_id = ? ORDER BY a.published_at NULLS LAST, s.article_id LIMIT 500"""
    return rows(record, query, passage_id)


def by_speaker(record: Asked, asked: Mapping[str, str], page: int) -> Rows:
    """Who made the statements of a list, those with most first, each with the last of them."""
    where = statements_where(asked)
    where.add("s.speaker_id IS NOT NULL")
    source = f"""(SELECT s.speaker_id, min(s.speaker) AS speaker, count(*) AS n, min({DAY}) AS first, max({DAY}) AS last
                  FROM statements s JOIN articles a ON a.article_id = s.article_id {where} GROUP BY s.speaker_id)"""
    counted = Where()
    counted.values += where.values
    found = page_of(record, "*", source, counted, "n DESC, speaker, speaker_id", page)
    said: dict[str, list[Row]] = {}
    inside = statements_where(asked)
    inside.add("list_contains(?::VARCHAR[], s.speaker_id)", [r["speaker_id"] for r in found.rows] or ["-"])
    query = f"""SELECT s.speaker_id, s.statement_id, s.article_id, s.stance, s.text, s.content, a.publisher,
                       {DAY} AS day
                FROM statements s JOIN articles a ON a.article_id = s.article_id {inside}
                QUALIFY row_number() OVER (PARTITION BY s.speaker_id
                                           ORDER BY {DAY} DESC NULLS LAST, s.statement_id) <= {_EACH}
                ORDER BY day DESC NULLS LAST, s.statement_id"""
    for row in rows(record, query, *inside.values):
        said.setdefault(row["speaker_id"], []).append(row)
    return Rows([{**r, "said": said.get(r["speaker_id"], [])} for r in found.rows], found.page, found.total)


def in_context(record: Asked, shown: list[Row]) -> list[Row]:
    """Statements with the text round them, cut at their words: ``before`` and ``after``."""
    ids = sorted({r["article_id"] for r in shown})
    query = "SELECT article_id, text FROM articles WHERE list_contains(?::VARCHAR[], article_id)"
    texts = {r["article_id"]: r["text"] for r in rows(record, query, ids)} if ids else {}
    made = []
    for row in shown:
        text, pieces = texts.get(row["article_id"], ""), row["content"] or [{"start": 0, "end": 0}]
        start, end = pieces[0]["start"], pieces[-1]["end"]
        before, after = text[max(0, start - 400) : start], text[end : end + 300]
        made.append({**row, "before": before.partition(" ")[2] if start > 400 else before,
                     "whole": text[start:end], "after": after.rpartition(" ")[0]})  # fmt: skip
    return made
