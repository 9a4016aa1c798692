"""The article page: its paragraphs with everything over them, and notes in the margin."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dateline.record import Record
from dateline.web import queries
from dateline.web.filters import DAY
from dateline.web.highlight import Layer, layers, paragraphs
from dateline.web.remarks import remarks_of
from dateline.web.words import STANCES

_AT = re.compile(r"(\d{1,9})-(\d{1,9})")


def article_page(record: Record, article_id: str, at: str) -> dict[str, Any] | None:
    """What the article's page shows, or None where there is no such article.

    ``at`` names code points to be marked: ``120-180`` or ``120-180,200-210``.
    """
    found = record.article(article_id)
    if found is None:
        return None
    statements = [_keyed(row, "statement_id") for row in found["statements"]]
    events = [_keyed(row, "event_id") for row in found["events"]]
    by_id = {row["statement_id"]: row for row in statements}
    notes = sorted(
        [_statement_note(row, by_id) for row in statements] + [_event_note(row, by_id) for row in events],
        key=lambda note: (note["at"], note["sort"]),
    )
    marked = [Layer(start, end, "at") for start, end in at_spans(at)]
    over = layers(statements, events, found["mentions"]) + _settings(found) + marked
    article = found["article"]
    return {
        "article": article,
        "paragraphs": paragraphs(article["text"], found["blocks"], over, notes),
        "blocks": [{**b, "words": article["text"][b["start"] : b["end"]]} for b in found["blocks"]],
        "story": _neighbours(record, article),
        "names": {a["actor_id"]: a["name"] for a in found["actors"]},
        "cast": found["actors"],
        "statements": statements,
        "stances": STANCES,
        "actors": [a for a in found["actors"] if a["named"]],
        "places": queries.rows(
            record,
            "SELECT DISTINCT p.place_id, p.name, p.country FROM toponyms t JOIN places p ON p.place_id = t.place_id "
            "WHERE t.article_id = ? ORDER BY p.name",
            article_id,
        ),
        "remarks": remarks_of(record, article_id),
        "tally": {"statements": len(statements), "events": len(events)},
        "problems": found.get("problems", []),
    }


def at_spans(at: str) -> list[tuple[int, int]]:
    """The spans that the ``at`` of an address names."""
    return [(int(start), int(end)) for start, end in _AT.findall(at)]


def _settings(found: Mapping[str, Any]) -> list[Layer]:
    """Places, times and figures, as layers of their own."""
    kinds = (("toponyms", "place"), ("times", "time"), ("figures", "figure"))
    return [Layer(row["start"], row["end"], kind) for name, kind in kinds for row in found[name]]


def _neighbours(record: Record, article: Mapping[str, Any]) -> dict[str, Any]:
    """The story of an article: how many articles it has, and the one before and the one after."""
    found = queries.rows(
        record,
        f"""SELECT a.article_id, a.headline, a.publisher, {DAY} AS day, {queries.OPENING} AS opening FROM articles a
            WHERE a.story_id = ? ORDER BY a.published_at NULLS LAST, a.article_id""",
        article["story_id"],
    )
    at = next((i for i, row in enumerate(found) if row["article_id"] == article["article_id"]), 0)
    return {
        "articles": len(found),
        "before": found[at - 1] if at > 0 else None,
        "after": found[at + 1] if at + 1 < len(found) else None,
    }


def _keyed(row: Mapping[str, Any], column: str) -> dict[str, Any]:
    """The row with ``key``, its id inside the article."""
    return {**row, "key": str(row[column]).rsplit(":", 1)[-1]}


def _statement_note(row: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    spans = [*(row["content"] or ()), *(row["cue"] or ()), *(row["source"] or ())]
    outer = by_id.get(row["parent_id"]) if row["parent_id"] else None
    at = min((s["start"] for s in spans), default=0)
    told = {"at": at, "sort": int(outer is not None), "note": "statement", "outer": outer, "spans": row["content"]}
    return {**row, **told}


def _event_note(row: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    said = by_id.get(row["statement_id"]) if row["statement_id"] else None
    at = min((s["start"] for s in row["trigger"] or ()), default=0)
    return {**row, "at": at, "sort": 2, "note": "event", "said": said, "spans": row["trigger"]}
