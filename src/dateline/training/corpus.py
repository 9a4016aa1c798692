"""Attribution corpora as training examples: articles with source, cue and content spans, aligned to word pieces.

The format is one JSON object a line, ``{"id", "text", "attributions": [{"source", "cue", "content"}]}``, with lists
of ``[start, end]`` code points; ``ignore`` may name ranges that nobody has marked. PolNeAR 1.0 (Newell, Margolin and
Ruths, LREC 2018) can be had in this form. Our own marked sentences are written inline, see :func:`marked`.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from dateline.language.pieces import Ints, Pieces, cut

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ranges = tuple[tuple[int, int], ...]
ROLES = ("source", "cue", "content")
IGNORED = -100
_OPEN = re.compile(r"\[([sqc])([0-9a-z]*) ")
_STYLES = (("“", "”"), ('"', '"'), ("«", "»"), ("„", "“"), ("“", '"'), ("”", "”"))


@dataclass(frozen=True, slots=True)
class Marked:
    """One attribution as somebody marked it, in code points of the text."""

    source: Ranges
    cue: Ranges
    content: Ranges

    def role(self, name: str) -> Ranges:
        """The ranges of the role ``name``: "source", "cue" or "content"."""
        ranges: Ranges = getattr(self, name)
        return ranges


@dataclass(frozen=True, slots=True)
class Gold:
    """An article with its marked attributions, and the ranges that nobody has marked."""

    name: str
    text: str
    attributions: tuple[Marked, ...]
    ignore: Ranges = ()


@dataclass(frozen=True, slots=True)
class Aligned:
    """An article in word pieces, with its gold tags, its cues and what belongs to each."""

    pieces: Pieces
    tags: Ints
    """Index into the decoder's ``TAGS`` for each piece, or ``IGNORED``."""
    cues: tuple[Ints, ...]
    """For each attribution with a cue, the pieces of that cue."""
    links: tuple[Ints, ...]
    """For each of them, the index into its ``LINKS`` of each piece."""


def read(path: Path) -> list[Gold]:
    """The articles of a corpus file of JSON lines, gzipped or not."""
    packed = path.read_bytes()
    text = (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode("utf-8")
    return [_gold(json.loads(line)) for line in text.split("\n") if line.strip()]


def _gold(row: dict[str, object]) -> Gold:
    def ranges(value: object) -> Ranges:
        return tuple((int(s), int(e)) for s, e in value) if isinstance(value, list) else ()

    listed = row.get("attributions")
    attributions = tuple(
        Marked(*(ranges(a.get(role)) for role in ROLES)) for a in (listed if isinstance(listed, list) else [])
    )
    return Gold(str(row["id"]), str(row["text"]), attributions, ranges(row.get("ignore")))


def marked(lines: str, name: str) -> Iterator[Gold]:
    """Our own examples. A blank line parts an example from the next; ``#`` opens a comment.

    ``[s …]`` is a source, ``[q …]`` a cue, ``[c …]`` content; a letter or number after the role tells several
    attributions of one example apart (``[s1 …] [q1 …] [c1 …] … [c1 …]``). Brackets do not nest.
    """
    kept = "\n".join(line for line in lines.splitlines() if not line.startswith("#"))
    for number, example in enumerate(re.split(r"\n\s*\n", kept.strip("\n"))):
        if example.strip():
            yield _inline(example.strip("\n"), f"{name}:{number}")


def _inline(example: str, name: str) -> Gold:
    text, found = "", dict[str, dict[str, list[tuple[int, int]]]]()
    position, opened = 0, None
    while position < len(example):
        match = _OPEN.match(example, position)
        if match:
            if opened is not None:
                raise ValueError(f"{name}: a bracket opens inside another: {example!r}")
            opened, position = (match.group(1), match.group(2), len(text)), match.end()
            continue
        if example[position] == "]" and opened is not None:
            role = {"s": "source", "q": "cue", "c": "content"}[opened[0]]
            found.setdefault(opened[1], {}).setdefault(role, []).append((opened[2], len(text)))
            opened, position = None, position + 1
            continue
        text += example[position]
        position += 1
    if opened is not None:
        raise ValueError(f"{name}: a bracket is not closed: {example!r}")
    attributions = tuple(Marked(*(tuple(roles.get(role, ())) for role in ROLES)) for roles in found.values())
    return Gold(name, text, attributions)


def restyled(text: str, chance: random.Random) -> str:
    """``text`` with its double quotation marks in another style; a mark stays one character, so offsets hold."""
    opening, closing = chance.choice(_STYLES)
    styled = []
    for i, mark in enumerate(text):
        if mark in "“«":
            mark = opening
        elif mark in "”»":
            mark = closing
        elif mark == '"':
            mark = opening if i + 1 < len(text) and not text[i + 1].isspace() and _opens(text, i) else closing
        styled.append(mark)
    return "".join(styled)


def _opens(text: str, i: int) -> bool:
    return i == 0 or text[i - 1].isspace() or text[i - 1] in "([—–-"


def align(gold: Gold, tokenizer: Tokenizer, text: str | None = None) -> Aligned:
    """``gold`` in word pieces, with its spans as tags and links; ``text``, as long as its own, may stand for it."""
    pieces = cut(text if text is not None else gold.text, tokenizer)
    tags = np.zeros(len(pieces), dtype=np.int64)
    cues, links = [], []
    for attribution in gold.attributions:
        link = np.zeros(len(pieces), dtype=np.int64)
        for number, role in ((1, "source"), (3, "content")):
            for low, high in attribution.role(role):
                _mark(link, _inside(pieces, low, high), number)
        for number, role in ((1, "source"), (3, "cue"), (5, "content")):
            for low, high in attribution.role(role):
                _mark(tags, _inside(pieces, low, high), number)
        cue = np.concatenate([_inside(pieces, *r) for r in attribution.cue] or [np.zeros(0, dtype=np.int64)])
        if len(cue):
            cues.append(cue)
            links.append(link)
    for low, high in gold.ignore:
        tags[_inside(pieces, low, high)] = IGNORED
    return Aligned(pieces, tags, tuple(cues), tuple(links))


def _inside(pieces: Pieces, low: int, high: int) -> Ints:
    return np.flatnonzero((pieces.start < high) & (pieces.end > low) & (pieces.end > pieces.start))


def _mark(labels: Ints, where: Ints, begin: int) -> None:
    if len(where):
        labels[where[0] : where[-1] + 1] = begin + 1
        labels[where[0]] = begin
