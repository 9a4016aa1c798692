"""A learned attribution as the later steps need it: the head of its cue, and the frame of the lexicon it shows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from dateline.schema import Span
from dateline.statements.attribution import Attribution, Draft
from dateline.statements.drafting import addressee_of
from dateline.statements.syntax import Syntax

_FRAMES = ("told", "that", "clause", "quote", "noun", "obj", "as")


def learned_draft(syntax: Syntax, attribution: Attribution) -> Draft:
    """A learned attribution with the token, frame and addressee of its cue."""
    tokens = [
        i for s in attribution.cue for i in range(bisect_right(syntax.end, s.start), bisect_left(syntax.start, s.end))
    ]
    known = [i for i in tokens if i in syntax.cues]
    verbs = [i for i in known if syntax.pos[i] == "VERB"]
    candidates = verbs or known or [i for i in tokens if syntax.pos[i] == "VERB"] or tokens
    head = candidates[0] if candidates else None
    if head is None or head not in syntax.cues:
        return Draft(attribution, head, "")
    return Draft(attribution, head, _frame(syntax, head, tokens, attribution), addressee_of(syntax, head))


def _frame(syntax: Syntax, head: int, tokens: Sequence[int], attribution: Attribution) -> str:
    """The frame of the lexicon that the learned spans show; "" where the cue takes no such content."""
    cue = syntax.cues[head]
    words = [syntax.lower[i] for i in tokens]
    for frame in cue.frames:
        if frame.startswith("prep:") and frame[5:] in words:
            return frame
    opening = syntax.text[attribution.content[0].start :][:5].lower()
    if opening.startswith("to ") and "to" in cue.frames:
        return "to"
    if opening.startswith(("that ", "“", '"')) or any(is_worded(syntax, s) for s in attribution.content):
        return cue.takes(*_FRAMES) or next(iter(cue.frames))
    return cue.takes("obj", "as", "noun") or ""


def is_worded(syntax: Syntax, span: Span) -> bool:
    """Whether a content is put in words: a clause, or something quoted; "fired his director" is not."""
    tokens = range(bisect_right(syntax.end, span.start), bisect_left(syntax.start, span.end))
    return any(syntax.tag[i] in _FINITE or syntax.quote[i] >= 0 for i in tokens)


_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
