"""Outermost attributions of a learned model together with what the rules add to them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from dateline.schema import Span
from dateline.statements.attribution import Attribution, Draft
from dateline.statements.drafting import addressee_of
from dateline.statements.nesting import anchor_of
from dateline.statements.syntax import Syntax

_LAYOUT = frozenset({"headline", "turn"})
_FRAMES = ("told", "that", "clause", "quote", "noun", "obj", "as")


def combine(syntax: Syntax, drafts: Sequence[Draft], attributions: Sequence[Attribution]) -> list[Draft]:
    """``attributions`` as drafts, and those of ``drafts`` that stand inside them or that only layout shows."""
    outer = [learned_draft(syntax, a) for a in attributions if a.content and _spoken(syntax, a)]
    held = _merged([s for d in outer for s in d.attribution.content])
    starts = [s.start for s in held]
    cues = {s: d.attribution.cue[0] for d in outer for s in d.attribution.cue if d.attribution.cue}
    taken = _merged([s for d in outer for s in d.attribution.cue])
    kept: list[Draft] = []
    for draft in drafts:
        origin, anchor = draft.attribution.origin, anchor_of(draft)
        if origin in _LAYOUT:
            kept += [] if any(_inside(s.start, held, starts) for s in draft.attribution.content) else [draft]
        elif origin == "follow":
            kept += [] if any(_overlaps(s, held, starts) for s in draft.attribution.content) else [draft]
        elif draft.within is not None:
            kept += [replace(draft, within=cues[draft.within])] if draft.within in cues else []
        elif _inside(anchor, held, starts) and not _inside(anchor, taken, [s.start for s in taken]):
            kept.append(draft)
    return outer + kept


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
    """The frame of the lexicon that the learned spans show."""
    cue = syntax.cues[head]
    words = [syntax.lower[i] for i in tokens]
    for frame in cue.frames:
        if frame.startswith("prep:") and frame[5:] in words:
            return frame
    opening = syntax.text[attribution.content[0].start :][:5].lower()
    if opening.startswith("to ") and "to" in cue.frames:
        return "to"
    finite = opening.startswith(("that ", "“", '"'))
    order = _FRAMES if finite or "obj" not in cue.frames else ("clause", "obj", *_FRAMES)
    return cue.takes(*order) or next(iter(cue.frames))


def _spoken(syntax: Syntax, attribution: Attribution) -> bool:
    """Whether an attribution stands outside related links and promos."""
    return syntax.paragraph[syntax.token_at(attribution.content[0].start)] >= 0


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _inside(offset: int, held: Sequence[Span], starts: Sequence[int]) -> bool:
    at = bisect_right(starts, offset) - 1
    return at >= 0 and offset < held[at].end


def _overlaps(span: Span, held: Sequence[Span], starts: Sequence[int]) -> bool:
    at = bisect_left(starts, span.end) - 1
    return at >= 0 and held[at].end > span.start
