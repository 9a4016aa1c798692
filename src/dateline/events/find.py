"""The events of one article: what the judge takes for one, with its participants, how it stands, where, when and about
what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast as cast_to

from dateline.events import codebook
from dateline.events.judge import Finding, Judge, judge
from dateline.events.lexicon import Pattern, words
from dateline.events.modes import refine
from dateline.events.parties import Parties
from dateline.events.retaking import retakings, with_retakings
from dateline.events.scene import Scene
from dateline.events.setting import casualties, clause_of, size_of
from dateline.events.standing import Stand
from dateline.events.sure import is_hoped_for, is_put_off, sure_modality, those_who_warn
from dateline.events.toll import with_tolls
from dateline.events.triggers import Candidate
from dateline.events.unreal import is_unreal
from dateline.grammar import Parse, Word
from dateline.language.encoded import states_of
from dateline.schema import Cast, Event, EventType, Figure, Modality, Span, Timeline, Toponym

_PUT_OFF = frozenset({"PROTEST", "CONSULT", "MOBILIZE", "ASSAULT"})
"""Types of acts that are not done when they are called off."""


def find_events(
    grammar: Parse,
    toponyms: Sequence[Toponym],
    timeline: Timeline,
    figures: Sequence[Figure],
    cast: Cast,
    judging: Judge | None = None,
    *,
    translated: bool = False,
) -> tuple[Event, ...]:
    """The events of an article, in the order of their triggers, with ids ``e1``, ``e2`` ...

    ``toponyms``, ``timeline``, ``figures`` and ``cast`` are what the earlier stages found in the copy; an event's
    actors are those of the cast where a mention covers the noun, and otherwise the words alone. ``judging`` decides in
    place of the shipped judge; ``translated`` copy is read by what its calques must mean.
    """
    scene = Scene(grammar, toponyms, timeline, figures, cast)
    decides = judging or judge()
    reduced = decides.reduced(scene.words, grammar.states or states_of(grammar.copy))
    parties = Parties(scene.actors, cast)
    events: list[Event] = []
    traits = scene.traits()
    retaken = retakings(traits, scene.actors, translated=translated)
    for finding in with_retakings(decides.found(traits, scene.actors, reduced), retaken):
        spoken = scene.cue_of(finding.trait.word)
        said = finding.kind == "ASSAULT" and spoken is not None and spoken.act == "speech"
        if (said and not _is_shot(finding.trait.word)) or is_unreal(finding.trait.word, finding.kind, scene.actors):
            continue
        actors, recipients = decides.sides(finding, scene.actors, reduced)
        retaking = retaken.get(finding.trait.word.i)
        recipients = retaking.holders if retaking is not None and retaking.holders else recipients
        others = (*those_who_warn(finding.trait.word), *(retaking.holders if retaking is not None else ()))
        actors = tuple(a for a in actors if a not in others)
        stand = scene.stand(finding.trait, finding.kind)
        stands = decides.modality(stand, finding.trait, reduced)
        sure = sure_modality(finding.trait.word)
        if stands in ("asserted", "reported", "demanded"):
            off = finding.kind in _PUT_OFF and is_put_off(finding.trait.word)
            stands = "denied" if off else sure or stands
        elif sure == "denied":
            stands = sure
        if stands == "asserted" and stand.past:
            stands = "historical"
        if is_hoped_for(finding.trait.word):
            stands = "hoped"
        candidate = Candidate(
            finding.trait.frame,
            _pattern(finding),
            finding.words,
            actors,
            recipients,
            chance=decides.limits.confidence(finding.chance),
        )
        events.append(_event(f"e{len(events) + 1}", candidate, scene, parties, stand, stands))
    return with_tolls(events, scene.words, figures, grammar.text)


def _is_shot(word: Word) -> bool:
    """Whether something is fired or thrown, whatever may have been read as somebody's words: "fired tear gas"."""
    thrown = [w for c in word.children if c.dep == "dobj" for w in (c, *c.children)]
    return any(w.lemma in words("gun") or w.lower in ("tear", "petrol") for w in thrown)


def _pattern(finding: Finding) -> Pattern:
    """The lexicon's row where it agrees with the judge, else one that only says the type."""
    rule = finding.trait.rule
    if rule is not None and rule.pattern.type == finding.kind:
        return rule.pattern
    pos = "N" if finding.trait.frame.is_noun else "V"
    kind = cast_to("EventType", finding.kind)
    return Pattern(finding.trait.word.lemma, None, pos, kind, None, None, (), (), ())


def _event(
    event_id: str, candidate: Candidate, scene: Scene, parties: Parties, stand: Stand, stands: Modality
) -> Event:
    """The event of ``candidate``, which ``stands`` so; ``stand`` is what is known of that."""
    pattern, token, setting = candidate.pattern, candidate.frame.token, scene.setting
    kind = codebook.types()[pattern.type]
    who = parties.of(candidate.actors)
    whom = parties.of(candidate.recipients, who)
    when = scene.when(token)
    sentence = Span(token.sent.start, token.sent.end)
    where = setting.where(clause_of(token), sentence, [Span(p.start, p.end) for p in (*who, *whom)])
    mode = refine(candidate)
    cameo = pattern.cameo or kind.cameo_of(mode)
    dead, injured = casualties(token.lemma, candidate.frame.slot("obj"), setting)
    return Event(
        id=event_id,
        trigger=tuple(Span(t.idx, t.end) for t in candidate.words),
        type=pattern.type,
        mode=mode,
        context=_context(token),
        cameo=cameo,
        quad=kind.quad,
        goldstein=codebook.goldstein(cameo),
        modality=stands,
        statement=stand.statement.id if stand.statement else None,
        actors=who,
        recipients=whom,
        confidence=round(candidate.chance or 0.0, 2),
        date_start=when.start,
        date_end=when.end,
        date_from=when.found,
        place_id=where.place_id,
        place_from=where.found,
        dead=dead,
        injured=injured,
        size=size_of(candidate.actors, setting) if pattern.type in ("PROTEST", "MOBILIZE") else None,
    )


def _context(token: Word) -> str | None:
    """The context that most words of the sentence tell of; the codebook's order decides between equals."""
    contexts = codebook.context_words()
    counts: dict[str, int] = {}
    for other in token.sent.words:
        context = contexts.get(other.lower)
        if context is not None:
            counts[context] = counts.get(context, 0) + 1
    if not counts:
        return None
    most = max(counts.values())
    return next(c for c in codebook.contexts() if counts.get(c) == most)
