"""Outermost attributions of a learned model together with what the rules add to them.

The model knows the corpora: outermost attributions of English news. The rules add what those do not mark (turns,
headlines, quotations without a cue, reports within reports), what a sure rule finds where the model found nothing,
and they cut a content where the same source goes on with a further cue.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from dateline.schema import Span
from dateline.statements.attribution import Attribution, Draft
from dateline.statements.mending import mended
from dateline.statements.nesting import anchor_of
from dateline.statements.recognising import learned_draft, stands
from dateline.statements.syntax import Syntax
from dateline.statements.turns import crosses, openings
from dateline.statements.whole import whole

SURE = 0.7
"""The confidence from which a rule is believed where the model is silent."""
REPORTING = 0.55
"""The confidence from which a rule is believed that says who reports what the model has found."""
_LAYOUT = frozenset({"headline", "turn"})


class Cover:
    """Stretches of the text, merged where they meet, so that one can ask whether a place or a span lies in any."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans: list[Span] = []
        for span in sorted(spans):
            if self._spans and span.start <= self._spans[-1].end:
                self._spans[-1] = Span(self._spans[-1].start, max(self._spans[-1].end, span.end))
            else:
                self._spans.append(span)
        self._starts = [s.start for s in self._spans]

    def holds(self, offset: int) -> bool:
        """Whether ``offset`` lies in one of the stretches."""
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._spans[at].end

    def meets(self, span: Span) -> bool:
        """Whether ``span`` has a character in common with one of the stretches."""
        at = bisect_left(self._starts, span.end) - 1
        return at >= 0 and self._spans[at].end > span.start


def combine(syntax: Syntax, drafts: Sequence[Draft], attributions: Sequence[Attribution]) -> list[Draft]:
    """``attributions`` as drafts, and those of ``drafts`` that add to them."""
    layout = [d for d in drafts if d.attribution.origin in _LAYOUT]
    labels = {s for d in layout for s in d.attribution.source}
    learned = [learned_draft(syntax, whole(syntax, a)) for a in attributions if a.content and stands(syntax, a)]
    learned = [d for d in learned if labels.isdisjoint(d.attribution.source)]
    learned = _without_turns(learned, layout)
    outer, going_on = mended(syntax.text, learned, drafts)
    taken = Cover(s for d in outer for s in d.attribution.cue)
    free = [d for d in drafts if d.attribution.origin not in _LAYOUT and not any(map(taken.meets, d.attribution.cue))]
    known = Cover(s for d in outer for s in d.attribution.content)
    reporters = _reporters(outer, free, known)
    held = Cover(s for d in [*outer, *layout, *reporters] for s in d.attribution.content)
    cues = {s: d.attribution.cue[0] for d in outer for s in d.attribution.cue}
    sure = frozenset([*reporters, *going_on])
    added = [a for draft in free if (a := _added(draft, held, cues, sure)) is not None]
    return outer + added + layout


def _without_turns(learned: Sequence[Draft], layout: Sequence[Draft]) -> list[Draft]:
    """``learned`` without those whose cue a turn has, whose words are the same quotation, or that cross into a turn."""
    cues = Cover(s for d in layout for s in d.attribution.cue)
    words = {d.attribution.content[0].start for d in layout}
    opens = openings(layout)
    return [
        d
        for d in learned
        if not any(map(cues.meets, d.attribution.cue))
        and d.attribution.content[0].start not in words
        and not crosses(d, opens)
    ]


def _reporters(outer: Sequence[Draft], free: Sequence[Draft], known: Cover) -> list[Draft]:
    """Those of ``free`` that report words of the story, in which something is attributed too."""
    extents = sorted((anchor_of(d), _extent(d)) for d in [*outer, *free] if d.attribution.content)
    return [d for d in free if d.within is None and _reports(d, extents, known)]


def _added(draft: Draft, held: Cover, cues: Mapping[Span, Span], sure: Set[Draft]) -> Draft | None:
    """``draft`` as it is added to what the model found, or None.

    ``held`` are the words that other findings have as their content. ``cues`` maps each piece of the model's cues to
    the first piece of the same cue. What is in ``sure`` is added in any case.
    """
    found = draft.attribution
    if found.origin == "follow":
        return None if any(held.meets(s) for s in found.content) else draft
    if draft.within is not None:
        return replace(draft, within=cues[draft.within]) if draft.within in cues else None
    return draft if draft in sure or _adds(draft, held) else None


def _extent(draft: Draft) -> Span:
    pieces = draft.attribution.content
    return Span(min(s.start for s in pieces), max(s.end for s in pieces))


def _reports(draft: Draft, extents: Sequence[tuple[int, Span]], known: Cover) -> bool:
    """Whether a rule's finding has words of the story itself as its content, and they attribute something too.

    ``extents`` are the anchors of all findings, in order, each with the stretch of its words.
    """
    found = draft.attribution
    if not found.source or found.confidence < REPORTING or known.holds(anchor_of(draft)):
        return False
    own = _extent(draft)
    for piece in found.content:
        first, last = (bisect_left(extents, (offset, Span(0, 0))) for offset in piece)
        if any(e != own and own.start <= e.start and e.end <= own.end for _, e in extents[first:last]):
            return True
    return False


def _adds(draft: Draft, held: Cover) -> bool:
    """Whether a rule's finding stands inside the words of another, or is sure and alone."""
    found = draft.attribution
    if held.holds(anchor_of(draft)):
        return all(held.holds(s.end - 1) for s in found.content)
    return bool(found.source) and found.confidence >= SURE and not any(held.meets(s) for s in found.content)
