"""Learned attributions set right where the sentence shows better: what a model of outermost attributions cannot know.

A content that runs into a further cue of the same source is cut there; one that leaves out who is being reported
("the crews stressed that …, X said") is widened to hold it; a source that the model missed is the cue's subject.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from dateline.grammar.patterns import pattern
from dateline.grammar.words import words
from dateline.schema import Span
from dateline.statements.attribution import Attribution, Draft
from dateline.statements.nesting import anchor_of

_SENTENCE = re.compile(r"[a-z]{2}[.!?][”\"]?\s+(?=[A-Z“\"])")
"""Where a sentence ends and another begins."""
_TAIL = " ,–—―-"
_OPENING = ("“", "„", "«", '"', "QUOTE")


def mended(text: str, learned: Sequence[Draft], drafts: Sequence[Draft]) -> tuple[list[Draft], list[Draft]]:
    """``learned`` set right by what the rules found for the same cues.

    Gives them, and those of ``drafts`` that a cut has left outside.
    """
    ordered = sorted((d for d in drafts if d.attribution.cue and d.attribution.source), key=anchor_of)
    anchors = [anchor_of(d) for d in ordered]
    by_cue = {d.cue_token: d.attribution for d in drafts if d.cue_token is not None}
    follows = {d.attribution.content[0].start for d in drafts if d.attribution.origin == "follow"}
    spoken = {s.start: d.attribution.cue for d in ordered for s in d.attribution.content if _said_behind(text, d, s)}
    made: list[Draft] = []
    left_out: list[Draft] = []
    for draft in learned:
        found = _own_words(_without_follow(draft.attribution, follows), spoken)
        rule = by_cue.get(draft.cue_token) if draft.cue_token is not None else None
        if rule is not None and rule.source and draft.addressee not in rule.source:
            found = _with_source(text, found, rule, ordered, anchors)
            found = _widened(text, found, rule, ordered, anchors)
            found = _quotation_whole(text, found, rule)
            found, further = _cut(found, rule, ordered, anchors)
            left_out += further
        found = replace(found, content=_trimmed(text, _from_source(found, ordered, anchors)))
        made.append(replace(draft, attribution=found))
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


def _own_words(found: Attribution, spoken: Mapping[int, Sequence[Span]]) -> Attribution:
    """``found`` without quotations that another says: "“A,” said X, whose brother left. “B,” said Y"."""
    parts = (*found.source, *found.cue)
    mine = {start for start, cue in spoken.items() if any(_meet(p, c) for c in cue for p in parts)}
    own = tuple(s for s in found.content if s.start not in spoken or s.start in mine)
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
    inside = inside or any(c.start <= s.start and s.end <= c.end for s in found.source for c in found.content)
    if relayed or inside or not found.source or _is_half(text, found, rule) or _is_far(text, found, rule):
        return replace(found, source=rule.source)
    return found


def _is_far(text: str, found: Attribution, rule: Attribution) -> bool:
    """Whether a source stands in the sentence before that of its cue, which has a source of its own."""
    cue = found.cue[0].start
    near = rule.source[-1].end <= cue and not _SENTENCE.search(text, rule.source[-1].end, cue)
    near = near or rule.source[0].start >= cue
    return near and found.source[-1].end < cue and _SENTENCE.search(text, found.source[-1].end, cue) is not None


def _is_half(text: str, found: Attribution, rule: Attribution) -> bool:
    """Whether a source is only the end of one: "Bo Hale" of "Ana Ruiz and Bo Hale", or of "a guest of Bo Hale"."""
    if len(found.source) != 1 or len(rule.source) != 1:
        return False
    start, whole = found.source[0].start, rule.source[0]
    before = text[whole.start : start].split()[-1:]
    return whole.start < start < whole.end and not words("halving").isdisjoint(before)


def _widened(
    text: str, found: Attribution, rule: Attribution, ordered: Sequence[Draft], anchors: Sequence[int]
) -> Attribution:
    """``found`` with the rule's content where that holds, before the learned words, the cue that reports them.

    The rule's content is also taken where the learned one breaks off within a bracket.
    """
    if len(found.content) != 1 or len(rule.content) != 1 or not _same_source(found, rule):
        return found
    (start, end), (wide, last) = found.content[0], rule.content[0]
    if wide == start and end < last and text[start:end].count("(") > text[start:end].count(")"):
        return replace(found, content=rule.content)
    if not (wide < start and end <= last + 2):
        return found
    reported = _between(ordered, anchors, wide, start)
    return replace(found, content=rule.content) if any(d.attribution.source != rule.source for d in reported) else found


def _quotation_whole(text: str, found: Attribution, rule: Attribution) -> Attribution:
    """``found`` with the rule's quotation where it holds only a part of that: a mark within had cut it short."""
    if not _same_source(found, rule) or not text.startswith(_OPENING, rule.content[0].start):
        return found
    inside = all(any(r.start <= s.start and s.end <= r.end for r in rule.content) for s in found.content)
    return replace(found, content=rule.content) if inside else found


def _from_source(found: Attribution, ordered: Sequence[Draft], anchors: Sequence[int]) -> tuple[Span, ...]:
    """The content of ``found``, from the first word of whoever it reports: "the group's head, | Ana Ruiz, noted"."""
    if not found.content:
        return found.content
    first, *rest = found.content
    for draft in _between(ordered, anchors, first.start, first.end):
        source = draft.attribution.source[0]
        apart = all(s.end <= source.start or s.start >= first.start for s in (*found.cue, *found.source))
        if source.start < first.start < source.end <= draft.attribution.cue[0].start and apart:
            return (Span(source.start, first.end), *rest)
    return found.content


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
