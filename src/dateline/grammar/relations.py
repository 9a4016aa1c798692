"""Grammatical relations over the parser's dependencies: who does, to whom, with whom, where.

Relations are deep ones: the subject of a passive is its patient, the subject of an infinitive is that of the verb that
controls it, a relative pronoun stands for its antecedent, and joined verbs share their subject.
"""

from __future__ import annotations

from dateline.grammar.columns import SUBJECTS
from dateline.grammar.sentence import Word
from dateline.grammar.words import speech_verbs, words

MAX_DEPTH = 8
"""How far a missing subject is looked for upward."""
_AUX_LINK = frozenset({"acomp", "attr", "oprd"})
_PREPOSITION = frozenset({"prep", "agent", "dative", "prt", "advmod"})
_PREPOSITION_POS = frozenset({"ADP", "SCONJ", "PART", "ADV"})
_DETACHED = frozenset({"relcl", "acl", "advcl", "appos", "punct", "cc", "conj", "preconj", "parataxis", "npadvmod"})


def joined(token: Word) -> list[Word]:
    """``token`` and what is joined to it, or to its name, by "and", "or" or a comma."""
    found, level = [token], [token]
    while level:
        near = [c for t in level for c in t.children]
        near += [c for t in near if t.dep == "appos" and t.i == t.head.i + 1 for c in t.children]
        level = [c for c in near if c.dep == "conj"]
        found += level
    return found


def expanded(tokens: list[Word]) -> list[Word]:
    """``tokens`` with relative pronouns replaced by their antecedents and joined ones added."""
    found: list[Word] = []
    for token in tokens:
        if _is_relative(token):
            antecedent = _antecedent(token)
            if antecedent is not None:
                found += joined(antecedent) if antecedent.dep != "conj" else [antecedent]
        else:
            found += joined(token)
    return found


def _is_relative(token: Word) -> bool:
    return token.lower in words("relative")


def _antecedent(pronoun: Word) -> Word | None:
    verb = pronoun.head
    for _ in range(MAX_DEPTH):
        if verb.dep == "relcl":
            return verb.head
        if verb.head is verb:
            break
        verb = verb.head
    return None


def is_passive(verb: Word) -> bool:
    """The grammatical subject of ``verb`` is its patient."""
    own_subject = has_object = False
    for child in verb.children:
        if child.dep in ("nsubjpass", "auxpass", "csubjpass"):
            return True
        own_subject = own_subject or child.dep in ("nsubj", "aux")
        has_object = has_object or child.dep in ("dobj", "ccomp", "xcomp")
    if own_subject or has_object:
        return False
    if verb.tag == "VBN":
        above = verb.head.head if verb.head.dep in _AUX_LINK else verb.head
        return verb.dep in ("acl", "advcl") or (verb.dep == "conj" and is_passive(above))
    return verb.tag == "VBD" and verb.dep == "acl"


def surface_subject(verb: Word, depth: int = 0) -> list[Word]:
    """The grammatical subject of ``verb``, its own or the one it shares or is controlled by."""
    own = [c for c in verb.children if c.dep in SUBJECTS and c.dep != "expl"]
    if own:
        return expanded(_without_label(verb, own))
    if depth >= MAX_DEPTH or verb.head is verb:
        return []
    head, dep = verb.head, verb.dep
    if dep == "acl" or dep == "relcl":
        return _controller_of_acl(verb, head, depth)
    if dep in ("xcomp", "ccomp"):
        return _controller(verb, head, depth)
    if dep == "pcomp":
        return _controller_over_preposition(head, depth)
    if dep in ("conj", "advcl", "dep", "parataxis") or dep in _AUX_LINK:
        if head.pos in ("VERB", "AUX"):
            told = _told_before(verb, head)
            if told is not None:
                return surface_subject(told, depth + 1)
            return surface_subject(head, depth + 1)
        if dep in _AUX_LINK or dep == "conj":
            return surface_subject(head.head, depth + 1) if head.dep in _AUX_LINK else []
    if verb.pos == "ADJ" and head.pos in ("VERB", "AUX"):
        return surface_subject(head, depth + 1)
    return []


def _told_before(verb: Word, head: Word) -> Word | None:
    """ "Rebels shelled the town, the army said, killing nine": the clause before, whose subject acts."""
    if verb.dep != "advcl" or verb.tag != "VBG" or verb.i < head.i or verb.lemma in speech_verbs():
        return None
    if head.lemma not in speech_verbs():
        return None
    if head.dep == "parataxis" and head.head.i < head.i and head.head.pos in ("VERB", "AUX"):
        return head.head
    return next((c for c in head.children if c.dep == "ccomp" and c.i < head.i and c.pos in ("VERB", "AUX")), None)


