"""What speaks for and against an event: signs of a candidate's words, frame and participants, as short strings.

They are what the learned scorer weighs beside the encoder's states. A sign names a lemma in a relation
("o:sanction", an object) or a standing ("who3"), never a name: no weight is learned for a person or a country.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.events.lexicon import patterns, words
from dateline.events.participants import Actors
from dateline.events.triggers import Candidate
from dateline.grammar import Word
from dateline.grammar.relations import is_negated, is_passive

FIELDS = ("sport", "market", "culture")
NEAR = 12
"""Words to either side of a trigger whose lemmas count as near."""
_CONTENT = frozenset({"VERB", "NOUN", "ADJ", "ADP", "PART", "ADV"})
_NO_SIGN = frozenset({"PROPN", "PRON", "DET", "PUNCT", "SPACE", "NUM", "SYM", "X"})
_NUMBERS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"})


def signs(candidate: Candidate, actors: Actors) -> list[str]:
    """The signs of ``candidate``, each once, in the order in which they are found."""
    found = [
        *_of_trigger(candidate),
        *_of_frame(candidate),
        *_of_side("who", candidate.actors, actors),
        *_of_side("whom", candidate.recipients, actors),
        *_of_surroundings(candidate),
    ]
    return list(dict.fromkeys(found))


def clause(token: Word) -> list[Word]:
    """The words of what hangs on ``token`` that stand near it."""
    return [t for t in token.subtree if abs(t.i - token.i) <= NEAR]


def _of_trigger(candidate: Candidate) -> Iterator[str]:
    token, pattern = candidate.frame.token, candidate.pattern
    known = pattern.type if candidate.listed else "none"
    yield f"x:{known}"
    yield f"x:{known}:{pattern.mode}"
    yield f"w:{token.lemma}"
    yield f"w:{token.lemma}:{known}"
    yield f"t:{'_'.join(t.lemma for t in candidate.words)}"
    yield f"p:{token.pos}:{token.dep}"
    yield f"g:{token.tag}"
    for kind in {row.type: None for row in patterns().get((token.lemma, "N" if candidate.frame.is_noun else "V"), ())}:
        yield f"y:{kind}"


def _of_frame(candidate: Candidate) -> Iterator[str]:
    frame = candidate.frame
    token = frame.token
    if is_passive(token):
        yield "passive"
    if is_negated(token):
        yield "negated"
    for child in token.children:
        if child.dep in ("aux", "auxpass"):
            yield f"a:{child.lemma}"
        elif child.pos not in _NO_SIGN and child.entity not in _NUMBERS:
            yield f"c:{child.dep}:{child.lemma}"
    for noun in frame.slot("obj"):
        yield f"o:{noun.lemma if noun.pos == 'NOUN' else noun.entity or noun.pos}"
    if frame.support is not None:
        yield f"s:{frame.support.lemma}"
    verb, kind = frame.complement
    if verb is not None:
        yield f"k:{kind}"
        yield f"k:{verb.lemma}"
        yield from (f"k:{t}" for t in {row.type: None for row in patterns().get((verb.lemma, "V"), ())})
    if token.head is not token:
        yield f"h:{token.head.lemma if token.head.pos not in _NO_SIGN else token.head.pos}"
        yield f"h:{token.dep}:{token.head.pos}"


def _of_side(side: str, heads: tuple[Word, ...], actors: Actors) -> Iterator[str]:
    if not heads:
        yield f"{side}:nobody"
        return
    yield f"{side}{max(actors.standing(t) or 0 for t in heads)}"
    for head in heads[:2]:
        actor = actors.actor(head)
        yield f"{side}:{actor.kind if actor else head.pos}"
        if actor is not None and actor.sector:
            yield f"{side}:{actor.sector}"
        if head.pos == "NOUN":
            yield f"{side}:{head.lemma}"


def _of_surroundings(candidate: Candidate) -> Iterator[str]:
    token = candidate.frame.token
    for other in clause(token):
        if other.pos in _CONTENT and other is not token and other.entity not in _NUMBERS:
            yield f"b:{other.lemma}"
    lemmas = {t.lemma for t in token.sent.words}
    for name in FIELDS:
        yield f"f:{name}{min(3, len(lemmas & words(name)))}"
