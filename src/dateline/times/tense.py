"""Whether a clause looks back or ahead, from spaCy's tags: it decides between last Friday and next Friday."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Direction", "direction_at"]

Direction = Literal["past", "future"]
_AHEAD = frozenset({"will", "shall", "'ll", "wo", "sha"})
_SCHEDULED = frozenset({"schedule", "due", "expect", "plan", "set", "slate"})
"""What is done to something that is yet to come: "is scheduled for Friday"."""
_PRESENT = frozenset({"VBZ", "VBP"})
_TIMETABLED = frozenset({
    "open", "reopen", "begin", "start", "resume", "play", "leave", "depart", "return", "vote", "expire", "end", "go",
    "kick", "close", "face", "meet",
})  # fmt: skip
"""What the present tense with a day tells of the days to come: "the talks resume on Friday"."""
_PLANNED = _SCHEDULED | frozenset({
    "intend", "hope", "aim", "prepare", "promise", "vow", "agree", "offer", "pledge", "ask", "want", "urge", "call",
    "invite", "decide", "threaten", "order", "demand", "ready", "be",
})  # fmt: skip
"""What governs an infinitive that is yet to come: "promised to meet on Friday"."""


def direction_at(doc: Doc, offset: int) -> Direction | None:
    """The direction of the clause in which ``offset`` stands; None where nothing shows it."""
    span = doc.char_span(offset, offset + 1, alignment_mode="expand")
    if span is None or not len(span):
        return None
    token = span[0]
    for _ in range(8):
        if token.pos_ in ("VERB", "AUX") or token.tag_ in ("VBN", "VBD"):
            found = _of_verb(token)
            if (
                found is not None
                or token.tag_ in ("VBZ", "VBP")
                or any(c.tag_ in ("VBZ", "VBP") for c in token.children)
            ):
                return found
        if token.head.i == token.i:
            break
        token = token.head
    return None


def _of_verb(verb: Token) -> Direction | None:
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if helpers & _AHEAD or verb.lower_ in _AHEAD:
        return "future"
    if verb.lemma_ in _SCHEDULED and verb.tag_ in ("VBN", "JJ", "VBZ", "VBP") and not helpers & {"had", "was", "were"}:
        return "future"
    if "to" in helpers and verb.tag_ == "VB":
        planned = verb.head.lemma_ in _PLANNED or verb.head.pos_ in ("NOUN", "PROPN") or verb.head.i == verb.i
        return "future" if planned else None
    if verb.tag_ in _PRESENT and not helpers and _announces(verb):
        return "future"
    if verb.tag_ == "VBD" or helpers & {"had", "has", "have", "was", "were", "did", "been"}:
        return "past"
    if helpers & {"would", "may", "must", "should"}:
        return "future"
    if verb.tag_ == "VBN" and not helpers & {"is", "are", "'s", "'re", "be", "being"}:
        return "past"
    return None


def _announces(verb: Token) -> bool:
    """Whether a verb in the present tense tells what is to come: a timetable's, or what "we" do on a day."""
    if verb.lemma_ in _TIMETABLED:
        return True
    due = any(c.dep_ == "acomp" and c.lower_ == "due" for c in verb.children)
    return due or any(c.dep_ == "nsubj" and c.lower_ in ("i", "we") for c in verb.children)
