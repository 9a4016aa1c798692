"""Who speaks by position alone: behind a quotation that breaks off, or in the sentence before one without a cue.

"“They can have the miles,” Moor typed": what follows a comma says who speaks, whatever the verb. "Torp took it well.
“I am the youngest of them.”" has nobody else who could have said it.
"""

from __future__ import annotations

from dateline.grammar.words import words
from dateline.statements.sources import phrase, phrase_after, subject_of
from dateline.statements.syntax import Syntax

__all__ = ["introduced", "unlisted", "verdict"]

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_BEHIND = frozenset({"PUNCT", "SPACE", "ADV", "ADP", "SCONJ"})
"""What may stand behind a verb that takes nothing but the words before it."""
_NOBODY = frozenset({"DATE", "TIME", "GPE", "LOC", "CARDINAL", "MONEY", "PERCENT", "WORK_OF_ART", "EVENT"})
_PERSONS = frozenset({"he", "she"})
_SHORT = 3
"""The words that a quotation must have."""
_FAR = 8
"""How far behind the quotation its verb may stand, in tokens."""
_REACH = 60


def unlisted(syntax: Syntax, number: int, i: int, limit: int) -> tuple[int, tuple[int, int]] | None:
    """The verb and its subject right behind a quotation that breaks off with a comma.

    ``i`` to ``limit`` are the tokens of the clause that follows.
    """
    quotation = syntax.quotations[number]
    inner = syntax.text[quotation.start : quotation.end].strip("“”\"„«»`'‘’ ")
    behind = syntax.text[quotation.end : syntax.start[i]]
    if len(inner.split()) < _SHORT or not (inner.endswith(",") or "," in behind):
        return None
    for k in range(i, min(limit, i + _FAR) + 1):
        if syntax.pos[k] != "VERB" or syntax.tag[k] not in _FINITE:
            continue
        if syntax.child(k, "auxpass") is not None or (k in syntax.cues and k > i):
            return None
        source = _right_behind(syntax, k, limit) if k == i else _before(syntax, k, i, limit)
        return (k, source) if source is not None and _is_somebody(syntax, source) else None
    return None


def _right_behind(syntax: Syntax, k: int, limit: int) -> tuple[int, int] | None:
    """The phrase that follows an inverted verb, an adverb at most between."""
    source = phrase_after(syntax, k, limit)
    between = range(k + 1, source[0]) if source is not None else range(0)
    return source if all(syntax.pos[t] == "ADV" for t in between) else None


def _before(syntax: Syntax, k: int, i: int, limit: int) -> tuple[int, int] | None:
    """The subject that stands between the quotation and its verb, which takes no object."""
    source = subject_of(syntax, k)
    if source is None or source[0] != i or source[1] >= k:
        return None
    return source if k == limit or syntax.pos[k + 1] in _BEHIND else None


def _is_somebody(syntax: Syntax, source: tuple[int, int]) -> bool:
    """Whether a phrase can speak: no day, no place, no number."""
    inside = range(source[0], source[1] + 1)
    named = any(syntax.pos[t] in ("PROPN", "PRON", "NOUN") for t in inside)
    return named and not any(syntax.entity[t] in _NOBODY for t in inside[-1:])


def verdict(syntax: Syntax, number: int, i: int, limit: int) -> tuple[int, tuple[int, int]] | None:
    """The cue and the source behind a quotation that is a subject: "was the coach's verdict", "is how she puts it"."""
    if len(syntax.text[slice(*syntax.quotations[number].pieces[0])].split()) < _SHORT or i + 1 > limit:
        return None
    if syntax.lemma[i] not in ("be", "come"):
        return None
    if syntax.lower[i + 1] == "how":
        k = next((t for t in range(i + 2, limit + 1) if syntax.tag[t] in _FINITE and syntax.pos[t] == "VERB"), None)
        source = subject_of(syntax, k) if k is not None else None
        return (k, source) if k is not None and source is not None and source[0] == i + 2 else None
    for k in range(i + 1, min(limit, i + _FAR) + 1):
        if syntax.lower[k] in words("verdicts"):
            source = _owner(syntax, k, limit)
            return (k, source) if source is not None and source[0] > i else None
        if syntax.pos[k] not in ("DET", "ADJ", "NOUN", "PROPN", "PART", "PRON", "ADP"):
            return None
    return None


def _owner(syntax: Syntax, noun: int, limit: int) -> tuple[int, int] | None:
    """Whose a noun is: "the coach's | verdict", "the reply | from the ministry"."""
    poss = syntax.child(noun, "poss")
    if poss is not None:
        left, right = syntax.edges(poss)
        return left, right - (syntax.tag[right] == "POS")
    behind = noun + 1
    return phrase_after(syntax, behind, limit) if behind <= limit and syntax.lower[behind] in ("from", "of") else None


def introduced(syntax: Syntax, opening: int) -> tuple[int, int] | None:
    """The person whom the sentence right before a quotation is about, by its subject; None where it quotes somebody.

    ``opening`` is the first token of the quotation, in the same paragraph.
    """
    end = opening - 1
    if end < 1 or syntax.lower[end] not in (".", ":") or syntax.paragraph[end] != syntax.paragraph[opening]:
        return None
    first = max(syntax.first[end], end - _REACH)
    if any(syntax.quote[t] >= 0 or syntax.paragraph[t] != syntax.paragraph[end] for t in range(first, end)):
        return None
    tops = (t for t in range(first, end) if syntax.head[t] == t or not first <= syntax.head[t] < end)
    verb = next((t for t in tops if syntax.pos[t] in ("VERB", "AUX", "NOUN", "PROPN")), None)
    if verb is None:
        return None
    source = subject_of(syntax, verb) if syntax.pos[verb] in ("VERB", "AUX") else None
    if source is None and syntax.lower[end] == ":" and syntax.pos[verb] in ("NOUN", "PROPN"):
        source = phrase(syntax, verb, end)
    if source is None or not first <= source[0] <= source[1] < end:
        return None
    inside = range(source[0], source[1] + 1)
    office = not words("turn_offices").isdisjoint(syntax.lower[t] for t in inside)
    person = any(syntax.entity[t] == "PERSON" for t in inside)
    return source if office or person or syntax.lower[source[0]] in _PERSONS else None
