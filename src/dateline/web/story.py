"""A story's page, and two of its articles side by side: what only one has, and what both say in other words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dateline.export.map import Spot, draw_map
from dateline.record import Record
from dateline.web.filters import DAY, Where
from dateline.web.queries import OPENING, Asked, Row, Rows, page_of, rows, unstyled
from dateline.web.remarks import remarks_on
from dateline.web.today import STORIES

_ALIKE = 0.5
"""Share of the words from which two sentences are one told twice."""
_WORD = re.compile(r"\w+")
Pieces = list[tuple[str, bool]]
"""Words, and whether only this side has them."""


def stories(record: Asked, page: int, sort: str = "") -> Rows:
    """Stories, the longest or the latest first."""
    order = "last DESC NULLS LAST, articles DESC" if sort == "new" else "articles DESC, last DESC NULLS LAST"
    return page_of(record, "*", f"({STORIES})", Where(), f"{order}, story_id", page)


def story(record: Record, story_id: str) -> dict[str, Any] | None:
    """A story with its articles in time, who said what in it, and its places; None where there is none."""
    found = rows(record, f"""
        SELECT a.article_id, a.headline, a.publisher, a.copy_of, a.published_at, {DAY} AS day, {OPENING} AS opening
        FROM articles a WHERE a.story_id = ? ORDER BY a.published_at NULLS LAST, a.article_id""", story_id)  # fmt: skip
    if not found:
        return None
    copies: dict[str, list[Row]] = {}
    for row in found:
        if row["copy_of"]:
            copies.setdefault(row["copy_of"], []).append(row)
    kept = [row for row in found if not row["copy_of"] or row["copy_of"] not in {r["article_id"] for r in found}]
    return {
        "story_id": story_id,
        "articles": [{**row, "copies": copies.get(row["article_id"], [])} for row in kept],
        "speakers": _speakers(record, story_id),
        "figures": _figures(record, story_id),
        "contradictions": contradictions(record, story_id),
        "map": _map(record, story_id),
        "remarks": remarks_on(record, "stories", story_id),
    }


def _speakers(record: Asked, story_id: str) -> list[Row]:
    query = """SELECT s.speaker_id, min(s.speaker) AS speaker, count(*) AS n, count(DISTINCT s.article_id) AS articles,
                      arg_max(s.text, s.confidence) AS text
               FROM statements s JOIN articles a ON a.article_id = s.article_id
               WHERE a.story_id = ? AND a.copy_of IS NULL AND s.speaker IS NOT NULL
               GROUP BY s.speaker_id ORDER BY n DESC, speaker LIMIT 30"""
    return rows(record, query, story_id)


def _figures(record: Asked, story_id: str) -> list[Row]:
    """What is counted more than once in the story with different figures."""
    query = """SELECT lower(f.counted_text) AS counted, list(DISTINCT f.value ORDER BY f.value) AS told,
                      count(DISTINCT f.article_id) AS articles
               FROM figures f JOIN articles a ON a.article_id = f.article_id
               WHERE a.story_id = ? AND f.unit = 'count' AND f.counted_text IS NOT NULL
               GROUP BY ALL HAVING count(DISTINCT f.article_id) > 1 ORDER BY articles DESC, counted LIMIT 20"""
    return rows(record, query, story_id)


def contradictions(record: Asked, story_id: str | None = None, most: int = 30) -> list[Row]:
    """What reports say against each other, in a story or anywhere, the latest first."""
    where = Where()
    where.add("a.story_id = ?", story_id)
    query = f"""SELECT c.*, e.type, a.publisher, b.publisher AS other_publisher FROM contradictions c
                JOIN events e ON e.event_id = c.event_id JOIN articles a ON a.article_id = e.article_id
                JOIN events f ON f.event_id = c.other_event_id JOIN articles b ON b.article_id = f.article_id
                {where} ORDER BY c.other_since DESC NULLS LAST, c.occurrence_id, c.what, c.other LIMIT {most}"""
    return rows(record, query, *where.values)


def _map(record: Asked, story_id: str) -> str | None:
    query = """SELECT p.latitude, p.longitude, count(*) AS n, p.name FROM toponyms t JOIN places p USING (place_id)
               JOIN articles a ON a.article_id = t.article_id
               WHERE a.story_id = ? AND p.feature NOT LIKE 'PCL%' AND p.feature <> 'CONT' GROUP BY ALL ORDER BY ALL"""
    spots = [Spot(r["latitude"], r["longitude"], r["n"], r["name"] or "") for r in rows(record, query, story_id)]
    return unstyled(draw_map(spots, "Places of the story", "mentions")) if spots else None


@dataclass(frozen=True, slots=True)
class Side:
    """One of two articles that are compared."""

    article: Row
    sentences: tuple[tuple[Pieces, bool], ...]
    """Each sentence with its pieces, and whether the other article has nothing like it."""
    quoted: tuple[str, ...]
    """Who is quoted here and not in the other."""


def compared(record: Record, first: str, second: str) -> tuple[Side, Side] | None:
    """Two articles side by side; None where one is not there."""
    one, other = record.article(first), record.article(second)
    if one is None or other is None:
        return None
    texts = [_sentences(one), _sentences(other)]
    speakers = [{s["speaker"] for s in side["statements"] if s["speaker"]} for side in (one, other)]
    sides = []
    for number, whole in enumerate((one, other)):
        mine, theirs = texts[number], texts[1 - number]
        told = tuple(_against(sentence, theirs) for sentence in mine)
        only = tuple(sorted(speakers[number] - speakers[1 - number]))
        sides.append(Side(whole["article"], told, only))
    return sides[0], sides[1]


def _sentences(whole: Row) -> list[str]:
    text = whole["article"]["text"]
    return [" ".join(text[s["start"] : s["end"]].split()) for s in whole["article"]["sentences"] or ()]


def _against(sentence: str, others: Sequence[str]) -> tuple[Pieces, bool]:
    """A sentence cut where the nearest of ``others`` has other words."""
    words = set(_WORD.findall(sentence.lower()))
    best, share = "", 0.0
    for other in others:
        theirs = set(_WORD.findall(other.lower()))
        alike = len(words & theirs) / (len(words | theirs) or 1)
        if alike > share:
            best, share = other, alike
    if share < _ALIKE:
        return [(sentence, False)], True
    mine, theirs_ = re.findall(r"\S+\s*", sentence), re.findall(r"\S+\s*", best)
    plain = ([w.strip().lower() for w in mine], [w.strip().lower() for w in theirs_])
    pieces: Pieces = []
    for kind, start, end, _, _ in difflib.SequenceMatcher(None, *plain, autojunk=False).get_opcodes():
        if start < end:
            pieces.append(("".join(mine[start:end]), kind != "equal"))
    return pieces, False
