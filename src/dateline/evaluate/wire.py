"""Marked-up news copy: a JSON head, a line of three dashes, and the copy with tags that vanish when it is read.

``[[b:KIND]]..[[/b]]`` a block; ``[[m:ID]]..[[/m]]`` a mention of an actor; ``[[s:N]]``, ``[[q:N]]``, ``[[c:N]]``
source, cue and content of statement N; ``[[e:N]]`` the trigger of event N; ``[[t:VALUE]]`` a time with its TIMEX3
value. Tags may nest and content may come in pieces. The head names the actors, the statements' speakers and the
events' types.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.errors import FormatError
from dateline.schema import Span

_TAG = re.compile(r"\[\[(/?)([bmsqcet])(?::([^\]]*))?\]\]")


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked span: a block with its kind, a mention with its actor, or a time with its value."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MarkedStatement:
    """A statement as marked."""

    id: str
    speaker: str | None
    """Id of an actor; null where nobody names the speaker."""
    via: str | None
    """Id of the statement that reports this one."""
    mode: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class MarkedEvent:
    """An event as marked."""

    id: str
    type: str
    modality: str
    statement: str | None
    trigger: tuple[Span, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wire:
    """A marked story."""

    id: str
    text: str
    published_at: str | None
    names: dict[str, str]
    """The name of each actor, by id."""
    blocks: tuple[Marked, ...]
    mentions: tuple[Marked, ...]
    times: tuple[Marked, ...]
    statements: tuple[MarkedStatement, ...]
    events: tuple[MarkedEvent, ...]


def read_wire(path: str | Path) -> Wire:
    """The marked story at ``path``; raises ``FormatError`` where its head or its tags do not hold."""
    head_text, dashes, marked = Path(path).read_text(encoding="utf-8").partition("\n---\n")
    if not dashes:
        raise FormatError(f"{path}: no line of three dashes between the head and the copy")
    try:
        head: dict[str, Any] = json.loads(head_text)
    except json.JSONDecodeError as error:
        raise FormatError(f"{path}: the head is not JSON ({error})") from error
    text, spans = _untagged(marked.rstrip("\n") + "\n", path)
    pieces: defaultdict[tuple[str, str], list[Span]] = defaultdict(list)
    for kind, value, span in spans:
        pieces[kind, value].append(span)

    def of(kind: str, number: str) -> tuple[Span, ...]:
        return tuple(pieces.get((kind, number), ()))

    statements = tuple(
        MarkedStatement(n, s["speaker"], _text(s.get("via")), s["mode"], of("s", n), of("q", n), of("c", n))
        for n, s in head["statements"].items()
    )
    events = tuple(
        MarkedEvent(
            n, e["type"], e["modality"], _text(e["statement"]), of("e", n), tuple(e["actor"]), tuple(e["recipient"])
        )
        for n, e in head["events"].items()
    )
    flat = {kind: tuple(Marked(v, s.start, s.end) for k, v, s in spans if k == kind) for kind in "bmt"}
    names = {key: actor["name"] for key, actor in head["actors"].items()}
    return Wire(head["id"], text, head.get("published_at"), names, flat["b"], flat["m"], flat["t"], statements, events)


def _text(number: object) -> str | None:
    return None if number is None else str(number)


def _untagged(marked: str, path: str | Path) -> tuple[str, list[tuple[str, str, Span]]]:
    """The copy without its tags, and the spans that they marked, in order of their start."""
    text, at = "", 0
    open_tags: list[tuple[str, str, int]] = []
    spans: list[tuple[str, str, Span]] = []
    for tag in _TAG.finditer(marked):
        text += marked[at : tag.start()]
        at = tag.end()
        closes, kind, value = tag.groups()
        if not closes:
            open_tags.append((kind, value or "", len(text)))
            continue
        inner = [n for n, (k, v, _) in enumerate(open_tags) if k == kind and value in (None, v)]
        if not inner:
            raise FormatError(f"{path}: {tag.group()} closes nothing")
        _, opened, start = open_tags.pop(inner[-1])
        spans.append((kind, opened, Span(start, len(text))))
    if open_tags:
        raise FormatError(f"{path}: [[{open_tags[0][0]}:{open_tags[0][1]}]] is never closed")
    return text + marked[at:], sorted(spans, key=lambda s: s[2].start)
