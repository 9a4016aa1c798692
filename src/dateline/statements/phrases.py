"""Sources that are not a cue verb's subject: "according to", nouns, words that are passed on, links back.

A noun that takes the words ("his statement that", "expressed hope that") gets its source from its possessive, from
"of" or "by", or from the subject of the verb it is the object of.
"""

from __future__ import annotations

from dateline.grammar.words import words
from dateline.schema import Span
from dateline.statements.attribution import Attribution, Draft
from dateline.statements.confidence import BACKWARD, RELAYED, confidence
from dateline.statements.drafting import addressee_of, content_span
from dateline.statements.sources import as_spans, phrase, phrase_after, phrase_before, subject_of
from dateline.statements.syntax import Syntax

_FROM = words("source_prepositions")
_RELAYING = words("relaying")
_LIGHT = words("giving_voice")
_BARE = words("back_to_words")
_SAYING = frozenset({"speech", "writing"})
_OPENERS = words("openers")
_MAX_SIDE = 160


def phrase_draft(syntax: Syntax, i: int) -> Draft | None:
    """ "According to X", "in the view of X" at token ``i``, or None."""
    word = syntax.lower[i]
    if word == "according" and i + 1 < len(syntax) and syntax.lower[i + 1] == "to":
        found = _object_of(syntax, i + 1)
        if found is None:
            return None
        return _sentence_draft(syntax, (i, i + 1), found, (i, found[1]))
    return _viewed(syntax, i) if word == "in" else None


def _viewed(syntax: Syntax, i: int) -> Draft | None:
    """ "In the view of X" and "in X's view" at token ``i``, or None."""
    noun = syntax.child(i, "pobj")
    if noun is None or noun <= i or syntax.lower[noun] not in words("viewing"):
        return None
    owner, of = syntax.child(noun, "poss"), syntax.child(noun, "prep")
    if owner is not None and syntax.lower[owner] not in words("first_person"):
        return _sentence_draft(syntax, (noun, noun), _possessor(syntax, owner), (i, noun))
    found = _object_of(syntax, of) if of == noun + 1 and syntax.lower[of] == "of" else None
    return _sentence_draft(syntax, (i, noun + 1), found, (i, found[1])) if found is not None else None


def _object_of(syntax: Syntax, prep: int) -> tuple[int, int] | None:
    noun = syntax.child(prep, "pobj")
    if noun is not None and noun > prep:
        return phrase(syntax, noun, prep)
    return phrase_after(syntax, prep, min(syntax.last[prep], prep + 8))


def _possessor(syntax: Syntax, poss: int) -> tuple[int, int]:
    left, right = syntax.edges(poss)
    while right > poss and syntax.tag[right] == "POS":
        right -= 1
    return left, right


def _sentence_draft(
    syntax: Syntax, cue: tuple[int, int], source: tuple[int, int], taken: tuple[int, int]
) -> Draft | None:
    """The rest of the sentence as the content, or the rest of the clause where "that" opens one just before."""
    first, last = _sentence_bounds(syntax, taken)
    before = taken[0] - 1
    while before >= first and syntax.pos[before] in ("PUNCT", "SPACE"):
        before -= 1
    if before >= first and syntax.lower[before] in words("clause_openers"):
        first = before
    pieces = [(first, taken[0] - 1), (taken[1] + 1, last)]
    content = [s for s in (content_span(syntax, i, j, cue[0]) for i, j in pieces if i <= j) if s is not None]
    content = [s for s in content if syntax.text[s.start : s.end].lower() not in _OPENERS]
    if not content:
        return None
    found = Attribution(as_spans(syntax, source), (syntax.span(*cue),), tuple(content), confidence("phrase", True))
    return Draft(found, cue[0], "phrase")


