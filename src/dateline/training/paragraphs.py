"""Marked paragraphs of our own writing, which teach the events that published copy seldom has.

A paragraph is one line; each event of it is a line below, ``= trigger | TYPE | modality | actors | recipients``, with
``;`` between those of one side; an empty line ends it, and a line that begins with ``#`` is a remark. Trigger and sides
are words of the paragraph. ``trigger#2`` is the second place where the trigger's words stand, and ``he{Ana Ruz}`` says
whom a pronoun means. A paragraph without such lines tells of no event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from dateline.errors import FormatError
from dateline.events.codebook import types
from dateline.schema import Modality

_MEANT = re.compile(r"^(.*?)\{(.*)\}$")
_COUNTED = re.compile(r"^(.*)#(\d+)$")


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """The paragraphs of a file as rows of marked copy: ``id``, ``text`` and ``events`` as in ``events.jsonl``.

    Raises FormatError, with the number of the line, for what is not in the form or does not stand in its paragraph.
    """
    row: dict[str, Any] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        told = line.strip()
        if told.startswith("#"):
            continue
        if told.startswith("="):
            if row is None:
                raise FormatError(f"{path}, line {number}: an event without a paragraph above it")
            row["events"].append(_event(told[1:], row["text"], f"{path}, line {number}"))
        else:
            if row is not None:
                yield row
            row = {"id": f"own:{path.stem}-{number}", "text": told, "events": []} if told else None
    if row is not None:
        yield row


def _event(told: str, text: str, where: str) -> dict[str, Any]:
    parts = [part.strip() for part in told.split("|")]
    if len(parts) != 5 or parts[1] not in types() or parts[2] not in get_args(Modality):
        raise FormatError(f"{where}: an event is = trigger | TYPE | modality | actors | recipients")
    start, end = _place(parts[0], text, where)
    sides = ([_side(one, text, where) for one in part.split(";") if one.strip()] for part in parts[3:])
    actor, recipient = sides
    return {
        "start": start, "end": end, "type": parts[1], "modality": parts[2], "actor": actor, "recipient": recipient,
    }  # fmt: skip


def _place(trigger: str, text: str, where: str) -> tuple[int, int]:
    counted = _COUNTED.match(trigger)
    words, nth = (counted[1], int(counted[2])) if counted else (trigger, 1)
    start = -1
    for _ in range(nth):
        start = text.find(words, start + 1)
        if start < 0 or not words:
            raise FormatError(f"{where}: {trigger!r} is not in the paragraph")
    return start, start + len(words)


def _side(told: str, text: str, where: str) -> dict[str, str]:
    meant = _MEANT.match(told.strip())
    words = meant[1].strip() if meant else told.strip()
    if words not in text:
        raise FormatError(f"{where}: {words!r} is not in the paragraph")
    return {"text": words, "is": meant[2].strip()} if meant else {"text": words}
