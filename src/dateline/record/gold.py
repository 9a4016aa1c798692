"""What people judged, as gold: a line an article, for ``dateline evaluate`` and for training.

Only rows that somebody looked at count. The ranges that nobody has marked are named in ``ignore`` (statements) and
``ignore_events``, so that neither a scorer nor a trainer takes silence there for a verdict; both are empty where an
article was judged whole, because all its rows were judged or a coder marked it from scratch.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from dateline.record.whole import disk_errors

Row = dict[str, Any]
_JUDGED = """
SELECT r.layer, r.row_id, r.gone FROM corrected.rows r WHERE r.judged AND r.layer IN ('statements', 'events')"""


class Judged(Protocol):
    """What a record answers to whoever takes its gold away."""

    def sql(self, query: str, parameters: Sequence[Any] = ()) -> Any:
        """A pyarrow table."""

    def article(self, article_id: str) -> Row | None:
        """An article with all its layers."""

    def ask_stored(self, ask: Any) -> Any:
        """What ``ask`` gives of the tables below the public ones."""


def gold_rows(record: Judged, whole: Collection[str] = ()) -> Iterator[Row]:
    """The articles of which anything was judged; ``whole`` are those whose statements a coder marked from scratch."""
    judged = record.ask_stored(lambda base: base.execute(_JUDGED).fetchall())
    spans = _rejected(record)
    by_article: dict[str, dict[str, bool]] = {article_id: {} for article_id in whole}
    for layer, row_id, gone in judged:
        by_article.setdefault(row_id.rpartition(":")[0], {})[f"{layer} {row_id}"] = bool(gone)
    for article_id in sorted(by_article):
        found = record.article(article_id)
        if found is not None:
            yield _row(found, by_article[article_id], spans, article_id in whole)


def export_gold(record: Judged, path: Path, whole: Collection[str] = ()) -> int:
    """Write the gold to ``path`` as JSON lines; how many articles."""
    rows = list(gold_rows(record, whole))
    with disk_errors(path):
        path.write_text(
            "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8", newline="\n"
        )
    return len(rows)


def _rejected(record: Judged) -> dict[str, list[list[int]]]:
    """Where the rows that were rejected stand: in the public tables they are not any more."""
    query = """SELECT 'statements ' || article_id || ':' || id AS key, content AS spans FROM stored.statements
               WHERE article_id || ':' || id IN (SELECT row_id FROM corrected.rows WHERE gone AND layer = 'statements')
               UNION ALL SELECT 'events ' || article_id || ':' || id, trigger FROM stored.events
               WHERE article_id || ':' || id IN (SELECT row_id FROM corrected.rows WHERE gone AND layer = 'events')"""
    return {key: _pairs(spans) for key, spans in record.ask_stored(lambda base: base.execute(query).fetchall())}


def _row(found: Row, judged: dict[str, bool], rejected: dict[str, list[list[int]]], whole: bool) -> Row:
    article = found["article"]
    names = {a["actor_id"]: a["name"] for a in found["actors"]}
    sure = {key for key, gone in judged.items() if not gone}
    statements = [s for s in found["statements"] if whole or f"statements {s['statement_id']}" in sure]
    events = [e for e in found["events"] if f"events {e['event_id']}" in sure]
    row: Row = {
        "id": article["article_id"], "text": article["text"], "published_at": article["published_at"],
        "attributions": [
            {n: _pairs(s[n]) for n in ("source", "cue", "content")} | {"speaker": s["speaker"]}
            for s in statements if s["parent_id"] is None and s["content"]
        ],
        "events": [
            {"start": e["trigger"][0]["start"], "end": e["trigger"][-1]["end"], "type": e["type"],
             "modality": e["modality"], "actor": _side(e["actors"], names), "recipient": _side(e["recipients"], names)}
            for e in events
        ],
    }  # fmt: skip
    for layer, key, spans in (("statements", "ignore", "content"), ("events", "ignore_events", "trigger")):
        ids = f"{layer[:-1]}_id"
        seen = [p for r in found[layer] if f"{layer} {r[ids]}" in sure for p in _pairs(r[spans])]
        seen += [p for k, gone in judged.items() if gone and k.startswith(layer) for p in rejected.get(k, ())]
        complete = (whole and layer == "statements") or (
            bool(found[layer] or seen) and all(f"{layer} {r[ids]}" in sure for r in found[layer])
        )
        row[key] = [] if complete else _outside(article["text"], _sentences(article, seen))
    return row


def _pairs(spans: Sequence[Row] | None) -> list[list[int]]:
    return [[s["start"], s["end"]] for s in spans or ()]


def _side(parties: Sequence[Row], names: dict[str, str]) -> list[dict[str, str]]:
    """The phrases of one side, and whom each means where that is another name."""
    return [{"text": p["text"]} | ({"is": names[p["id"]]} if names.get(p["id"], p["text"]) != p["text"] else {})
            for p in parties if p["text"]]  # fmt: skip


def _sentences(article: Row, seen: Sequence[Sequence[int]]) -> list[list[int]]:
    """The sentences that any of the spans ``seen`` touches."""
    sentences = _pairs(article["sentences"])
    touched = [s for s in sentences if any(start < s[1] and s[0] < end for start, end in seen)]
    return sorted([*touched, *map(list, seen)])


def _outside(text: str, inside: Sequence[Sequence[int]]) -> list[list[int]]:
    """What of ``text`` no span of ``inside`` holds."""
    left, at = [], 0
    for start, end in inside:
        if start > at:
            left.append([at, start])
        at = max(at, end)
    return [*left, *([[at, len(text)]] if at < len(text) else [])]
