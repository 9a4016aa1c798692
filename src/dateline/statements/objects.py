"""Contents that are no finite clause: "condemned the raid", "called for talks", "promised to leave", "called it so"."""

from __future__ import annotations

from dateline.statements.attribution import Draft
from dateline.statements.drafting import MAX_CLAUSE, draft_of, is_infinitive, rest_of
from dateline.statements.sources import subject_of
from dateline.statements.syntax import Syntax

_OBJECTS = ("dobj", "dative")
_ASKING = frozenset({"ask", "urge", "call", "order", "request", "instruct", "beg", "advise", "encourage"})


def infinitive_draft(syntax: Syntax, verb: int) -> Draft | None:
    """ "promised to leave", "urged the council to repair the pier"."""
    cue = syntax.cues[verb]
    for c in syntax.children[verb]:
        infinitive = syntax.dep[c] in ("xcomp", "ccomp", "advcl") and c > verb and is_infinitive(syntax, c)
        if infinitive and cue.takes("to") and (syntax.dep[c] != "advcl" or "obj" not in cue.frames):
            return draft_of(syntax, verb, rest_of(syntax, verb, _who_is_to(syntax, verb, c)), "to")
    return None


def object_draft(syntax: Syntax, verb: int) -> Draft | None:
    """Frames whose content is an object or a phrase: "condemned the raid", "called for talks", "called it a win"."""
    cue = syntax.cues[verb]
    if subject_of(syntax, verb) is None and "as" not in cue.frames:
        return None
    dobj = next((c for c in syntax.children[verb] if syntax.dep[c] in _OBJECTS and c > verb), None)
    if "as" in cue.frames and (judged := _judgement(syntax, verb, dobj)) is not None:
        return judged
    preposed = [f[5:] for f in cue.frames if f.startswith("prep:")]
    for c in syntax.children[verb]:
        if (
            syntax.dep[c] in ("prep", "prt")
            and c > verb
            and syntax.lower[c] in preposed
            and not _visits(syntax, verb, c)
        ):
            inside = syntax.child(c, "pobj", "pcomp")
            if inside is not None and not (dobj is not None and dobj > c):
                return draft_of(syntax, verb, rest_of(syntax, verb, inside), f"prep:{syntax.lower[c]}")
    if dobj is None:
        return None
    purpose = syntax.dep[verb] in ("advcl", "acl", "relcl") and is_infinitive(syntax, verb)
    if purpose or ("noun" in cue.frames and "obj" not in cue.frames):
        return None
    worded = cue.takes("clause", "quote") is not None and _quoted_part(syntax, dobj)
    if ("obj" in cue.frames or worded) and syntax.lower[dobj] not in ("himself", "herself", "themselves", "itself"):
        return draft_of(syntax, verb, rest_of(syntax, verb, dobj), "obj")
    return None


def _visits(syntax: Syntax, verb: int, preposition: int) -> bool:
    """Whether "called on them" only tells a visit: nobody is to do anything, and nothing is asked for."""
    if syntax.lemma[verb] != "call" or syntax.lower[preposition] not in ("on", "upon"):
        return False
    return not any(syntax.dep[c] == "prep" and syntax.lower[c] == "for" for c in syntax.children[verb])


def _quoted_part(syntax: Syntax, noun: int) -> bool:
    """Whether a phrase is, in part, in the source's own words: "suggested a walk “without shoes”"."""
    left, right = syntax.edges(noun)
    outer = syntax.quote[left]
    return any(syntax.quote[i] not in (-1, outer) for i in range(left, min(right, left + MAX_CLAUSE) + 1))


def _judgement(syntax: Syntax, verb: int, dobj: int | None) -> Draft | None:
    """ "called it a success", "is seen as an ally": the thing judged and the judgement together."""
    name = next((c for c in syntax.children[verb] if syntax.dep[c] in ("oprd", "ccomp", "xcomp", "attr")), None)
    said_as = next((c for c in syntax.children[verb] if syntax.dep[c] == "prep" and syntax.lower[c] == "as"), None)
    verdict = name if name is not None and name > verb else said_as
    if verdict is None or verdict < verb:
        return None
    passive = syntax.child(verb, "nsubjpass")
    if dobj is None and passive is not None:
        return draft_of(syntax, verb, [syntax.edges(passive), syntax.edges(verdict)], "as")
    begin = dobj if dobj is not None and dobj < verdict else verdict
    return draft_of(syntax, verb, rest_of(syntax, verb, begin), "as")


def _who_is_to(syntax: Syntax, verb: int, infinitive: int) -> int:
    """Where the content of an infinitive starts: with the one who is to act, "called on Malta to send help"."""
    for c in syntax.children[verb]:
        if verb < c < infinitive and syntax.dep[c] == "prep" and f"prep:{syntax.lower[c]}" in syntax.cues[verb].frames:
            inside = syntax.child(c, "pobj")
            return inside if inside is not None else infinitive
        if verb < c < infinitive and syntax.dep[c] == "dobj" and syntax.lemma[verb] in _ASKING:
            return c
    return infinitive
