"""How an event stands: a claim, a hope, a plan, a demand, a denial, a supposition and history are no facts.

The words above the trigger are read upward to the root of its sentence (after the projection of factuality in FactBank,
Saurí and Pustejovsky 2009), then the statement that it stands in, then its block and its date. Where several speak,
the stronger counts: a supposition over a denial, a denial over a demand, a demand over a hope, a hope over a plan.
The words are those of ``event_modality.tsv``.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import cast

from dateline import resources
from dateline.events.lexicon import words
from dateline.grammar import Word
from dateline.grammar.relations import is_negated
from dateline.schema import Modality, Statement

MAX_DEPTH = 40
"""How far the words above a trigger are read."""
_ORDER: tuple[Modality, ...] = (
    "hypothetical",
    "denied",
    "demanded",
    "hoped",
    "intended",
    "historical",
    "reported",
    "asserted",
)
_GOVERNED = frozenset({"xcomp", "ccomp", "dobj", "prep", "attr", "oprd", "acomp", "pcomp", "dative"})
_GOVERNING = words("governing_prepositions")
"""Prepositions between a verb and what it wants, fears or plans."""
_TOLD_AFTER = words("told_after")
"""What is announced when it has happened; all else is announced before."""
PUT_OFF = frozenset(tuple(verb.split("_")) for verb in words("put_off"))
"""What is not done when its verb has such a particle: "holding up a shipment"."""
_NO_CLAUSE = frozenset({"xcomp", "dobj", "prep", "attr", "oprd"})


@functools.cache
def cues(kind: str) -> Mapping[str, Modality]:
    """The cue words of ``kind`` (``verb``, ``noun``, ``auxiliary`` ...) and the modality each gives."""
    found: dict[str, Modality] = {}
    for row in resources.table("event_modality.tsv"):
        if row["kind"] == kind:
            for word in row["words"].split():
                found.setdefault(word, cast("Modality", row["modality"]))
    return found


def modality(
    trigger: Word,
    statement: Statement | None,
    *,
    background: bool,
    past: bool,
    future: bool,
    told: bool = False,
    refused: bool = False,
) -> Modality:
    """The modality of the event at ``trigger``.

    ``statement`` is the innermost that it stands in; ``background`` says that its block only explains; ``past`` and
    ``future`` that its own date lies years back, or ahead; ``told`` that the trigger is the story's own cue of a
    statement, so that what it hangs on by the parse does not report it; ``refused`` that "will not" makes it the event
    that it is.
    """
    found = set(_above(trigger))
    if refused:
        found -= {"denied", "intended"}
    if told:
        found.discard("reported")
    if statement is not None:
        found.add(_of_statement(statement))
    if background or past:
        found.add("historical")
    if future and found <= {"reported", "asserted"}:
        found.add("intended")
    if past:
        found -= {"intended", "demanded", "hoped"}
    return next((m for m in _ORDER if m in found), "asserted")


def verdicts(trigger: Word) -> list[Modality]:
    """What the words over ``trigger`` and by it give it, in the order in which they are read."""
    return _above(trigger)


def _of_statement(statement: Statement) -> Modality:
    """What the words around a statement make of what is in it; who is wanted to act, the syntax says."""
    if statement.stance == "deny":
        return "denied"
    return "hoped" if statement.stance == "hope" and statement.cue_lemma != "want" else "reported"


def _above(trigger: Word) -> list[Modality]:
    """The modalities that the words over ``trigger`` give it, from its own auxiliaries up to the root."""
    found = _own(trigger)
    token, oblique, mistaken = trigger, False, False
    for _ in range(MAX_DEPTH):
        head, dep = token.head, token.dep
        if head is token:
            break
        mistaken = (mistaken and not _is_finite(token)) or (
            dep == "conj" and _is_finite(token) and not _is_finite(head)
        )
        given = [] if mistaken or (token is trigger and _is_answered(token, head, dep)) else _step(token, head, dep)
        found += [m for m in given if m != "denied" or not oblique or _denies(head)]
        oblique = oblique or dep in ("pobj", "pcomp", "acl", "amod", "compound")
        if _is_detached(token, dep) or (dep == "nsubj" and head.pos in ("VERB", "AUX") and trigger is not token):
            break
        token = head
    if any(word.lower == "?" for word in trigger.sent.words[-2:]):
        found.append("hypothetical")
    return found


def _is_answered(token: Word, head: Word, dep: str) -> bool:
    """ "Rejected a request": what is rejected has been asked."""
    answers = cues("verb").get(head.lemma) == "denied" and head.lemma not in words("not_answering")
    return dep == "dobj" and answers and token.lemma in words("uttered")


def _is_finite(token: Word) -> bool:
    """ "signs", "signed": such a verb is not joined to an infinitive, whatever the parse says."""
    return token.tag in ("VBZ", "VBD", "VBP") or any(c.tag == "MD" for c in token.children if c.dep == "aux")


def _is_detached(token: Word, dep: str) -> bool:
    """What stands above does not reach the clause: a relative clause, or a participle, is taken for granted."""
    if dep in ("relcl", "appos", "parataxis"):
        return True
    if dep == "acl":
        clause = any(c.dep in ("mark", "nsubj", "nsubjpass") for c in token.children)
        return token.tag in ("VBN", "VBD", "VBG") and not clause
    if dep == "pcomp" and token.head.lower in words("taken_for_granted"):
        verb = token.head.head
        return verb.pos == "VERB" and verb.lemma not in cues("verb")
    return dep == "advcl" and not _is_bound(token)


def _denies(head: Word) -> bool:
    """``head`` denies by its meaning, not by a "not" beside it."""
    lemma = head.lemma
    return lemma == "without" or cues("verb").get(lemma) == "denied" or cues("noun").get(lemma) == "denied"


def _is_bound(clause: Word) -> bool:
    """An infinitive of purpose, or a supposition, leans on its main clause."""
    ifs = cues("if")
    return any(c.lower == "to" or c.lower in ifs for c in clause.children if c.dep in ("aux", "mark"))


def _own(trigger: Word) -> list[Modality]:
    """What stands directly by the trigger."""
    if trigger.pos not in ("NOUN", "PROPN"):
        return _own_clause(trigger)
    adjectives = cues("adjective")
    found = [adjectives[c.lower] for c in trigger.children if c.lower in adjectives]
    return [*found, "denied"] if is_negated(trigger) else found


def _own_clause(verb: Word) -> list[Modality]:
    """What the auxiliaries, adverbs and conjunctions of a verb make of it."""
    found: list[Modality] = ["denied"] if is_negated(verb) else []
    near = {c.lower for c in verb.children if c.dep in ("aux", "auxpass", "mark", "advmod")}
    for kind in ("if", "auxiliary", "adverb"):
        listed = cues(kind)
        found += [listed[word] for word in near if word in listed and (kind != "if" or _is_if(verb, word))]
    if "to" in near and verb.dep == "xcomp" and verb.head.lemma in ("be", "go"):
        found.append("denied" if "have" in near else "intended")
    if "would" in near and "have" in near:
        found.append("hypothetical")
    if {"rather", "than"} <= near:
        found.append("denied")
    if _is_inverted(verb):
        found.append("hypothetical")
    if "would" in near or ("to" in near and _is_ahead(verb)):
        found.append("intended")
    told = verb.tag in ("VBD", "VBN") and not near & {"would", "might", "could"}
    if not told and any(
        c.dep == "advcl" and any(g.lower in ("if", "unless") for g in c.children) for c in verb.children
    ):
        found.append("hypothetical")
    return found


def _is_inverted(verb: Word) -> bool:
    """ "Had the police arrested him", "should they attack": the auxiliary opens the clause, before its subject."""
    subject = next((c for c in verb.children if c.dep in ("nsubj", "nsubjpass")), None)
    first = next(
        (c for c in verb.children if c.dep in ("aux", "auxpass") and c.lower in ("had", "should", "were")), None
    )
    opens = subject is not None and first is not None and first.i < subject.i and verb.dep in ("advcl", "ccomp")
    return opens and not any(w.lower == "?" for w in verb.sent.words[-2:])


def _is_ahead(verb: Word) -> bool:
    """The infinitive of a headline, which stands for the future: "Secretary to receive drivers"."""
    if verb.dep == "ROOT":
        return True
    subject = [c for c in verb.children if c.dep == "nsubj"]
    return verb.dep in ("acl", "relcl") and verb.head.head is verb.head and not subject and verb.head.i < verb.i


def _is_if(verb: Word, word: str) -> bool:
    """ "should" and "provided" suppose only where they open the clause."""
    return word not in words("if_in_front") or any(c.dep == "mark" and c.lower == word for c in verb.children)


def _step(token: Word, head: Word, dep: str) -> list[Modality]:
    """What ``head`` makes of the word ``token`` that hangs on it."""
    if dep == "conj":
        return []
    lemma = head.lemma
    if head.pos in ("NOUN", "PROPN"):
        done = dep == "acl" and token.tag == "VBN" and not _is_infinitive(token)
        governed = dep in ("acl", "prep", "pobj", "pcomp", "ccomp", "compound", "amod") and not done
        return _by_noun(lemma, head) if governed else []
    if head.pos == "ADJ" and dep in ("xcomp", "ccomp", "prep", "acl"):
        return _by_adjective(token, lemma, head)
    if head.pos == "ADP":
        if is_charged(token, head):
            return ["denied"] if head.head.lemma in words("cleared") else ["reported"]
        if is_instead(head):
            return ["denied"]
        return ["denied"] if head.lower == "without" else ["reported"] if head.lower == "according" else []
    return _by_verb(token, head, dep, lemma) if head.pos in ("VERB", "AUX") else []


def court_verb_of(preposition: Word) -> Word:
    """The word over ``preposition``, or the court's verb over that: "cleared the officer | of beating"."""
    law = preposition.head
    charged = law.pos in ("NOUN", "PROPN", "PRON") and law.dep in ("dobj", "nsubjpass") and preposition.i > law.i
    return law.head if charged and law.head.lemma in words("court_verb") else law


