"""The events of one article: triggers with their participants, then how each stands, where, when and about what."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from dateline.events import codebook
from dateline.events.modality import modality
from dateline.events.modes import refine
from dateline.events.participants import Actors
from dateline.events.parties import Parties
from dateline.events.proposals import proposals
from dateline.events.scoring import Scorer, scorer
from dateline.events.setting import Setting, asides_of, casualties, clause_of, size_of
from dateline.events.topics import is_off_topic
from dateline.events.triggers import BlockOf, Candidate, find_triggers
from dateline.grammar import Parse, Word
from dateline.language.encoded import states_of
from dateline.schema import Anatomy, Cast, Event, Figure, Modality, Span, Statement, Timeline, Toponym, block_at

_BY_WORD = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
UNREAD = frozenset({"related", "promo", "byline", "dateline"})
"""Blocks that tell of other stories or of none."""


def find_events(
    grammar: Parse,
    toponyms: Sequence[Toponym],
    timeline: Timeline,
    figures: Sequence[Figure],
    cast: Cast,
    judge: Scorer | None = None,
) -> tuple[Event, ...]:
    """The events of an article, in the order of their triggers, with ids ``e1``, ``e2`` ...

    ``toponyms``, ``timeline``, ``figures`` and ``cast`` are what the earlier stages found in the copy; an event's
    actors are those of the cast where a mention covers the noun, and otherwise the words alone. ``judge`` weighs the
    candidates in place of the shipped scorer.
    """
    candidates, actors, block_of = find_candidates(grammar, toponyms, cast)
    relevant = [c for c in candidates if not is_off_topic(c, actors)]
    parties = Parties(actors, cast)
    setting = Setting(grammar.copy, toponyms, timeline, figures)
    told = _Told(actors, cast.statements)
    cues = _Cues(actors, cast.statements)
    events: list[Event] = []
    states = grammar.states or states_of(grammar.copy)
    for candidate in (judge or scorer()).judged(relevant, actors, states):
        token = candidate.frame.token
        statement = told.innermost(token.i)
        kind = grammar.anatomy.blocks[block_of(token) or 0].kind
        events.append(_event(f"e{len(events) + 1}", candidate, parties, setting, statement, kind, cues.at(token.i)))
    return tuple(events)


def find_candidates(grammar: Parse, toponyms: Sequence[Toponym], cast: Cast) -> tuple[list[Candidate], Actors, BlockOf]:
    """What may be an event, in the order of its words: triggers of the lexicon, and predicates between two actors of
    public life; beside them who is who among the words, and the number of each word's block."""
    block_of, words = _Blocks(grammar.anatomy), list(grammar.words)
    actors = Actors(words, cast, toponyms, grammar.text)
    listed = list(find_triggers(words, actors, block_of))
    taken = {t.i for c in listed for t in c.words}
    found = [*listed, *proposals(words, taken, actors, lambda word: block_of(word) is not None)]
    return sorted(found, key=lambda c: c.frame.token.i), actors, block_of


def _event(
    event_id: str,
    candidate: Candidate,
    parties: Parties,
    setting: Setting,
    statement: Statement | None,
    block: str | None,
    own: Statement | None,
) -> Event:
    """The event of ``candidate`` in ``statement``; ``own`` is the statement that its trigger is the cue of."""
    pattern, token = candidate.pattern, candidate.frame.token
    kind = codebook.types()[pattern.type]
    who = parties.of(candidate.actors)
    whom = parties.of(candidate.recipients, who)
    clause = clause_of(token)
    sentence = Span(token.sent.start, token.sent.end)
    when = setting.when(clause, sentence, [*(own.content if own else ()), *asides_of(token)])
    where = setting.where(clause, sentence, [Span(p.start, p.end) for p in (*who, *whom)])
    past = setting.is_past(when) or setting.tells_of_old(clause)
    mode = refine(candidate)
    cameo = pattern.cameo or kind.cameo_of(mode)
    stands = modality(
        token,
        statement,
        background=block == "background",
        past=past,
        future=_may_come(candidate) and setting.is_future(when),
        told=own is not None and own.parent is None and statement is None,
        refused=any(c.slot == "neg" and c.wanted for c in pattern.conditions),
    )
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
        statement=statement.id if statement else None,
        actors=who,
        recipients=whom,
        confidence=_confidence(candidate, stands),
        date_start=when.start,
        date_end=when.end,
        date_from=when.found,
        place_id=where.place_id,
        place_from=where.found,
        dead=dead,
        injured=injured,
        size=size_of(candidate.actors, setting) if pattern.type in ("PROTEST", "MOBILIZE") else None,
    )


def _may_come(candidate: Candidate) -> bool:
    """A date ahead is that of the event itself, not of what is promised or was told: "promised to leave on Friday"."""
    return candidate.pattern.type not in _BY_WORD and candidate.frame.token.tag != "VBD"


def _confidence(candidate: Candidate, stands: Modality) -> float:
    """How far to trust the event: verbs over nouns, both sides over one, the public over others, facts over plans."""
    standing = candidate.frame.actors.standing
    score = 0.5 if candidate.pattern.pos == "N" else 0.6
    for side in (candidate.actors, candidate.recipients):
        if side:
            score += 0.06 * max(standing(t) or 0 for t in side)
    if stands not in ("asserted", "reported", "historical"):
        score -= 0.1
    if not candidate.listed:
        score = min(score, candidate.chance or 0.0)
    return round(min(score, 0.95), 2)


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


class _Blocks:
    """The number of the innermost block of a word; None between blocks and in those that are not read."""

    def __init__(self, anatomy: Anatomy) -> None:
        blocks = anatomy.blocks
        self._starts = sorted({edge for b in blocks for edge in (b.start, b.end)})
        number = {id(block): i for i, block in enumerate(blocks)}
        held = [block_at(anatomy, start) for start in self._starts]
        self._numbers = [number[id(b)] if b is not None and b.kind not in UNREAD else None for b in held]

    def __call__(self, word: Word) -> int | None:
        i = bisect_right(self._starts, word.idx) - 1
        return self._numbers[i] if i >= 0 else None


class _Told:
    """The innermost statement of each token that stands in one."""

    def __init__(self, actors: Actors, statements: Sequence[Statement]) -> None:
        self._statement: dict[int, Statement] = {}
        pieces = [(span, s) for s in statements if _tells(s) for span in s.content]
        for span, statement in sorted(pieces, key=lambda p: p[0].start - p[0].end):
            for i in actors.tokens(span.start, span.end):
                self._statement[i] = statement

    def innermost(self, token: int) -> Statement | None:
        return self._statement.get(token)


def _tells(statement: Statement) -> bool:
    """The statement says or hopes something; an attitude without words takes what it is about for granted."""
    return statement.act != "attitude" or statement.stance == "hope"


class _Cues:
    """The statement of each token that is a word of its cue."""

    def __init__(self, actors: Actors, statements: Sequence[Statement]) -> None:
        cues = [(span, s) for s in statements if _tells(s) for span in s.cue]
        self._statement = {i: s for span, s in cues for i in actors.tokens(span.start, span.end)}

    def at(self, token: int) -> Statement | None:
        return self._statement.get(token)
