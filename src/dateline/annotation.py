"""A reading as one JSON object: the contract of ``dateline annotate``. Keys may be added, none taken away."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from dateline.intake.original import original_of
from dateline.schema import Event, Participant, Reading, Span, Statement, block_at, posted_at, time_code


def annotation(reading: Reading) -> dict[str, Any]:
    """All layers of ``reading`` with their offsets; an article that was not read has ``problems``."""
    anatomy, cast = reading.anatomy, reading.cast
    row: dict[str, Any] = {
        "id": reading.article.article_id,
        "text": reading.article.text,
        "language": reading.language,
        "translated": reading.translated,
        "translated_confidence": reading.translated_confidence,
        "blocks": [
            {"kind": b.kind, "start": b.start, "end": b.end} | ({"posted_at": b.posted_at} if b.posted_at else {})
            for b in anatomy.blocks
        ],
        "sentences": [[s.start, s.end] for s in reading.sentences],
        "actors": [
            {
                "id": a.id,
                "kind": a.kind,
                "name": a.name,
                "named": a.named,
                "country": a.country,
                "sector": a.sector,
                "roles": list(a.roles),
                "aliases": list(a.aliases),
            }
            for a in cast.actors
        ],
        "mentions": [
            {"start": m.start, "end": m.end, "form": m.form, "actor": m.actor, "sign": m.sign} for m in cast.mentions
        ],
        "statements": [_statement(reading, s) for s in cast.statements],
        "events": [_event(reading, e) for e in reading.events],
        "toponyms": [
            {
                "start": t.start,
                "end": t.end,
                "form": t.form,
                "place_id": t.place_id,
                "name": t.name,
                "lat": t.lat,
                "lon": t.lon,
                "country": t.country,
                "admin1": t.admin1,
                "feature": t.feature,
                "confidence": t.confidence,
                "reason": t.reason,
            }
            for t in reading.toponyms
        ],
        "times": [
            {
                "start": t.start,
                "end": t.end,
                "value": t.value,
                "date_start": t.date_start,
                "date_end": t.date_end,
                "reason": t.reason,
            }
            for t in reading.timeline.times
        ],
        "figures": [
            {
                "start": f.start,
                "end": f.end,
                "value": f.value,
                "high": f.high,
                "bound": f.bound,
                "unit": f.unit,
                "counted": list(f.counted) if f.counted else None,
                "statement": innermost(cast.statements, f.start),
            }
            for f in reading.figures
        ],
        "dateline": reading.timeline.dateline_value,
    }
    if reading.problems:
        row["problems"] = [{"stage": p.stage, "error": p.error, "message": p.message} for p in reading.problems]
    return row


def sourced(reading: Reading) -> dict[str, Any]:
    """The same with ``original``: the bytes that the article was read from, and which characters came from which.

    ``encoding``, ``sha256`` of the bytes, ``raw`` (they themselves, Base64), and ``source_spans``, rows of ``start``,
    ``end`` (code points of the text), ``source_start``, ``source_end`` (bytes); null where no input was kept.
    """
    kept = original_of(reading.article)
    told: dict[str, Any] | None = None
    if kept is not None:
        runs = [[r.start, r.end, r.source_start, r.source_end] for r in kept.spans]
        raw = base64.b64encode(kept.raw).decode("ascii")
        told = {"encoding": kept.encoding, "sha256": kept.sha256, "raw": raw, "source_spans": runs}
    return {**annotation(reading), "original": told}


def innermost(statements: Sequence[Statement], offset: int) -> str | None:
    """The id of the smallest statement in whose content ``offset`` stands."""
    holding = [(e - s, n, st.id) for n, st in enumerate(statements) for s, e in st.content if s <= offset < e]
    return min(holding)[2] if holding else None


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def kind_of(reading: Reading, spans: Sequence[Span]) -> str | None:
    """The kind of the block in which ``spans`` begin; None where there are none."""
    block = block_at(reading.anatomy, spans[0].start) if spans else None
    return block.kind if block else None


def post_of(reading: Reading, spans: Sequence[Span]) -> str | None:
    """When the post of a live blog in which ``spans`` begin was posted."""
    return posted_at(reading.anatomy, spans[0].start) if spans else None


def code_of(reading: Reading, spans: Sequence[Span]) -> str | None:
    """The time code of the recording at which ``spans`` begin."""
    return time_code(reading.article, spans[0].start) if spans else None


def _statement(reading: Reading, s: Statement) -> dict[str, Any]:
    return {
        "id": s.id,
        "parent": s.parent,
        "mode": s.mode,
        "act": s.act,
        "stance": s.stance,
        "negated": s.negated,
        "source": _pairs(s.source),
        "cue": _pairs(s.cue),
        "cue_lemma": s.cue_lemma,
        "content": _pairs(s.content),
        "speaker": s.speaker,
        "joint": list(s.joint),
        "addressee": s.addressee,
        "said_on": s.said_on,
        "place_id": s.place_id,
        "block": kind_of(reading, s.content),
        "posted_at": post_of(reading, s.content or s.cue),
        "time_code": code_of(reading, s.content or s.cue),
        "confidence": s.confidence,
    }


def _participant(p: Participant) -> dict[str, Any]:
    return {
        "id": p.id,
        "text": p.text,
        "start": p.start,
        "end": p.end,
        "country": p.country,
        "sector": p.sector,
    }


def _event(reading: Reading, e: Event) -> dict[str, Any]:
    """An event under the names that it has in SQL; ``actor``, ``recipient`` and ``date`` are the older ones."""
    actors, recipients = ([_participant(p) for p in some] for some in (e.actors, e.recipients))
    return {
        "id": e.id,
        "trigger": _pairs(e.trigger),
        "type": e.type,
        "mode": e.mode,
        "context": e.context,
        "cameo": e.cameo,
        "quad": e.quad,
        "goldstein": e.goldstein,
        "modality": e.modality,
        "statement": e.statement,
        "actor": actors,
        "recipient": recipients,
        "actors": actors,
        "recipients": recipients,
        "date": e.date_start,
        "date_start": e.date_start,
        "date_end": e.date_end,
        "date_from": e.date_from,
        "place_id": e.place_id,
        "place_from": e.place_from,
        "dead": e.dead,
        "injured": e.injured,
        "size": e.size,
        "block": kind_of(reading, e.trigger),
        "posted_at": post_of(reading, e.trigger),
        "time_code": code_of(reading, e.trigger),
        "confidence": e.confidence,
    }