def _without_label(verb: Word, own: list[Word]) -> list[Word]:
    """The subjects without a name before a colon ("Name: people called for …"), with a country before a comma."""
    labels = [s for s in own if any(c.lower == ":" and c.i == s.i + 1 for c in (*s.children, *verb.children))]
    if labels and len(labels) < len(own):
        own = [s for s in own if s not in labels]
    elif len(own) > 1 and verb.dep != "relcl":
        own = _outside(own)
    first = own[0].left_edge
    for child in verb.children:
        if child.dep in ("npadvmod", "dep") and child.entity == "GPE" and child.i == first.i - 2 and verb.tag != "VBZ":
            return [child, *own]
    return own


def _outside(own: list[Word]) -> list[Word]:
    """Of two subjects that the parse gives a verb, the first, where the other is no pronoun and nothing joins them:
    "The delegation at the meeting with Chairman Name called for …"."""
    between = own[1].left_edge.i - own[0].i
    return own[:1] if own[1].pos == "PROPN" and between > 2 and own[0].dep == own[1].dep == "nsubj" else own


def _controller_of_acl(verb: Word, head: Word, depth: int) -> list[Word]:
    """The noun that a participle stands by; of "the decision to cut", the one whose decision it is."""
    if verb.tag in ("VBG", "VBN", "VBD") and not any(c.dep == "aux" and c.lower == "to" for c in verb.children):
        return [head]
    if verb.dep == "relcl":
        return [head]
    owners = [c for c in head.children if c.dep == "poss"]
    if owners:
        return expanded(owners)
    if head.dep in ("dobj", "nsubjpass", "attr") and head.head.pos in ("VERB", "AUX"):
        return doers(head.head, depth + 1)
    return []


def _controller(verb: Word, head: Word, depth: int) -> list[Word]:
    if head.pos in ("ADJ", "NOUN"):
        return surface_subject(head.head, depth + 1) if head.head is not head else []
    to_infinitive = any(c.dep == "aux" and c.lower == "to" for c in verb.children)
    if to_infinitive and head.lemma not in words("subject_control"):
        objects = [c for c in head.children if c.dep in ("dobj", "dative")]
        if objects:
            return expanded(objects[-1:])
        on = prepositional([head], "on") if head.lemma in words("asked_on") else []
        if on:
            return on
    if verb.dep == "ccomp" and not to_infinitive and verb.tag != "VBG":
        return []
    return surface_subject(head, depth + 1)


def _controller_over_preposition(prep: Word, depth: int) -> list[Word]:
    """Of "accused Ana of taking": Ana; of "after meeting Ana": the subject of the main verb."""
    head = prep.head
    if head.pos in ("VERB", "AUX"):
        patient = patients(head) if prep.lower in words("blame") else []
        return patient or surface_subject(head, depth + 1)
    if head.pos == "ADJ" and head.head is not head:
        return surface_subject(head.head, depth + 1)
    owners = [c for c in head.children if c.dep == "poss"]
    return expanded(owners) if owners else [head] if head.dep == "dobj" else []


def doers(verb: Word, depth: int = 0) -> list[Word]:
    """Those who do what ``verb`` says."""
    if is_passive(verb):
        return expanded(
            _agents(verb) or [a for c in verb.children if c.dep == "conj" and c.tag == "VBN" for a in _agents(c)]
        )
    return surface_subject(verb, depth)


def _agents(verb: Word) -> list[Word]:
    return [p for c in verb.children if c.dep in ("agent", "prep") and c.lower == "by" for p in _pobjs(c)]


def patients(verb: Word) -> list[Word]:
    """Those to whom ``verb`` is done: its object, or its subject in the passive."""
    if is_passive(verb):
        return surface_subject(verb)
    found = [c for c in verb.children if c.dep == "dobj"]
    if not found:
        found = [c for c in verb.children if c.dep == "dep" and c.i > verb.i and c.pos in ("NOUN", "PROPN")]
    if not found:
        found = _raised(verb)
    if (
        not found
        and verb.dep == "relcl"
        and any(c.dep == "nsubj" and c.lower not in words("relative") for c in verb.children)
    ):
        return [verb.head]
    return expanded(found)


def _raised(verb: Word) -> list[Word]:
    """ "Condemned and rejected the plan", "did not and will not expel anyone": the second's object is both's."""
    for other in verb.children:
        if other.dep != "conj" or other.pos != "VERB":
            continue
        adjoining = all(c.dep in ("cc", "neg", "aux", "advmod") for c in other.children if c.i < other.i)
        joint = all(verb.i < c.i for c in other.children if c.i < other.i) and other.i - verb.i <= 2
        if other.lemma == verb.lemma or (adjoining and joint):
            return [c for c in other.children if c.dep == "dobj"]
    return []


def datives(verb: Word) -> list[Word]:
    """The indirect object: "gave Ana a medal"."""
    return expanded([c for c in verb.children if c.dep in ("dative", "iobj") and c.pos != "ADP"])


