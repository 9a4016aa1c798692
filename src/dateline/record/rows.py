"""Corrections of single rows: of a statement, an event or a block, held by the words that the row quotes.

What a person says of a row is anchored to the article, the layer, the quoted words and what stands around them. In a
new reading it is about the row with the same words, of several the one in the same surroundings, then the one of the
same number; where no row has these words it is orphaned.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from dateline.events.codebook import goldstein, types
from dateline.record.anchors import in_context
from dateline.record.corrections import Correction

ROW_KINDS = ("speaker", "reject", "confirm", "type", "modality", "sides", "block")
"""The kinds of corrections that are about a row."""
LAYERS = ("statements", "events", "blocks")
SHAPE = pa.schema(
    [
        *((n, pa.string()) for n in ("layer", "row_id")),
        *((n, pa.bool_()) for n in ("judged", "gone", "spoken")),
        *((n, pa.string()) for n in ("speaker_id", "speaker", "type", "cameo")),
        ("quad", pa.int32()),
        ("goldstein", pa.float64()),
        ("modality", pa.string()),
        ("exchanged", pa.bool_()),
        *((n, pa.string()) for n in ("kind", "block_kind")),
    ]
)
"""``corrected.rows``, that the views look at."""
_QUOTED = 120
"""Code points of a block's words that hold a correction of it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a person said of one row; None is nothing."""

    layer: str
    row_id: str
    judged: bool = False
    """Somebody has looked at this very row."""
    gone: bool = False
    spoken: bool = False
    """The speaker is said, ``speaker_id`` and ``speaker`` are who."""
    speaker_id: str | None = None
    speaker: str | None = None
    type: str | None = None
    cameo: str | None = None
    quad: int | None = None
    goldstein: float | None = None
    modality: str | None = None
    exchanged: bool = False
    kind: str | None = None
    block_kind: str | None = None
    """The kind that the block around the row has."""


