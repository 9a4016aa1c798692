"""Who may take part in an event, and the signs by which the judge says who acts and on whom it is done.

Each noun, name and pronoun of the sentence that is somebody, or that fills a slot of the event's word, is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.events.lexicon import words
from dateline.events.participants import Actors
from dateline.events.table import Entry
from dateline.events.traits import Trait
from dateline.grammar import Word

SIDES = ("actor", "recipient", "none")
REACH = 45
"""Words to either side of the event's word among which participants are looked for."""
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_INSIDE = frozenset({"compound", "amod", "nmod"})
_CORE = frozenset({"subj", "obj", "dative", "by", "poss", "light", "inner", "compsubj"})
_NOBODY = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL", "QUANTITY"})
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Party:
    """A word of which it is asked whether it takes part in an event."""

    word: Word
    slots: tuple[str, ...]
    """Those of the event's slots that it fills."""


def parties(trait: Trait, actors: Actors) -> list[Party]:
    """The words that may take part in the event of ``trait``, in order."""
    slots: dict[int, list[str]] = {}
    for name, (fillers, _) in trait.filled.items():
        for filler in fillers:
            slots.setdefault(filler.i, []).append(name)
    event, found = trait.word, []
    for word in event.sent.words:
        if word is event or abs(word.i - event.i) > REACH:
            continue
        own = tuple(slots.get(word.i, ()))
        if _may(word, own, actors):
            found.append(Party(word, own))
    known = {p.word.i for p in found}
    others = {
        w.i: w for fillers, _ in trait.filled.values() for w in fillers if w.i not in known and w.sent is not event.sent
    }
    return [*found, *(Party(w, tuple(slots[i])) for i, w in others.items())]


def _may(word: Word, slots: tuple[str, ...], actors: Actors) -> bool:
    if word.entity in _NOBODY:
        return False
    if word.tag == "PRP$":
        return actors.actor(word) is not None or word.lower in words("possessive")
    if word.dep in _INSIDE:
        return actors.is_named_modifier(word)
    if word.pos not in _NOMINAL and not (word.entity in ("NORP", "GPE") and word.pos == "ADJ"):
        return word.pos in ("NUM", "ADJ", "DET") and bool(_CORE & set(slots))
    return actors.standing(word) is not None or bool(slots)


def signs_of_party(
    trait: Trait, kind: str, party: Party, entry: Entry | None, actors: Actors, present: Mapping[str, int]
) -> list[str]:
    """The signs of ``party`` for the event of type ``kind`` at ``trait``, whose row of the wide table is ``entry``.

    ``present`` counts the words that fill each slot.
    """
    event, word = trait.word, party.word
    relation = relation_of(event, word)
    who = _somebody(word, actors)
    side = "<" if word.i < event.i else ">"
    found = [
        f"t:{kind}",
        f"r:{relation}",
        f"r:{kind}:{relation}",
        f"r:{relation}:{who}",
        f"r:{event.pos}:{event.tag}:{relation}",
        f"who:{who}",
        f"who:{kind}:{who}",
        f"pos:{word.pos}:{word.dep}",
        f"d:{side}{min(6, abs(word.i - event.i) // 3)}",
        f"d:{side}:{who}",
        f"ent:{word.entity}",
        f"head:{word.lemma if word.pos == 'NOUN' else word.lower if word.pos == 'PRON' else word.pos}",
        f"prep:{word.head.lower if word.head.pos == 'ADP' else ''}:{kind}",
        f"up:{word.dep}:{word.head.lemma if word.head.pos in ('VERB', 'NOUN', 'ADP') else word.head.pos}",
        *_of_slots(trait, kind, party, entry, present),
        *_of_rule(trait, kind, word, actors),
    ]
    source = actors.source(event)
    if source is not None and (source is word or actors.actor(source) is actors.actor(word) is not None):
        found.append("source")
    return list(dict.fromkeys(found))


def _of_slots(trait: Trait, kind: str, party: Party, entry: Entry | None, present: Mapping[str, int]) -> Iterator[str]:
    passive = "passive" in trait.signs
    if not party.slots:
        yield "slot:no"
        yield f"slot:no:{kind}"
    for name in party.slots:
        first = trait.filled[name][0][0] is party.word
        yield f"slot:{name}"
        yield f"slot:{name}:{kind}"
        yield f"slot:{name}:{passive}:{trait.word.pos}"
        yield f"slot:{name}:{trait.word.lemma}"
        yield f"slot:{name}:first{first}"
        yield f"slot:{name}:{'subj' in present}:{'obj' in present}:{kind}"
        if entry is not None and name in entry.actor:
            yield f"tableactor:{entry.actor.index(name)}"
        if entry is not None and name in entry.recipient:
            yield f"tablerecipient:{entry.recipient.index(name)}"
            better = [n for n in entry.recipient[: entry.recipient.index(name)] if n in present]
            yield f"better:{bool(better)}"


def _of_rule(trait: Trait, kind: str, word: Word, actors: Actors) -> Iterator[str]:
    """What the lexicon's row makes of the word, and the judge's own first guess."""
    rule = trait.rule
    if rule is not None:
        same = rule.pattern.type == kind
        for name, side in (("a", rule.actors), ("p", rule.recipients)):
            if word in side:
                yield f"rule{name}:{same}"
            elif side:
                yield f"rule{name}else:{same}"
            else:
                yield f"rule{name}nobody:{same}"
    for name, heads in (("who", trait.who), ("whom", trait.whom)):
        if word in heads:
            yield f"{name}:in"
        elif (actor := actors.actor(word)) is not None and any(actors.actor(t) is actor for t in heads):
            yield f"{name}:same"


def _somebody(word: Word, actors: Actors) -> str:
    actor, standing = actors.actor(word), actors.standing(word)
    kind = actor.kind if actor is not None else "mere" if actors.is_mere_place(word) else "-"
    return f"{kind}:{standing}"


def relation_of(event: Word, word: Word) -> str:
    """How ``word`` stands to ``event`` in the tree: the labels of the way up to where they meet, and down again."""
    above = [event, *_over(event)]
    places = {w.i: n for n, w in enumerate(above)}
    way: list[str] = []
    step = word
    for _ in range(_DEEPEST):
        if step.i in places:
            down = places[step.i]
            names = [w.dep for w in above[:down]]
            return f"{'<'.join(way[:4])}^{'>'.join(names[:3])}"
        way.append(f"{step.dep}({step.lower})" if step.dep in ("prep", "agent", "dative") else step.dep)
        step = step.head
    return "far<" if word.i < event.i else "far>"


def _over(word: Word) -> Sequence[Word]:
    found: list[Word] = []
    for _ in range(_DEEPEST):
        if word.head is word:
            break
        word = word.head
        found.append(word)
    return found
