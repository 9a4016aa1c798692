"""Capitals that stand for their governments (Markert and Nissim, SemEval-2007 task 8): "Rome thanked Ljubljana"."""

from __future__ import annotations

from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.words import Words
from dateline.actors.names.terms import terms


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
        return w.pos[governor] == "VERB" and w.lemma[governor] not in terms("of_places")
    if w.dep[head] == "dobj":
        return w.pos[governor] == "VERB" and w.lemma[governor] not in terms("to_places")
    if w.dep[head] != "pobj":
        return False
    called = w.low[governor] in ("on", "to") and w.lemma[w.head[governor]] in terms("towards")
    return called or w.low[governor] in ("between", "with", "against") or w.dep[governor] == "agent"


def _before_verb(w: Words, phrase: Phrase) -> bool:
    """ ", Rome and Ljubljana agreed": a finite verb follows, whatever the parse says."""
    i = phrase.last
    if phrase.first and w.pos[phrase.first - 1] not in ("PUNCT", "SPACE", "CCONJ"):
        return False
    if i + 2 < len(w) and w.low[i] == "and" and w.text[i + 1][0].isupper():
        i += 2
    return (
        i < len(w) and w.tag[i] in ("VBD", "VBZ", "VBP") and w.pos[i] == "VERB" and w.lemma[i] not in terms("of_places")
    )
