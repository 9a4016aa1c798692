"""From attributions to statements: mode, act, stance, negation, addressee, date, and who reports whom."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from dateline.grammar.words import words
from dateline.schema import Act, Span, Stance, Statement, StatementMode, Timeline
from dateline.statements.attribution import Draft
from dateline.statements.bounds import set_right
from dateline.statements.nesting import anchor_of, is_first_person, parents_of
from dateline.statements.recognising import is_worded
from dateline.statements.syntax import Syntax
from dateline.statements.unsaid import is_left_unsaid

_NEGATIONS = words("negations")
_DATE_REACH = 4


def finish(syntax: Syntax, timeline: Timeline, drafts: Sequence[Draft]) -> tuple[Statement, ...]:
    """The statements of ``drafts`` in order of position, with ids and parents."""
    drafts, parents = _resolved(syntax, set_right(syntax, drafts))
    order = sorted(range(len(drafts)), key=lambda i: (_position(drafts[i]), anchor_of(drafts[i]), i))
    ids = {i: f"s{n}" for n, i in enumerate(order, 1)}
    starts = [t.start for t in timeline.times]
    begun = {drafts[i].attribution.content[0].start: ids[i] for i in order if drafts[i].attribution.content}
    statements: list[Statement] = []
    last: str | None = None
    for i in order:
        parent = parents[i]
        made = _statement(
            syntax, timeline, starts, drafts[i], ids[i], ids[parent] if parent is not None else None, last
        )
        if (after := drafts[i].after) is not None:
            made = replace(made, follows=begun.get(after))
        statements.append(made)
        if (
            made.parent is None
            and made.act in ("speech", "writing", "thought")
            and drafts[i].attribution.origin != "headline"
        ):
            last = made.follows or made.id
    return tuple(statements)


def _resolved(syntax: Syntax, drafts: Sequence[Draft]) -> tuple[list[Draft], list[int | None]]:
    """``drafts`` without those in which a speaker tells only of himself, and the parents of the rest."""
    parents = parents_of(drafts)
    kept: list[int] = []
    for i, draft in enumerate(drafts):
        words = " ".join(syntax.text[s:e] for s, e in draft.attribution.source)
        quoted = draft.cue_token is not None and syntax.quote[draft.cue_token] >= 0
        if not ((parents[i] is not None or quoted) and _idle(syntax, draft, words)):
            kept.append(i)
    number = {old: new for new, old in enumerate(kept)}
    linked: list[int | None] = []
    for i in kept:
        up = parents[i]
        while up is not None and up not in number:
            up = parents[up]
        linked.append(None if up is None else number[up])
    return [drafts[i] for i in kept], linked


def _idle(syntax: Syntax, draft: Draft, source: str) -> bool:
    """Whether an inner attribution reports nobody: the speaker's own thoughts, "nobody", an order without a subject."""
    k = draft.cue_token
    if draft.attribution.origin == "learned" or k is None:
        return False
    if is_first_person(source) or source.lower() == "you":
        act, stance = _meaning(syntax, draft)
        return act != "speech" or stance not in _PERFORMED
    if source.lower() in _NOBODY:
        return True
    passive = syntax.pos[k] == "VERB" and syntax.child(k, "auxpass") is not None
    return not source and not (draft.frame == "that" or (passive and draft.frame in ("clause", "quote")))


_PERFORMED = words("performed")
"""What one does by saying so: "I can confirm that"."""
_NOBODY = words("no_speaker")


def _position(draft: Draft) -> int:
    found = draft.attribution
    return min(s.start for s in (*found.source, *found.cue, *found.content))


