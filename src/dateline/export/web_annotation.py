"""W3C Web Annotation (Recommendation of February 2017): an annotation a statement and an event, one a line.

Each piece is selected twice, by position (code points, as the Recommendation counts) and by quote with what stands
before and after it, so that it is found again where the page differs a little. The target's ``source``
is the article's uri.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from dateline.export.source import Row, Source

__all__ = ["write_web_annotation"]

_AROUND = 32
"""Code points of prefix and suffix."""
_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def write_web_annotation(source: Source, folder: Path) -> None:
    """Write ``annotations.jsonl``."""
    with (folder / "annotations.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        for layers in source.articles():
            file.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in _annotations(layers))


def _annotations(layers: Row) -> Iterator[Row]:
    article = layers["article"]
    for row in layers["statements"]:
        told = {k: row[k] for k in ("speaker", "stance", "act", "mode", "negated", "cue_lemma", "confidence")}
        yield _annotation(article, row["statement_id"], row["content"], "statement", row["speaker"], told)
    for row in layers["events"]:
        told = {k: row[k] for k in ("type", "mode", "modality", "cameo", "date_start", "place_id", "confidence")}
        told |= {part: [p["text"] for p in row[part]] for part in ("actors", "recipients")}
        yield _annotation(article, row["event_id"], row["trigger"], "event", row["type"], told)


def _annotation(article: Row, key: str, spans: list[Row], kind: str, label: str | None, told: Row) -> Row:
    bodies: list[Row] = [{"type": "TextualBody", "purpose": "tagging", "value": kind}]
    if label:
        bodies.append({"type": "TextualBody", "purpose": "identifying", "value": label})
    bodies.append({
        "type": "TextualBody", "purpose": "describing", "format": "application/json",
        "value": json.dumps(told, ensure_ascii=False),
    })  # fmt: skip
    targets = [
        {"type": "SpecificResource", "source": article["uri"],
         "selector": [_position(s), _quote(article["text"], s["start"], s["end"])]}
        for s in spans
    ]  # fmt: skip
    return {
        "@context": _CONTEXT, "id": f"urn:dateline:{key}", "type": "Annotation",
        "motivation": "describing", "body": bodies, "target": targets,
    }  # fmt: skip


def _position(span: Row) -> Row:
    return {"type": "TextPositionSelector", "start": span["start"], "end": span["end"]}


def _quote(text: str, start: int, end: int) -> Row:
    return {
        "type": "TextQuoteSelector", "exact": text[start:end], "prefix": text[max(0, start - _AROUND) : start],
        "suffix": text[end : end + _AROUND],
    }  # fmt: skip
