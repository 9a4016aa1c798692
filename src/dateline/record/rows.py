"""Corrections of single rows: of a statement, an event or a block, held by the words that the row quotes.

What a person says of a row is anchored to the article, the layer, the quoted words and what stands around them. In a
new reading it is about the row with the same words, of several the one in the same surroundings, then the one of the
same number; where no row has these words it is orphaned.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from dateline.events.codebook import goldstein, types
from dateline.record.added import added_event
from dateline.record.anchors import in_context
from dateline.record.arrow import SPANS
from dateline.record.columns import TABLES
from dateline.record.corrections import Correction
from dateline.record.marking import added_id, added_row, as_rows, placed_value
from dateline.schema import quote

ROW_KINDS = ("speaker", "reject", "confirm", "type", "modality", "sides", "block", "span", "cue", "day", "place", "add",
             "add-event", "note", "tag")  # fmt: skip
"""The kinds of corrections that are about a row."""
REMARKS = ("note", "tag")
"""Those that leave the row as it is; they may be about articles, actors and stories, too."""
NONE = "none"
"""The value of a day or place that an event has not."""
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
        ("spanned", pa.bool_()),
        ("content", SPANS),
        ("text", pa.string()),
        ("cued", pa.bool_()),
        ("cue", SPANS),
        ("cue_text", pa.string()),
        ("dated", pa.bool_()),
        *((n, pa.string()) for n in ("date_start", "date_end")),
        ("placed", pa.bool_()),
        ("place_id", pa.string()),
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
    spanned: bool = False
    """The words are said, ``content`` and ``text`` are which."""
    content: Sequence[Mapping[str, int]] | None = None
    text: str | None = None
    cued: bool = False
    cue: Sequence[Mapping[str, int]] | None = None
    cue_text: str | None = None
    dated: bool = False
    date_start: str | None = None
    date_end: str | None = None
    placed: bool = False
    place_id: str | None = None


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
    until: int = 0
    """For a block, where it ends; ``end`` is that of the words that it is held by."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What is said of all rows, and which corrections found none."""

    rows: Mapping[tuple[str, str], Change] = field(default_factory=dict)
    lost: frozenset[int] = frozenset()
    added: tuple[Mapping[str, Any], ...] = ()
    """Statements that a person made, as rows of the public table."""
    events: tuple[Mapping[str, Any], ...] = ()
    """Events that a person made, with those columns of the public table that are not null."""
    remarks: Mapping[int, str] = field(default_factory=dict)
    """By the number of a note or tag the row that it is about now."""


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
        made.append(Held(layer, row_id, article_id, words, around, start, end, block_kind, end))
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
    concerned = sorted({c.article_id for c in corrections if c.article_id})
    held = held_rows(base, concerned)
    marks = sorted(
        {c.article_id for c in corrections if c.article_id and c.kind in ("span", "cue", "add", "add-event")}
    )
    query = "SELECT article_id, text FROM stored.articles WHERE article_id IN (SELECT unnest(?::VARCHAR[]))"
    texts = dict(base.execute(query, [marks]).fetchall()) if marks else {}
    made: dict[tuple[str, str], Change] = {}
    added: list[Mapping[str, Any]] = []
    events: list[Mapping[str, Any]] = []
    remarks: dict[int, str] = {}
    lost = set()
    for one in corrections:
        text = texts.get(one.article_id or "", "")
        if one.kind == "add":
            row = _add(one, held, text, who, added)
            said: dict[str, Any] | None = {}
        elif one.kind == "add-event":
            row, said = _add_event(one, held, text, events), {}
        else:
            row = _meant(one, held)
            said = _said(one, who, text) if row else None
        if row is None or said is None:
            lost.add(one.correction_id)
        elif one.kind in REMARKS:
            remarks[one.correction_id] = row.row_id
        else:
            now = made.get((row.layer, row.row_id), Change(row.layer, row.row_id))
            made[row.layer, row.row_id] = replace(now, judged=True, **said)
            if one.kind == "block":
                _inside(row, held, one.value, made)
    return Changes(made, frozenset(lost), tuple(added), tuple(events), remarks)


def _add(
    one: Correction, held: list[Held], text: str, who: Callable[[str], tuple[str | None, str | None] | None],
    added: list[Mapping[str, Any]],
) -> Held | None:  # fmt: skip
    """Make the statement that a person marked; None where its words are not there."""
    article_id = one.article_id or ""
    speaker = json.loads(one.value)["speaker"]
    row_id = added_id(article_id, one.made_at, one.quoted or "")
    made = added_row(article_id, row_id, text, one.value, None, (who(speaker) if speaker else None) or (None, None))
    if made is None:
        return None
    first, last = made["content"][0]["start"], made["content"][-1]["end"]
    around = [b for b in held if b.layer == "blocks" and b.article_id == article_id and b.start <= first < b.until]
    kind = max(around, key=lambda b: b.start).block_kind if around else None
    added.append({**made, "block_kind": kind})
    context = in_context(text, first, last)
    held.append(Held("statements", row_id, article_id, made["text"], context, first, last, kind, last))
    return held[-1]


def _add_event(one: Correction, held: list[Held], text: str, events: list[Mapping[str, Any]]) -> Held | None:
    """Make the event that a person marked, once; None where its words are not there."""
    made = added_event(one, text)
    if made is None:
        return None
    first, last = made["trigger"][0]["start"], made["trigger"][-1]["end"]
    around = [b for b in held if b.layer == "blocks" and b.article_id == one.article_id and b.start <= first < b.until]
    kind = max(around, key=lambda b: b.start).block_kind if around else None
    row = Held("events", one.target, str(one.article_id), made["trigger_text"], in_context(text, first, last), first,
               last, kind, last)  # fmt: skip
    if all(e["event_id"] != one.target for e in events):
        outer = [
            r for r in held
            if r.layer == "statements" and r.article_id == one.article_id and r.start <= first and last <= r.end
        ]  # fmt: skip
        within = min(outer, key=lambda r: r.end - r.start).row_id if outer else None
        events.append({**made, "block_kind": kind, "statement_id": within})
        held.append(row)
    return row


