"""The text of an article emitted from its page, each character with its way back to the page's bytes."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dateline.intake.encoding import MARKS, decode, decoded_pieces, encoded, twice_decoded, twice_encoded
from dateline.intake.pages.choice import Chosen
from dateline.intake.pages.markup import Piece, mapped
from dateline.schema import Block, BlockKind, SourceSpan

_ENDS = (".", "!", "?", "…", ":", ";", '"', "”", "’", "»", ")")


class Place(NamedTuple):
    """A kept piece and where it stands in the article's text."""

    piece: Piece
    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Emitted:
    """An article's text, the kinds of its blocks that are no body, and where its characters come from."""

    text: str
    marked: tuple[Block, ...]
    runs: tuple[SourceSpan, ...]
    """Their ends in the page are code points into the markup until ``in_bytes`` has counted them."""
    places: tuple[Place, ...]


def emitted(chosen: Sequence[Chosen], markup: str) -> Emitted:
    """The chosen pieces as text, a blank line between them, one line end where only a line broke."""
    texts: list[str] = []
    marked: list[Block] = []
    runs: list[SourceSpan] = []
    places: list[Place] = []
    length = 0
    for one in chosen:
        text, way = mapped(markup, one.piece)
        if not text:
            continue
        if texts:
            glue = "\n" if one.piece.broken and not texts[-1].endswith(_ENDS) else "\n\n"
            texts.append(glue)
            length += len(glue)
        runs += [SourceSpan(length + r.start, length + r.end, r.source_start, r.source_end) for r in way]
        if one.kind != "body":
            marked.append(Block(one.kind, length, length + len(text)))
        places.append(Place(one.piece, one.kind, length, length + len(text)))
        texts.append(text)
        length += len(text)
    return Emitted("".join(texts), tuple(marked), tuple(runs), tuple(places))


def in_bytes(runs: Sequence[SourceSpan], markup: str, raw: bytes, encoding: str) -> tuple[SourceSpan, ...]:
    """``runs`` with their ends in ``raw``, from which ``markup`` was decoded and mended."""
    whole = encoded(markup, encoding)
    lead = len(raw) - len(whole or b"")
    plain = lead in (0, 2, 3, 4) and whole == raw[lead:]
    if plain and len(raw) - lead == len(markup):
        return tuple(SourceSpan(r.start, r.end, r.source_start + lead, r.source_end + lead) for r in runs)
    pieces = [_Stretch(markup, lead, len(raw))] if plain else _pieces(markup, raw, encoding)
    at = _Counter(pieces, encoding)
    whole_runs = runs if len(pieces) < 2 else _cut(runs, pieces)
    return tuple(SourceSpan(r.start, r.end, at(r.source_start), at(r.source_end)) for r in whole_runs if pieces)


class _Stretch(NamedTuple):
    """A stretch of the markup and the bytes that it was decoded from."""

    text: str
    start: int
    end: int


def _pieces(markup: str, raw: bytes, encoding: str) -> list[_Stretch]:
    """The stretches of ``markup`` where not all of ``raw`` had a meaning; none where the way is not known."""
    text = decode(raw, encoding)[0]
    lead = next((n for n in (0, 2, 3, 4) if decode(raw[n:], encoding)[0] == text and raw[:n] in (b"", *MARKS)), 0)
    pieces = [_Stretch(words, s + lead, e + lead) for words, s, e in decoded_pieces(raw[lead:], encoding)]
    if "".join(p.text for p in pieces) == markup:
        return pieces
    if twice_decoded(text)[0] != markup:
        return []
    at, mended, last = _Counter(pieces, encoding), [], 0
    for start, end, meant in twice_encoded(text):
        mended += [_Stretch(text[last:start], at(last), at(start)), _Stretch(meant, at(start), at(end))]
        last = end
    return [p for p in (*mended, _Stretch(text[last:], at(last), at(len(text)))) if p.text]


def _cut(runs: Sequence[SourceSpan], pieces: Sequence[_Stretch]) -> Iterator[SourceSpan]:
    """``runs`` so that one that stands in the markup character for character stands in one piece of it."""
    ends = list(itertools.accumulate(len(p.text) for p in pieces))
    for run in runs:
        start, at = run.start, run.source_start
        if run.end - run.start == run.source_end - run.source_start:
            for end in ends[bisect_right(ends, at) : bisect_left(ends, run.source_end)]:
                yield SourceSpan(start, start + end - at, at, end)
                start, at = start + end - at, end
        yield SourceSpan(start, run.end, at, run.source_end)


class _Counter:
    """The byte at which a character of the markup begins; asked in rising order."""

    def __init__(self, pieces: Sequence[_Stretch], encoding: str) -> None:
        self._pieces = pieces
        self._encoding = encoding
        self._piece, self._before, self._at, self._count = 0, 0, 0, pieces[0].start if pieces else 0

    def __call__(self, place: int) -> int:
        while self._piece < len(self._pieces) - 1 and place >= self._before + len(self._pieces[self._piece].text):
            self._before += len(self._pieces[self._piece].text)
            self._piece += 1
            self._at, self._count = self._before, self._pieces[self._piece].start
        text, start, end = self._pieces[self._piece]
        if place >= self._before + len(text):
            return end
        own = encoded(text[self._at - self._before : place - self._before], self._encoding)
        self._at, self._count = place, self._count + len(own or b"")
        return self._count if start <= self._count <= end else end
