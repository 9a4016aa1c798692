"""Grammatical relations that an event needs, over spaCy's dependencies: who does, to whom, with whom, where.

Relations are deep ones: the subject of a passive is its patient, the subject of an infinitive is that of the verb that
controls it, a relative pronoun stands for its antecedent, and joined verbs share their subject.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

MAX_DEPTH = 8
"""How far a missing subject is looked for upward."""
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow", "offer", "pledge", "agree", "refuse", "decline", "use"})
_BLAME = frozenset({"of", "for", "from", "with", "into"})
_AUX_LINK = frozenset({"acomp", "attr", "oprd"})
_DETACHED = frozenset({"relcl", "acl", "advcl", "appos", "punct", "cc", "conj", "preconj", "parataxis", "npadvmod"})
_INNER_PREPS = frozenset({"of", "for", "from", "in", "at"})


_MISREAD = {"su": "sue", "stag": "stage", "fin": "fine", "flie": "fly", "rap": "rape", "wag": "wage"}


def lemma_of(token: Token) -> str:
    """The lemma in lower case, where the model's rules cut too much ("staged") put right."""
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB":
        return _MISREAD.get(lemma, lemma)
    if token.i > 1 and token.nbor(-1).text == "-" and token.idx and not token.nbor(-1).whitespace_:
        return f"{token.nbor(-2).lower_}-{lemma}"
    return lemma


def joined(token: Token) -> list[Token]:
    """``token`` and what is joined to it by "and", "or" or a comma."""
    found, level = [token], [token]
    while level:
        level = [c for t in level for c in t.children if c.dep_ == "conj"]
        found += level
    return found


def expanded(tokens: list[Token]) -> list[Token]:
    """``tokens`` with relative pronouns replaced by their antecedents and joined ones added."""
    found: list[Token] = []
    for token in tokens:
        if token.lower_ in _RELATIVE:
            antecedent = _antecedent(token)
            if antecedent is not None:
                found += joined(antecedent) if antecedent.dep_ != "conj" else [antecedent]
        else:
            found += joined(token)
    return found


def _antecedent(pronoun: Token) -> Token | None:
    verb = pronoun.head
    for _ in range(MAX_DEPTH):
        if verb.dep_ == "relcl":
            return verb.head
        if verb.head is verb:
            break
        verb = verb.head
    return None


def is_passive(verb: Token) -> bool:
    """The grammatical subject of ``verb`` is its patient."""
    own_subject = has_object = False
    for child in verb.children:
        if child.dep_ in ("nsubjpass", "auxpass", "csubjpass"):
            return True
        own_subject = own_subject or child.dep_ in ("nsubj", "aux")
        has_object = has_object or child.dep_ in ("dobj", "ccomp", "xcomp")
    if own_subject or has_object:
        return False
    if verb.tag_ == "VBN":
        return verb.dep_ in ("acl", "advcl") or (verb.dep_ == "conj" and is_passive(verb.head))
    return verb.tag_ == "VBD" and verb.dep_ == "acl"


def surface_subject(verb: Token, depth: int = 0) -> list[Token]:
    """The grammatical subject of ``verb``, its own or the one it shares or is controlled by."""
    own = [c for c in verb.children if c.dep_ in _SUBJECTS and c.dep_ != "expl"]
    if own:
        return expanded(own)
    if depth >= MAX_DEPTH or verb.head is verb:
        return []
    head, dep = verb.head, verb.dep_
    if dep == "acl" or dep == "relcl":
        return _controller_of_acl(verb, head, depth)
    if dep in ("xcomp", "ccomp"):
        return _controller(verb, head, depth)
    if dep == "pcomp":
        return _controller_over_preposition(head, depth)
    if dep in ("conj", "advcl", "dep", "parataxis") or dep in _AUX_LINK:
        if head.pos_ in ("VERB", "AUX"):
            return surface_subject(head, depth + 1)
        if dep in _AUX_LINK or dep == "conj":
            return surface_subject(head.head, depth + 1) if head.dep_ in _AUX_LINK else []
    if verb.pos_ == "ADJ" and head.pos_ in ("VERB", "AUX"):
        return surface_subject(head, depth + 1)
    return []