def is_charged(token: Word, preposition: Word) -> bool:
    """What somebody is charged with, tried for, suspected or cleared of; what a court's word is about is its word."""
    law = court_verb_of(preposition)
    if preposition.dep == "prep" and law.lemma in words("court_noun") and law.pos in ("NOUN", "PROPN", "ADJ"):
        return preposition.lower in words("of_a_charge")
    if law.pos not in ("VERB", "AUX", "ADJ") or law.lemma not in words("court_verb"):
        return False
    return token.dep in ("pobj", "pcomp") and preposition.lower in words("charged_with")


def is_instead(preposition: Word) -> bool:
    """ "Instead of arresting", "rather than arrest", "short of calling"."""
    before = {c.lower for c in preposition.children if c.i < preposition.i} | {preposition.head.lower}
    if preposition.lower == "of":
        return bool(before & {"instead", "short"})
    if preposition.lower == "to" and preposition.head.lower == "close":
        return preposition.head.head.lemma in ("come", "get", "be")
    return preposition.lower == "than" and "rather" in before


def _by_noun(lemma: str, head: Word) -> list[Modality]:
    listed = cues("noun")
    if lemma in listed:
        return [listed[lemma]]
    return ["denied"] if is_negated(head) else []


def _by_adjective(token: Word, lemma: str, head: Word) -> list[Modality]:
    found = cues("adjective").get(lemma)
    if found == "intended" and is_negated(head.head):
        return ["denied"]
    if lemma in words("true") | words("false") and token.dep in ("ccomp", "xcomp", "acl"):
        return ["denied"] if (lemma in words("false")) != is_negated(head.head) else []
    if found is None and _is_infinitive(token):
        return ["hypothetical"]
    return [found] if found else []


