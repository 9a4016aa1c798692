"""Label Studio: tasks with the reading as a prediction, and the labelling configuration that they fit.

Label Studio counts offsets in UTF-16 code units, as JavaScript does. A mention carries the actor's name in a text area
of its own, where an annotator can set it right; ``meta`` of a region keeps the row that it is from.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import get_args
from xml.sax.saxutils import quoteattr

from dateline.export.exported import shown
from dateline.export.marks import Mark, Utf16, links_of, marks_of
from dateline.export.source import Row, Source
from dateline.schema import ActorKind, EventType

__all__ = ["CONFIG", "write_label_studio"]

_LABELS: dict[str, tuple[str, ...]] = {
    "statements": ("source", "cue", "content"),
    "events": get_args(EventType),
    "mentions": get_args(ActorKind),
    "toponyms": ("place", "demonym"),
    "times": ("time",),
}


def _config() -> str:
    lines = ["<View>"]
    for layer, labels in _LABELS.items():
        lines.append(f'  <Labels name="{layer}" toName="text" showInline="true">')
        lines += [f"    <Label value={quoteattr(label)}/>" for label in labels]
        lines.append("  </Labels>")
    lines += [
        "  <Relations>",
        *(f'    <Relation value="{label}"/>' for label in ("source", "cue", "actor", "recipient")),
        "  </Relations>",
        '  <Text name="text" value="$text" granularity="symbol"/>',
        '  <TextArea name="who" toName="text" perRegion="true" maxSubmissions="1" editable="true"/>',
        "</View>",
    ]
    return "\n".join(lines) + "\n"


CONFIG = _config()
"""What to paste as the project's labelling interface."""


def write_label_studio(source: Source, folder: Path) -> None:
    """Write ``tasks.json``, a task a line, and ``config.xml``."""
    (folder / "config.xml").write_text(CONFIG, encoding="utf-8", newline="\n")
    with (folder / "tasks.json").open("w", encoding="utf-8", newline="\n") as file:
        file.write("[")
        for number, layers in enumerate(source.articles()):
            file.write(("," if number else "") + "\n" + json.dumps(_task(layers), ensure_ascii=False))
        file.write("\n]\n")


def _task(layers: Row) -> Row:
    article = layers["article"]
    marks, units = marks_of(layers), Utf16(article["text"])
    results = [region for mark in marks for region in _regions(mark, article["text"], units)]
    known = {mark.key for mark in marks}
    results += [
        {"type": "relation", "from_id": link.head, "to_id": link.tail, "direction": "right", "labels": [link.label]}
        for link in links_of(layers)
        if {link.head, link.tail} <= known
    ]
    data = {
        k: article[k] for k in ("text", "article_id", "uri", "headline", "publisher", "published_at", "text_sha256")
    }
    data["exported"] = shown(layers)
    version = f"dateline {article['reader_version']}"
    return {"data": data, "predictions": [{"model_version": version, "result": results}]}


def _regions(mark: Mark, text: str, units: Utf16) -> Sequence[Row]:
    value: Row = {
        "start": units.units(mark.start), "end": units.units(mark.end), "text": text[mark.start : mark.end]
    }  # fmt: skip
    meta = {"row": mark.row, "note": mark.note}
    region = {
        "id": mark.key, "from_name": mark.layer, "to_name": "text", "type": "labels",
        "value": value | {"labels": [mark.label]}, "meta": {"text": [meta["note"]], "row": meta["row"]},
    }  # fmt: skip
    if mark.layer != "mentions":
        return [region]
    who = {
        "id": mark.key, "from_name": "who", "to_name": "text", "type": "textarea",
        "value": value | {"text": [mark.note]},
    }  # fmt: skip
    return [region, who]
