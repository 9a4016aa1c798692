"""brat standoff (brat.nlplab.org): an article a ``.txt`` with its ``.ann``, and the configuration of the collection.

Offsets are code points, as brat counts. An event's trigger and a statement's words may be discontinuous; notes carry
names, stances and modalities. brat shows a file line by line, so a line end inside a span splits its text by a blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from dateline.export.cas import stem_of
from dateline.export.exported import Manifest
from dateline.export.marks import links_of, marks_of
from dateline.export.source import Row, Source
from dateline.schema import ActorKind, EventType

__all__ = ["NAMES", "RELATIONS", "label_of", "write_brat"]

NAMES = {
    "source": "Source",
    "cue": "Cue",
    "content": "Content",
    "place": "Place",
    "demonym": "Demonym",
    "time": "Time",
}
RELATIONS = {"source": "Said-by", "cue": "Cued-by", "actor": "Actor", "recipient": "Recipient"}


def write_brat(source: Source, folder: Path) -> None:
    """Write the folder ``brat``."""
    made = folder / "brat"
    made.mkdir()
    (made / "annotation.conf").write_text(_conf(), encoding="utf-8", newline="\n")
    with Manifest(made) as manifest:
        for layers in source.articles():
            stem = stem_of(layers)
            (made / f"{stem}.txt").write_bytes(layers["article"]["text"].encode("utf-8"))
            lines = "".join(f"{line}\n" for line in _lines(layers))
            (made / f"{stem}.ann").write_text(lines, encoding="utf-8", newline="\n")
            manifest.add(stem, layers)


def _conf() -> str:
    kinds = [*NAMES.values(), *(k.capitalize() for k in get_args(ActorKind)), *get_args(EventType)]
    relations = [f"{name}\tArg1:<ENTITY>, Arg2:<ENTITY>" for name in RELATIONS.values()]
    return "\n".join(["[entities]", *kinds, "[relations]", *relations, "[events]", "[attributes]", ""])


def label_of(label: str) -> str:
    """A mark's label as brat shows it."""
    return NAMES.get(label, label if label.isupper() else label.capitalize())


def _lines(layers: Row) -> Iterator[str]:
    text, numbers = layers["article"]["text"], {}
    for number, mark in enumerate((m for m in marks_of(layers) if m.start < m.end), 1):
        numbers[mark.key] = f"T{number}"
        pieces = [(mark.start + m.start(), mark.start + m.end()) for m in
                  re.finditer(r"[^\n\r]+", text[mark.start : mark.end])]  # fmt: skip
        spans = ";".join(f"{start} {end}" for start, end in pieces)
        words = " ".join(text[start:end] for start, end in pieces)
        yield f"T{number}\t{label_of(mark.label)} {spans}\t{words}"
        note = " ".join(f"{mark.row} {mark.note}".split())
        yield f"#{number}\tAnnotatorNotes T{number}\t{note}"
    linked = [k for k in links_of(layers) if k.head in numbers and k.tail in numbers]
    for number, link in enumerate(linked, 1):
        yield f"R{number}\t{RELATIONS[link.label]} Arg1:{numbers[link.head]} Arg2:{numbers[link.tail]}"
