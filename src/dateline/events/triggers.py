"""Words that are events: the first pattern of the lexicon that fits a word in its frame, with those who take part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dateline.events.frames import Frame
from dateline.events.lexicon import Pattern, patterns, words
from dateline.events.modality import cues
from dateline.events.participants import Actors
from dateline.grammar import Word
from dateline.grammar.relations import is_passive, modifiers, prepositional

_SELF_EVIDENT = frozenset({"ASSAULT", "COERCE", "PROTEST"})
"""Types whose words are clear enough for one person or group to do; the others need an actor of public life."""
_TWO_SIDED = frozenset({"AID", "COOPERATE", "SANCTION"})
"""Types that PLOVER codes only with a recipient; a state that acts alone is kept all the same."""
_PARTICLES = frozenset({"prt", "prep", "advmod", "acomp", "oprd", "advcl", "ccomp", "xcomp"})
_DOING = frozenset({"subj", "light", "by", "poss"})
"""Where those stand who act: a town or a base does not."""
_NAMES = frozenset({"DATE", "PERSON", "GPE", "WORK_OF_ART"})
_BY_WORD = frozenset({"ACCUSE", "REJECT", "THREATEN", "REQUEST"})
"""Types that two persons of whom no more is known may be at odds in."""
_IN_DISPUTE = _BY_WORD | {"SANCTION", "CONCEDE"}
"""Types in which a company acts in public life, where the other side is of it: what it buys and sells is business."""
_SPOKEN = frozenset({"AGREE", "THREATEN"})
"""Types of words that promise or threaten something: who is named in it need not be the one addressed."""
_OWN_WORD = _BY_WORD | {"AGREE", "SUPPORT"}
"""Types whose named object belongs to the one who acts: "reaffirmed Norway's support"."""
_DEFINITE = words("definite")
_NO_PLACE = frozenset({"REQUEST", "AGREE", "CONSULT", "PROTEST", "CONCEDE", "RETREAT", "SUPPORT", "COOPERATE"})
_POS = {"VERB": "V", "AUX": "V", "NOUN": "N", "PROPN": "N", "ADJ": "A", "ADV": "A"}


BlockOf = Callable[[Word], "int | None"]
May = Callable[[Word], bool]


def _anyone(_: Word) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that is an event, by the pattern that it fits."""

    frame: Frame
    pattern: Pattern
    words: tuple[Word, ...]
    """The trigger, in order: verb, particle, and the object that is part of the pattern."""
    actors: tuple[Word, ...]
    recipients: tuple[Word, ...]
    listed: bool = True
    """A pattern of the lexicon fits; false for a predicate that only the learned scorer takes for an event."""
    chance: float | None = None
    """How likely it is an event of its type, by the learned scorer."""


def find_triggers(tokens: list[Word], actors: Actors, block_of: BlockOf) -> Iterator[Candidate]:
    """The events among ``words``, in the order of their words.

    ``block_of`` gives the number of a word's block, None where it is not read: an editor's note in brackets shares no
    actor with the sentence around it.
    """
    taken: set[int] = set()
    for token in tokens:
        rows = _rows(token)
        if not rows or token.i in taken or block_of(token) is None:
            continue
        candidate = _first_fit(Frame(token, actors), rows, block_of)
        if candidate is not None:
            taken.update(t.i for t in candidate.words)
            yield candidate


def _rows(token: Word) -> tuple[Pattern, ...]:
    """The patterns of a word; an adjective or participle counts only as a predicate: "is opposed to"."""
    pos = _POS.get(token.pos)
    if pos is None or (pos == "N" and token.entity in _NAMES):
        return ()
    lexicon = patterns()
    predicative = token.dep not in ("acl", "amod", "relcl")
    if pos == "V" and token.dep == "amod":
        return ()
    if pos == "A" and not predicative:
        return ()
    rows = lexicon.get((token.lemma, pos), ())
    if token.tag == "VBN" and pos == "V" and predicative:
        rows += lexicon.get((token.lower, "A"), ())
    return rows


def _first_fit(frame: Frame, rows: tuple[Pattern, ...], block_of: BlockOf) -> Candidate | None:
    for pattern in rows:
        particle = _particle(frame, pattern)
        if pattern.particle and particle is None:
            continue
        if all(frame.holds(c) for c in pattern.conditions):
            candidate = _filled(frame, pattern, particle, block_of)
            if candidate is not None:
                return candidate
    return None


def _particle(frame: Frame, pattern: Pattern) -> Word | None:
    """The particle or preposition of the pattern; "on Monday" is not the "on" of "call on"."""
    found = None
    for child in frame.token.children:
        if child.lower == pattern.particle and child.dep in _PARTICLES and not _is_of_a_day(frame, child):
            if not any(c.entity in ("DATE", "TIME") for c in child.children):
                return child
            found = found or child
    return found


