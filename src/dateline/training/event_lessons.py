"""What marked copy teaches the events' judge: of every word that may be an event, whether it is one, and how it stands.

Two kinds of marks are read: JSON lines with ``text`` and ``events``, whose sides are phrases as they stand nearest to
the trigger, and marked stories, whose sides are mentions of actors. In both a word that nobody marked is no event.
Sentences of our own teach only what is marked in them, at a small weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dateline.actors import find_actors
from dateline.anatomy import find_blocks
from dateline.evaluate.wire import Wire
from dateline.events.judge import CONTENT, MODALITIES, NONE, TYPES, entry_of, listed_as
from dateline.events.network import Floats
from dateline.events.scene import Scene
from dateline.events.sides import SIDES, Party, parties, signs_of_party
from dateline.events.standing import signs_of_stand
from dateline.events.traits import Trait
from dateline.figures import find_figures
from dateline.grammar import Parse, Word, read_grammar
from dateline.language import parse
from dateline.language.encoded import States, states_of
from dateline.places import find_toponyms
from dateline.schema import Article, Cast, Figure, Modality, Timeline, Toponym
from dateline.statements import find_statements, placed
from dateline.statements.learned import find_attributions
from dateline.times import find_times
from dateline.training.grammar import examples

OWN_WEIGHT = 0.3
"""What a made sentence weighs, since ten of them are made of one pattern."""
_AT_ONCE = 32
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_INSIDE = frozenset({"compound", "amod", "nmod"})
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Gold:
    """An event as somebody marked it."""

    trigger: tuple[Span, ...]
    type: str
    modality: str | None
    """None where it is not marked; then the sides are not marked either."""
    actors: tuple[tuple[Span, ...], ...] = ()
    """For each who acts the spans at which it may be meant, the best first."""
    recipients: tuple[tuple[Span, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A text to learn from, with its marks."""

    name: str
    text: str
    published_at: str | None
    gold: tuple[Gold, ...]
    whole: bool = True
    """Whether everything in it is marked; where not, only the words of ``gold`` teach."""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Asked:
    """One case of one of the networks: its signs, where its states are read, and its label."""

    signs: tuple[str, ...]
    groups: tuple[tuple[int, ...], ...]
    label: int
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Possible:
    """A word that may be an event: a case for its type and, where it is one, for how it stands and for its sides."""

    asked: Asked
    word: int
    head: int
    dep: str
    span: Span
    listed: str | None
    gold: int | None
    """The number of the event that is marked at it, or None."""
    sides: tuple[tuple[int, Asked], ...] = ()
    stand: Asked | None = None
    rule: Modality = "asserted"
    """The modality that the rules give it."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text as the networks see it: its possible events and the states of its words."""

    source: Source
    possible: tuple[Possible, ...]
    content: tuple[int, ...]
    """The numbers of the words whose mean state says what the text is about."""
    states: Floats = field(repr=False)
    """The encoder's state of each word, words by dimensions, in half precision."""
    starts: tuple[int, ...] = ()
    """The offset of the first character of each word."""


def of_rows(rows: Iterable[Mapping[str, Any]]) -> Iterator[Source]:
    """The texts of JSON lines with ``events``, with their marks."""
    for row in rows:
        text = row["text"]
        gold = [
            Gold(
                ((e["start"], e["end"]),),
                e["type"],
                e["modality"],
                *(
                    tuple(_nearest(text, side["text"], e["start"]) for side in e[name])
                    for name in ("actor", "recipient")
                ),
            )
            for e in row["events"]
        ]
        date = row.get("published_at") or row.get("dct")
        yield Source(str(row["id"]), text, date, tuple(gold))


def _nearest(text: str, phrase: str, at: int) -> tuple[Span, ...]:
    """The spans at which ``phrase`` stands in ``text``, the one nearest to ``at`` first."""
    found, start = [], text.find(phrase)
    while start >= 0:
        found.append((start, start + len(phrase)))
        start = text.find(phrase, start + 1)
    return _by_distance(found, at)[:3]


def _by_distance(spans: Iterable[Span], at: int) -> tuple[Span, ...]:
    return tuple(sorted(spans, key=lambda span: abs(span[0] - at)))


def of_wires(wires: Iterable[Wire]) -> Iterator[Source]:
    """The texts of marked stories, with their marks."""
    for wire in wires:
        places: dict[str, list[Span]] = {name: [] for name in wire.names}
        for mention in wire.mentions:
            places.setdefault(mention.value, []).append((mention.start, mention.end))
        gold = []
        for event in wire.events:
            start = event.trigger[0].start
            sides = (
                tuple(_by_distance(places.get(name, ()), start) for name in names)
                for names in (event.actors, event.recipients)
            )
            trigger = tuple((span.start, span.end) for span in event.trigger)
            gold.append(Gold(trigger, event.type, event.modality, *sides))
        yield Source(wire.id, wire.text, wire.published_at, tuple(gold))


def of_examples() -> Iterator[Source]:
    """The made sentences of our own, as texts with their marks."""
    for n, example in enumerate(examples()):
        gold = (Gold((example.trigger,), example.type, None),) if example.type and example.trigger else ()
        yield Source(f"made:{n}", example.text, None, gold, whole=not gold, weight=OWN_WEIGHT)


@dataclass(frozen=True, slots=True)
class Read:
    """A source as the stages before the events read it."""

    grammar: Parse
    toponyms: tuple[Toponym, ...]
    timeline: Timeline
    figures: tuple[Figure, ...]
    cast: Cast
    scene: Scene


