"""What a person marks in a text: spans told with their words, so that they find their place in another reading of it.

Where the words stand at the same characters these count; else the nearest occurrence of the same words does. A piece
whose words are gone has no place any more.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from dateline.errors import InputError
from dateline.schema import Act, Span, Stance, StatementMode, hashed, quote

Pieces = Sequence[tuple[int, int]]
_MOST = 100
"""Pieces that one mark may have."""
_QUOTES = "“”„«»\"'‘’"


@dataclass(frozen=True, slots=True)
class MarkedStatement:
    """A statement that a person made by marking its words."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    speaker: str | None = None
    """Id of an actor of the record."""
    mode: str = "indirect"
    act: str = "speech"
    stance: str = "say"


def checked_pieces(text: str, pieces: Pieces, what: str) -> tuple[Span, ...]:
    """``pieces`` as spans of ``text`` in order; raises InputError where they lie outside it, overlap or are empty."""
    spans = sorted(Span(int(start), int(end)) for start, end in pieces)
    if not spans or len(spans) > _MOST:
        raise InputError(f"the {what} needs from 1 to {_MOST} pieces, such as 120-180 or 120-150,160-180")
    for span, following in zip(spans, [*spans[1:], None], strict=True):
        if not 0 <= span.start < span.end <= len(text):
            raise InputError(f"{span.start}-{span.end} is no piece of this text, which has {len(text)} characters")
        if following is not None and following.start < span.end:
            raise InputError(f"the pieces {span.start}-{span.end} and {following.start}-{following.end} overlap")
    return tuple(spans)


def told(text: str, spans: Sequence[Span]) -> list[list[Any]]:
    """Spans with the words that they quote."""
    return [[s.start, s.end, text[s.start : s.end]] for s in spans]


def as_value(text: str, spans: Sequence[Span]) -> str:
    """The same as the value of a correction."""
    return json.dumps(told(text, spans), ensure_ascii=False)


def placed(text: str, pieces: Sequence[Sequence[Any]]) -> tuple[Span, ...] | None:
    """Where the words of ``pieces`` stand in ``text`` now; None where those of one are gone."""
    found = []
    for start, _, words in pieces:
        at = start if text.startswith(words, start) else _nearest(text, words, start)
        if at is None:
            return None
        found.append(Span(at, at + len(words)))
    return tuple(sorted(found))


def _nearest(text: str, words: str, start: int) -> int | None:
    after, before = text.find(words, max(0, start)), text.rfind(words, 0, max(0, start) + len(words))
    there = [at for at in (before, after) if at >= 0]
    return min(there, key=lambda at: abs(at - start), default=None)


def placed_value(text: str, value: str) -> tuple[Span, ...] | None:
    """Where the value of a correction of a span stands now."""
    return placed(text, json.loads(value))


def parsed_pieces(written: str) -> list[tuple[int, int]]:
    """``120-180,200-210`` as pairs; raises InputError where it is no such list."""
    made = []
    for piece in written.replace(" ", "").split(","):
        start, dash, end = piece.partition("-")
        if not (dash and all(n.isascii() and n.isdigit() and len(n) < 10 for n in (start, end))):
            raise InputError(f"{written or 'nothing'} names no characters: pieces are such as 120-180 or 1-5,9-12")
        made.append((int(start), int(end)))
    return made


def statement_value(text: str, made: MarkedStatement) -> str:
    """A marked statement as the value of a correction."""
    spans = {n: told(text, getattr(made, n)) for n in ("content", "cue", "source")}
    rest = {n: getattr(made, n) for n in ("speaker", "mode", "act", "stance")}
    return json.dumps({**spans, **rest}, ensure_ascii=False)


def check_value(kind: str, value: str) -> None:
    """Raise ValueError where ``value`` is not what a correction of this kind, a span, a cue or ``add``, holds."""
    given = json.loads(value)
    if kind != "add":
        _check_pieces(given)
        return
    for name in ("content", "cue", "source"):
        _check_pieces(given[name], empty=name != "content")
    shapes = {"mode": StatementMode, "act": Act, "stance": Stance}
    if any(given[name] not in get_args(shape) for name, shape in shapes.items()):
        raise ValueError("mode, act and stance")
    if not isinstance(given["speaker"], str | None):
        raise TypeError("speaker")


def _check_pieces(given: Any, *, empty: bool = False) -> None:
    whole = isinstance(given, list) and all(
        isinstance(p, list) and len(p) == 3 and list(map(type, p)) == [int, int, str] and p[2] for p in given
    )
    if not whole or not (given or empty):
        raise ValueError("pieces")


def is_day(text: str) -> bool:
    """Whether ``text`` is a day as ISO 8601 writes it, ``2031-03-05``."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def mode_of(text: str, content: Sequence[Span]) -> str:
    """How marked words are told: quoted as a whole, in part, or not."""
    words = quote(text, list(content)).strip()
    if words[:1] in _QUOTES and words.rstrip(".,;!?")[-1:] in _QUOTES:
        return "direct"
    return "mixed" if any(mark in words for mark in '“”„«»"') else "indirect"


def added_id(article_id: str, made_at: str, quoted: str) -> str:
    """The id of a statement that a person made: the same whenever the correction is applied."""
    return f"{article_id}:m{hashed(article_id, made_at, quoted)[:12]}"


def added_row(
    article_id: str, row_id: str, text: str, value: str, block_kind: str | None, who: tuple[str | None, str | None]
) -> Mapping[str, Any] | None:
    """A marked statement as a row of the public table; None where its words are gone."""
    given = json.loads(value)
    spans = {n: placed(text, given[n]) for n in ("content", "cue", "source")}
    if any(found is None for found in spans.values()):
        return None
    words = {n: quote(text, list(found or ())) if found else None for n, found in spans.items()}
    return {
        "statement_id": row_id, "article_id": article_id, "block_kind": block_kind, "posted_at": None,
        "time_code": None, "parent_id": None,
        "mode": given["mode"], "act": given["act"], "stance": given["stance"], "negated": False,
        "speaker_id": who[0], "speaker": who[1], "source": as_rows(spans["source"]), "source_text": words["source"],
        "cue": as_rows(spans["cue"]), "cue_text": words["cue"], "cue_lemma": None,
        "content": as_rows(spans["content"]), "text": words["content"], "addressee_id": None, "addressee_span": None,
        "addressee_text": None, "said_on": None, "place_id": None, "family_id": row_id, "confidence": 1.0,
        "joint_ids": [],
    }  # fmt: skip


def as_rows(spans: Sequence[Span] | None) -> list[dict[str, int]]:
    """Spans as a column of a table holds them."""
    return [{"start": s.start, "end": s.end} for s in spans or ()]
