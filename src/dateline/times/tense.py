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
_TOLD = frozenset({
    "say", "tell", "report", "write", "claim", "add", "show", "follow", "come", "mark", "mean", "have", "know", "think",
    "believe", "seem", "remain", "appear",
    "suggest", "indicate", "reveal", "tend", "want", "need", "include", "contain",
    "recall", "remember", "regard", "like", "love", "use", "carry", "cite", "note", "describe", "stem", "date", "occur",
    "accuse", "blame", "allege", "cover", "represent", "reflect", "relate", "refer", "concern", "involve", "owe",
})  # fmt: skip
"""What the present tense tells of a day that has been, or of no day: "the report of Friday shows"."""
_CONDITIONS = frozenset({"if", "unless", "should", "provided", "whether"})
_MOMENTS = frozenset({"when", "once", "after", "before", "until", "till", "while", "as", "whenever", "where"})
"""What begins a clause in the present tense that looks ahead, the latter where its main clause does."""
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
    token, steps = span[0], 0
    while steps < 8:
        if token.pos_ in ("VERB", "AUX") or token.tag_ in ("VBN", "VBD"):
            found = _of_verb(token) or _of_present(token, steps)
            if found is not None or token.tag_ in _PRESENT or any(c.tag_ in _PRESENT for c in token.children):
                return found
        if token.head.i == token.i:
            break
        token, steps = token.head, steps + 1
    return None


def _of_present(verb: Token, steps: int) -> Direction | None:
    """What the present tense says of a time ``steps`` below ``verb``: "is Thursday", "if they strike on Friday"."""
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    now = verb.tag_ in _PRESENT or bool(helpers & {"is", "are", "'s", "’s", "'re", "’re", "am", "do", "does"})
    if not now or helpers & {"has", "have", "had"}:
        return "future" if not helpers and _is_order(verb, steps) else None
    if _conditional(verb):
        return "future"
    if verb.lemma_ == "be" and verb.tag_ in _PRESENT:
        return "future" if steps <= 2 and _names_what_is_due(verb) else None
    ongoing = verb.tag_ == "VBG" or any(c.lower_ == "being" for c in verb.children)
    if steps > 2 or verb.lemma_ in _TOLD or (helpers and not ongoing):
        return None
    return "future" if ongoing or verb.dep_ != "relcl" else None


def _names_what_is_due(verb: Token) -> bool:
    """Whether "is" tells when something is: it has a subject, and no participle or clause that has been."""
    subject = any(c.dep_ in ("nsubj", "csubj", "expl") for c in verb.children)
    return subject and not any(c.dep_ in ("ccomp", "acomp", "advcl") or c.tag_ == "VBN" for c in verb.children)


def _conditional(verb: Token) -> bool:
    """Whether ``verb`` in the present tense stands in a clause of "if", or of "when" beside one that looks ahead."""
    opening = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod") and c.i < verb.i}
    if opening & _CONDITIONS:
        return True
    if not opening & _MOMENTS or verb.dep_ not in ("advcl", "relcl", "ccomp") or verb.head.i == verb.i:
        return False
    return verb.head.tag_ == "VB" or _of_verb(verb.head) == "future"


def _is_order(verb: Token, steps: int) -> bool:
    """Whether ``verb`` is an order or an invitation: "Vote on Sunday"."""
    return steps <= 2 and verb.tag_ == "VB" and verb.dep_ == "ROOT" and not any(
        c.dep_ in ("nsubj", "nsubjpass", "aux") for c in verb.children
    )  # fmt: skip


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
    if helpers & {"would", "may", "must", "should", "can", "might"}:
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
