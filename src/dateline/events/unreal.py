"""What is told without having happened: plots, games, drills, monuments, accidents, and words of force used otherwise.

"In the film a sniper kills the mayor", "firefighters rehearsed an attack", "two were killed when a wall fell", "the
council shot down the plan": the words are those of an event, and there was none of its type.
"""

from __future__ import annotations

import functools

from dateline.events.lexicon import words
from dateline.events.participants import Actors
from dateline.grammar import Word
from dateline.grammar.patterns import pattern
from dateline.grammar.relations import is_passive, patients, prepositional, surface_subject
from dateline.grammar.words import words as grammar_words

__all__ = ["is_unreal"]

_FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST"})
_STEPS = 12
"""How far the words above a trigger are looked at."""
_WITHIN = words("within_work")
_HURTING = words("hurting")
_CAUSES = words("cause_clauses")
_MARCHING = words("marching")


def is_unreal(trigger: Word, kind: str, actors: Actors) -> bool:
    """Whether the event of type ``kind`` at ``trigger`` is only told, played or a figure of speech, or an accident."""
    if kind in _FORCE and (_is_told(trigger) or pattern("proverb").search(_text(trigger))):
        return True
    if kind == "ASSAULT" or kind == "MOBILIZE":
        return _is_figure(trigger) or (kind == "ASSAULT" and _is_accident(trigger, actors))
    if kind == "REJECT":
        return _is_left_unsaid(trigger)
    if kind == "COERCE":
        return _is_clearing(trigger)
    return kind == "PROTEST" and (_is_remembrance(trigger) or _is_no_protest(trigger, actors))


def _is_left_unsaid(trigger: Word) -> bool:
    """ "Declined to comment", "refused to say": nothing is turned down."""
    return trigger.lemma in grammar_words("declining") and any(
        c.dep == "xcomp" and c.lemma in grammar_words("left_unsaid") for c in trigger.children
    )


def _is_clearing(trigger: Word) -> bool:
    """Whether a court clears somebody of a charge, not police a square: nobody is coerced."""
    over = [trigger, *(c for c in trigger.children if c.dep in ("dobj", "nsubjpass"))]
    of = any(c.lower == "of" and any(g.dep == "pcomp" for g in c.children) for w in over for c in w.children)
    return trigger.lemma in words("cleared") and (of or trigger.lemma != "clear")


def _text(word: Word) -> str:
    return " ".join(w.lower for w in word.sent.words)


def _is_told(trigger: Word) -> bool:
    """Whether the trigger stands in what a work tells, or is what a drill plays."""
    if _is_played(trigger) or _opens_in_work(trigger):
        return True
    token = trigger
    for _ in range(_STEPS):
        head = token.head
        if head is token:
            break
        if (
            head.pos in ("VERB", "AUX", "NOUN")
            and head.lemma in words("telling")
            and token.dep not in ("nsubj", "nsubjpass")
        ):
            works = surface_subject(head) if head.pos != "NOUN" else []
            if any(_is_work(w) for w in works):
                return True
        if (
            token.dep in ("relcl", "acl", "pobj", "pcomp")
            and (_is_work(head) or _is_work(head.head))
            and head.dep != "ROOT"
        ):
            return (token.dep in ("relcl", "acl") and head.lemma in words("drill")) or _is_about(token, head)
        token = head
    return False


def _is_about(token: Word, head: Word) -> bool:
    """ "A film about the killing", "a play in which soldiers shoot a poet"."""
    if head.pos == "ADP":
        return head.lower in ("about", "of") and _is_work(head.head)
    return token.dep == "relcl" and any(w.lower in ("which", "where") for w in token.subtree)


def _is_work(word: Word) -> bool:
    return word.pos in ("NOUN", "PROPN") and word.lemma in words("work") | words("drill")


def _opens_in_work(trigger: Word) -> bool:
    """Whether "in the film" stands over the trigger's clause, or over the one that it is joined to."""
    verbs = [trigger]
    while verbs[-1].head is not verbs[-1] and len(verbs) < _STEPS:
        verbs.append(verbs[-1].head)
    for verb in verbs:
        for prep in verb.children:
            if prep.dep != "prep" or prep.lower not in _WITHIN or (prep.i > trigger.i and verb is not trigger):
                continue
            for noun in prep.children:
                if noun.dep == "pobj" and _is_work(noun) and (noun.lemma in words("fiction") or _is_present(trigger)):
                    return True
    opening = trigger.sent.words[:7]
    if opening[0].lower in _WITHIN and any(w.lower in words("work_determiners") for w in opening[1:2]):
        works = [
            w for w in opening[2:] if w.i < trigger.i and w.lemma in words("work") and w.dep in ("pobj", "compound")
        ]
        return any(w.lemma in words("fiction") or _is_present(trigger) for w in works)
    return False


