"""Words that are events: the first pattern of the lexicon that fits a word in its frame, with those who take part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.events.frames import Frame
from dateline.events.lexicon import Pattern, patterns, words
from dateline.events.modality import cues
from dateline.events.participants import Actors
from dateline.events.syntax import lemma_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SELF_EVIDENT = frozenset({"ASSAULT", "COERCE", "PROTEST"})
"""Types whose words are clear enough for one person or group to do; the others need an actor of public life."""
_TWO_SIDED = frozenset({"AID", "COOPERATE", "SANCTION"})
"""Types that PLOVER codes only with a recipient; a state that acts alone is kept all the same."""
_DOING = frozenset({"subj", "light", "by", "poss"})
"""Where those stand who act: a town or a base does not."""
_NAMES = frozenset({"DATE", "PERSON", "GPE", "WORK_OF_ART"})
_BY_WORD = frozenset({"ACCUSE", "REJECT", "THREATEN", "REQUEST"})
"""Types that two persons of whom no more is known may be at odds in."""
_POS = {"VERB": "V", "AUX": "V", "NOUN": "N", "PROPN": "N", "ADJ": "A", "ADV": "A"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that is an event, by the pattern that it fits."""

    frame: Frame
    pattern: Pattern
    words: tuple[Token, ...]
    """The trigger, in order: verb, particle, and the object that is part of the pattern."""
    actors: tuple[Token, ...]
    recipients: tuple[Token, ...]


def find_triggers(doc: Doc, actors: Actors, blocks: Sequence[int | None]) -> Iterator[Candidate]:
    """The events of ``doc``, in the order of their words.

    ``blocks`` has the number of each token's block, None where it is not read: an editor's note in brackets shares no
    actor with the sentence around it.
    """
    lexicon = patterns()
    taken: set[int] = set()
    for token in doc:
        if blocks[token.i] is None or token.i in taken:
            continue
        pos = _POS.get(token.pos_)
        if pos is None or (pos == "N" and token.ent_type_ in _NAMES):
            continue
        if pos == "A" and token.dep_ in ("acl", "amod", "relcl"):
            continue
        lemma = lemma_of(token)
        rows = lexicon.get((lemma, pos), ())
        if token.pos_ == "VERB" and token.tag_ in ("VBN", "JJ") and token.dep_ not in ("acl", "amod", "relcl"):
            rows += lexicon.get((token.lower_, "A"), ())
        if not rows:
            continue
        candidate = _first_fit(Frame(token, actors), rows, blocks)
        if candidate is not None:
            taken.update(t.i for t in candidate.words)
            yield candidate


def _first_fit(frame: Frame, rows: tuple[Pattern, ...], blocks: Sequence[int | None]) -> Candidate | None:
    for pattern in rows:
        particle = _particle(frame, pattern)
        if pattern.particle and particle is None:
            continue
        if all(frame.holds(c) for c in pattern.conditions):
            candidate = _filled(frame, pattern, particle, blocks)
            if candidate is not None:
                return candidate
    return None


def _particle(frame: Frame, pattern: Pattern) -> Token | None:
    if pattern.particle is None:
        return None
    for child in frame.token.children:
        if child.lower_ == pattern.particle and child.dep_ in (
            "prt",
            "prep",
            "advmod",
            "acomp",
            "oprd",
            "advcl",
            "ccomp",
            "xcomp",
        ):
            return child
    return None


def _filled(frame: Frame, pattern: Pattern, particle: Token | None, blocks: Sequence[int | None]) -> Candidate | None:
    """The candidate with its participants, or None where they are not those of an event."""
    actors = _participants(frame, pattern.actor, (), blocks)
    recipients = _participants(frame, pattern.recipient, actors, blocks)
    if not recipients and pattern.makes_actor:
        recipients = tuple(t for t in frame.slot("obj") if t.pos_ in ("NOUN", "PROPN") and t not in actors)
    if not _is_public(frame, pattern, actors, recipients):
        return None
    return Candidate(frame, pattern, _words(frame, pattern, particle, actors), actors, recipients)