def _meant(one: Correction, held: Sequence[Held]) -> Held | None:
    """The row with the quoted words, of several the one that fits best."""
    fits = [r for r in held if (r.layer, r.article_id, r.quoted) == (one.layer, one.article_id, one.quoted)]
    return max(fits, key=lambda r: (r.context == one.context, r.row_id == one.target), default=None)


def _said(
    one: Correction, who: Callable[[str], tuple[str | None, str | None] | None], text: str
) -> dict[str, Any] | None:
    """The fields of a Change that a correction sets; None where it names somebody or words that are not there."""
    if one.kind == "speaker":
        found = who(one.value)
        return None if found is None else {"spoken": True, "speaker_id": found[0], "speaker": found[1], "gone": False}
    if one.kind == "type":
        kind = types()[one.value]
        return {
            "type": one.value, "cameo": kind.cameo, "quad": kind.quad, "goldstein": goldstein(kind.cameo), "gone": False
        }  # fmt: skip
    if one.kind in ("span", "cue"):
        spans = placed_value(text, one.value)
        if spans is None:
            return None
        names = ("spanned", "content", "text") if one.kind == "span" else ("cued", "cue", "cue_text")
        return dict(zip(names, (True, as_rows(spans), quote(text, spans)), strict=True)) | {"gone": False}
    if one.kind == "day":
        first, _, last = one.value.partition("/")
        days = (None, None) if one.value == NONE else (first, last or first)
        return {"dated": True, "date_start": days[0], "date_end": days[1], "gone": False}
    plain: dict[str, dict[str, Any]] = {
        "reject": {"gone": True}, "confirm": {"gone": False}, "modality": {"modality": one.value, "gone": False},
        "sides": {"exchanged": True, "gone": False}, "block": {"kind": one.value}, "note": {}, "tag": {},
        "place": {"placed": True, "place_id": None if one.value == NONE else one.value, "gone": False},
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


_FOUND = (("dated", "date_from"), ("placed", "place_from"))
"""How the reading found a day or place, which a person's word leaves open."""


def _told(flag: str, *columns: str) -> str:
    return ", ".join(f"CASE WHEN r.{flag} THEN r.{c} ELSE x.{c} END AS {c}" for c in columns)


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
    words = ", ".join(_told(flag, *columns) for flag, *columns in (("spanned", "content", "text"),
                                                                    ("cued", "cue", "cue_text")))  # fmt: skip
    told = f"{_told('dated', 'date_start', 'date_end')}, {_told('placed', 'place_id')}, " + ", ".join(
        f"CASE WHEN r.{flag} THEN NULL ELSE x.{c} END AS {c}" for flag, c in _FOUND
    )
    shown = {
        "statements": ("statement_id", f"{kind}, {speaker}, {words}, {_unless_gone('parent_id')}"),
        "events": (
            "event_id",
            f"{kind}, coalesce(r.type, x.type) AS type, {kept}, {typed}, {told}, "
            f"coalesce(r.modality, x.modality) AS modality, {sides}, {_unless_gone('statement_id')}",
        ),
        "blocks": ("article_id || ':' || x.block_no", "coalesce(r.kind, x.kind) AS kind"),
    }
    read = {**queries, "statements": f"{queries['statements']} UNION ALL BY NAME SELECT * FROM corrected.added"}
    none = "[] AS actors, [] AS recipients"
    read["events"] = f"{queries['events']} UNION ALL BY NAME SELECT *, {none} FROM corrected.added_events"
    made = {
        name: f"SELECT x.* REPLACE ({columns}) FROM ({read[name]}) x "
        f"{_OF.format(layer=name, row_id=row_id)} WHERE {_STANDS}"
        for name, (row_id, columns) in shown.items()
    }
    made["figures"] = f"SELECT x.* REPLACE ({_unless_gone('statement_id')}) FROM ({queries['figures']}) x"
    return made


def changed(
    name: str, rows: Sequence[dict[str, Any]], changes: Changes, article_id: str | None = None
) -> list[dict[str, Any]]:
    """The rows of one article in the public table ``name``, as ``with_changes`` shows them."""
    gone = {row_id for (layer, row_id), c in changes.rows.items() if layer == "statements" and c.gone}
    ids: dict[str, Callable[[dict[str, Any]], str]] = {
        "statements": lambda r: r["statement_id"], "events": lambda r: r["event_id"],
        "blocks": lambda r: f"{r['article_id']}:{r['block_no']}",
    }  # fmt: skip
    made = []
    of_article = {r["article_id"] for r in rows} | ({article_id} if article_id else set())
    more = [dict(a) for a in changes.added if name == "statements" and a["article_id"] in of_article]
    if name == "events":
        none: dict[str, Any] = {
            **dict.fromkeys((c.name for c in TABLES["events"][1]), None),
            "actors": [],
            "recipients": [],
        }
        more = [{**none, **e} for e in changes.events if e["article_id"] in of_article]
    for row in [*rows, *more]:
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
    for flag, *columns in (("spanned", "content", "text"), ("cued", "cue", "cue_text"),
                           ("dated", "date_start", "date_end"), ("placed", "place_id")):  # fmt: skip
        if getattr(change, flag):
            said |= {c: getattr(change, c) for c in columns} | {c: None for f, c in _FOUND if f == flag}
    if change.exchanged:
        said |= {"actors": row["recipients"], "recipients": row["actors"]}
    return said