def _is_present(verb: Word) -> bool:
    """Plots are told in the present tense; what was done at a play was done in the past."""
    return verb.tag in ("VBZ", "VBP", "VB", "VBG") or any(
        c.tag in ("VBZ", "VBP") for c in verb.children if c.dep in ("aux", "auxpass")
    )


def _is_played(trigger: Word) -> bool:
    """What is rehearsed, simulated, staged or mocked, and what a monument shows."""
    played = [trigger, *(c for c in trigger.children if c.dep in ("dobj", "nsubjpass"))]
    if any(c.dep in ("amod", "compound") and c.lemma in words("mock") for w in played for c in w.children):
        return True
    token = trigger
    for _ in range(4):
        head = token.head
        if head is token:
            return False
        governed = token.dep in ("dobj", "xcomp", "ccomp", "pobj", "prep", "nsubjpass", "pcomp", "conj")
        if head.pos == "VERB" and head.lemma in words("playing") and governed:
            return True
        if head.pos == "NOUN" and head.lemma in words("drill") and token.dep in ("compound", "amod", "prep", "pobj"):
            return True
        token = head
    return False


def _is_accident(trigger: Word, actors: Actors) -> bool:
    """Whether harm came from a thing or from nature: the doer is neither a person nor a weapon, nor an attack.

    "Killed in the crash" is harm of that kind too.
    """
    if trigger.pos not in ("VERB", "AUX") or trigger.lemma not in _HURTING:
        return False
    if is_passive(trigger):
        agents = prepositional([trigger], "by")
        if agents:
            return all(_is_thing(a, actors) for a in agents)
        if any(w.lemma in words("accident") for w in prepositional([trigger], "in")):
            return True
        causes = [c for c in trigger.children if c.dep == "advcl" and c.tag in ("VBD", "VBN", "VBZ", "VBP")]
        told = [c for c in causes if any(m.lower in _CAUSES for m in c.children)]
        return bool(told) and not any(_is_violent(w) for c in told for w in c.subtree)
    doers = [s for s in surface_subject(trigger) if s.pos == "NOUN"]
    return bool(doers) and all(_is_thing(d, actors) for d in doers) and len(doers) == len(surface_subject(trigger))


@functools.cache
def _violence() -> frozenset[str]:
    return words("attackers") | words("weapon") | words("gun") | words("troops") | words("violence")


def _is_violent(word: Word) -> bool:
    return word.lemma in _violence() or word.lower in _violence()


def _is_thing(noun: Word, actors: Actors) -> bool:
    """A common noun that is nobody, and no weapon or attack: "a gust", "a wall"."""
    if noun.pos != "NOUN" or noun.like_num or _is_violent(noun) or any(_is_violent(c) for c in noun.children):
        return False
    if noun.lemma in words("state") | words("people") | words("captive") | words("quantity") | words("site"):
        return False
    return actors.standing(noun) is None and not actors.is_person(noun)


def _is_figure(trigger: Word) -> bool:
    """Whether a word of force has a notion for its object ("shot down the plan"), or letters for its missiles."""
    objects = [*patients(trigger)]
    if objects and all(o.pos == "NOUN" and o.lemma in words("notion") for o in objects):
        return True
    if any(w.lemma in words("arena") for w in prepositional([trigger], "in")):
        return True
    missiles = prepositional([trigger], "with")
    return bool(missiles) and all(m.lemma in words("notion") for m in missiles)


def _is_no_protest(trigger: Word, actors: Actors) -> bool:
    """Bands and prices that march, and what is demonstrated to somebody."""
    if trigger.pos != "VERB" or trigger.lemma not in _MARCHING:
        return False
    if trigger.lemma == "demonstrate" and patients(trigger):
        return True
    subjects = surface_subject(trigger)
    shown = words("marchers_for_show") | words("troops")
    return bool(subjects) and all(s.lemma in shown for s in subjects)


def _is_remembrance(trigger: Word) -> bool:
    """Whether people gather to mark a day or to mourn: "gathered to mark 80 years since the shooting"."""
    below = [c for c in trigger.children if c.dep in ("xcomp", "advcl") and any(g.lower == "to" for g in c.children)]
    return trigger.lemma not in _MARCHING and any(c.lemma in words("remembering") for c in below)
