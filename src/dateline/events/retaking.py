"""Freeing a place from those who hold it is no release: "the liberation of the city from the militants".

Taking territory back is ASSAULT on whoever held it. Translated copy says the same of the holders themselves ("the army
will free the terrorists from the city", "the release of terrorists"): a calque, which is read by what it must mean, by
a place in the same phrase or, where the copy is known to be translated, by what the rest of the article frees of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.events.judge import Finding
from dateline.events.lexicon import words
from dateline.events.participants import Actors
from dateline.events.traits import Trait
from dateline.grammar import Word
from dateline.grammar.relations import prepositional

_FREEING = words("freeing")
_TERRITORY = words("retaken_territory")
_CHANCE = 0.6
"""That a retaking which the judge passes over is one."""
_HELD = words("holding")


@dataclass(frozen=True, slots=True)
class Retaking:
    """A word of freeing that tells of a retaking."""

    trait: Trait
    holders: tuple[Word, ...]
    """On whom it is done: those who held the place, where they are named."""
    sure: bool
    """Something is freed from them; else it is they who are said to be freed, and the copy must be translated."""


def retakings(traits: Sequence[Trait], actors: Actors, *, translated: bool) -> dict[int, Retaking]:
    """The retakings among ``traits``, by the number of the word; ``translated`` is whether the copy is."""
    found = [one for trait in traits if (one := _retaking(trait, actors)) is not None]
    told = any(one.sure and one.holders for one in found)
    return {one.trait.word.i: one for one in found if one.sure or (translated and told)}


def with_retakings(found: Sequence[Finding], retaken: Mapping[int, Retaking]) -> list[Finding]:
    """``found`` with each of ``retaken`` as an ASSAULT, in order, whether the judge found it or not."""
    known = [replace(f, kind="ASSAULT") if f.trait.word.i in retaken else f for f in found]
    have = {word.i for finding in known for word in finding.words}
    missing = [Finding(r.trait, "ASSAULT", _CHANCE, (r.trait.word,)) for i, r in retaken.items() if i not in have]
    return sorted([*known, *missing], key=lambda f: f.trait.word.i)


def _retaking(trait: Trait, actors: Actors) -> Retaking | None:
    word = trait.word
    if word.lemma not in _FREEING:
        return None
    freed = _freed(word)
    places = [w for w in freed if _is_territory(w, actors)]
    left = prepositional([word], "from")
    above = word.head
    if word.pos == "NOUN" and word.dep == "dobj":
        left = [*left, *prepositional([above], "from")]
    if places:
        holders = [w for w in left if _is_fighter(w, actors)]
        holders = holders or [h for place in places for h in _held_by(place, actors)]
        return Retaking(trait, tuple(holders), sure=True) if holders or _is_taken(word, places) else None
    captors = [w for w in freed if _is_fighter(w, actors)]
    if not captors:
        return None
    return Retaking(trait, tuple(captors), sure=any(_is_territory(w, actors) for w in left))


def _freed(word: Word) -> list[Word]:
    """What is freed: the object of a verb, what a noun has under "of", and all that is joined to them."""
    if word.pos == "NOUN":
        found = prepositional([word], "of")
    else:
        found = [c for c in word.children if c.dep in ("dobj", "nsubjpass")]
    for one in found:
        found += [c for c in one.children if c.dep == "conj" and c not in found]
    return found


def _is_territory(word: Word, actors: Actors) -> bool:
    if word.lemma in _TERRITORY:
        return True
    return word.pos == "PROPN" and actors.is_place(word)


def _is_fighter(word: Word, actors: Actors) -> bool:
    """Somebody who holds ground by arms."""
    actor = actors.actor(word)
    return actor is not None and actor.sector == "REB"


def _is_taken(word: Word, places: Sequence[Word]) -> bool:
    """ "Liberated the town": by the word itself ground is taken, though nobody is said to have held it."""
    return word.lemma in ("liberate", "liberation") and any(w.lemma != "country" for w in places)


def _held_by(place: Word, actors: Actors) -> list[Word]:
    """ "The last district held by militants"."""
    clauses = [c for c in place.children if c.dep in ("acl", "relcl") and c.lemma in _HELD]
    doers = prepositional(clauses, "by") if clauses else []
    doers += [g for c in clauses for a in c.children if a.dep == "agent" for g in a.children if g.dep == "pobj"]
    return [w for w in dict.fromkeys(doers) if _is_fighter(w, actors)]
