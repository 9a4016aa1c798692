"""Constructions that leave no doubt how an event stands, whatever the judge holds likelier.

"Instead of arresting", "it is not true that", "nearly shot", "charged with", "delayed its aid": see ``modality``.
"""

from __future__ import annotations

from dateline.events.lexicon import words
from dateline.events.modality import PUT_OFF, court_verb_of, is_charged, is_instead
from dateline.grammar import Word
from dateline.grammar.relations import is_negated, surface_subject
from dateline.grammar.words import words as grammar_words
from dateline.schema import Modality

__all__ = ["is_hoped_for", "is_put_off", "sure_modality", "those_who_warn"]

_STEPS = 6
_UNDONE = words("undone")
_DELAYED = words("delayed")
_FURTHERING = words("furthering")
_CLEARED = words("cleared")
_ENDS = frozenset({"relcl", "conj", "appos", "parataxis"})


def sure_modality(trigger: Word) -> Modality | None:
    """How the event at ``trigger`` stands by the words over it and by it; None where they leave it open."""
    near = {c.lower for c in trigger.children if c.dep in ("advmod", "mark")}
    if trigger.pos == "VERB" and (near & _UNDONE or {"rather", "than"} <= near):
        return "denied"
    helping = {c.lower for c in trigger.children if c.dep in ("aux", "auxpass")}
    if trigger.tag == "VBN" and {"to", "have"} <= helping and trigger.head.lemma == "be":  # "was to have bombed"
        return "denied"
    token = trigger
    for _ in range(_STEPS):
        head = token.head
        if head is token or token.dep in _ENDS:
            return None
        found = _by(token, head)
        if found is not None:
            return found
        token = head
    return None


def is_put_off(trigger: Word) -> bool:
    """Whether the trigger is itself the verb that calls something off: "the march was called off"."""
    return any(c.dep == "prt" and (trigger.lemma, c.lower) in PUT_OFF for c in trigger.children)


def those_who_warn(trigger: Word) -> list[Word]:
    """Who warns against what ``trigger`` tells: "the envoy" of "the envoy warned against attacking the town"."""
    token = trigger
    for _ in range(_STEPS):
        head = token.head
        if head is token or token.dep in _ENDS:
            return []
        if _is_warned_of(token, head):
            return surface_subject(head.head)
        token = head
    return []


def _is_prevented(preposition: Word) -> bool:
    """Whether somebody is kept from doing it: "prevented a man from stabbing the senator"."""
    over = preposition.head
    verb = over.head if over.pos in ("NOUN", "PROPN", "PRON") and over.dep in ("dobj", "nsubjpass") else over
    return verb.lemma in words("preventing") and not is_negated(verb)


def _is_warned_of(token: Word, preposition: Word) -> bool:
    """Whether ``token`` is what somebody speaks against: "warned against attacking", "argued against a strike"."""
    verb = preposition.head
    against = preposition.lower == "against" and token.dep in ("pcomp", "pobj")
    return against and verb.pos == "VERB" and verb.lemma in grammar_words("warning")


def is_hoped_for(trigger: Word) -> bool:
    """ "Aid will help the release of", "would facilitate the return of": what is to come of it is hoped for."""
    verb = trigger.head
    if trigger.pos != "NOUN" or trigger.dep != "dobj" or verb.lemma not in _FURTHERING:
        return False
    return any(c.dep == "aux" and c.lower in words("furthering_helpers") for c in verb.children)


def _by(token: Word, head: Word) -> Modality | None:
    """What ``head`` leaves no doubt of for ``token``, which hangs on it."""
    if head.pos in ("ADP", "SCONJ"):
        if _is_warned_of(token, head):
            return "hypothetical"
        if head.lower == "from" and token.dep == "pcomp" and _is_prevented(head):
            return "denied"
        if is_charged(token, head):
            return "denied" if court_verb_of(head).lemma in _CLEARED else "reported"
        return "denied" if is_instead(head) else None
    if head.lemma == "plead" and token.dep in ("prep", "acomp"):
        return "reported"
    if head.lemma == "be" and token.dep in ("ccomp", "advcl"):
        said = {c.lemma for c in head.children if c.dep == "acomp"}
        if said & (words("true") | words("false")):
            return "denied" if bool(said & words("false")) != is_negated(head) else None
    if token.dep == "dobj" or (token.dep == "nsubjpass" and token.pos == "NOUN"):
        off = any(c.dep == "prt" and (head.lemma, c.lower) in PUT_OFF for c in head.children)
        return "denied" if off or head.lemma in _DELAYED else None
    return None
