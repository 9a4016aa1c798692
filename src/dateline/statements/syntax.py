"""The parse with the paragraphs, the cues and the quotations laid over it: what all rules of this stage look at."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from dateline.grammar import Parse
from dateline.language import Copy
from dateline.schema import Block, Span
from dateline.statements.cues import Cue, lexicon
from dateline.statements.quotation import Quotation, find_quotations

_SAYS = re.compile(r"(?P<label>[^\W\d_][^:.?!]{1,40}: )\S.*[.?!]")
"""A name with what it says: "Petra Lang: And the rescue?"."""
SILENT = frozenset({"related", "promo", "byline"})
"""Blocks from which no statement is read: nobody speaks in a stamp of name and hour."""


@dataclass(frozen=True, slots=True)
class Syntax(Parse):
    """The parse, and for each token where it stands; ``quote`` is the index of its quotation, or -1."""

    paragraph: list[int]
    """The number of each token's paragraph; -1 in related links and promos, and for white space."""
    cues: dict[int, Cue]
    """The tokens that are in the cue lexicon."""
    quotations: list[Quotation]
    quote: list[int]
    opening: list[int]
    """For each quotation the index of its first token."""
    closing: list[int]
    """For each quotation the index of its last token."""
    paragraphs: list[Span]
    kinds: list[str]
    """The kind of block of each paragraph."""
    notes: list[Span]
    """Editors' notes and the clocks of a live blog's posts, which nobody said."""

    def spoken(self, i: int) -> bool:
        """Whether token ``i`` stands where statements are read, outside editors' notes."""
        return self.paragraph[i] >= 0 and not _noted(self.notes, self.start[i])

    def edges(self, i: int) -> tuple[int, int]:
        """The first and last token of the phrase headed by token ``i``."""
        return self.left[i], self.right[i]

    def token_at(self, offset: int) -> int:
        """The last token that starts at or before ``offset``."""
        return max(0, bisect_right(self.start, offset) - 1)

    def child(self, i: int, *deps: str) -> int | None:
        """The first child of token ``i`` in one of the relations ``deps``."""
        for c in self.children[i]:
            if self.dep[c] in deps:
                return c
        return None

    def span(self, i: int, j: int) -> Span:
        """The characters from token ``i`` to token ``j``, both within."""
        return Span(self.start[i], self.end[j])


def read_syntax(grammar: Parse) -> Syntax:
    """The parse of an article with its paragraphs, cues and quotations."""
    paragraphs, kinds = _paragraphs(grammar.copy)
    notes = [Span(b.start, b.end) for b in grammar.anatomy.blocks if is_noted(b)]
    spoken = [p for p, kind in zip(paragraphs, kinds, strict=True) if kind not in SILENT]
    quotations = find_quotations(grammar.text, spoken)
    known = lexicon()
    paragraph = _numbers(grammar.start, grammar.lower, paragraphs, kinds)
    cues = {
        i: known[key]
        for i, key in enumerate(zip(grammar.lemma, grammar.pos, strict=True))
        if key in known and paragraph[i] >= 0 and not _noted(notes, grammar.start[i])
    }
    quote, opening, closing = _lay(quotations, grammar.start, grammar.end)
    parsed: dict[str, Any] = {f.name: getattr(grammar, f.name) for f in fields(grammar)}
    return Syntax(
        **parsed, paragraph=paragraph, cues=cues, quotations=quotations, quote=quote, opening=opening,
        closing=closing, paragraphs=paragraphs, kinds=kinds, notes=notes,
    )  # fmt: skip


def _paragraphs(copy: Copy) -> tuple[list[Span], list[str]]:
    """The lines of the view, and the kind of the outer block in which each starts."""
    blocks = [b for b in copy.anatomy.blocks if b.outer is None]
    starts = [b.start for b in blocks]
    spans: list[Span] = []
    kinds: list[str] = []
    position = 0
    for line in copy.doc.text.split("\n"):
        begin = position + len(line) - len(line.lstrip())
        finish = position + len(line.rstrip())
        position += len(line) + 1
        if begin < finish:
            at = bisect_right(starts, finish - 1) - 1
            spans.append(Span(begin, finish))
            kind = blocks[at].kind if at >= 0 and blocks[at].end > begin else "body"
            kinds.append("body" if kind in SILENT and _is_turn(line.strip(), copy.doc.text) else kind)
    return spans, kinds


def is_noted(block: Block) -> bool:
    """Whether ``block`` is a note inside another or the clock of a post."""
    if block.kind == "byline":
        return block.posted_at is not None
    return block.kind == "note" and block.outer is not None


def _is_turn(line: str, text: str) -> bool:
    """Whether a line that looks like a byline or a link is the turn of one who has another: its label comes again."""
    said = _SAYS.fullmatch(line)
    return said is not None and text.count("\n" + said["label"]) > 1


def _noted(notes: list[Span], offset: int) -> bool:
    return bool(notes) and any(s <= offset < e for s, e in notes)


def _numbers(start: Sequence[int], lower: Sequence[str], paragraphs: list[Span], kinds: list[str]) -> list[int]:
    numbers = [-1] * len(start)
    for number, (span, kind) in enumerate(zip(paragraphs, kinds, strict=True)):
        if kind in SILENT:
            continue
        for i in range(bisect_left(start, span.start), bisect_left(start, span.end)):
            if not lower[i].isspace():
                numbers[i] = number
    return numbers


def _lay(
    quotations: list[Quotation], start: Sequence[int], end: Sequence[int]
) -> tuple[list[int], list[int], list[int]]:
    """For each token its quotation, and for each quotation its first and last token."""
    quote = [-1] * len(start)
    opening, closing = [], []
    for number, quotation in enumerate(quotations):
        for piece in quotation.pieces:
            i = max(0, bisect_right(end, piece.start))
            j = bisect_left(start, piece.end)
            quote[i:j] = [number] * (j - i)
        opening.append(bisect_right(end, quotation.start))
        closing.append(max(opening[-1], bisect_left(start, quotation.end) - 1))
    return quote, opening, closing