def _is_of_a_day(frame: Frame, child: Word) -> bool:
    """Whether a preposition opens the sentence before its verb: "On Monday police fired"."""
    return child.i < frame.token.i and child.dep == "prep"


def _filled(frame: Frame, pattern: Pattern, particle: Word | None, block_of: BlockOf) -> Candidate | None:
    """The candidate with its participants, or None where they are not those of an event."""
    actors = _participants(frame, pattern.actor, (), block_of)
    if not actors and pattern.makes_doer:
        actors = tuple(t for t in frame.slot("subj") if t.tag == "NNS")
    recipients = _recipients(frame, pattern, actors, block_of)
    if not recipients and pattern.makes_actor:
        recipients = tuple(t for t in frame.slot("obj") if t.pos in ("NOUN", "PROPN", "PRON") and t not in actors)
    if not _is_public(frame, pattern, actors, recipients):
        return None
    return Candidate(frame, pattern, _words(frame, pattern, particle, actors), actors, recipients)


@dataclass(frozen=True, slots=True)
class _Sides:
    """Those who take part by a pattern, and how far each is an actor of public life, from 0 to 3."""

    frame: Frame
    pattern: Pattern
    actors: tuple[Word, ...]
    recipients: tuple[Word, ...]
    who: tuple[int, ...]
    whom: tuple[int, ...]


def _is_public(frame: Frame, pattern: Pattern, actors: tuple[Word, ...], recipients: tuple[Word, ...]) -> bool:
    """Those who take part are enough, and public enough, for an event of the pattern's type."""
    if not actors and not recipients:
        return pattern.stands_alone and is_passive(frame.token)
    who, whom = (tuple(frame.actors.standing(t) or 0 for t in side) for side in (actors, recipients))
    sides = _Sides(frame, pattern, actors, recipients, who, whom)
    return not any(lacks(sides) for lacks in _LACKING) and _is_known_enough(sides)


def _lacks_other_side(s: _Sides) -> bool:
    """Whether aid or a sanction reaches nobody, and no state acts by itself."""
    if s.pattern.type not in _TWO_SIDED or s.recipients:
        return False
    return len(s.actors) < 2 and max(s.who) < 3


def _meets_nobody(s: _Sides) -> bool:
    """Whether one person or body alone has a meeting: "the minister's talks"."""
    alone = not s.recipients and len(s.actors) == 1 and s.actors[0].tag not in ("NNS", "NNPS")
    return s.pattern.type == "CONSULT" and alone and s.frame.is_noun and s.frame.support is None


def _meets_privately(s: _Sides) -> bool:
    """Whether those who meet are people of whom nothing is known."""
    return s.pattern.type == "CONSULT" and bool(s.who) and max(s.who) < 2 and all(t.pos == "NOUN" for t in s.actors)


def _attacks_nobody(s: _Sides) -> bool:
    """Whether somebody of whom nothing is known fights, and nobody is said to be fought."""
    return s.pattern.type == "ASSAULT" and not s.recipients and max(s.who) < 2 and not s.pattern.names_object


_LACKING = (_lacks_other_side, _meets_nobody, _meets_privately, _attacks_nobody)
"""What an event of some types may lack to be one."""


def _is_known_enough(s: _Sides) -> bool:
    """Whether somebody who takes part is as much of public life as the type asks for."""
    kind, who, whom = s.pattern.type, max(s.who, default=0), max(s.whom, default=0)
    if kind in _SELF_EVIDENT or s.pattern.is_plain:
        return max(who, whom) >= 1 or s.pattern.makes_actor or s.pattern.makes_doer
    if s.who and who == 0 and (kind not in _IN_DISPUTE or whom < 2):
        return False
    if kind == "AGREE" and who > 0:
        return who >= 2
    return max(who, whom) >= (1 if who > 0 and whom > 0 and kind in _BY_WORD else 2)