def _pobjs(prep: Word) -> list[Word]:
    found = []
    for child in prep.children:
        if child.dep == "pobj":
            found.append(child)
        elif child.dep in ("prep", "pcomp") and child.pos == "ADP":
            found += [c for c in child.children if c.dep == "pobj"]
    return found


def prepositional(anchors: list[Word], name: str) -> list[Word]:
    """The nouns that stand under the preposition ``name`` of any of ``anchors``."""
    return under(prepositions(anchors), name)


def prepositions(anchors: list[Word]) -> list[Word]:
    """What may be a preposition of any of ``anchors``, whatever its name."""
    return [c for anchor in anchors for c in anchor.children if c.dep in _PREPOSITION and c.pos in _PREPOSITION_POS]


def under(prepositions: list[Word], name: str) -> list[Word]:
    """The nouns that stand under those of ``prepositions`` that are called ``name``, or under one on them."""
    return expanded([word for preposition in prepositions for word in _under(preposition, name)])


def _under(prep: Word, name: str) -> list[Word]:
    found = [c for c in prep.children if c.dep in ("pobj", "pcomp")] if prep.lower == name else []
    for child in prep.children:
        if child.dep in ("prep", "conj") and child.pos in ("ADP", "SCONJ"):
            found += _under(child, name)
        elif child.dep == "pobj" and name in words("between") and prep.lower != name:
            found += [p for c in child.children if c.dep == "prep" and c.lower == name for p in _pobjs(c)]
    return found


def complement(verb: Word) -> tuple[Word | None, str | None]:
    """The clause that ``verb`` takes, and its kind: ``to``, ``that`` or ``ing``."""
    for child in verb.children:
        if child.dep == "acl" and verb.pos == "NOUN" and any(c.dep in ("mark", "aux") for c in child.children):
            return child, _clause_kind(child)
        if child.dep in ("xcomp", "ccomp") and child.pos in ("VERB", "AUX", "NOUN", "ADJ") and child.i > verb.i:
            return child, _clause_kind(child)
    for child in verb.children:
        if child.dep == "advcl" and child.i > verb.i and _clause_kind(child) == "to":
            return child, "to"
        if child.dep == "dobj":
            for inner in child.children:
                if inner.dep in ("acl", "relcl") and _clause_kind(inner) == "to":
                    return inner, "to"
    return None, None


def _clause_kind(verb: Word) -> str:
    if any(c.dep == "aux" and c.lower == "to" for c in verb.children):
        return "to"
    return "ing" if verb.tag == "VBG" and not any(c.dep == "aux" for c in verb.children) else "that"


def modifiers(noun: Word) -> list[Word]:
    """The nouns and adjectives that stand before ``noun``: "Turkish" of "a Turkish raid"."""
    return [c for c in noun.children if c.dep in ("compound", "amod", "nmod") and c.i < noun.i]


def owners(noun: Word) -> list[Word]:
    """The possessor: "Turkey" of "Turkey's raid"."""
    return expanded([c for c in noun.children if c.dep == "poss"])


def phrase(noun: Word) -> tuple[int, int]:
    """The noun phrase of ``noun``, a half-open range of tokens: modifiers and "of …", no clauses, none joined to it."""
    first, last = noun.i, noun.i
    for child in noun.children:
        if child.i < noun.i:
            if child.dep not in _DETACHED or child.dep == "npadvmod":
                first = min(first, child.left_edge.i)
        elif child.dep == "prep" and child.lower in words("inner") and child.i == last + 1:
            objects = [c for c in child.children if c.dep == "pobj"]
            if not objects or objects[0].tag == "VBG":
                continue
            if child.lower in ("of", "for") or objects[0].pos == "PROPN":
                last = phrase(objects[0])[1] - 1
        elif child.dep in ("nummod", "flat", "compound") and child.i == last + 1:
            last = child.i
        elif child.dep == "appos" and _is_its_name(child, last):
            last = phrase(child)[1] - 1
    return first, last + 1


def _is_its_name(apposition: Word, last: int) -> bool:
    """ "His counterpart, Ana Vidmar", "the ferry firm Veltro": a name that follows at once, or after a comma."""
    gap = apposition.left_edge.i - last
    return apposition.pos == "PROPN" and (gap == 1 or (gap == 2 and apposition.entity == "PERSON"))


def is_negated(token: Word) -> bool:
    """ "not", "never" or "no" stands by ``token`` or by the auxiliary it leans on."""
    for child in token.children:
        if child.dep == "neg" or (child.dep in ("det", "preconj", "advmod") and child.lower in words("negators")):
            return True
        if child.dep in ("aux", "auxpass") and any(c.dep == "neg" for c in child.children):
            return True
    arguments = [c for c in token.children if c.dep in SUBJECTS or c.dep == "dobj"]
    return any(c.lower in words("nobody") or any(d.lower in ("no", "neither") for d in c.children) for c in arguments)