class Held(NamedTuple):
    """A row by which a correction can be held."""

    layer: str
    row_id: str
    article_id: str
    quoted: str
    context: str
    start: int
    end: int
    block_kind: str | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What is said of all rows, and which corrections found none."""

    rows: Mapping[tuple[str, str], Change] = field(default_factory=dict)
    lost: frozenset[int] = frozenset()


def held_rows(base: duckdb.DuckDBPyConnection, articles: Sequence[str]) -> list[Held]:
    """The statements, events and blocks of ``articles`` with the words that they quote."""
    query = """
        SELECT * FROM (
            SELECT 'statements' AS layer, article_id || ':' || id AS row_id, article_id, reading, text AS quoted,
                   content[1]."start" AS s, content[-1]."end" AS e, block_kind FROM stored.statements
            UNION ALL SELECT 'events', article_id || ':' || id, article_id, reading, trigger_text,
                   trigger[1]."start", trigger[-1]."end", block_kind FROM stored.events
            UNION ALL SELECT 'blocks', article_id || ':' || block_no, article_id, reading, NULL, "start", "end", kind
                   FROM stored.blocks) r
        JOIN (SELECT reading, text FROM stored.articles) a USING (reading)
        WHERE r.article_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY layer, s, row_id"""
    found = base.execute(
        f"SELECT layer, row_id, article_id, quoted, s, e, block_kind, text FROM ({query})", [list(articles)]
    ).fetchall()
    made = []
    for layer, row_id, article_id, quoted, start, end, block_kind, text in found:
        start, end = start or 0, end or 0
        words = text[start : min(end, start + _QUOTED)] if layer == "blocks" else quoted or ""
        around = in_context(text, start, min(end, start + _QUOTED))
        made.append(Held(layer, row_id, article_id, words, around, start, end, block_kind))
    return made


def find_changes(
    base: duckdb.DuckDBPyConnection,
    corrections: Sequence[Correction],
    who: Callable[[str], tuple[str | None, str | None] | None],
) -> Changes:
    """What ``corrections``, in the order in which they were made, say of the rows as they are read now.

    ``who`` gives the id and the name that an actor has now, None for one that is not there.
    """
    if not corrections:
        return Changes()
    held = held_rows(base, sorted({c.article_id for c in corrections if c.article_id}))
    made: dict[tuple[str, str], Change] = {}
    lost = set()
    for one in corrections:
        row = _meant(one, held)
        said = _said(one, who) if row else None
        if row is None or said is None:
            lost.add(one.correction_id)
            continue
        now = made.get((row.layer, row.row_id), Change(row.layer, row.row_id))
        made[row.layer, row.row_id] = replace(now, judged=True, **said)
        if one.kind == "block":
            _inside(row, held, one.value, made)
    return Changes(made, frozenset(lost))


def _meant(one: Correction, held: Sequence[Held]) -> Held | None:
    """The row with the quoted words, of several the one that fits best."""
    fits = [r for r in held if (r.layer, r.article_id, r.quoted) == (one.layer, one.article_id, one.quoted)]
    return max(fits, key=lambda r: (r.context == one.context, r.row_id == one.target), default=None)


def _said(one: Correction, who: Callable[[str], tuple[str | None, str | None] | None]) -> dict[str, Any] | None:
    """The fields of a Change that a correction sets; None where it names somebody who is not there."""
    if one.kind == "speaker":
        found = who(one.value)
        return None if found is None else {"spoken": True, "speaker_id": found[0], "speaker": found[1], "gone": False}
    if one.kind == "type":
        kind = types()[one.value]
        return {
            "type": one.value, "cameo": kind.cameo, "quad": kind.quad, "goldstein": goldstein(kind.cameo), "gone": False
        }  # fmt: skip
    plain: dict[str, dict[str, Any]] = {
        "reject": {"gone": True}, "confirm": {"gone": False}, "modality": {"modality": one.value, "gone": False},
        "sides": {"exchanged": True, "gone": False}, "block": {"kind": one.value},
    }  # fmt: skip
    return plain[one.kind]


def _inside(block: Held, held: Sequence[Held], kind: str, made: dict[tuple[str, str], Change]) -> None:
    """What stands directly in a block is in a block of its new kind."""
    for row in held:
        within = block.start <= row.start < block.end and row.block_kind == block.block_kind
        if row.layer != "blocks" and row.article_id == block.article_id and within:
            now = made.get((row.layer, row.row_id), Change(row.layer, row.row_id))
            made[row.layer, row.row_id] = replace(now, block_kind=kind)


def change_rows(changes: Changes) -> list[list[object]]:
    """The rows of ``corrected.rows``."""
    return [[getattr(change, f.name) for f in fields(change)] for change in changes.rows.values()]


_SAME_TYPE = "(r.type IS NULL OR r.type = x.type)"
_OF = "LEFT JOIN corrected.rows r ON r.layer = '{layer}' AND r.row_id = x.{row_id}"
_STANDS = "coalesce(NOT r.gone, true)"


def _unless_gone(column: str) -> str:
    gone = "SELECT row_id FROM corrected.rows WHERE layer = 'statements' AND gone"
    return f"CASE WHEN x.{column} IN ({gone}) THEN NULL ELSE x.{column} END AS {column}"


def with_changes(queries: Mapping[str, str]) -> dict[str, str]:
    """The queries of the public tables with what is said of their rows."""
    kept = ", ".join(f"CASE WHEN {_SAME_TYPE} THEN x.{c} END AS {c}" for c in ("mode", "context"))
    typed = ", ".join(
        f"CASE WHEN {_SAME_TYPE} THEN x.{c} ELSE r.{c} END AS {c}" for c in ("cameo", "quad", "goldstein")
    )
    sides = ", ".join(
        f"CASE WHEN r.exchanged THEN x.{other} ELSE x.{one} END AS {one}"
        for one, other in (("actors", "recipients"), ("recipients", "actors"))
    )
    kind = "coalesce(r.block_kind, x.block_kind) AS block_kind"
    speaker = ", ".join(f"CASE WHEN r.spoken THEN r.{c} ELSE x.{c} END AS {c}" for c in ("speaker_id", "speaker"))
    shown = {
        "statements": ("statement_id", f"{kind}, {speaker}, {_unless_gone('parent_id')}"),
        "events": (
            "event_id",
            f"{kind}, coalesce(r.type, x.type) AS type, {kept}, {typed}, "
            f"coalesce(r.modality, x.modality) AS modality, {sides}, {_unless_gone('statement_id')}",
        ),
        "blocks": ("article_id || ':' || x.block_no", "coalesce(r.kind, x.kind) AS kind"),
    }
    made = {
        name: f"SELECT x.* REPLACE ({columns}) FROM ({queries[name]}) x "
        f"{_OF.format(layer=name, row_id=row_id)} WHERE {_STANDS}"
        for name, (row_id, columns) in shown.items()
    }
    made["figures"] = f"SELECT x.* REPLACE ({_unless_gone('statement_id')}) FROM ({queries['figures']}) x"
    return made


def changed(name: str, rows: Sequence[dict[str, Any]], changes: Changes) -> list[dict[str, Any]]:
    """The rows of one article in the public table ``name``, as ``with_changes`` shows them."""
    gone = {row_id for (layer, row_id), c in changes.rows.items() if layer == "statements" and c.gone}
    ids: dict[str, Callable[[dict[str, Any]], str]] = {
        "statements": lambda r: r["statement_id"], "events": lambda r: r["event_id"],
        "blocks": lambda r: f"{r['article_id']}:{r['block_no']}",
    }  # fmt: skip
    made = []
    for row in rows:
        change = changes.rows.get((name, ids[name](row))) if name in ids else None
        now = dict(row)
        for column in ("parent_id", "statement_id"):
            if name != "statements" or column == "parent_id":
                now |= {column: None} if now.get(column) in gone else {}
        if change is None or not change.gone:
            made.append({**now, **_columns(change, now)} if change else now)
    return made


def _columns(change: Change, row: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a row that a change sets."""
    said: dict[str, Any] = {}
    if change.block_kind:
        said["block_kind"] = change.block_kind
    if change.spoken:
        said |= {"speaker_id": change.speaker_id, "speaker": change.speaker}
    if change.kind:
        said["kind"] = change.kind
    if change.type and change.type != row["type"]:
        said |= {c: getattr(change, c) for c in ("type", "cameo", "quad", "goldstein")} | {
            "mode": None,
            "context": None,
        }
    if change.modality:
        said["modality"] = change.modality
    if change.exchanged:
        said |= {"actors": row["recipients"], "recipients": row["actors"]}
    return said