def _controller_of_acl(verb: Token, head: Token, depth: int) -> list[Token]:
    """The noun that a participle stands by; of "the decision to cut", the one whose decision it is."""
    if verb.tag_ in ("VBG", "VBN", "VBD") and not any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
        return [head]
    if verb.dep_ == "relcl":
        return [head]
    owners = [c for c in head.children if c.dep_ == "poss"]
    if owners:
        return expanded(owners)
    if head.dep_ in ("dobj", "nsubjpass", "attr") and head.head.pos_ in ("VERB", "AUX"):
        return doers(head.head, depth + 1)
    return []


def _controller(verb: Token, head: Token, depth: int) -> list[Token]:
    if head.pos_ in ("ADJ", "NOUN"):
        return surface_subject(head.head, depth + 1) if head.head is not head else []
    to_infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    if to_infinitive and lemma_of(head) not in _SUBJECT_CONTROL:
        objects = [c for c in head.children if c.dep_ in ("dobj", "dative")]
        if objects:
            return expanded(objects[-1:])
        on = prepositional([head], "on") if lemma_of(head) in ("call", "prevail", "rely") else []
        if on:
            return on
    if verb.dep_ == "ccomp" and not to_infinitive and verb.tag_ != "VBG":
        return []
    return surface_subject(head, depth + 1)


def _controller_over_preposition(prep: Token, depth: int) -> list[Token]:
    """Of "accused Ana of taking": Ana; of "after meeting Ana": the subject of the main verb."""
    head = prep.head
    if head.pos_ in ("VERB", "AUX"):
        patient = patients(head) if prep.lower_ in _BLAME else []
        return patient or surface_subject(head, depth + 1)
    if head.pos_ == "ADJ" and head.head is not head:
        return surface_subject(head.head, depth + 1)
    owners = [c for c in head.children if c.dep_ == "poss"]
    return expanded(owners)


def doers(verb: Token, depth: int = 0) -> list[Token]:
    """Those who do what ``verb`` says."""
    if is_passive(verb):
        found = [p for c in verb.children if c.dep_ in ("agent", "prep") and c.lower_ == "by" for p in _pobjs(c)]
        return expanded(found)
    return surface_subject(verb, depth)


def patients(verb: Token) -> list[Token]:
    """Those to whom ``verb`` is done: its object, or its subject in the passive."""
    if is_passive(verb):
        return surface_subject(verb)
    found = [c for c in verb.children if c.dep_ == "dobj"]
    if (
        not found
        and verb.dep_ == "relcl"
        and any(c.dep_ == "nsubj" and c.lower_ not in _RELATIVE for c in verb.children)
    ):
        return [verb.head]
    return expanded(found)


def datives(verb: Token) -> list[Token]:
    """The indirect object: "gave Ana a medal"."""
    return expanded([c for c in verb.children if c.dep_ in ("dative", "iobj") and c.pos_ != "ADP"])


def _pobjs(prep: Token) -> list[Token]:
    found = []
    for child in prep.children:
        if child.dep_ == "pobj":
            found.append(child)
        elif child.dep_ in ("prep", "pcomp") and child.pos_ == "ADP":
            found += [c for c in child.children if c.dep_ == "pobj"]
    return found


def prepositional(anchors: list[Token], name: str) -> list[Token]:
    """The nouns that stand under the preposition ``name`` of any of ``anchors``."""
    found: list[Token] = []
    for anchor in anchors:
        for child in anchor.children:
            if child.dep_ in ("prep", "agent", "dative", "prt", "advmod") and child.pos_ in (
                "ADP",
                "SCONJ",
                "PART",
                "ADV",
            ):
                found += _under(child, name)
    return expanded(found)


