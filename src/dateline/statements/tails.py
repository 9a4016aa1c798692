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
    begin = left if syntax.quote[verb] >= 0 else min(left, max(syntax.first[verb], _after_quotation(syntax, left)))
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


def _after_quotation(syntax: Syntax, i: int) -> int:
    """The first token of the sentence of ``i`` that no earlier closed quotation covers."""
    first = syntax.first[i]
    for j in range(i - 1, first - 1, -1):
        if syntax.quote[j] >= 0 and syntax.quote[j] != syntax.quote[i]:
            return j + 1
    return first


def aside(syntax: Syntax, verb: int) -> Draft | None:
    """A cue thrown into the clause that it reports: "The plan, she said, works"."""
    cue, up = syntax.cues[verb], syntax.head[verb]
    frame = cue.takes("clause", "quote")
    if frame is None or subject_of(syntax, verb) is None:
        return None
    own_left, own_right = syntax.edges(verb)
    left, right = syntax.edges(up)
    if not left <= own_left or own_right - own_left > 30:
        return None
    return draft_of(syntax, verb, [(left, own_left - 1), (own_right + 1, right)], frame)


def bare_aside(syntax: Syntax, verb: int) -> bool:
    """A clause of nothing but subject and cue between commas, which the parser took for a complement."""
    left, right = syntax.edges(verb)
    fenced = left > 0 and syntax.lower[left - 1] == "," and right + 1 < len(syntax) and syntax.lower[right + 1] in ",."
    return fenced and right - left <= 6 and syntax.child(verb, "nsubj") is not None


def plain_tail(syntax: Syntax, verb: int) -> Draft | None:
    """A subject and its cue at the end of a sentence whose first words the parser took for another subject."""
    first, last = syntax.first[verb], syntax.last[verb]
    if not syntax.cues[verb].takes("clause") or syntax.quote[verb] >= 0 or last - verb > 8:
        return None
    source = subject_of(syntax, verb)
    if source is None or source[1] > verb or source[0] - first < 4 or syntax.lower[source[0] - 1] != ",":
        return None
    if any(c > verb and syntax.dep[c] in ("ccomp", "xcomp", "dobj") for c in syntax.children[verb]):
        return None
    if not any(syntax.pos[i] in ("VERB", "AUX") for i in range(first, source[0])) or syntax.dep[verb] != "ROOT":
        return None
    return draft_of(syntax, verb, [(first, source[0] - 2)], "clause", source)


def inverted_tail(syntax: Syntax, verb: int) -> Draft | None:
    """A cue and its source at the end of a sentence that the parser made something else of: "…, said officials"."""
    first, last = syntax.first[verb], syntax.last[verb]
    fenced = verb - first > 3 and syntax.lower[verb - 1] in (",", "–", "—", "-") and syntax.tag[verb] != "VBG"
    if not fenced or last - verb > 24 or not syntax.cues[verb].takes("clause") or syntax.quote[verb] >= 0:
        return None
    if any(syntax.pos[i] in ("VERB", "AUX") for i in range(verb + 1, last + 1)) or _joined(syntax, verb):
        return None
    source = phrase_after(syntax, verb, last)
    return draft_of(syntax, verb, [(first, verb - 1)], "clause", source) if source is not None else None


def _joined(syntax: Syntax, verb: int) -> bool:
    """Whether a verb after a comma goes on from the one before: "he came and, later, said"."""
    return "and" in syntax.lower[max(0, verb - 4) : verb] or syntax.child(verb, "nsubj") is not None
