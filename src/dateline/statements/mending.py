"""Learned attributions set right where the sentence shows better: what a model of outermost attributions cannot know.

A content that runs into a further cue of the same source is cut there; one that leaves out who is being reported
("the crews stressed that …, X said") is widened to hold it; a source that the model missed is the cue's subject.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from dateline.grammar.patterns import pattern
from dateline.grammar.words import words
from dateline.schema import Span
from dateline.statements.attribution import Attribution, Draft
from dateline.statements.nesting import anchor_of

_TAIL = " ,–—-"


def mended(text: str, learned: Sequence[Draft], drafts: Sequence[Draft]) -> tuple[list[Draft], list[Draft]]:
    """``learned`` set right by what the rules found for the same cues.

    Gives them, and those of ``drafts`` that a cut has left outside.
    """
    ordered = sorted((d for d in drafts if d.attribution.cue and d.attribution.source), key=anchor_of)
    anchors = [anchor_of(d) for d in ordered]
    by_cue = {d.cue_token: d.attribution for d in drafts if d.cue_token is not None}
    follows = {d.attribution.content[0].start for d in drafts if d.attribution.origin == "follow"}
    spoken = {s: d.attribution.cue for d in ordered for s in d.attribution.content if _said_behind(text, d, s)}
    made: list[Draft] = []
    left_out: list[Draft] = []
    for draft in learned:
        found = _own_words(_without_follow(draft.attribution, follows), spoken)
        rule = by_cue.get(draft.cue_token) if draft.cue_token is not None else None
        if rule is not None and rule.source and draft.addressee not in rule.source:
            found = _with_source(text, found, rule, ordered, anchors)
            found = _widened(found, rule, ordered, anchors)
            found, further = _cut(found, rule, ordered, anchors)
            left_out += further
        made.append(replace(draft, attribution=replace(found, content=_trimmed(text, found.content))))
    return made, left_out


def _without_follow(found: Attribution, follows: Collection[int]) -> Attribution:
    """``found`` without its further quotations that are statements of their own, which follow the last speaker."""
    first, *rest = found.content
    return replace(found, content=(first, *(s for s in rest if s.start not in follows)))


def _said_behind(text: str, draft: Draft, piece: Span) -> bool:
    """Whether a quotation has a plain "said X" or "X said" right behind it."""
    clause = min(s.start for s in (*draft.attribution.cue, *draft.attribution.source))
    cue = text[slice(*draft.attribution.cue[0])].lower()
    return draft.frame == "quote" and 0 <= clause - piece.end <= 3 and cue in words("plainly_said")


def _own_words(found: Attribution, spoken: Mapping[Span, Sequence[Span]]) -> Attribution:
    """``found`` without quotations that another says: "“A,” said X, whose brother left. “B,” said Y"."""
    parts = (*found.source, *found.cue)
    own = tuple(s for s in found.content if s not in spoken or any(_meet(p, c) for c in spoken[s] for p in parts))
    return replace(found, content=own) if own and len(own) < len(found.content) else found


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _between(ordered: Sequence[Draft], anchors: Sequence[int], start: int, end: int) -> Sequence[Draft]:
    """The drafts whose cue starts in ``start``..``end``."""
    return ordered[bisect_left(anchors, start) : bisect_left(anchors, end)] if start < end else ()


def _with_source(
    text: str, found: Attribution, rule: Attribution, ordered: Sequence[Draft], anchors: Sequence[int]
) -> Attribution:
    """``found`` with the rule's source where it has none, or one that holds another speaker or is spoken of."""
    relayed = any(d.within is not None for s in found.source for d in _between(ordered, anchors, s.start, s.end))
    inside = len(found.source) == 1 and any(
        c.start < found.source[0].start and found.source[0].end <= c.end for c in rule.content
    )
    if relayed or inside or not found.source or _is_half(text, found, rule):
        return replace(found, source=rule.source)
    return found


def _is_half(text: str, found: Attribution, rule: Attribution) -> bool:
    """Whether a source is the second of two who say it: "Sen. Bo Hale" of "Rep. Ana Ruiz and Sen. Bo Hale"."""
    if len(found.source) != 1 or len(rule.source) != 1 or found.source[0].end < rule.source[0].end:
        return False
    start, whole = found.source[0].start, rule.source[0]
    return whole.start < start < whole.end and text[whole.start : start].endswith((" and ", " & "))


def _widened(found: Attribution, rule: Attribution, ordered: Sequence[Draft], anchors: Sequence[int]) -> Attribution:
    """``found`` with the rule's content where that holds, before the learned words, the cue that reports them."""
    if len(found.content) != 1 or len(rule.content) != 1 or not _same_source(found, rule):
        return found
    (start, end), (wide, last) = found.content[0], rule.content[0]
    if not (wide < start and end <= last + 2):
        return found
    reported = _between(ordered, anchors, wide, start)
    return replace(found, content=rule.content) if any(d.attribution.source != rule.source for d in reported) else found


def _cut(
    found: Attribution, rule: Attribution, ordered: Sequence[Draft], anchors: Sequence[int]
) -> tuple[Attribution, list[Draft]]:
    """``found`` up to the next cue of its source, and the drafts of the cues after it."""
    if len(found.content) != 1 or not _same_source(found, rule):
        return found, []
    (start, last), end = found.content[0], rule.content[-1].end
    further = _between(ordered, anchors, end, last) if start < end < last else ()
    same = [d for d in further if d.attribution.source == rule.source]
    return (replace(found, content=(Span(start, end),)), same) if same else (found, [])


def _same_source(found: Attribution, rule: Attribution) -> bool:
    return bool(found.source) and found.source[0].start == rule.source[0].start


def _trimmed(text: str, content: Sequence[Span]) -> tuple[Span, ...]:
    """``content`` without when it was said, and without a comma or a dash after its last mark: "“…”, – said X"."""
    pieces: list[Span] = []
    for start, end in content:
        when = pattern("said_when").match(text, start, end)
        start, last = when.end() if when else start, end
        while last > start + 1 and text[last - 1] in _TAIL:
            last -= 1
        pieces.append(Span(start, last))
    return tuple(pieces)