def _by_verb(token: Word, head: Word, dep: str, lemma: str) -> list[Modality]:
    """What a governing verb makes of its clause, object or subject."""
    if dep in ("nsubj", "nsubjpass") and token.pos in ("NOUN", "PROPN"):
        return _as_subject(head, dep, lemma)
    if dep == "advcl":
        return _purpose(token, head) if _is_bound(token) else []
    if dep not in _GOVERNED or _is_beside(token, head, dep):
        return []
    if dep in ("ccomp", "advcl") and head.lemma == "be":
        said = {c.lemma for c in head.children if c.dep == "acomp"}
        if said & (words("true") | words("false")):
            return ["denied"] if bool(said & words("false")) != is_negated(head) else []
    if lemma == "plead" and dep in ("prep", "acomp"):
        return ["reported"]
    if dep == "dobj" and any(c.dep == "prt" and (lemma, c.lower) in PUT_OFF for c in head.children):
        return ["denied"]
    found: list[Modality] = []
    if dep in _NO_CLAUSE:
        found = [m for m in _own_clause(head) if dep != "prep" or m != "denied"]
    elif dep == "ccomp":
        bare = token.tag == "VB" and not any(c.dep == "aux" for c in token.children)
        found = [m for m in _own_clause(head) if m == "hypothetical" or bare]
        if lemma in ("confirm", "know", "say") and is_negated(head):
            found.append("hypothetical")
    return found + _attitude(token, dep, lemma)


