"""What keeps two holders of one role apart: "the mayor of Koper" is not "the mayor of Izola".

The words that say which holder is meant are compared by their sort: names, common nouns, ordinal and other adjectives,
and whose the role is. Two phrases are apart where both have words of one sort and none in common.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.actors.mentions.extents import word
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.words import Words
from dateline.actors.names.terms import terms

_BEFORE = ("compound", "amod", "nmod", "nummod", "poss")
_COMPLEMENTS = frozenset(["of", "for", "to", "from", "in", "at"])
"""Prepositions under which a role's complement stands."""
_SUBJECTS = ("nsubj", "nsubjpass")
_OBJECTS = ("dobj", "dative", "iobj")


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """The words of a phrase that say which holder of a role is meant, in small letters."""

    names: frozenset[str]
    nouns: frozenset[str]
    office: frozenset[str]
    """The field of a known office: "interior" of a minister."""
    contrasts: frozenset[str]
    """Ordinals and adjectives that come in pairs: "first", "visiting"."""
    owner: frozenset[str]
    """his or her."""


def qualifiers(w: Words, phrase: Phrase) -> Qualifiers:
    """The words that qualify the role in ``phrase``: before its head, and after "of", "for", "to", "from", "in"."""
    head = phrase.title_head if phrase.name and phrase.title_head >= 0 else phrase.head
    before = _before(w, phrase, head)
    words = [*before, *_behind(w, head)]
    named = [i for i in words if w.text[i][0].isupper() and w.pos[i] in ("PROPN", "ADJ")]
    office = phrase.office.name.split()[:-1] if phrase.office is not None else []
    return Qualifiers(
        frozenset(_name(w, i) for i in named),
        frozenset(w.lemma[i] for i in words if w.pos[i] == "NOUN" and w.text[i - 1] != "-") - terms("general"),
        frozenset(office),
        frozenset(w.low[i] for i in before) & terms("contrasts"),
        frozenset(w.low[i] for i in before) & {"his", "her"},
    )


def _before(w: Words, phrase: Phrase, head: int) -> list[int]:
    """The words before the role's head; where a name follows the role, all of them up to the name."""
    found = [c for c in w.children[head] if c < head and w.dep[c] in _BEFORE]
    found += [d for c in found for d in w.children[c] if w.dep[d] in ("compound", "amod", "poss")]
    if not phrase.name or phrase.begin <= phrase.first:
        return found
    found += [i for i in range(phrase.first, phrase.begin) if i != head and i not in found]
    return [i for i in found if i < phrase.begin]


def _behind(w: Words, head: int) -> list[int]:
    """The nouns of the role's complements, with the words that belong to them."""
    prepositions = [i for i in w.children[head] if i > head and w.low[i] in _COMPLEMENTS]
    nouns = [c for i in prepositions for c in w.children[i] if w.dep[c] == "pobj"]
    return nouns + [d for c in nouns for d in w.children[c] if w.dep[d] in ("compound", "poss", "conj")]


def _name(w: Words, i: int) -> str:
    """A name in small letters; a country's, or the adjective of one, by its code: "Lebanese" is "Lebanon"."""
    seen = word(w.text[i])
    return seen.country.alpha3 if seen is not None and seen.sense in ("name", "adjective") else w.low[i]


def akin(one: Qualifiers, other: Qualifiers) -> bool:
    """Whether two phrases share a word that says which holder is meant."""
    return bool((one.names | one.nouns) & (other.names | other.nouns))


def apart(one: Qualifiers, other: Qualifiers) -> bool:
    """Whether two phrases for a role mean two holders."""
    if one.contrasts and other.contrasts and not one.contrasts & other.contrasts:
        return True
    pairs = ((one.names, other.names), (one.nouns, other.nouns), (one.office, other.office), (one.owner, other.owner))
    return not akin(one, other) and any(a and b and not a & b for a, b in pairs)


def opposed(w: Words, one: Phrase, other: Phrase) -> bool:
    """Whether two phrases are the subject and the object of one verb: "the minister met the leader"."""
    if w.sent[one.head] != w.sent[other.head]:
        return False
    first, second = sorted((one.head, other.head))
    verb = w.head[first]
    if (
        w.dep[first] not in _SUBJECTS
        or w.pos[verb] not in ("VERB", "AUX")
        or w.lemma[verb] in ("be", "become", "remain")
    ):
        return False
    if w.dep[second] in _OBJECTS:
        return w.head[second] == verb
    by = w.head[second]
    return w.dep[second] == "pobj" and w.head[by] == verb and w.low[by] in ("with", "to", "by", "against", "for")
