"""The text of an article emitted from its page, each character with its way back to the page's bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.intake.encoding import encoded
from dateline.intake.pages.choice import Chosen
from dateline.intake.pages.markup import mapped
from dateline.schema import Block, SourceSpan

_ENDS = (".", "!", "?", "…", ":", ";", '"', "”", "’", "»", ")")


@dataclass(frozen=True, slots=True)
class Emitted:
    """An article's text, the kinds of its blocks that are no body, and where its characters come from."""

    text: str
    marked: tuple[Block, ...]
    runs: tuple[SourceSpan, ...]
    """Their ends in the page are code points into the markup until ``in_bytes`` has counted them."""


def emitted(chosen: Sequence[Chosen], markup: str) -> Emitted:
    """The chosen pieces as text, a blank line between them, one line end where only a line broke."""
    texts: list[str] = []
    marked: list[Block] = []
    runs: list[SourceSpan] = []
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
        texts.append(text)
        length += len(text)
    return Emitted("".join(texts), tuple(marked), tuple(runs))


def in_bytes(runs: Sequence[SourceSpan], markup: str, raw: bytes, encoding: str) -> tuple[SourceSpan, ...]:
    """``runs`` with their ends in ``raw``; none where its bytes cannot be counted, since some had no meaning."""
    whole = encoded(markup, encoding)
    lead = len(raw) - len(whole or b"")
    if lead not in (0, 2, 3, 4) or whole != raw[lead:]:
        return ()
    if len(raw) - lead == len(markup):
        return tuple(SourceSpan(r.start, r.end, r.source_start + lead, r.source_end + lead) for r in runs)
    found: list[SourceSpan] = []
    at, count = 0, lead
    for run in runs:
        count += len(encoded(markup[at : run.source_start], encoding) or b"")
        size = len(encoded(markup[run.source_start : run.source_end], encoding) or b"")
        found.append(SourceSpan(run.start, run.end, count, count + size))
        count, at = count + size, run.source_end
    return tuple(found)
