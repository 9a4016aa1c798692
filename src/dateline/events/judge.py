"""The learned judge of events: is a word an event, of which type, who takes part, and how does it stand?

Three small networks over one set of signs and the states of the shared encoder, which is not run again for them. Each
has the rules' verdict among its signs, so that it overrules them only where the marked copy showed it to be right. The
heads on the encoder's last layer say the same by what the sentence means, and both are weighed together (``heads``).
Weights, and how they were learned: ``resources/models/events.md`` and ``heads.md``.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import get_args

import numpy as np

from dateline.events.heads import Heads, heads, mixed
from dateline.events.lexicon import words
from dateline.events.network import Floats, Network, network
from dateline.events.participants import Actors
from dateline.events.sides import SIDES, parties, signs_of_party
from dateline.events.standing import Stand, signs_of_stand
from dateline.events.table import Entry
from dateline.events.topics import fields_of, is_of_a_field
from dateline.events.traits import Trait
from dateline.grammar import Word
from dateline.language.encoded import States
from dateline.resources.hashes import checked
from dateline.schema import EventType, Modality

TYPES: tuple[str, ...] = get_args(EventType)
LABELS: tuple[str, ...] = (*TYPES, "none")
NONE = len(TYPES)
MODALITIES: tuple[Modality, ...] = get_args(Modality)
WIDTHS = (96, 24, 32, 24, 24)
"""Dimensions that are kept of the state at the word, at its head, over its clause, at those who act, at the others."""
ABOUT = 16
"""Dimensions kept of the mean state of the article."""
SIDE_WIDTHS = (32, 32)
STAND_WIDTHS = (48, 24, 24)
FIELD_LIMITS = {"sport": 0.8, "market": 0.75, "culture": 0.75}
"""How far a word must be an event in a sentence that has a word of one of these fields."""
WEIGHTS = {"type": 0.3, "side": 0.3, "stand": 0.2}
"""How much the heads on the encoder's last layer have to say beside the networks."""
FACT = 0.3
"""By how much a fact must be likelier than the rules' verdict to be told as one against it."""
LISTED_SIDE = 0.05
"""From which chance on somebody takes part whom the lexicon's row for the type has on that side."""
JOINED = 0.15
"""The same for whom "and" joins to somebody who takes part."""
ATTACHED = frozenset({"dobj", "prt", "attr", "oprd"})
CONTENT = frozenset({"NOUN", "VERB", "PROPN", "ADJ"})


@dataclass(frozen=True, slots=True)
class Limits:
    """From which chance on something is taken."""

    event: float = 0.4
    """A word that no row of the lexicon fits is an event."""
    listed: float = 0.05
    """A word that a row fits is one."""
    other: float = 0.9
    """By how much another type must be likelier than the lexicon's to be taken in its place."""
    actor: float = 0.45
    recipient: float = 0.45
    shift: float = 0.0
    """With ``slope``: the confidence in an event is the logistic function of this plus the log odds of its chance."""
    slope: float = 1.0

    def confidence(self, chance: float) -> float:
        """How often an event that the networks give this ``chance`` is right, as fitted on copy that taught nothing."""
        return float(1 / (1 + np.exp(-(self.shift + self.slope * log_odds(chance)))))


def log_odds(chance: float) -> float:
    """The log odds of ``chance``, which is kept off nought and one."""
    kept = min(max(chance, 0.001), 0.999)
    return float(np.log(kept / (1 - kept)))


@dataclass(frozen=True, slots=True)
class Finding:
    """An event that the judge has found."""

    trait: Trait
    kind: str
    chance: float
    words: tuple[Word, ...]
    """The trigger, in order."""


class Reduced:
    """The states of an article's words, in the dimensions along which they differ most."""

    def __init__(self, tokens: Sequence[Word], states: States, centre: Floats, axes: Floats) -> None:
        """Reduce the state of every word once."""
        rows = states.at([t.idx for t in tokens]) if tokens else np.zeros((0, len(centre)), np.float32)
        self.rows: Floats = np.asarray((rows - centre) @ axes, dtype=np.float32)
        content = [t.i for t in tokens if t.pos in CONTENT]
        mean = self.rows[content].mean(axis=0) if content else np.zeros(axes.shape[1], np.float32)
        self.about: Floats = np.asarray(mean[:ABOUT], dtype=np.float32)
        self._states = states

    def last(self, words: Sequence[Word]) -> Floats:
        """The states of ``words`` in the encoder's last layer."""
        return self._states.last_at([w.idx for w in words])

    def at(self, group: Sequence[Word], width: int) -> Floats:
        """The mean state of ``group``; nought where nobody is."""
        if not group:
            return np.zeros(width, dtype=np.float32)
        if len(group) == 1:
            return np.asarray(self.rows[group[0].i, :width])
        found: Floats = self.rows[[t.i for t in group], :width].mean(axis=0)
        return found


