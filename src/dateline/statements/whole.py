"""Learned spans made whole: a source to the end of its phrase, a content without holes and stray marks.

The model decides word by word, so that "the" of "the governorship", or "pointed" without its "out", may be all that it
takes. What is put right here is seen in the sentence alone, whatever the rules found.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.schema import Span
from dateline.statements.attribution import Attribution
from dateline.statements.syntax import Syntax

__all__ = ["whole"]

_LEANING = frozenset({"det", "amod", "compound", "nummod", "poss", "prep", "case"})
"""The relations of a word that leans on a later one, or takes it."""
_NAMING = frozenset({"NOUN", "PROPN"})
_STEPS = 3
"""How often a source may be led on to a further word."""
_FAR = 5
"""How far the word may be that a source leans on, in tokens."""
_SMALL = frozenset({"ADP", "ADV", "PART", "PRON", "DET", "AUX"})
"""The kinds of words that fall out of a content: "pointed | out | that"."""
_HOLE = 2
"""How many words of a cue inside a content may have been left out of it."""


def whole(syntax: Syntax, found: Attribution) -> Attribution:
    """``found`` with a whole source, and pieces of content that hold words and no holes between them."""
    if len(found.source) == 1:
        found = replace(found, source=(_whole_source(syntax, found),))
    return replace(found, content=_closed(syntax, found))


def _whole_source(syntax: Syntax, found: Attribution) -> Span:
    """The source to the end of the phrase in which it breaks off: "Zdena Novak, speaker of the | Forum"."""
    (start, end), text = found.source[0], syntax.text
    limit = min((s.start for s in (*found.cue, *found.content) if s.start >= end), default=len(text))
    last = syntax.token_at(end - 1)
    for _ in range(_STEPS):
        onward = _onward(syntax, last)
        if onward is None or syntax.end[onward] > limit or syntax.paragraph[onward] != syntax.paragraph[last]:
            break
        last = onward
    return Span(start, max(end, syntax.end[last]))


def _onward(syntax: Syntax, last: int) -> int | None:
    """The noun on which the last word of a source leans, or that it takes."""
    head = syntax.head[last]
    if syntax.dep[last] == "prep":
        taken = syntax.child(last, "pobj")
        return taken if taken is not None and last < taken <= last + _FAR else None
    leans = syntax.dep[last] in _LEANING and last < head <= last + _FAR and syntax.pos[head] in _NAMING
    return head if leans else None


def _closed(syntax: Syntax, found: Attribution) -> tuple[Span, ...]:
    """The pieces of the content that hold words, without a subheading between, joined over blanks and particles."""
    pieces: list[Span] = []
    for piece in found.content:
        if not any(c.isalnum() for c in syntax.text[slice(*piece)]) and len(found.content) > 1:
            continue
        if pieces and _is_heading(syntax, piece) and not _is_heading(syntax, pieces[0]):
            continue
        if pieces and _is_hole(syntax, found, Span(pieces[-1].end, piece.start)):
            pieces[-1] = Span(pieces[-1].start, piece.end)
        else:
            pieces.append(piece)
    return tuple(pieces) or found.content


def _is_heading(syntax: Syntax, piece: Span) -> bool:
    paragraph = syntax.paragraph[syntax.token_at(piece.start)]
    return paragraph >= 0 and syntax.kinds[paragraph] in ("headline", "subhead")


def _is_hole(syntax: Syntax, found: Attribution, gap: Span) -> bool:
    """Whether what parts two pieces of a content belongs to it: blanks, or a word or two of a sentence's own."""
    if gap.end < gap.start or "\n" in syntax.text[slice(*gap)]:
        return False
    if any(gap.start <= s.start < gap.end for s in (*found.source, *found.cue)):
        return False
    between = [i for i in syntax.tokens(gap) if syntax.start[i] >= gap.start]
    return len(between) <= _HOLE and all(syntax.pos[i] in _SMALL for i in between)
