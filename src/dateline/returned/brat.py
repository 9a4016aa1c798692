"""brat's standoff files: ``.ann`` beside ``.txt``, with the ``exported.jsonl`` of the folder that we wrote.

brat does not say who annotated or when: the name is given, the time is that of the file's last change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from dateline.errors import FormatError
from dateline.export.brat import NAMES, RELATIONS
from dateline.export.marks import Link, Mark
from dateline.returned.annotated import Annotated, Shown, changed_at, read_manifest
from dateline.schema import ActorKind, EventType

__all__ = ["read_brat"]

_LABELS = {shown: label for label, shown in NAMES.items()} | {k.capitalize(): k for k in get_args(ActorKind)}
_LAYERS = {
    **dict.fromkeys(("source", "cue", "content"), "statements"), **dict.fromkeys(get_args(EventType), "events"),
    **dict.fromkeys(get_args(ActorKind), "mentions"), "place": "toponyms", "demonym": "toponyms", "time": "times",
}  # fmt: skip
_LINKS = {shown: label for label, shown in RELATIONS.items()}


def read_brat(folder: Path, by: str, exported: Path | None = None) -> Iterator[Annotated]:
    """The files of ``folder`` that an export wrote; raises FormatError with the line of what is none."""
    manifest = read_manifest(exported or folder)
    for path in sorted(folder.glob("*.ann")):
        if path.stem in manifest:
            text = path.with_suffix(".txt").read_bytes().decode("utf-8")
            yield _annotated(path, manifest[path.stem], text, by)


def _annotated(path: Path, shown: Shown, text: str, by: str) -> Annotated:
    spans: dict[str, tuple[str, int, int]] = {}
    notes: dict[str, str] = {}
    links = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        key, _, rest = line.partition("\t")
        told, _, words = rest.partition("\t")
        if mark := re.fullmatch(r"(\S+) ([\d ;]+)", told) if key.startswith("T") else None:
            edges = [int(n) for n in re.findall(r"\d+", mark[2])]
            spans[key] = (_LABELS.get(str(mark[1]), str(mark[1])), min(edges), max(edges))
        elif key.startswith("T"):
            raise FormatError(f"{path}:{number} is no annotation of brat")
        elif key.startswith("#") and told.startswith("AnnotatorNotes "):
            notes[told.split()[1]] = words
        elif relation := re.fullmatch(r"(\S+) Arg1:(\S+) Arg2:(\S+)", told.strip()) if key.startswith("R") else None:
            links.append(Link(_LINKS.get(relation[1], relation[1]), relation[2], relation[3]))
    marks = {key: _mark(key, *span, notes.get(key, ""), shown) for key, span in spans.items()}
    keyed = [Link(k.label, marks[k.head].key, marks[k.tail].key) for k in links if {k.head, k.tail} <= marks.keys()]
    return Annotated(shown, text, tuple(marks.values()), tuple(keyed), by, changed_at(path), str(path))


def _mark(key: str, label: str, start: int, end: int, note: str, shown: Shown) -> Mark:
    """The mark with the key that it was shown under, where its number and the row in its note are those shown."""
    number = int(key[1:]) if key[1:].isdigit() else 0
    old = shown.marks[number - 1] if 0 < number <= len(shown.marks) else None
    layer = _LAYERS.get(label, "")
    same = old and (note.split(" ")[0] == old.row if old.row else (old.layer, old.start) == (layer, start))
    if old and same:
        return Mark(old.key, layer, label, start, end, old.row, note.partition(" ")[2] if old.row else note)
    return Mark(f"new {key}", layer, label, start, end, "", note)
