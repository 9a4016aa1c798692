"""A learned attribution as the later steps need it: what of it stands, the head of its cue, and its lexicon's frame."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from dateline.grammar.words import words
from dateline.schema import Span
from dateline.statements.attribution import Attribution, Draft
from dateline.statements.drafting import addressee_of
from dateline.statements.syntax import Syntax

_FRAMES = ("told", "that", "clause", "quote", "noun", "obj", "as")


def stands(syntax: Syntax, attribution: Attribution) -> bool:
    """Whether an attribution is one: outside related links, promos and the labels of notes, and no cut-off passive."""
    first = syntax.token_at(attribution.content[0].start)
    paragraph = syntax.paragraph[first]
    if paragraph < 0:
        return False
    tokens = _tokens(syntax, attribution.cue)
    if syntax.kinds[paragraph] == "note" and syntax.lower[first - 1] == ":":
        return any(syntax.pos[i] == "VERB" for i in tokens)
    return not any(_is_cut_off(syntax, i, attribution) for i in tokens) and not _is_gesture(syntax, tokens, attribution)


def _is_gesture(syntax: Syntax, cue: Sequence[int], attribution: Attribution) -> bool:
    """Whether a "cue" only tells what was done after a quotation had ended: "“The pier is closed.” Reyes nodded."."""
    verbs = [i for i in cue if syntax.pos[i] == "VERB"]
    if len(attribution.content) != 1 or not verbs or any(i in syntax.cues for i in cue):
        return False
    last = syntax.token_at(attribution.content[0].end - 1)
    ended = syntax.text[: attribution.content[0].end].rstrip("”\"»“’'")[-1:] in (".", "!", "?")
    return syntax.quote[last] >= 0 and ended and syntax.first[verbs[0]] > last


def _is_cut_off(syntax: Syntax, cue: int, attribution: Attribution) -> bool:
    """Whether a cue has lost its "was": "The Front recognized as a party in four countries" recognises nothing."""
    after = syntax.lower[cue + 1] if cue + 1 < len(syntax) else ""
    before = any(s.end <= syntax.start[cue] for s in attribution.source + attribution.content)
    passive = syntax.child(cue, "auxpass") is not None
    return before and not passive and after == "as" and syntax.tag[cue] in ("VBD", "VBN")


def learned_draft(syntax: Syntax, attribution: Attribution) -> Draft:
    """A learned attribution with the token, frame and addressee of its cue.

    "It is feared that …" has no source, and whoever was told is the addressee.
    """
    tokens = _tokens(syntax, attribution.cue)
    source = _tokens(syntax, attribution.source)
    if any(syntax.lower[i] == "it" and syntax.dep[i] == "nsubjpass" for i in source[:1]):
        attribution = replace(attribution, source=())
    known = [i for i in tokens if i in syntax.cues]
    verbs = [i for i in known if syntax.pos[i] == "VERB"]
    candidates = verbs or known or [i for i in tokens if syntax.pos[i] == "VERB"] or tokens
    head = candidates[0] if candidates else None
    if head is None or head not in syntax.cues:
        return Draft(attribution, head, "")
    frame, addressee = _frame(syntax, head, tokens, attribution), addressee_of(syntax, head)
    if _hears(syntax, head, source):
        attribution, addressee = replace(attribution, source=()), attribution.source[0]
    return Draft(attribution, head, frame, addressee)


def _hears(syntax: Syntax, cue: int, source: Sequence[int]) -> bool:
    """Whether the supposed source was told: "she was told that …", "a jury heard that …", "…, court told"."""
    lemma = syntax.lemma[cue]
    if lemma in _TELLING and any(syntax.dep[i] == "nsubjpass" and syntax.head[i] == cue for i in source):
        return True
    return lemma in ("hear", "tell") and any(syntax.lower[i] in _HEARINGS for i in source)


def _tokens(syntax: Syntax, spans: Sequence[Span]) -> list[int]:
    return [i for s in spans for i in range(bisect_right(syntax.end, s.start), bisect_left(syntax.start, s.end))]


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
    return any(syntax.tag[i] in _FINITE or syntax.quote[i] >= 0 for i in _tokens(syntax, [span]))


_TELLING = words("telling")
_HEARINGS = words("hearings")
"""Those before whom things are said."""
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