def dense_of_trait(trait: Trait, reduced: Reduced) -> Floats:
    """The dense numbers for the type."""
    parts = [reduced.at(group, width) for group, width in zip(trait.groups, WIDTHS, strict=True)]
    return np.concatenate([*parts, reduced.about])


def dense_of_party(event: Word, word: Word, reduced: Reduced) -> Floats:
    """The dense numbers for a side."""
    return np.concatenate([reduced.at((w,), n) for w, n in zip((event, word), SIDE_WIDTHS, strict=True)])


def dense_of_stand(trait: Trait, reduced: Reduced) -> Floats:
    """The dense numbers for the modality."""
    return np.concatenate([reduced.at(g, n) for g, n in zip(trait.groups[:3], STAND_WIDTHS, strict=True)])


def entry_of(trait: Trait, kind: str) -> Entry | None:
    """The row of the wide table by which the word is of type ``kind``: a phrase before a bare word."""
    fitting = [e for e in trait.possible.entries if e.type == kind]
    return max(fitting, key=lambda e: (bool(e.particle or e.noun), e.grade), default=None)


@dataclass(frozen=True, slots=True)
class Judge:
    """The three networks."""

    type: Network
    side: Network
    stand: Network
    centre: Floats
    """The mean state."""
    axes: Floats
    """State dimensions by reduced ones."""
    limits: Limits = Limits()
    heads: Heads | None = None
    """The second opinion; None: the networks decide alone."""
    weights: Mapping[str, float] = field(default_factory=lambda: WEIGHTS)
    """How much the second opinion has to say about "type", "side" and "stand"."""

    def reduced(self, tokens: Sequence[Word], states: States) -> Reduced:
        """The reduced states of ``tokens``."""
        return Reduced(tokens, states, self.centre, self.axes)

    def found(self, traits: Sequence[Trait], actors: Actors, reduced: Reduced) -> list[Finding]:
        """The events among ``traits``, in order; what is one of a game, of prices or of a show is none."""
        if not traits:
            return []
        chances = self.chances(traits, reduced)
        sure = {t.word.i: 1 - float(row[NONE]) for t, row in zip(traits, chances, strict=True)}
        found = taken(traits, chances, self.limits)
        return [f for f in found if not _is_elsewhere(f, sure[f.trait.word.i], actors)]

    def chances(self, traits: Sequence[Trait], reduced: Reduced) -> Floats:
        """For each of ``traits`` the chances of :data:`LABELS`."""
        dense = np.stack([dense_of_trait(t, reduced) for t in traits])
        chances = self.type.chances([self.type.buckets(t.signs) for t in traits], dense)
        if self.heads is None:
            return chances
        return mixed(chances, self.heads.types(reduced.last([t.word for t in traits])), self.weights["type"])

    def sides(self, finding: Finding, actors: Actors, reduced: Reduced) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
        """Those who act in ``finding``, and those acted on."""
        trait = finding.trait
        asked = [p for p in parties(trait, actors) if p.word not in finding.words]
        if not asked:
            return (), ()
        entry, present = entry_of(trait, finding.kind), {n: len(f) for n, (f, _) in trait.filled.items()}
        rows = [self.side.buckets(signs_of_party(trait, finding.kind, p, entry, actors, present)) for p in asked]
        dense = np.stack([dense_of_party(trait.word, p.word, reduced) for p in asked])
        rule = trait.rule if trait.rule is not None and trait.rule.pattern.type == finding.kind else None
        listed = (rule.actors, rule.recipients) if rule is not None else ((), ())
        words, chances = [p.word for p in asked], self.side.chances(rows, dense)
        if self.heads is not None:
            event, away = reduced.last([trait.word])[0], [w.i - trait.word.i for w in words]
            others = self.heads.sides(event, reduced.last(words), away, TYPES.index(finding.kind))
            chances = mixed(chances, others, self.weights["side"])
        return chosen(words, chances, self.limits, listed)

    def modality(self, stand: Stand, trait: Trait, reduced: Reduced) -> Modality:
        """How an event stands."""
        rows, dense = [self.stand.buckets(signs_of_stand(stand))], dense_of_stand(trait, reduced)[None]
        chances = self.stand.chances(rows, dense)
        if self.heads is not None:
            chances = mixed(chances, self.heads.stands(reduced.last([trait.word])), self.weights["stand"])
        return stands(chances[0], stand.rule)


