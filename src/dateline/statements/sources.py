"""Find the phrase that names the source of a cue, by its grammatical place."""

from __future__ import annotations

from dateline.grammar.words import words
from dateline.schema import Span
from dateline.statements.syntax import Syntax

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_CLIMBING = frozenset(
    {"acomp", "attr", "oprd", "conj", "xcomp", "advcl", "pcomp", "acl", "ccomp", "dep", "parataxis", "aux", "prep"}
)
_GOING_ON = words("going_on")
"""Participles that go on with the words of the main cue: "…, adding that"."""
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SKIPPED_AFTER_CUE = frozenset({"ADV", "PUNCT", "ADP", "PART", "DET", "ADJ", "NUM", "SPACE"})
_BETWEEN = frozenset({"PROPN", "PUNCT", "SPACE"})
_MAX_CLIMB = 6
_MAX_NAME = 12


def subject_of(syntax: Syntax, verb: int) -> tuple[int, int] | None:
    """The phrase of the one who says, hopes, writes: the verb's own subject, or that of the verb it depends on.

    Gives its first and last token, or None where the text has no phrase for one.
    """
    found = _agent(syntax, verb) if _passive(syntax, verb) else _subject(syntax, verb)
    if found is not None:
        return phrase(syntax, found, verb)
    if _passive(syntax, verb) or syntax.child(verb, "nsubj") is not None:
        return None
    outer = coordinate_cue(syntax, verb)
    return subject_of(syntax, outer) if outer is not None else _inherited(syntax, verb)


def _passive(syntax: Syntax, verb: int) -> bool:
    return syntax.pos[verb] == "VERB" and syntax.child(verb, "auxpass", "nsubjpass") is not None


def _agent(syntax: Syntax, verb: int) -> int | None:
    by = syntax.child(verb, "agent")
    return syntax.child(by, "pobj") if by is not None else None


def _subject(syntax: Syntax, verb: int) -> int | None:
    """The token at the head of a subject; the "it" of "it seems" is none."""
    subjects = [c for c in syntax.children[verb] if syntax.dep[c] in ("nsubj", "nsubjpass")]
    near = [c for c in subjects if c < verb]
    # "Name: people called for …": the name before the colon is whose words all of it is.
    near = [c for c in near if len(near) < 2 or syntax.lower[c + 1] != ":"]
    subjects = [c for c in subjects if c in near or c > verb]
    found = subjects[0] if subjects else None
    if len(near) > 1:
        between = syntax.pos[near[0] : syntax.edges(near[-1])[0]]
        found = near[-1] if "VERB" in between or "AUX" in between else near[0]
    return None if found is None or (syntax.lower[found] == "it" and syntax.dep[found] == "nsubjpass") else found


def _inherited(syntax: Syntax, verb: int) -> tuple[int, int] | None:
    """The subject of the verb that ``verb`` depends on: "he left, saying", "wants to say", "a letter urging"."""
    here = verb
    for _ in range(_MAX_CLIMB):
        up, dep = syntax.head[here], syntax.dep[here]
        if dep == "csubj" and syntax.tag[here] == "VBG" and syntax.lower[here - 1] == ",":
            dep = "advcl"
        if up == here or dep not in _CLIMBING or (dep == "ccomp" and syntax.tag[here] not in ("VB", "VBG")):
            return None
        if dep == "acl" and syntax.pos[up] in _NOMINAL:
            return phrase(syntax, up, verb)
        if dep == "prep" and syntax.lower[here] == "as" and syntax.lemma[up] in ("quote", "cite"):
            cited = syntax.child(up, "dobj", "nsubjpass")
            return phrase(syntax, cited, verb) if cited is not None else None
        told = syntax.child(up, "dobj") if dep in ("xcomp", "ccomp") and syntax.pos[up] == "VERB" else None
        if told is not None and told < verb and syntax.lemma[up] not in words("subject_control"):
            return phrase(syntax, told, verb)
        found = _subject(syntax, up)
        if found is not None:
            return phrase(syntax, found, verb)
        here = up
    return None


def coordinate_cue(syntax: Syntax, verb: int) -> int | None:
    """The cue that ``verb`` goes with, where the parser has put it under that cue's clause.

    "The mayor said the pier would close and added that …", "…, adding that …": it is the mayor who adds.
    """
    participle = syntax.tag[verb] == "VBG" and syntax.lower[verb - 1] == ","
    if syntax.child(verb, "nsubj", "nsubjpass") is not None or not (participle or syntax.dep[verb] == "conj"):
        return None
    clause = syntax.head[verb]
    for _ in range(_MAX_CLIMB):
        if syntax.dep[clause] in ("ccomp", "xcomp") or syntax.dep[clause] not in _CLIMBING:
            break
        clause = syntax.head[clause]
    outer = syntax.head[clause]
    if syntax.dep[clause] not in ("ccomp", "xcomp") or outer not in syntax.cues or not outer < clause < verb:
        return None
    if syntax.quote[outer] != syntax.quote[verb] or syntax.pos[outer] != "VERB":
        return None
    if participle:
        return outer if syntax.lemma[verb] in _GOING_ON else None
    finite = syntax.tag[clause] in _FINITE or _has_finite_aux(syntax, clause)
    shifted = syntax.tag[verb] in _FINITE and not finite
    return outer if shifted or _told_with(syntax, outer, clause, verb) else None


