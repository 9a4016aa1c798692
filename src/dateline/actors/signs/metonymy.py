"""Capitals that stand for their governments (Markert and Nissim, SemEval-2007 task 8): "Rome thanked Ljubljana"."""

from __future__ import annotations

from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.words import Words

_OF_PLACES = frozenset(["lie", "host", "hold", "see", "become", "have", "stand", "remain", "celebrate", "wake", "grow"])
"""Verbs whose subject is a city, not a government."""
_TO_PLACES = frozenset([
    "visit", "leave", "reach", "enter", "hit", "strike", "bomb", "shell", "attack", "take", "capture", "seize", "cross",
    "flee", "quit", "tour", "rock", "flood", "shake", "link", "connect", "see", "have", "surround", "besiege", "like",
    "love", "include", "exit", "approach", "pass", "hold", "storm", "retake", "liberate", "occupy", "control", "face",
])  # fmt: skip
"""Verbs whose object is a city."""
_TOWARDS = frozenset(
    ["call", "appeal", "turn", "apologise", "apologize", "report", "complain", "protest", "write", "listen"]
)
"""Verbs that reach somebody who can answer through "on" and "to"."""


def acts(w: Words, phrase: Phrase) -> bool:
    """A capital stands for its government where it does something, or something is done with or to it."""
    head = phrase.head
    if w.low[phrase.first - 1] == "official" if phrase.first else False:
        return True
    while w.dep[head] == "conj" and w.head[head] != head:
        head = w.head[head]
    governor = w.head[head]
    if _before_verb(w, phrase):
        return True
    if w.dep[head] == "nsubj":
        return w.pos[governor] == "VERB" and w.lemma[governor] not in _OF_PLACES
    if w.dep[head] == "dobj":
        return w.pos[governor] == "VERB" and w.lemma[governor] not in _TO_PLACES
    if w.dep[head] != "pobj":
        return False
    called = w.low[governor] in ("on", "to") and w.lemma[w.head[governor]] in _TOWARDS
    return called or w.low[governor] in ("between", "with", "against") or w.dep[governor] == "agent"


def _before_verb(w: Words, phrase: Phrase) -> bool:
    """ ", Rome and Ljubljana agreed": a finite verb follows, whatever the parse says."""
    i = phrase.last
    if phrase.first and w.pos[phrase.first - 1] not in ("PUNCT", "SPACE", "CCONJ"):
        return False
    if i + 2 < len(w) and w.low[i] == "and" and w.text[i + 1][0].isupper():
        i += 2
    return i < len(w) and w.tag[i] in ("VBD", "VBZ", "VBP") and w.pos[i] == "VERB" and w.lemma[i] not in _OF_PLACES