def _under(prep: Token, name: str) -> list[Token]:
    found = [c for c in prep.children if c.dep_ in ("pobj", "pcomp")] if prep.lower_ == name else []
    for child in prep.children:
        if child.dep_ in ("prep", "conj") and child.pos_ in ("ADP", "SCONJ"):
            found += _under(child, name)
        elif child.dep_ == "pobj" and name in ("with", "against", "between", "into", "by") and prep.lower_ != name:
            found += [p for c in child.children if c.dep_ == "prep" and c.lower_ == name for p in _pobjs(c)]
    return found


def complement(verb: Token) -> tuple[Token | None, str | None]:
    """The clause that ``verb`` takes, and its kind: ``to``, ``that`` or ``ing``."""
    for child in verb.children:
        if child.dep_ == "acl" and verb.pos_ == "NOUN" and any(c.dep_ in ("mark", "aux") for c in child.children):
            return child, _clause_kind(child)
        if child.dep_ in ("xcomp", "ccomp") and child.pos_ in ("VERB", "AUX", "NOUN", "ADJ") and child.i > verb.i:
            return child, _clause_kind(child)
    for child in verb.children:
        if child.dep_ == "advcl" and child.i > verb.i and _clause_kind(child) == "to":
            return child, "to"
        if child.dep_ == "dobj":
            for inner in child.children:
                if inner.dep_ in ("acl", "relcl") and _clause_kind(inner) == "to":
                    return inner, "to"
    return None, None


def _clause_kind(verb: Token) -> str:
    if any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
        return "to"
    return "ing" if verb.tag_ == "VBG" and not any(c.dep_ == "aux" for c in verb.children) else "that"


def modifiers(noun: Token) -> list[Token]:
    """The nouns and adjectives that stand before ``noun``: "Turkish" of "a Turkish raid"."""
    return [c for c in noun.children if c.dep_ in ("compound", "amod", "nmod") and c.i < noun.i]


def owners(noun: Token) -> list[Token]:
    """The possessor: "Turkey" of "Turkey's raid"."""
    return expanded([c for c in noun.children if c.dep_ == "poss"])


def phrase(noun: Token) -> tuple[int, int]:
    """The noun phrase of ``noun``, a half-open range of tokens: modifiers and "of …", no clauses, none joined to it."""
    first, last = noun.i, noun.i
    for child in noun.children:
        if child.i < noun.i:
            if child.dep_ not in _DETACHED or child.dep_ == "npadvmod":
                first = min(first, child.left_edge.i)
        elif child.dep_ == "prep" and child.lower_ in _INNER_PREPS and child.i == last + 1:
            objects = [c for c in child.children if c.dep_ == "pobj"]
            if not objects or objects[0].tag_ == "VBG":
                continue
            if child.lower_ in ("of", "for") or objects[0].pos_ == "PROPN":
                last = phrase(objects[0])[1] - 1
        elif child.dep_ in ("nummod", "flat", "compound") and child.i == last + 1:
            last = child.i
    return first, last + 1


def is_negated(token: Token) -> bool:
    """ "not", "never" or "no" stands by ``token`` or by the auxiliary it leans on."""
    for child in token.children:
        if child.dep_ == "neg" or (child.dep_ in ("det", "preconj", "advmod") and child.lower_ in _NO):
            return True
        if child.dep_ in ("aux", "auxpass") and any(c.dep_ == "neg" for c in child.children):
            return True
    arguments = [c for c in token.children if c.dep_ in _SUBJECTS or c.dep_ == "dobj"]
    return any(
        c.lower_ in ("nobody", "none", "neither", "nothing")
        or any(d.dep_ == "det" and d.lower_ == "no" for d in c.children)
        for c in arguments
    )


_NO = frozenset({"no", "never", "neither", "nor", "hardly", "barely", "nowhere"})
