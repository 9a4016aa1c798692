"""What the pages of events ask: each event once, with the sentences of its reports under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.web.filters import DAY, HAPPENED, occurrences_where
from dateline.web.queries import OPENING, Asked, Row, Rows, page_of, rows
from dateline.web.words import MODALITIES, WORDS

SHOWN = 3
"""Sentences about an event that a list shows."""
MOST = 500
"""Sentences that the page of one event shows."""
_WHAT = f"o.*, p.name AS place, {HAPPENED} AS day"
_FROM = "occurrences o LEFT JOIN places p ON p.place_id = o.place_id"
_ORDER = "(a.copy_of IS NOT NULL), (e.block_kind = 'background'), a.published_at NULLS LAST, e.article_id, e.event_id"
_REPORTS = f"""
    WITH told AS (
        SELECT e.*, e.trigger[1]."start" AS opening,
               row_number() OVER (PARTITION BY e.occurrence_id ORDER BY {_ORDER}) AS place
        FROM events e JOIN articles a ON a.article_id = e.article_id WHERE list_contains(?, e.occurrence_id))
    SELECT e.occurrence_id, e.event_id, e.article_id, e.block_kind, e.modality, e.type, e.trigger, e.trigger_text,
           e.opening, a.headline, a.publisher, a.copy_of, {DAY} AS day, {OPENING} AS opening_words,
           s.speaker, s.speaker_id,
           list_filter(a.sentences, lambda x: x."start" <= e.opening AND e.opening < x."end")[1] AS span,
           substring(a.text, (span)."start" + 1, (span)."end" - (span)."start") AS sentence
    FROM told e JOIN articles a ON a.article_id = e.article_id
    LEFT JOIN statements s ON s.statement_id = e.statement_id
    WHERE e.place <= ? ORDER BY e.occurrence_id, e.place"""


def occurrences(record: Asked, asked: Mapping[str, str], page: int) -> Rows:
    """Events by type, how they stand in some report, who takes part, and date, with their first reports."""
    order = "o.reports DESC, " if asked.get("sort") == "reports" else ""
    order += "day DESC NULLS LAST, o.occurrence_id"
    found = page_of(record, _WHAT, _FROM, occurrences_where(asked), order, page)
    shown = [{**o, "told": _spread(o["told"])[:SHOWN]} for o in _with_reports(record, found.rows, 5 * SHOWN)]
    return Rows(shown, found.page, found.total)


def occurrence(record: Asked, occurrence_id: str) -> Row | None:
    """One event with all its reports, copies and standing background last; None where there is no such event."""
    found = rows(record, f"SELECT {_WHAT} FROM {_FROM} WHERE o.occurrence_id = ?", occurrence_id)
    return _with_reports(record, found, MOST)[0] if found else None


def _with_reports(record: Asked, found: Sequence[Row], most: int) -> list[Row]:
    """The events with the reports of each, and with what these say in words."""
    ids = [o["occurrence_id"] for o in found]
    told: dict[str, list[Row]] = {}
    for row in rows(record, _REPORTS, ids, 2 * most) if ids else ():
        told.setdefault(row["occurrence_id"], []).append(row)
    return [{**o, "told": _sentences(told.get(o["occurrence_id"], []))[:most], "stands": stands(o)} for o in found]


def _sentences(reports: Sequence[Row]) -> list[Row]:
    """The reports, those of one sentence as one, with the pieces of the sentence."""
    made: dict[tuple[str, int], Row] = {}
    for row in reports:
        place = (row["article_id"], row["span"]["start"] if row["span"] else row["opening"])
        if place in made:
            made[place]["trigger"] = made[place]["trigger"] + row["trigger"]
        else:
            made[place] = dict(row)
    return [{**row, "pieces": pieces(row)} for row in made.values()]


def _spread(sentences: Sequence[Row]) -> list[Row]:
    """The same with one sentence of each article first, of its copy rather than its headline."""
    turns: dict[str, int] = {}
    ordered = []
    for row in sorted(sentences, key=lambda s: s["block_kind"] in ("headline", "subhead")):
        turn = turns[row["article_id"]] = turns.get(row["article_id"], -1) + 1
        ordered.append((turn, sentences.index(row), row))
    return [row for _, _, row in sorted(ordered, key=lambda o: o[:2])]


def stands(row: Mapping[str, Any]) -> list[tuple[str, int]]:
    """How the reports of an event stand, in words, each with how many; the most frequent first."""
    counted = [(WORDS[m], int(row[m])) for m in MODALITIES if row[m]]
    return sorted(counted, key=lambda c: -c[1])


def pieces(row: Mapping[str, Any]) -> list[tuple[str, bool]]:
    """The sentence of a report cut at its trigger: words, and whether they are of the trigger."""
    if not row["sentence"]:
        return [(row["trigger_text"] or "", True)]
    start, text = row["span"]["start"], row["sentence"]
    cut, made = 0, []
    for span in sorted(row["trigger"], key=lambda s: s["start"]):
        begin, end = max(cut, span["start"] - start), min(len(text), span["end"] - start)
        if begin < end:
            made += [(text[cut:begin], False), (text[begin:end], True)]
            cut = end
    return [(words, marked) for words, marked in [*made, (text[cut:], False)] if words]