def _sentence_bounds(syntax: Syntax, taken: tuple[int, int]) -> tuple[int, int]:
    """The tokens of the sentence around ``taken``, inside the quotation in which it stands."""
    first, last = syntax.first[taken[0]], syntax.last[taken[1]]
    inside = syntax.quote[taken[0]]
    if inside >= 0:
        first, last = max(first, syntax.opening[inside]), min(last, syntax.closing[inside])
    first, last = max(first, taken[0] - _MAX_SIDE), min(last, taken[1] + _MAX_SIDE)
    for i in range(taken[0] - 1, first - 1, -1):
        if syntax.lower[i] == ";" or syntax.paragraph[i] < 0:
            first = i + 1
            break
    return first, next((i - 1 for i in range(taken[1] + 1, last + 1) if syntax.lower[i] == ";"), last)


def noun_draft(syntax: Syntax, noun: int) -> Draft | None:
    """What the noun at token ``noun`` attributes: "the claim that", "expressed hope for", "her view is that"."""
    cue, verb = syntax.cues[noun], syntax.head[noun]
    light = syntax.dep[noun] == "dobj" and (syntax.lemma[verb] in _LIGHT)
    poss = syntax.child(noun, "poss")
    frame, piece = _complement(syntax, noun, light or poss is not None)
    if piece is None and syntax.dep[noun] == "nsubj" and syntax.lemma[verb] == "be" and "that" in cue.frames:
        clause = syntax.child(verb, "ccomp")
        if clause is not None and clause > verb and poss is not None:
            frame, piece = "that", syntax.edges(clause)
    given: tuple[int, int] | None = None
    if piece is None and "that" in cue.frames:
        given, piece = _that_behind(syntax, noun)
        frame = "that"
    if piece is None:
        return None
    source = given or _noun_source(syntax, noun, poss, verb if light else None)
    content = content_span(syntax, piece[0], piece[1], noun)
    if content is None:
        return None
    tokens = [verb, noun] if light and verb < noun else [noun]
    spans = tuple(syntax.span(t, t) for t in tokens)
    if len(tokens) == 2 and noun == verb + 1:
        spans = (syntax.span(verb, noun),)
    named = frame == "that" and source is not None and not light
    trust = confidence("named", True) if named else confidence(frame, bool(source), noun=True)
    found = Attribution(as_spans(syntax, source), spans, (content,), trust)
    return Draft(found, noun, frame, addressee_of(syntax, verb) if light else None)


def _complement(syntax: Syntax, noun: int, owned: bool) -> tuple[str, tuple[int, int] | None]:
    """The frame of a noun cue and the tokens of its content."""
    cue = syntax.cues[noun]
    for c in syntax.children[noun]:
        if c <= noun:
            continue
        if syntax.dep[c] in ("acl", "ccomp", "relcl") and _that(syntax, c) and "that" in cue.frames:
            return "that", syntax.edges(c)
        if (
            syntax.dep[c] == "acl"
            and owned
            and "to" in cue.frames
            and any(syntax.tag[x] == "TO" for x in syntax.children[c])
        ):
            return "to", syntax.edges(c)
        if syntax.dep[c] == "prep" and owned and f"prep:{syntax.lower[c]}" in cue.frames:
            inside = syntax.child(c, "pobj", "pcomp")
            if inside is not None:
                return f"prep:{syntax.lower[c]}", syntax.edges(inside)
    return "", None


