"""Events that a person added: what the reading missed, held by the words that they quote (``marking.py``).

The correction (kind ``add-event``) says type, modality and pieces of the trigger with their words; where these stand is
found anew in each reading. Such a row has a confidence of 1 and an id that follows from the words: ``article_id:h...``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, get_args

import pyarrow as pa

from dateline.errors import FormatError
from dateline.events.codebook import goldstein, types
from dateline.record.anchors import in_context
from dateline.record.arrow import SPANS
from dateline.record.corrections import Correction
from dateline.record.marking import as_rows, placed, told
from dateline.schema import Modality, Span, hashed, quote

__all__ = ["EVENT_SHAPE", "added_event", "check_event", "event_addition"]

EVENT_SHAPE = pa.schema(
    [
        *((n, pa.string()) for n in ("event_id", "article_id", "block_kind", "statement_id", "occurrence_id",
                                     "trigger_text", "type",
                                     "cameo", "modality")),
        ("quad", pa.int32()), ("goldstein", pa.float64()), ("confidence", pa.float64()), ("trigger", SPANS),
    ]
)  # fmt: skip
"""``corrected.added_events``: the columns of ``events`` that such a row has; the others are null."""


def event_addition(
    article_id: str, text: str, kind: str, modality: str, pieces: Sequence[tuple[int, int]], by: str, at: str, note: str
) -> Correction:
    """The correction that adds an event; ``pieces`` of its trigger are code points of ``text``."""
    spans = [Span(start, end) for start, end in sorted(pieces)]
    words, around = quote(text, spans), in_context(text, spans[0].start, spans[-1].end)
    key = hashed(article_id, words, around)[:8]
    value = json.dumps({"type": kind, "modality": modality, "trigger": told(text, spans)}, ensure_ascii=False)
    return Correction(0, "add-event", f"{article_id}:h{key}", value, by, at, article_id=article_id, layer="events",
                      quoted=words, context=around, note=note)  # fmt: skip


def check_event(value: str, where: str) -> None:
    """Raise FormatError, with ``where``, for a value that adds no event."""
    try:
        said = json.loads(value)
        whole = said["type"] in types() and said["modality"] in get_args(Modality) and said["trigger"]
        whole = whole and all(list(map(type, p)) == [int, int, str] and p[2] for p in said["trigger"])
    except (ValueError, TypeError, KeyError):
        whole = False
    if not whole:
        raise FormatError(f"{where} adds no event: its value is JSON with a type, a modality and the trigger's pieces")


def added_event(one: Correction, text: str, block_kind: str | None = None) -> dict[str, Any] | None:
    """The row that a correction adds to ``events``; None where its words are not in the text any more."""
    said = json.loads(one.value)
    spans = placed(text, said["trigger"])
    if spans is None:
        return None
    kind = types()[said["type"]]
    return {
        "event_id": one.target, "article_id": one.article_id, "block_kind": block_kind, "occurrence_id": one.target,
        "trigger": as_rows(spans), "trigger_text": quote(text, spans), "type": said["type"], "cameo": kind.cameo,
        "quad": kind.quad, "goldstein": goldstein(kind.cameo), "modality": said["modality"], "confidence": 1.0,
    }  # fmt: skip