def taken(traits: Sequence[Trait], chances: Floats, limits: Limits) -> list[Finding]:
    """The events among ``traits`` by the ``chances`` of their labels; a verb and its object of one type are one."""
    found: dict[int, Finding] = {}
    for trait, row in zip(traits, chances, strict=True):
        kind = kind_of(row, listed_as(trait), limits)
        if kind is not None:
            chance = float(row[TYPES.index(kind)])
            found[trait.word.i] = Finding(trait, kind, chance, _trigger(trait, kind))
    for finding in list(found.values()):
        word = finding.trait.word
        verb = found.get(word.head.i)
        if verb is None or verb is finding or verb.kind != finding.kind or word.dep not in ATTACHED:
            continue
        words = tuple(sorted({*verb.words, *finding.words}, key=lambda w: w.i))
        found[word.head.i] = Finding(verb.trait, verb.kind, max(verb.chance, finding.chance), words)
        del found[word.i]
    return list(found.values())


def _is_elsewhere(finding: Finding, sure: float, actors: Actors) -> bool:
    """The event is one of a game, of prices or of a show, or done by nature: ``sure`` is how far it is an event."""
    trait = finding.trait
    rule = trait.rule
    who, whom = (rule.actors, rule.recipients) if rule is not None else (trait.who, trait.whom)
    if is_of_a_field(trait.word, finding.kind, who, whom, actors):
        return True
    if any(sure < limit and field in fields_of(trait.word.sent) for field, limit in FIELD_LIMITS.items()):
        return True
    doers = [w for name in ("subj", "by") for w in trait.filled.get(name, ((), 0))[0]]
    return bool(doers) and all(w.lemma in words("cause_of_nature") for w in doers)


def listed_as(trait: Trait) -> str | None:
    """The type that the lexicon gives the word of ``trait``, as the head of a trigger and on topic."""
    rule = trait.rule
    return rule.pattern.type if rule is not None and rule.frame.token is trait.word and not trait.off_topic else None


def kind_of(row: Floats, listed: str | None, limits: Limits) -> str | None:
    """The type of an event by the chances of its labels, where the lexicon gives it the type ``listed``; None: none."""
    best, event = int(row[:NONE].argmax()), 1 - float(row[NONE])
    if event < (limits.event if listed is None else limits.listed):
        return None
    if listed is not None and row[best] - row[TYPES.index(listed)] < limits.other:
        return listed
    return TYPES[best]


def _trigger(trait: Trait, kind: str) -> tuple[Word, ...]:
    """The words of the trigger: the lexicon's where it agrees, else the word with its particle or noun."""
    word, rule = trait.word, trait.rule
    if rule is not None and rule.frame.token is word and rule.pattern.type == kind:
        return rule.words
    entry = entry_of(trait, kind)
    extra = {c for c in word.children if c.dep == "prt"}
    if entry is not None:
        extra |= {c for c in word.children if c.lower == entry.particle and c.i > word.i}
        if entry.noun is not None:
            extra |= {t for t in word.subtree if t.lemma == entry.noun and t.head in (word, *word.children)}
    return tuple(sorted({word, *extra}, key=lambda w: w.i))


def stands(chances: Floats, rule: Modality) -> Modality:
    """The likeliest modality; what the rules hold for no fact is told as one only where that is far likelier.

    Hopes, which real copy hardly has, are left to the rules.
    """
    if rule == "hoped":
        return rule
    best = MODALITIES[int(chances.argmax())]
    if best == "asserted" and chances.max() - chances[MODALITIES.index(rule)] < FACT:
        return rule
    return best


def chosen(
    asked: Sequence[Word], chances: Floats, limits: Limits, listed: tuple[Sequence[Word], Sequence[Word]]
) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Of the words ``asked`` about those who act and those acted on, by the ``chances`` of :data:`SIDES`; those whom
    the lexicon has there are ``listed``, and need less."""
    who: list[Word] = []
    whom: list[Word] = []
    for word, row in zip(asked, chances, strict=True):
        actor, recipient = row[SIDES.index("actor")], row[SIDES.index("recipient")]
        if actor >= max(LISTED_SIDE if word in listed[0] else limits.actor, recipient):
            who.append(word)
        elif recipient >= (LISTED_SIDE if word in listed[1] else limits.recipient):
            whom.append(word)
        elif word.dep == "conj" and word.head in who and actor >= JOINED:
            who.append(word)
        elif word.dep == "conj" and word.head in whom and recipient >= JOINED:
            whom.append(word)
    return tuple(who), tuple(whom)


@functools.cache
def judge() -> Judge:
    """The shipped judge, loaded once a process."""
    return replace(loaded(Path(checked("models/events.npz"))), heads=heads())


def loaded(path: Path) -> Judge:
    """The judge in the file at ``path``."""
    with np.load(path) as stored:
        arrays = {name: stored[name] for name in stored.files}
    limits = Limits(*(float(x) for x in arrays["limits"]))
    kind, side, stand = (network(arrays, name) for name in ("type", "side", "stand"))
    return Judge(kind, side, stand, arrays["centre"].astype(np.float32), arrays["axes"].astype(np.float32), limits)
