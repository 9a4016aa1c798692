"""An article's text cut into pieces that carry the layers over them, paragraph by paragraph.

Spans of different layers overlap freely, so the text is cut at every border (one sweep, as in standoff markup) and each
piece names what is over it; the template turns pieces into elements that never have to nest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Layer:
    """One span of a row: ``content``, ``cue``, ``source``, ``trigger``, ``mention``, ``at``, a block's or setting's."""

    start: int
    end: int
    kind: str
    row: str = ""
    """The row's id on the page, e.g. ``s3``; for a mention the actor's id."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same layers."""

    text: str
    kinds: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    """The statements and events over it."""
    actor: str | None = None
    deep: bool = False
    """Whether it stands in the content of more than one statement: words within words."""
    opens: tuple[str, ...] = ()
    """The rows whose first character this is: they are anchored here."""
    start: int = 0
    """Its first code point in the article's text."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the article with its pieces and the rows that begin in it."""

    kind: str
    pieces: tuple[Piece, ...]
    notes: tuple[Row, ...] = field(default=())


def layers(statements: Iterable[Row], events: Iterable[Row], mentions: Iterable[Row]) -> list[Layer]:
    """The spans of an article's rows; ``key`` is a row's id on the page."""
    found = []
    for row in statements:
        for kind in ("content", "cue", "source"):
            found += [Layer(s["start"], s["end"], kind, row["key"]) for s in row[kind] or ()]
    for row in events:
        found += [Layer(s["start"], s["end"], "trigger", row["key"]) for s in row["trigger"] or ()]
    found += [Layer(m["start"], m["end"], "mention", m["actor_id"]) for m in mentions if m["actor_id"]]
    return found


def paragraphs(text: str, blocks: Sequence[Row], over: Iterable[Layer], notes: Sequence[Row]) -> list[Paragraph]:
    """The outermost blocks in order, each with its pieces and its notes.

    ``notes`` are rows with ``at``, the code point where they begin. Nested blocks become a layer of their kind.
    Linear in the text and its layers but for the sorting.
    """
    outermost = [b for b in blocks if b.get("outer") is None]
    every = [Layer(b["start"], b["end"], b["kind"]) for b in blocks if b.get("outer") is not None]
    every += [layer for layer in over if layer.start < layer.end]
    starting = _by_block([layer.start for layer in every], outermost)
    noted = _by_block([n["at"] for n in notes], outermost)
    opened: set[str] = set()
    made = []
    carried: list[Layer] = []
    for number, block in enumerate(outermost):
        inside = carried + [every[i] for i in starting[number]]
        pieces = _pieces(text, block["start"], block["end"], inside, opened)
        made.append(Paragraph(block["kind"], tuple(pieces), tuple(notes[i] for i in noted[number])))
        carried = [layer for layer in inside if layer.end > block["end"]]
    return made


def _by_block(offsets: Sequence[int], blocks: Sequence[Row]) -> dict[int, list[int]]:
    """For each block, the indices of the offsets in it; what stands between blocks goes to the next one."""
    found: dict[int, list[int]] = defaultdict(list)
    number = 0
    for i in sorted(range(len(offsets)), key=lambda i: offsets[i]):
        while number < len(blocks) - 1 and offsets[i] >= blocks[number]["end"]:
            number += 1
        found[number].append(i)
    return found


def _pieces(text: str, start: int, end: int, over: Sequence[Layer], opened: set[str]) -> list[Piece]:
    """``text[start:end]`` cut at every border of ``over``."""
    on: dict[int, list[Layer]] = defaultdict(list)
    off: dict[int, list[Layer]] = defaultdict(list)
    for layer in over:
        on[max(start, layer.start)].append(layer)
        off[min(end, layer.end)].append(layer)
    borders = sorted({start, end, *on, *off})
    active: dict[Layer, None] = {}
    pieces = []
    for here, there in zip(borders, [*borders[1:], end], strict=True):
        for layer in off[here]:
            active.pop(layer, None)
        for layer in on[here]:
            active[layer] = None
        if here < there and here >= start:
            piece = _piece(text[here:there], list(active), on[here], opened)
            pieces.append(replace(piece, start=here))
    return pieces


def _piece(words: str, active: Sequence[Layer], fresh: Sequence[Layer], opened: set[str]) -> Piece:
    mention = max((layer for layer in active if layer.kind == "mention"), key=lambda m: m.start, default=None)
    opens = []
    for layer in fresh:
        anchor = "at" if layer.kind == "at" else layer.row
        if layer.kind in ("content", "cue", "source", "trigger", "at") and anchor not in opened:
            opened.add(anchor)
            opens.append(anchor)
    return Piece(
        text=words,
        kinds=tuple(sorted({layer.kind for layer in active})),
        rows=tuple(sorted({layer.row for layer in active if layer.kind not in ("mention", "at") and layer.row})),
        actor=mention.row if mention else None,
        deep=len({layer.row for layer in active if layer.kind == "content"}) > 1,
        opens=tuple(opens),
    )