def _is_public(frame: Frame, pattern: Pattern, actors: tuple[Token, ...], recipients: tuple[Token, ...]) -> bool:
    """Those who take part are enough, and public enough, for an event of the pattern's type."""
    who = [frame.actors.standing(t) or 0 for t in actors]
    whom = [frame.actors.standing(t) or 0 for t in recipients]
    if not actors and not recipients:
        return False
    if pattern.type in _TWO_SIDED and not recipients and len(actors) < 2 and max(who) < 3:
        return False
    alone = not recipients and len(actors) == 1 and actors[0].tag_ not in ("NNS", "NNPS")
    if pattern.type == "CONSULT" and alone and frame.is_noun and frame.support is None:
        return False
    if pattern.type in _SELF_EVIDENT or pattern.is_plain:
        return max(who + whom) >= 1 or pattern.makes_actor
    if who and max(who) == 0:
        return False
    known = who and whom and pattern.type in _BY_WORD
    return max(who if who and pattern.type == "AGREE" else who + whom) >= (1 if known else 2)


def _words(frame: Frame, pattern: Pattern, particle: Token | None, actors: tuple[Token, ...]) -> tuple[Token, ...]:
    """The words of the trigger: verb, particle with its noun, the object that is named, the light verb of a noun."""
    found = [frame.token]
    if any(c.slot == "content" and c.words == {"must"} for c in pattern.conditions):
        verb = frame.complement[0]
        found = [c for c in verb.children if c.dep_ == "aux" and c.lower_ == "must"] if verb is not None else found
    if particle is not None:
        found.append(particle)
        found += [
            t
            for c in pattern.conditions
            if c.slot == pattern.particle and c.wanted and c.words and not c.kinds
            for t in frame.slot(c.slot)[:1]
        ]
    if pattern.names_object:
        found += [o for o in frame.slot("obj")[:1] if o.sent.start == frame.token.sent.start]
    if (
        frame.support is not None
        and lemma_of(frame.support) not in cues("verb")
        and set(frame.slot("light")) & set(actors)
    ):
        found.append(frame.support)
    return tuple(sorted(set(found), key=lambda t: t.i))


def _participants(
    frame: Frame, roles: tuple[str, ...], others: tuple[Token, ...], blocks: Sequence[int | None]
) -> tuple[Token, ...]:
    """The fillers of the first role that actors fill who do not take part already; else the actors inside fillers."""
    taken = {t.i for t in others}
    taken |= {t.i for role in roles for t in frame.slot(role) if blocks[t.i] != blocks[frame.token.i]}
    known = {a.id for t in others if (a := frame.actors.actor(t)) is not None}
    for role in roles:
        found = []
        for token in frame.slot(role):
            if _takes_part(frame, role, token, taken, known):
                found.append(token)
                taken.add(token.i)
        if found:
            return tuple(found)
    for role in roles:
        for token in frame.slot(role):
            armed = role == "subj" and lemma_of(token) in words("weapon")
            if frame.actors.standing(token) is None and (armed or role not in ("mod", "subj", "light", "inner")):
                inside = [t for t in frame.actors.inner(token) if _takes_part(frame, role, t, taken, known)]
                if inside:
                    return tuple(inside)
    return ()


def _takes_part(frame: Frame, role: str, token: Token, taken: set[int], known: set[str]) -> bool:
    if token.i in taken or frame.actors.standing(token) is None:
        return False
    if role == "mod" and not frame.actors.is_named_modifier(token):
        return False
    actor = frame.actors.actor(token)
    if actor is not None and actor.id in known:
        return False
    if role in _DOING and lemma_of(token) in words("locality"):
        return False
    return token.tag_ != "PRP$" or role == "poss" or actor is not None
