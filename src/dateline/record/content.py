"""Whether the stored rows of one article fit its text and one another: hashes, offsets, references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dateline.schema import Span, hashed, quote

Row = dict[str, Any]
Stored = Mapping[str, Sequence[Row]]
_PLAIN = ("mentions", "toponyms", "times", "figures")
"""Layers whose rows have a start, an end and their words."""
_QUOTED = {
    "statements": {"source": "source_text", "cue": "cue_text", "content": "text"},
    "events": {"trigger": "trigger_text"},
}
"""Columns of spans and those of their words."""
_SPANNED = {"statements": {"addressee_span": "addressee_text"}, "figures": {"counted": "counted_text"}}
"""Columns of one span and those of its words."""


def faults(stored: Stored) -> Iterator[str]:
    """What is wrong with the rows of one article, by layer in ``stored``, a line each."""
    article = stored["articles"][0]
    text = article["text"]
    if hashed(text) != article["text_sha256"]:
        yield "its text is not the one that was read (text_sha256)"
    yield from _offsets(stored, text)
    yield from _references(stored)


def _offsets(stored: Stored, text: str) -> Iterator[str]:
    """Spans that lie outside the text or whose words are not those of the text."""
    for row in stored["blocks"]:
        if not 0 <= row["start"] <= row["end"] <= len(text):
            yield f"block {row['block_no']} lies outside the text"
    for layer in _PLAIN:
        for row in stored[layer]:
            if text[row["start"] : row["end"]] != row["text"]:
                yield f"{layer}: the words at {row['start']} are not {row['text']!r}"
    for layer, columns in _QUOTED.items():
        for row in stored[layer]:
            for spans, words in columns.items():
                found = [Span(s["start"], s["end"]) for s in row[spans] or ()]
                if (quote(text, found) if found else None) != row[words]:
                    yield f"{layer} {row['id']}: the words of {spans} are not {row[words]!r}"
    for layer, columns in _SPANNED.items():
        for row in stored[layer]:
            for span, words in columns.items():
                at = row[span]
                if at is not None and text[at["start"] : at["end"]] != row[words]:
                    yield f"{layer}: the words of {span} are not {row[words]!r}"


def _references(stored: Stored) -> Iterator[str]:
    """Ids that no row has."""
    actors = {row["id"] for row in stored["actors"]} | {None}
    statements = {row["id"] for row in stored["statements"]} | {None}
    for row in stored["mentions"]:
        if row["actor"] not in actors:
            yield f"mentions: there is no actor {row['actor']}"
    for row in stored["statements"]:
        for column in ("speaker", "addressee"):
            if row[column] not in actors:
                yield f"statements {row['id']}: there is no actor {row[column]}"
        if row["parent"] not in statements:
            yield f"statements {row['id']}: there is no statement {row['parent']}"
    for row in stored["events"]:
        if row["statement"] not in statements:
            yield f"events {row['id']}: there is no statement {row['statement']}"
        for who in (*(row["actors"] or ()), *(row["recipients"] or ())):
            if who["id"] not in actors:
                yield f"events {row['id']}: there is no actor {who['id']}"
    for row in stored["figures"]:
        if row["statement"] not in statements:
            yield f"figures: there is no statement {row['statement']}"
