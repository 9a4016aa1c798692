"""Words within words: which attribution stands inside the content of which.

The corpora mark only the outermost attribution; a report within a report is found by its cue (or, without one, its
first words) lying inside another's content. A longer content holds a shorter one, never the other way, so that no
chain of parents closes on itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.grammar.words import words
from dateline.schema import Span
from dateline.statements.attribution import Draft

_FIRST_PERSON = words("first_person")


def parents_of(drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft the index of the innermost one that reports it, or None."""
    size = [sum(e - s for s, e in d.attribution.content) for d in drafts]
    pieces = sorted((s.start, s.end, i) for i, d in enumerate(drafts) for s in d.attribution.content)
    anchors = sorted((anchor_of(d), i) for i, d in enumerate(drafts))
    by_cue = {d.attribution.cue[0]: i for i, d in reversed(list(enumerate(drafts))) if d.attribution.cue}
    parents: list[int | None] = [None] * len(drafts)
    active: list[tuple[int, int]] = []
    at = 0
    for anchor, i in anchors:
        while at < len(pieces) and pieces[at][0] <= anchor:
            active.append((pieces[at][1], pieces[at][2]))
            at += 1
        active = [(end, j) for end, j in active if end > anchor]
        holding = [(size[j], j) for _, j in active if j != i and (size[j], j) > (size[i], i)]
        parents[i] = min(holding)[1] if holding else None
    for i, draft in enumerate(drafts):
        outer = by_cue.get(draft.within) if draft.within is not None else None
        if outer is not None and outer != i and parents[outer] != i:
            parents[i] = outer
    return parents


def anchor_of(draft: Draft) -> int:
    """Where an attribution stands: its cue, else its source, else its words."""
    found = draft.attribution
    spans: tuple[Span, ...] = found.cue or found.source or found.content
    return spans[0].start


def is_first_person(words: str) -> bool:
    """Whether a source is the speaker: what one says of one's own thoughts is no report within the report."""
    return words.lower() in _FIRST_PERSON
