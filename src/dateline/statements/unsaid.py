"""Cues under which nothing is said, and words that only point back to what was.

"Speaks to Bello about the dam", "told their story", "appealed the ban" tell that somebody talks or acts, and none of
the words; "declined to say whether" leaves them unsaid. "She never promised that" has the words before it for its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.grammar.words import words
from dateline.schema import Span
from dateline.statements.attribution import Draft
from dateline.statements.syntax import Syntax

__all__ = ["is_left_unsaid", "pointed_back", "says_nothing"]

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BACK = 400
"""How far back "that" may point, in characters."""


def says_nothing(syntax: Syntax, draft: Draft) -> bool:
    """Whether a cue tells that somebody talks or acts, and none of the words."""
    k, content = draft.cue_token, draft.attribution.content
    if not any(_is_word(syntax, span) for span in content):
        return True
    if k is None or syntax.pos[k] != "VERB":
        return False
    if is_left_unsaid(syntax, syntax.head[k]) and syntax.dep[k] == "xcomp":
        return not _covers(draft, syntax.start[syntax.head[k]])
    if any(is_clause(syntax, span) for span in content):
        return False
    lemma = syntax.lemma[k]
    after = {syntax.lower[c] for c in syntax.children[k] if syntax.dep[c] in ("prep", "dative") and c > k}
    if lemma in words("talking"):
        return "to" in after or "with" in after
    if lemma == "tell":
        return any(syntax.lemma[i] in words("tales") for span in content for i in syntax.tokens(span))
    return lemma == "appeal" and (syntax.child(k, "dobj") is not None or "against" in after)


def is_left_unsaid(syntax: Syntax, verb: int) -> bool:
    """Whether ``verb`` is the "declined" of "declined to say"."""
    return syntax.lemma[verb] in words("declining") and any(
        syntax.dep[c] == "xcomp" and syntax.lemma[c] in words("left_unsaid") for c in syntax.children[verb]
    )


def _covers(draft: Draft, offset: int) -> bool:
    return any(s.start <= offset < s.end for s in draft.attribution.cue)


def _is_word(syntax: Syntax, span: Span) -> bool:
    """Whether a content has more to it than one small word: "an", "the"."""
    inside = [i for i in syntax.tokens(span) if syntax.pos[i] not in ("PUNCT", "SPACE")]
    return len(inside) > 1 or (len(inside) == 1 and syntax.lower[inside[0]] not in words("unsayable"))


def is_clause(syntax: Syntax, span: Span) -> bool:
    """Whether a span has a finite verb or words in quotation marks."""
    return any(syntax.tag[i] in _FINITE or syntax.quote[i] >= 0 for i in syntax.tokens(span))


def pointed_back(syntax: Syntax, drafts: Sequence[Draft]) -> list[Draft]:
    """``drafts``, those whose words are only "that" with the words that it points back to, or left out without any.

    "Did you ask for that?" reports nothing.
    """
    found: list[Draft] = []
    for draft in drafts:
        if not _points_back(syntax, draft):
            found.append(draft)
        elif _asks(syntax, draft):
            continue
        elif (words_before := _before(syntax, drafts, draft)) is not None:
            found.append(replace(draft, attribution=replace(draft.attribution, content=words_before)))
    return found


def _points_back(syntax: Syntax, draft: Draft) -> bool:
    content, k = draft.attribution.content, draft.cue_token
    if len(content) != 1 or k is None or syntax.pos[k] != "VERB":
        return False
    return syntax.text[slice(*content[0])].strip(" .,;").lower() in words("pointing_back")


def _asks(syntax: Syntax, draft: Draft) -> bool:
    """Whether the sentence of a draft is a question."""
    end = draft.attribution.content[-1].end
    return syntax.text[end:].lstrip("\"”’' ")[:1] == "?"


def _before(syntax: Syntax, drafts: Sequence[Draft], draft: Draft) -> tuple[Span, ...] | None:
    """The words of the last statement before ``draft``, else the sentence before it."""
    here = min(s.start for s in (*draft.attribution.source, *draft.attribution.cue, *draft.attribution.content))
    said = [
        d.attribution.content
        for d in drafts
        if d is not draft and d.attribution.content and here - _BACK <= d.attribution.content[-1].end <= here
    ]
    said = [c for c in said if not (len(c) == 1 and c[0].end - c[0].start < 8)]
    if said:
        return max(said, key=lambda c: (c[-1].end, -c[0].start))
    first = syntax.first[syntax.token_at(here)]
    last = first - 1
    while last > 0 and (syntax.pos[last] == "SPACE" or syntax.paragraph[last] < 0):
        last -= 1
    if last <= 0 or syntax.kinds[syntax.paragraph[last]] != "body":
        return None
    return (Span(syntax.start[syntax.first[last]], syntax.end[last - 1 if syntax.lower[last] == "." else last]),)