def _told_with(syntax: Syntax, outer: int, clause: int, verb: int) -> bool:
    """Whether a cue has the tense of the outer one and not of the clause: "insisted that it is safe and offered to"."""
    tenses = [_tense(syntax, v) for v in (outer, clause, verb)]
    return verb in syntax.cues and tenses[0] == tenses[2] != tenses[1] and tenses[0] in (("VBD",), ("VBZ",))


def _tense(syntax: Syntax, verb: int) -> tuple[str, ...]:
    """The tags of a verb and its helpers."""
    helpers = [c for c in syntax.children[verb] if syntax.dep[c] in ("aux", "auxpass")]
    return tuple(syntax.tag[i] for i in (*helpers, verb))


def _has_finite_aux(syntax: Syntax, clause: int) -> bool:
    return any(
        syntax.dep[c] in ("aux", "auxpass") and syntax.tag[c] in (*_FINITE, "MD") for c in syntax.children[clause]
    )


def phrase(syntax: Syntax, noun: int, cue: int) -> tuple[int, int] | None:
    """The noun phrase headed by ``noun``, on its own side of ``cue``, without punctuation at its borders."""
    left, right = syntax.edges(noun)
    if noun < cue:
        right = min(right, cue - 1)
    else:
        left = max(left, cue + 1)
    inside = syntax.quote[cue]
    while left < noun and (
        (syntax.quote[left] not in (inside, syntax.quote[noun]))
        or syntax.pos[left] in ("PUNCT", "SPACE")
        or syntax.dep[left] in ("cc", "mark", "preconj")
    ):
        left += 1
    right = _cut(syntax, noun, right, cue)
    while right > noun and syntax.pos[right] in ("PUNCT", "SPACE") and syntax.lower[right] not in ")]":
        right -= 1
    if noun < cue:
        right = _with_name(syntax, right, cue)
    return (left, right) if left <= noun <= right else None


def _cut(syntax: Syntax, noun: int, right: int, cue: int) -> int:
    """Where a phrase ends: short of a quotation, a new paragraph or another source that the parser drew into it."""
    inside = syntax.quote[noun]
    for i in range(noun + 1, right + 1):
        if syntax.paragraph[i] < 0 or (syntax.quote[i] != inside and noun > cue):
            return i - 1
        relayed = syntax.lower[i] == "words" and syntax.lower[i - 1] == "the" and i - 2 > noun
        if relayed or syntax.lower[i] in ("according", "quoting", "citing"):
            return i - 2 if relayed else i - 1
    return right


def _with_name(syntax: Syntax, right: int, cue: int) -> int:
    """The end of a phrase with the name in apposition that stands between it and the cue."""
    last = right
    for i in range(right + 1, cue):
        if syntax.pos[i] not in _BETWEEN or syntax.quote[i] != syntax.quote[cue]:
            return right
        last = i if syntax.pos[i] == "PROPN" else last
    return last


def phrase_after(syntax: Syntax, cue: int, limit: int) -> tuple[int, int] | None:
    """The first noun phrase after an inverted cue: "said in turn the minister", by position alone."""
    i = floor = cue + 1
    while i <= limit and i <= cue + _MAX_NAME:
        if syntax.pos[i] in _NOMINAL:
            top = _top(syntax, i, floor, limit)
            if syntax.dep[top] == "pobj" and syntax.head[top] > cue:
                i = floor = max(i, min(limit, top)) + 1
                continue
            found = phrase(syntax, top, floor - 1)
            return (found[0], min(found[1], limit)) if found else None
        if syntax.pos[i] not in _SKIPPED_AFTER_CUE:
            return None
        i += 1
    return None


def _top(syntax: Syntax, i: int, floor: int, limit: int) -> int:
    """The head of the noun phrase in which token ``i`` stands."""
    for _ in range(_MAX_NAME):
        up = syntax.head[i]
        if not floor <= up <= limit or up == i or syntax.pos[up] not in _NOMINAL:
            return i
        i = up
    return i


def phrase_before(syntax: Syntax, cue: int, limit: int) -> tuple[int, int] | None:
    """The noun phrase right before a cue, not reaching before token ``limit``, by position alone."""
    last = _before_participle(syntax, cue, limit)
    while last >= limit and syntax.pos[last] in ("ADV", "AUX", "PUNCT", "PART", "SPACE"):
        last -= 1
    if last < limit or syntax.pos[last] not in _NOMINAL:
        return None
    first = last
    while first > limit and syntax.pos[first - 1] in _IN_NAME and last - first < _MAX_NAME:
        first -= 1
    while first < last and syntax.pos[first] == "ADP":
        first += 1
    return first, last


def _before_participle(syntax: Syntax, cue: int, limit: int) -> int:
    """The token before a cue, or before a participle between commas: "her mother | , seeing the map, | asked"."""
    if syntax.lower[cue - 1] != ",":
        return cue - 1
    comma = next((t for t in range(cue - 2, limit, -1) if syntax.lower[t] == ","), None)
    return comma - 1 if comma is not None and syntax.tag[comma + 1] in ("VBG", "VBN") else cue - 1


_IN_NAME = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "DET", "NUM", "ADP"})


def as_spans(syntax: Syntax, tokens: tuple[int, int] | None) -> tuple[Span, ...]:
    """The characters of a phrase; nothing for none."""
    return () if tokens is None else (syntax.span(*tokens),)
