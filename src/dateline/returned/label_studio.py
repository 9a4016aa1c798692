"""Label Studio's JSON export: tasks with the annotations that people made of our predictions.

A region keeps the id of the prediction that it was made from. Offsets are UTF-16 code units. Who annotated is
``completed_by``, when ``updated_at``; annotations that were cancelled are left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dateline.errors import FormatError, InputError
from dateline.export.exported import shown_links, shown_marks
from dateline.export.marks import Link, Mark, Utf16
from dateline.returned.annotated import Annotated, Shown, changed_at

__all__ = ["read_label_studio"]


def read_label_studio(path: Path, by: str | None) -> Iterator[Annotated]:
    """The annotations in the export at ``path``; ``by`` is who made them where it does not matter what the file says.

    Raises FormatError where it is no such export, or one of tasks that are not ours.
    """
    try:
        tasks = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror or error})") from None
    except ValueError:
        raise FormatError(f"{path} is no JSON in UTF-8: export from Label Studio as JSON") from None
    for number, task in enumerate(tasks if isinstance(tasks, list) else [tasks], 1):
        where = f"{path}, task {number}"
        try:
            data = task["data"]
            told = data["exported"]
            shown = Shown(
                data["article_id"], data["text_sha256"], shown_marks(told["marks"]), shown_links(told["links"])
            )
            for one in task.get("annotations") or ():
                if not one.get("was_cancelled"):
                    yield _annotated(one, shown, data["text"], by, changed_at(path), where)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise FormatError(f"{where} is not one that `dateline export label-studio` made") from None


def _annotated(one: dict[str, Any], shown: Shown, text: str, by: str | None, otherwise: str, where: str) -> Annotated:
    units, known = Utf16(text), {mark.key: mark for mark in shown.marks}
    marks: dict[str, Mark] = {}
    notes: dict[str, str] = {}
    links = []
    for part in one["result"]:
        if part["type"] == "labels":
            value, old = part["value"], known.get(part["id"])
            start, end = units.points(int(value["start"])), units.points(int(value["end"]))
            note = " ".join((part.get("meta") or {}).get("text") or ()) or (old.note if old else "")
            marks[part["id"]] = Mark(part["id"], part["from_name"], value["labels"][0], start, end,
                                     old.row if old else "", note)  # fmt: skip
        elif part["type"] == "textarea":
            notes[part["id"]] = " ".join(part["value"]["text"])
        elif part["type"] == "relation":
            links += [Link(label, part["from_id"], part["to_id"]) for label in part.get("labels") or ()]
    noted = [replace(m, note=notes.get(k, m.note)) if m.layer == "mentions" else m for k, m in marks.items()]
    at = one.get("updated_at") or one.get("created_at") or otherwise
    return Annotated(shown, text, tuple(noted), tuple(links), by or _who(one.get("completed_by")), _utc(at), where)


def _who(told: Any) -> str:
    if isinstance(told, dict):
        return str(told.get("email") or told.get("username") or f"user {told.get('id', '?')}")
    return f"Label Studio's user {told}" if told is not None else "Label Studio"


def _utc(told: str) -> str:
    when = datetime.fromisoformat(told)
    return when.replace(tzinfo=when.tzinfo or UTC).astimezone(UTC).isoformat(timespec="microseconds")