def _words(frame: Frame, pattern: Pattern, particle: Word | None, actors: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words of the trigger: verb, particle with its noun, the object that is named, the light verb of a noun."""
    found = [frame.token]
    if any(c.slot == "content" and c.words == {"must"} for c in pattern.conditions):
        verb = frame.complement[0]
        found = [c for c in verb.children if c.dep == "aux" and c.lower == "must"] if verb is not None else found
    if particle is not None:
        found.append(particle)
        found += [
            t
            for c in pattern.conditions
            if c.slot == pattern.particle and c.wanted and c.words and not c.kinds
            for t in frame.slot(c.slot)[:1]
        ]
    if pattern.names_object:
        found += [o for o in frame.slot("obj")[:1] if o.sent is frame.token.sent]
    lent = frame.support is not None and frame.support.i < frame.token.i and frame.support.lemma not in cues("verb")
    if frame.support is not None and lent and set(frame.slot("light")) & set(actors):
        found.append(frame.support)
    return tuple(sorted(set(found), key=lambda t: t.i))


def _participants(
    frame: Frame, roles: tuple[str, ...], others: tuple[Word, ...], block_of: BlockOf, may: May = _anyone
) -> tuple[Word, ...]:
    """The fillers of the first role that those fill who ``may`` take part and do not yet; else the actors inside."""
    filled = _fillers(frame, roles, others, block_of, may)
    return filled or _inside(frame, roles, _taken(frame, roles, others, block_of), _known(frame, others), may)


def _recipients(frame: Frame, pattern: Pattern, actors: tuple[Word, ...], block_of: BlockOf) -> tuple[Word, ...]:
    def may(token: Word) -> bool:
        return _is_acted_on(frame, pattern, token)

    if pattern.makes_actor:
        return _fillers(frame, pattern.recipient, actors, block_of, may)
    return _participants(frame, pattern.recipient, actors, block_of, may)


def _fillers(
    frame: Frame, roles: tuple[str, ...], others: tuple[Word, ...], block_of: BlockOf, may: May
) -> tuple[Word, ...]:
    taken, known = _taken(frame, roles, others, block_of), _known(frame, others)
    for role in roles:
        found: list[Word] = []
        for token in frame.slot(role):
            if _takes_part(frame, role, token, taken, known) and may(token) and token not in found:
                found.append(token)
        if found:
            return tuple(found)
    return ()


def _taken(frame: Frame, roles: tuple[str, ...], others: tuple[Word, ...], block_of: BlockOf) -> set[int]:
    """The words that take part otherwise, or stand in another block."""
    outside = {t.i for role in roles for t in frame.slot(role) if block_of(t) != block_of(frame.token)}
    return outside | {t.i for t in others}


def _known(frame: Frame, others: tuple[Word, ...]) -> set[str]:
    return {a.id for t in others if (a := frame.actors.actor(t)) is not None}


def _inside(frame: Frame, roles: tuple[str, ...], taken: set[int], known: set[str], may: May) -> tuple[Word, ...]:
    """The actors inside a filler of ``roles`` that is none: "Norway" of "Norway's plan"."""
    for role in roles:
        for token in frame.slot(role):
            armed = role == "subj" and (token.lemma in words("weapon") or token.lemma in words("vessel"))
            if frame.actors.standing(token) is None and (armed or role not in ("mod", "subj", "light", "inner")):
                inner = frame.actors.inner(token)
                found = [t for t in inner if _takes_part(frame, role, t, taken, known) and may(t)]
                if found:
                    return tuple(found)
    return ()


def _is_addressed(frame: Frame, token: Word) -> bool:
    """One of public life, or people whom the article knows: "forty engineers" are what is promised."""
    known = any(c.dep == "poss" or c.lower in _DEFINITE for c in token.children)
    told = token.lemma not in words("collective") or bool(modifiers(token))
    public = told and (frame.actors.standing(token) or 0) >= 2
    return public or (known and frame.actors.is_person(token))


def _is_acted_on(frame: Frame, pattern: Pattern, token: Word) -> bool:
    """Whoever is acted on is somebody: a town is where a thing is done, and "forty engineers" are what is promised."""
    if pattern.type in _SPOKEN and token in frame.slot("compobj"):
        if any(c.tag == "PRP$" for c in token.children) and token.lemma not in words("counterpart"):
            return False
        if token.pos == "NOUN":
            return _is_addressed(frame, token)
    own = pattern.type in _OWN_WORD and pattern.names_object and "obj" not in pattern.recipient
    if token.dep == "poss" and own and token.head in frame.slot("obj"):
        return False
    if token.dep == "poss" and frame.actors.is_capital(token):
        return token.head.lemma not in words("site")
    host = pattern.type in ("CONSULT", "AGREE", "REQUEST") and frame.actors.is_capital(token)
    return pattern.type not in _NO_PLACE or host or not frame.actors.is_mere_place(token)


def _takes_part(frame: Frame, role: str, token: Word, taken: set[int], known: set[str]) -> bool:
    if token.i in taken or frame.actors.standing(token) is None:
        return False
    if role == "mod" and not frame.actors.is_named_modifier(token):
        return False
    actor = frame.actors.actor(token)
    if actor is not None and actor.id in known:
        return False
    if role in _DOING and token.lemma in words("locality") and not frame.actors.is_country(token):
        return token.lemma in ("city", "town") and any(t.pos == "PROPN" for t in prepositional([token], "of"))
    if token.tag != "PRP$" or role == "poss":
        return True
    return actor is not None and not (taken and token.lower in ("its", "their"))
