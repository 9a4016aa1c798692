"""What an export for annotators showed them, kept beside it: without it nobody can tell what they changed.

Folders of files have ``exported.jsonl``, an article a line; Label Studio's tasks carry it in their data, which come
back with the annotations. ``dateline.returned`` compares the annotated files with it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from dateline.export.marks import Link, Mark, links_of, marks_of
from dateline.export.source import Row

__all__ = ["NAME", "Manifest", "shown", "shown_links", "shown_marks"]

NAME = "exported.jsonl"


def shown(layers: Row) -> dict[str, Any]:
    """The marks and relations of an article as JSON has them."""
    marks = [[m.key, m.layer, m.label, m.start, m.end, m.row, m.note] for m in marks_of(layers) if m.start < m.end]
    return {"marks": marks, "links": [[k.label, k.head, k.tail] for k in links_of(layers)]}


def shown_marks(told: Sequence[Sequence[Any]]) -> tuple[Mark, ...]:
    """The marks that JSON tells; raises TypeError or ValueError where it tells none."""
    return tuple(Mark(*one) for one in told)


def shown_links(told: Sequence[Sequence[Any]]) -> tuple[Link, ...]:
    """The relations that JSON tells; raises TypeError or ValueError where it tells none."""
    return tuple(Link(*one) for one in told)


class Manifest:
    """The file ``exported.jsonl`` of a folder, while it is written."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def __enter__(self) -> Manifest:
        self._file = self._path.open("w", encoding="utf-8", newline="\n")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._file.close()

    def add(self, stem: str, layers: Row) -> None:
        """Note what the file named ``stem`` shows of an article."""
        article = layers["article"]
        said = {"file": stem, "article_id": article["article_id"], "text_sha256": article["text_sha256"]}
        self._file.write(json.dumps({**said, **shown(layers)}, ensure_ascii=False) + "\n")