def _that_behind(syntax: Syntax, noun: int) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Source and clause of "the claim by the army that the town had fallen", wherever the parse hangs the clause."""
    preposition = noun + 1
    if preposition >= len(syntax) or syntax.lower[preposition] not in _FROM - {"of"}:
        return None, None
    held = syntax.child(preposition, "pobj")
    that = next((i for i in range(noun + 2, min(len(syntax), noun + 12)) if syntax.lower[i] == "that"), None)
    if held is None or that is None or not preposition < held < that:
        return None, None
    if any(syntax.pos[i] in ("VERB", "AUX", "PUNCT") for i in range(preposition, that)):
        return None, None
    clause = syntax.head[that]
    if clause <= that or syntax.first[clause] != syntax.first[noun]:
        return None, None
    source = phrase(syntax, held, preposition)
    return (source[0], min(source[1], that - 1)) if source else None, (that, syntax.edges(clause)[1])


def _that(syntax: Syntax, clause: int) -> bool:
    """Whether a clause is opened by "that" and is not a relative clause of which "that" is a part."""
    return any(syntax.lower[c] == "that" and syntax.dep[c] == "mark" for c in syntax.children[clause])


def _noun_source(syntax: Syntax, noun: int, poss: int | None, verb: int | None) -> tuple[int, int] | None:
    if poss is not None and not (verb is not None and syntax.pos[poss] == "PRON"):
        return _possessor(syntax, poss)
    for c in syntax.children[noun]:
        if syntax.dep[c] in ("prep", "agent") and syntax.lower[c] in _FROM and c > noun:
            inside = syntax.child(c, "pobj")
            if inside is not None and syntax.pos[inside] in ("PROPN", "NOUN", "PRON"):
                return phrase(syntax, inside, c)
    return subject_of(syntax, verb) if verb is not None else None


def relayed_draft(syntax: Syntax, outer: Draft) -> Draft | None:
    """Words that the speaker passes on: "…", said X, quoting his colleague; the content is the same."""
    k = outer.cue_token
    if k is None or not outer.attribution.content:
        return None
    for i in [*range(k + 1, min(syntax.last[k], k + 24)), *range(max(syntax.first[k] + 1, k - 24), k - 1)]:
        if syntax.quote[i] != syntax.quote[k]:
            return None
        words_of = syntax.lower[i] == "words" and syntax.lower[i + 1] == "of" and syntax.lower[i - 2] != "in"
        prep = i + 1 if words_of else i if syntax.lower[i] in _RELAYING else None
        if prep is None:
            continue
        noun = syntax.child(prep, "pobj", "dobj")
        found = phrase(syntax, noun, prep) if noun is not None else phrase_after(syntax, prep, syntax.last[k])
        if found is None or syntax.lower[found[0]] in ("which", "who", "what"):
            return None
        begin = i - 1 if words_of and syntax.lower[i - 1] == "the" else i
        made = Attribution(as_spans(syntax, found), (syntax.span(begin, prep),), outer.attribution.content, RELAYED)
        return Draft(made, None, "phrase", None, outer.attribution.cue[0])
    return None


def backward_draft(syntax: Syntax, verb: int) -> Draft | None:
    """ "She said so on Friday", "About this X told the agency": what is reported is the sentence before."""
    act, _ = syntax.cues[verb].meaning("quote")
    first = syntax.first[verb]
    if act not in _SAYING or first == 0 or syntax.quote[verb] >= 0 or verb - first > _MAX_SIDE:
        return None
    if not _points_back(syntax, verb):
        return None
    j = first - 1
    while j >= 0 and (syntax.pos[j] == "SPACE" or syntax.paragraph[j] < 0) and first - j < 64:
        j -= 1
    if j < 0 or syntax.paragraph[j] < 0 or syntax.kinds[syntax.paragraph[j]] != "body":
        return None
    source = subject_of(syntax, verb) or phrase_before(syntax, verb, first + 2)
    span = Span(syntax.start[max(syntax.first[j], j - _MAX_SIDE)], syntax.end[j - 1 if syntax.lower[j] == "." else j])
    if source is not None and syntax.lower[source[0]] == "this" and source[1] > source[0]:
        source = (source[0] + 1, source[1])
    if source is None or syntax.lower[source[0]] in _BARE:
        return None
    found = Attribution(as_spans(syntax, source), (syntax.span(verb, verb),), (span,), BACKWARD)
    return Draft(found, verb, "quote", addressee_of(syntax, verb))


def _points_back(syntax: Syntax, verb: int) -> bool:
    first = syntax.first[verb]
    if syntax.tag[verb] not in ("VBD", "VBZ", "VBP", "VBN") or syntax.dep[verb] not in ("ROOT", "conj"):
        return False
    if syntax.lower[first] in ("about", "of") and syntax.lower[first + 1] == "this" and verb - first <= 12:
        return syntax.child(verb, "ccomp") is None
    for c in syntax.children[verb]:
        if syntax.dep[c] in ("dobj", "nsubjpass", "advmod") and syntax.lower[c] in _BARE and not syntax.children[c]:
            return syntax.dep[c] != "advmod" or c == verb + 1
    return False
