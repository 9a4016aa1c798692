"""Contents that are no finite clause: "condemned the raid", "called for talks", "promised to leave", "called it so"."""

from __future__ import annotations

from dateline.grammar.words import words
from dateline.statements.attribution import Draft
from dateline.statements.drafting import draft_of, is_infinitive, rest_of
from dateline.statements.sources import subject_of
from dateline.statements.syntax import Syntax

_OBJECTS = ("dobj", "dative")
_ASKING = words("asking")


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
    if subject_of(syntax, verb) is None:
        return None
    dobj = next((c for c in syntax.children[verb] if syntax.dep[c] in _OBJECTS and c > verb), None)
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
    if "obj" in cue.frames and syntax.lower[dobj] not in words("reflexive"):
        return draft_of(syntax, verb, rest_of(syntax, verb, dobj), "obj")
    return None


def _visits(syntax: Syntax, verb: int, preposition: int) -> bool:
    """Whether "called on them" only tells a visit: nobody is to do anything, and nothing is asked for."""
    if syntax.lemma[verb] != "call" or syntax.lower[preposition] not in ("on", "upon"):
        return False
    return not any(syntax.dep[c] == "prep" and syntax.lower[c] == "for" for c in syntax.children[verb])


def _who_is_to(syntax: Syntax, verb: int, infinitive: int) -> int:
    """Where the content of an infinitive starts: with the one who is to act, "called on Malta to send help"."""
    for c in syntax.children[verb]:
        if verb < c < infinitive and syntax.dep[c] == "prep" and f"prep:{syntax.lower[c]}" in syntax.cues[verb].frames:
            inside = syntax.child(c, "pobj")
            return inside if inside is not None else infinitive
        if verb < c < infinitive and syntax.dep[c] == "dobj" and syntax.lemma[verb] in _ASKING:
            return c
    return infinitive
