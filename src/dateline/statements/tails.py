"""Cues after or inside the clause that they report: "…, said officials", "The plan, she said, works"."""

from __future__ import annotations

from dateline.statements.attribution import Draft
from dateline.statements.drafting import draft_of
from dateline.statements.sources import phrase_after, subject_of
from dateline.statements.syntax import Syntax


def postposed(syntax: Syntax, verb: int, left: int, right: int, frame: str) -> Draft | None:
    """ "The plan works, she said", or "The plan, she said, works"."""
    source = subject_of(syntax, verb) or _inverted(syntax, verb)
    cut = verb if source is None or source[0] > verb else source[0]
    while (
        cut > left
        and syntax.lower[cut - 1] not in (",", "–", "-", "--", "—")
        and syntax.quote[cut - 1] == syntax.quote[verb]
    ):
        if syntax.pos[cut - 1] not in ("ADV", "AUX", "CCONJ", "SCONJ"):
            break
        cut -= 1
    if cut > 0 and ";" in syntax.lower[max(left, cut - 3) : cut]:
        return None
    begin = left if syntax.quote[verb] >= 0 else min(left, syntax.first[verb])
    pieces = [(begin, cut - 1)]
    if right > verb:
        resume = verb + 1 if source is None or source[0] < verb else source[1] + 1
        pieces.append((resume, right))
    return draft_of(syntax, verb, pieces, frame, source)


def _inverted(syntax: Syntax, verb: int) -> tuple[int, int] | None:
    """The phrase after a cue that ends its sentence: "…, said in turn the minister"."""
    if syntax.child(verb, "auxpass") is not None:
        return None
    return phrase_after(syntax, verb, syntax.last[verb])
