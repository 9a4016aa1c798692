"""Indirect speech by its grammar: what a cue takes as its complement is the content, its subject the source.

"X said that …", "…, X said", "promised to …", "called for …", "described X as …", "is confident that …".
Frames are those of the cue lexicon; the relations are spaCy's (ClearNLP).
"""

from __future__ import annotations

from dateline.grammar.words import words
from dateline.statements.attribution import Draft
from dateline.statements.drafting import before_next_cue, draft_of, is_infinitive, opening_word
from dateline.statements.objects import infinitive_draft, object_draft
from dateline.statements.syntax import Syntax
from dateline.statements.tails import postposed

_OPEN_WORDS = words("open_words")


def clause_draft(syntax: Syntax, verb: int) -> Draft | None:
    """What the verb or adjective at token ``verb`` attributes by its complement, or None."""
    if not _particle_fits(syntax, verb) or _participle(syntax, verb) or syntax.lower[syntax.head[verb]] == "worth":
        return None
    for c in syntax.children[verb]:
        dep = syntax.dep[c]
        if (
            dep == "ccomp"
            or (dep == "advcl" and opening_word(syntax, c) == "that")
            or (dep == "xcomp" and not is_infinitive(syntax, c))
        ):
            frame = _clause_frame(syntax, verb, c)
            if frame:
                return _finite(syntax, verb, c, frame)
    if (told := _told_without_that(syntax, verb)) is not None:
        return _finite(syntax, verb, told, "told")
    if (promised := infinitive_draft(syntax, verb)) is not None:
        return promised
    return object_draft(syntax, verb)


def _told_without_that(syntax: Syntax, verb: int) -> int | None:
    """The clause of "told a colleague the money was safe", which the parser takes for one about the colleague."""
    heard = syntax.child(verb, "dobj") if "told" in syntax.cues[verb].frames else None
    if heard is None or heard < verb:
        return None
    for clause in syntax.children[heard]:
        subject = syntax.child(clause, "nsubj", "nsubjpass") if syntax.dep[clause] == "relcl" else None
        if subject is not None and syntax.pos[subject] in ("NOUN", "PROPN"):
            return clause if syntax.edges(subject)[0] == syntax.edges(clause)[0] else None
    return None


def _participle(syntax: Syntax, verb: int) -> bool:
    """Whether a cue tells what was put to the speaker: "Asked whether the road was safe, she said"."""
    alone = syntax.tag[verb] == "VBN" and syntax.child(verb, "aux", "auxpass", "nsubj", "nsubjpass", "agent") is None
    return alone and syntax.dep[verb] in ("advcl", "acl") and "told" in syntax.cues[verb].frames


def _particle_fits(syntax: Syntax, verb: int) -> bool:
    """Whether the verb's particle is the one of its entry: "pointed out", but not "called off"."""
    particles = [syntax.lower[c] for c in syntax.children[verb] if syntax.dep[c] == "prt"]
    wants_out = "out" in syntax.cues[verb].frames
    if wants_out:
        return "out" in particles or any(syntax.lower[c] == "out" for c in syntax.children[verb])
    return not particles or any(f"prep:{p}" in syntax.cues[verb].frames for p in particles)


def _clause_frame(syntax: Syntax, verb: int, clause: int) -> str | None:
    cue = syntax.cues[verb]
    if syntax.pos[clause] not in ("VERB", "AUX") and syntax.quote[clause] == syntax.quote[verb]:
        verbal = any(syntax.dep[c] in ("cop", "aux", "nsubj", "mark") for c in syntax.children[clause])
        if not verbal:
            return None
    if "out" in cue.frames:
        return "out"
    if cue.takes("clause"):
        return "clause"
    passive = syntax.child(verb, "auxpass") is not None and syntax.child(verb, "agent") is None
    if cue.takes("that") and not passive and opening_word(syntax, clause) in _OPEN_WORDS:
        return "that"
    if cue.takes("quote") and syntax.quote[clause] >= 0 and syntax.quote[clause] != syntax.quote[verb]:
        return "quote"
    return None


def _finite(syntax: Syntax, verb: int, clause: int, frame: str) -> Draft | None:
    """A cue with a finite clause, which stands after it, before it, or around it."""
    left, right = syntax.edges(clause)
    if clause > verb:
        left = max(left, verb + 1)
        if is_infinitive(syntax, clause) and "to" not in syntax.cues[verb].frames:
            return None
        cut = before_next_cue(syntax, verb, clause, right)
        return draft_of(syntax, verb, [(left, right if cut is None else cut)], frame)
    return postposed(syntax, verb, left, right, frame)