def _statement(
    syntax: Syntax, timeline: Timeline, starts: list[int], draft: Draft, own: str, parent: str | None, last: str | None
) -> Statement:
    found = draft.attribution
    content = tuple(_unblanked(syntax.text, s) for s in without_notes(found.content, syntax.notes))
    act, stance = _meaning(syntax, draft)
    lemma = syntax.lemma[draft.cue_token] if draft.cue_token is not None else None
    return Statement(
        id=own,
        parent=parent,
        mode=mode_of(syntax, draft, content),
        act=act,
        stance=stance,
        negated=draft.cue_token is not None and _negated(syntax, draft.cue_token),
        source=found.source,
        cue=found.cue,
        cue_lemma=lemma,
        content=content,
        confidence=round(found.confidence, 3),
        addressee_span=draft.addressee,
        said_on=_said_on(syntax, timeline, starts, draft),
        follows=last if found.origin == "follow" and not found.source else None,
    )


def _unblanked(text: str, piece: Span) -> Span:
    """A piece of the content without the blanks that a note has left at its end."""
    return Span(piece.start, piece.start + len(text[piece.start : piece.end].rstrip()))


def without_notes(content: Sequence[Span], notes: Sequence[Span]) -> tuple[Span, ...]:
    """``content`` cut around the editors' notes that stand inside it."""
    pieces: list[Span] = []
    for start, end in content:
        for note in notes:
            if start < note.start and note.end < end:
                pieces.append(Span(start, note.start))
                start = note.end
            elif (start, end) == note and len(content) > 1:
                start = end
        if start < end:
            pieces.append(Span(start, end))
    return tuple(pieces)


def _meaning(syntax: Syntax, draft: Draft) -> tuple[Act, Stance]:
    k = draft.cue_token
    cue = syntax.cues.get(k) if k is not None else None
    if k is not None and is_left_unsaid(syntax, k):
        return "speech", "say"
    if cue is not None and draft.frame:
        return cue.meaning(draft.frame)
    act, stance = cue.meaning("") if cue is not None else ("speech", "say")
    worded = k is None or any(is_worded(syntax, s) for s in draft.attribution.content)
    return (act if worded else "attitude"), stance


def mode_of(syntax: Syntax, draft: Draft, content: Sequence[Span]) -> StatementMode:
    """Whether all, some or none of the words stand in quotation marks of their own."""
    if draft.attribution.origin in ("turn", "follow"):
        return "direct"
    outer = syntax.quote[draft.cue_token] if draft.cue_token is not None else -1
    inside, outside = 0, 0
    for start, end in content:
        for i in range(bisect_right(syntax.end, start), bisect_left(syntax.start, end)):
            if syntax.pos[i] in ("PUNCT", "SPACE", "SYM") or syntax.paragraph[i] < 0:
                continue
            if syntax.quote[i] >= 0 and syntax.quote[i] != outer:
                inside += 1
            else:
                outside += 1
    if inside and not outside:
        return "direct"
    return "mixed" if inside else "indirect"


def _negated(syntax: Syntax, cue: int) -> bool:
    return is_left_unsaid(syntax, cue) or any(
        syntax.dep[c] == "neg" or (syntax.lower[c] in _NEGATIONS and syntax.dep[c] in ("det", "advmod", "preconj"))
        for c in syntax.children[cue]
    )


def _said_on(syntax: Syntax, timeline: Timeline, starts: list[int], draft: Draft) -> str | None:
    """The value of the time that hangs on the cue, outside the content."""
    k = draft.cue_token
    if k is None or not starts:
        return None
    low, high = syntax.start[syntax.first[k]], syntax.end[syntax.last[k]]
    for time in timeline.times[bisect_left(starts, low) : bisect_left(starts, high)]:
        if any(s <= time.start < e for s, e in draft.attribution.content) or time.value.startswith("P"):
            continue
        if _hangs_on(syntax, syntax.token_at(time.start), syntax.token_at(time.end - 1), k):
            return time.value
    return None


def _hangs_on(syntax: Syntax, first: int, last: int, cue: int) -> bool:
    """Whether the cue is the nearest verb above the tokens ``first``..``last``."""
    here = first
    for _ in range(_DATE_REACH + last - first):
        up = syntax.head[here]
        if up == cue:
            return True
        if up == here or (syntax.pos[up] == "VERB" and not first <= up <= last):
            return False
        here = up
    return False
