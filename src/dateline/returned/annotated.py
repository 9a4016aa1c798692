"""An annotated article, whatever tool it comes from: what was shown to the annotator, and what stands there now."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dateline.errors import FormatError, InputError
from dateline.export.exported import NAME, shown_links, shown_marks
from dateline.export.marks import Link, Mark

__all__ = ["Annotated", "Shown", "changed_at", "read_manifest"]


@dataclass(frozen=True, slots=True)
class Shown:
    """What an export showed of one article."""

    article_id: str
    text_sha256: str
    marks: tuple[Mark, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Annotated:
    """What one annotator made of it."""

    shown: Shown
    text: str
    marks: tuple[Mark, ...]
    """Those that were shown keep their keys; the row of a new one is empty or unknown."""
    links: tuple[Link, ...]
    by: str
    at: str
    """ISO 8601, UTC."""
    where: str
    """The file, and the task where it holds several."""


def read_manifest(path: Path) -> Mapping[str, Shown]:
    """By the name of the file without its ending what an export showed.

    Raises InputError where ``path``, a file or the folder that holds it, has no ``exported.jsonl``, FormatError where a
    line of it is none.
    """
    file = path / NAME if path.is_dir() else path
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except OSError:
        raise InputError(
            f"{file} is not there: it is written by `dateline export` and says what the annotators were shown; "
            "name it with --exported"
        ) from None
    return dict(_shown(file, lines))


def _shown(file: Path, lines: list[str]) -> Iterator[tuple[str, Shown]]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                said: dict[str, Any] = json.loads(line)
                marks, links = shown_marks(said["marks"]), shown_links(said["links"])
                yield said["file"], Shown(said["article_id"], said["text_sha256"], marks, links)
            except (ValueError, TypeError, KeyError, AttributeError):
                raise FormatError(f"{file}:{number} is no line that an export wrote") from None


def changed_at(path: Path) -> str:
    """When a file was changed last, ISO 8601 in UTC, to the second."""
    return datetime.fromtimestamp(int(path.stat().st_mtime), UTC).isoformat(timespec="microseconds")