def _is_beside(token: Word, head: Word, dep: str) -> bool:
    """A clause before a semicolon is none that the next one governs: "It asked for help; Oslo has not agreed"."""
    if dep != "ccomp" or token.i > head.i:
        return False
    return any(c.lower in (";", "–", "—") for c in head.children if token.i < c.i < head.i)


def _attitude(token: Word, dep: str, lemma: str) -> list[Modality]:
    """What the meaning of a governing verb makes of its clause or object."""
    found = cues("verb").get(lemma)
    if found is None:
        return ["intended"] if dep == "xcomp" and _is_infinitive(token) and lemma not in cues("implicative") else []
    if lemma == "call" and dep not in ("prep", "xcomp"):
        return []
    preposition = token.lower if dep == "prep" else ""
    if preposition and preposition not in _GOVERNING and (preposition, lemma) != ("with", "threaten"):
        return []
    if found == "intended" and preposition in ("from", "of"):
        return []
    if lemma == "announce" and dep == "dobj":
        return [] if token.lemma in _TOLD_AFTER else ["intended"]
    if lemma in words("aiming") and dep != "xcomp":
        return ["demanded"] if lemma == "seek" and dep == "dobj" else []
    if lemma == "seek":
        return ["intended"]
    if (lemma == "tell" and not _is_infinitive(token)) or (lemma == "insist" and token.tag in ("VBD", "VBZ")):
        return ["reported"]
    if lemma == "want" and dep == "xcomp" and not any(c.dep == "nsubj" for c in token.children):
        return ["intended"]
    return [found]


def _is_infinitive(verb: Word) -> bool:
    return any(c.lower == "to" and c.dep == "aux" for c in verb.children)


def _as_subject(head: Word, dep: str, lemma: str) -> list[Modality]:
    """ "A visit is planned": the verb over a nominal event says how it stands."""
    found = _own_clause(head)
    adjectives = cues("adjective")
    found += [adjectives[c.lower] for c in head.children if c.dep == "acomp" and c.lower in adjectives]
    if dep == "nsubjpass" or lemma == "loom":
        attitude = cues("verb").get(lemma)
        if attitude is not None:
            found.append(attitude)
    return found


def _purpose(token: Word, head: Word) -> list[Modality]:
    """An adverbial clause: a supposition, or a purpose that is not yet reached."""
    if any(c.lower in cues("if") for c in token.children if c.dep in ("mark", "aux")):
        return ["hypothetical"]
    found: list[Modality] = ["intended"]
    return found + [m for m in _own_clause(head) if m in ("hypothetical", "denied")]
