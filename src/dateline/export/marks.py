"""The marked words of an article as one list, which the formats of annotation tools share.

A mark is one piece of text with a label; what consists of several pieces (words around a cue, a trigger with a
particle) is several marks of one row. Offsets are code points; :class:`Utf16` counts them as JavaScript and Java do.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.export.source import Row

__all__ = ["Link", "Mark", "Utf16", "links_of", "marks_of"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of the article's text with what it is."""

    key: str
    """Its own in the article: layer, row and piece."""
    layer: str
    """``statements``, ``events``, ``mentions``, ``toponyms``, ``times``."""
    label: str
    """``source``, ``cue``, ``content``; the event's type; the actor's kind; ``place``, ``demonym``; ``time``."""
    start: int
    end: int
    row: str
    """The id of the row that it is from: a statement, an event, an actor or a place; else empty."""
    note: str = ""
    """What a person should see beside it: a name, a stance, a modality, a value."""


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two marks of an article."""

    label: str
    """``source``, ``cue`` (from content); ``actor``, ``recipient`` (from a trigger, to a mention's words)."""
    head: str
    tail: str


def marks_of(layers: Row) -> list[Mark]:
    """The marks of an article, in the order of the text."""
    return sorted(_marks(layers), key=lambda m: (m.start, m.end, m.key))


def _marks(layers: Row) -> Iterator[Mark]:
    actors = {a["actor_id"]: a for a in layers["actors"]}
    places = {p["place_id"]: p["name"] for p in layers.get("places", ())}
    for row in layers["statements"]:
        own, note = row["statement_id"].rpartition(":")[2], f"{row['speaker'] or '?'}: {row['stance']}"
        for label in ("source", "cue", "content"):
            for n, span in enumerate(row[label] or ()):
                yield Mark(f"{own}-{label}-{n}", "statements", label, span["start"], span["end"],
                           row["statement_id"], note)  # fmt: skip
    for row in layers["events"]:
        own = row["event_id"].rpartition(":")[2]
        for n, span in enumerate(row["trigger"]):
            yield Mark(f"{own}-trigger-{n}", "events", row["type"], span["start"], span["end"], row["event_id"],
                       row["modality"])  # fmt: skip
    for n, row in enumerate(layers["mentions"]):
        actor = actors.get(row["actor_id"])
        if actor:
            yield Mark(f"m{n}", "mentions", actor["kind"], row["start"], row["end"], row["actor_id"], actor["name"])
    for n, row in enumerate(layers["toponyms"]):
        note = places.get(row["place_id"], "")
        yield Mark(f"p{n}", "toponyms", row["form"], row["start"], row["end"], row["place_id"] or "", note)
    for n, row in enumerate(layers["times"]):
        yield Mark(f"t{n}", "times", "time", row["start"], row["end"], "", row["value"])


def links_of(layers: Row) -> list[Link]:
    """Content to its source and cue, a trigger to the mentions that begin where its parties do."""
    found = []
    for row in layers["statements"]:
        own = row["statement_id"].rpartition(":")[2]
        found += [Link(label, f"{own}-content-0", f"{own}-{label}-0")
                  for label in ("source", "cue") if row[label] and row["content"]]  # fmt: skip
    known = {a["actor_id"] for a in layers["actors"]}
    at = {(m["actor_id"], m["end"]): f"m{n}" for n, m in enumerate(layers["mentions"]) if m["actor_id"] in known}
    for row in layers["events"]:
        own = row["event_id"].rpartition(":")[2]
        for label, column in (("actor", "actors"), ("recipient", "recipients")):
            for party in row[column]:
                ends = [e for i, e in at if i == party["id"] and party["start"] < e <= party["end"]]
                if ends:
                    found.append(Link(label, f"{own}-trigger-0", at[party["id"], max(ends)]))
    return found


class Utf16:
    """Code points of a text as UTF-16 code units, and back: a character beyond U+FFFF counts as two."""

    def __init__(self, text: str) -> None:
        """Note where ``text`` has characters beyond the basic plane."""
        self._wide = [n for n, c in enumerate(text) if c > "\uffff"]
        self._units = [n + k for k, n in enumerate(self._wide)]

    def units(self, offset: int) -> int:
        """The code units before the code point ``offset``."""
        return offset + bisect_left(self._wide, offset)

    def points(self, unit: int) -> int:
        """The code points before the code unit ``unit``."""
        return unit - bisect_left(self._units, unit)