def lessons(sources: Iterable[Source]) -> Iterator[Lesson]:
    """What each of ``sources`` teaches."""
    for source, read in scenes(sources):
        yield lesson_of(source, read.scene, read.grammar.states or states_of(read.grammar.copy))


def scenes(sources: Iterable[Source]) -> Iterator[tuple[Source, Read]]:
    """Each of ``sources`` read as far as the events need it."""
    held: list[Source] = []
    for source in sources:
        held.append(source)
        if len(held) == _AT_ONCE:
            yield from _read(held)
            held = []
    yield from _read(held)


def _read(sources: Sequence[Source]) -> Iterator[tuple[Source, Read]]:
    articles = [Article(s.name, s.name, s.text, published_at=s.published_at, language="en") for s in sources]
    for source, copy in zip(sources, parse(articles, [find_blocks(a) for a in articles]), strict=True):
        learned, states = find_attributions(copy)
        grammar = read_grammar(copy, states)
        toponyms, timeline = tuple(find_toponyms(copy)), find_times(copy)
        figures = tuple(find_figures(copy, timeline.times))
        said = placed(grammar, find_statements(grammar, timeline, learned), toponyms)
        cast = find_actors(grammar, toponyms, said)
        scene = Scene(grammar, toponyms, timeline, figures, cast)
        yield source, Read(grammar, toponyms, timeline, figures, cast, scene)


def lesson_of(source: Source, scene: Scene, states: States) -> Lesson:
    """What ``source`` teaches, read as ``scene``; ``states`` are those of its words."""
    traits = scene.traits()
    marked = _marked(traits, source.gold)
    possible = []
    for n, trait in enumerate(traits):
        number, is_main = marked.get(n, (None, True))
        gold = source.gold[number] if number is not None else None
        if gold is None and not source.whole:
            continue
        label = TYPES.index(gold.type) if gold is not None else NONE
        asked = Asked(trait.signs, _groups(trait), label, source.weight if is_main else 0.0)
        sides: tuple[tuple[int, Asked], ...] = ()
        stand: Asked | None = None
        rule: Modality = "asserted"
        if gold is not None and is_main and gold.modality is not None:
            sides = tuple(_sides(trait, gold, scene))
            known = scene.stand(trait, gold.type)
            rule = known.rule
            verdict = list[str](MODALITIES).index(gold.modality)
            stand = Asked(tuple(signs_of_stand(known)), _groups(trait)[:3], verdict)
        word = trait.word
        possible.append(
            Possible(
                asked, word.i, word.head.i, word.dep, (word.idx, word.end), listed_as(trait), number, sides, stand, rule
            )
        )
    rows = states.at([w.idx for w in scene.words]) if scene.words else np.zeros((0, 384), np.float32)
    content = tuple(w.i for w in scene.words if w.pos in CONTENT)
    starts = tuple(w.idx for w in scene.words)
    return Lesson(source, tuple(possible), content, rows.astype(np.float16), starts)


def _groups(trait: Trait) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(w.i for w in group) for group in trait.groups)


def _marked(traits: Sequence[Trait], gold: Sequence[Gold]) -> dict[int, tuple[int, bool]]:
    """By trait at a marked event: the number of that event, and whether the trait is the one that stands for it.

    That is the one that the wide table has of the type, that nothing else in the trigger governs, and that comes first.
    """
    found: dict[int, tuple[int, bool]] = {}
    for number, event in enumerate(gold):
        at = [n for n, t in enumerate(traits) if any(t.word.idx < b and a < t.word.end for a, b in event.trigger)]
        inside = {traits[n].word.i for n in at}

        def fitness(n: int, inside: set[int] = inside, kind: str = event.type) -> tuple[bool, bool, int]:
            trait = traits[n]
            top = trait.word.head is trait.word or trait.word.head.i not in inside
            return any(e.type == kind for e in trait.possible.entries), top, -n

        main = max(at, key=fitness, default=None)
        for n in at:
            if n == main or n not in found:
                found[n] = (number, n == main)
    return found


def _sides(trait: Trait, gold: Gold, scene: Scene) -> Iterator[tuple[int, Asked]]:
    asked = parties(trait, scene.actors)
    entry, present = entry_of(trait, gold.type), {n: len(f) for n, (f, _) in trait.filled.items()}
    labels: dict[int, str] = {}
    for side, participants in (("actor", gold.actors), ("recipient", gold.recipients)):
        for spans in participants:
            party = next((p for span in spans if (p := _party(asked, scene.words, span)) is not None), None)
            if party is not None:
                labels.setdefault(party.word.i, side)
    for party in asked:
        signs = tuple(signs_of_party(trait, gold.type, party, entry, scene.actors, present))
        label = SIDES.index(labels.get(party.word.i, "none"))
        yield party.word.i, Asked(signs, ((trait.word.i,), (party.word.i,)), label)


def _party(asked: Sequence[Party], words: Sequence[Word], span: Span) -> Party | None:
    """The one of ``asked`` that heads the phrase at ``span``; where none does, the first of them that stands in it."""
    inside = [w for w in words if w.idx < span[1] and span[0] < w.end and w.pos not in ("PUNCT", "SPACE")]
    numbers = {w.i for w in inside}
    heads = [w for w in inside if w.head is w or w.head.i not in numbers]
    heads = [w for w in heads if w.pos in _NOMINAL or w.tag == "PRP$"] or heads
    for party in asked:
        if heads and party.word is heads[0]:
            return party
    return next((p for p in asked if p.word.i in numbers and p.word.dep not in _INSIDE), None)
