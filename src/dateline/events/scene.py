"""One article as the events stage sees it: its words, who is who, what the lexicon finds, and what is said."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from dateline.events.modality import modality
from dateline.events.narrative import is_remembered, sentences_of_old
from dateline.events.participants import Actors
from dateline.events.setting import Setting, When, asides_of, clause_of
from dateline.events.standing import Stand
from dateline.events.traits import Reader, Trait
from dateline.events.triggers import Candidate, find_triggers
from dateline.grammar import Parse, Word
from dateline.schema import Anatomy, Cast, Figure, Span, Statement, Timeline, Toponym, block_at

UNREAD = frozenset({"related", "promo", "byline", "dateline"})
"""Blocks that tell of other stories or of none."""
_BY_WORD = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


class Scene:
    """What the events of one article are read from; ``cast`` and the rest are what the earlier stages found."""

    def __init__(
        self, grammar: Parse, toponyms: Sequence[Toponym], timeline: Timeline, figures: Sequence[Figure], cast: Cast
    ) -> None:
        """Lay blocks, actors and statements over the words, and ask the lexicon."""
        self.grammar, self.cast = grammar, cast
        self.block_of = Blocks(grammar.anatomy)
        self._kinds = [block.kind for block in grammar.anatomy.blocks]
        self.words = list(grammar.words)
        self.actors = Actors(self.words, cast, toponyms, grammar.text)
        self.setting = Setting(grammar.copy, toponyms, timeline, figures)
        self.rules: list[Candidate] = list(find_triggers(self.words, self.actors, self.block_of))
        self._old = sentences_of_old(self.words, timeline, grammar.text)
        self._told = _told(self.actors, cast.statements)
        self._cues = _cues(self.actors, cast.statements)

    def traits(self) -> list[Trait]:
        """Each word that may be an event, with what the judge is told of it."""
        kinds = [self.kind_at(w) for w in self.words]
        return Reader(self.words, self.actors, self.rules, self._told, kinds).traits()

    def kind_at(self, word: Word) -> str | None:
        """The kind of the block in which ``word`` stands; None where it is not read."""
        number = self.block_of(word)
        return self._kinds[number] if number is not None else None

    def statement(self, word: Word) -> Statement | None:
        """The innermost statement in which ``word`` stands."""
        return self._told.get(word.i)

    def cue_of(self, word: Word) -> Statement | None:
        """The statement whose cue ``word`` is."""
        return self._cues.get(word.i)

    def when(self, word: Word) -> When:
        """The days of an event at ``word``."""
        own = self.cue_of(word)
        words_of_own = own.content if own is not None and own.act != "attitude" else ()
        besides = [*words_of_own, *asides_of(word)]
        if word.pos in ("NOUN", "PROPN"):
            phrase = Span(word.idx, max(w.end for w in word.subtree))
            when = self.setting.when(phrase, phrase)
            if when.found in ("clause", "sentence"):
                return when
        when = self.setting.when(clause_of(word), Span(word.sent.start, word.sent.end), besides)
        stated = when.found in ("clause", "sentence")
        return When(None, None, None) if self._is_old(word) and not stated else when

    def _is_old(self, word: Word) -> bool:
        """Whether the story goes on telling of the past at ``word``."""
        return word.sent.start in self._old or is_remembered(word)

    def _is_joined_to_past(self, word: Word) -> bool:
        """Whether the verb that the word is joined to is past: "who led the coup of 1975 and jailed students"."""
        first = word
        while first.dep == "conj" and first.head is not first:
            first = first.head
        if first is word or first.dep not in ("relcl", "acl") or word.tag not in ("VBD", "VBN"):
            return False
        own = self.setting.when(clause_of(word), clause_of(word), asides_of(word)).found == "clause"
        return not own and (self.setting.is_past(self.when(first)) or self.setting.tells_of_old(clause_of(first)))

    def stand(self, trait: Trait, kind: str) -> Stand:
        """What is known of how an event of type ``kind`` at ``trait`` stands."""
        word, when = trait.word, self.when(trait.word)
        statement, own = self.statement(word), self.cue_of(word)
        block = self.kind_at(word)
        recent = when.found == "clause" and not self.setting.is_past(when)
        past = self._is_old(word) or self.setting.is_past(when) or self._is_joined_to_past(word)
        past = past or (self.setting.tells_of_old(clause_of(word)) and not recent)
        past = past or self.setting.is_of_old(word)
        future = kind not in _BY_WORD and word.tag != "VBD" and self.setting.is_future(when)
        rule = trait.rule
        refused = rule is not None and any(c.slot == "neg" and c.wanted for c in rule.pattern.conditions)
        verdict = modality(
            word,
            statement,
            background=block == "background",
            past=past,
            future=future,
            told=own is not None and own.parent is None and statement is None,
            refused=refused,
        )
        return Stand(word, kind, statement, own, block, past, future, verdict)


class Blocks:
    """The number of the innermost block of a word; None between blocks and in those that are not read."""

    def __init__(self, anatomy: Anatomy) -> None:
        """Find the borders once."""
        blocks = anatomy.blocks
        self._starts = sorted({edge for b in blocks for edge in (b.start, b.end)})
        number = {id(block): i for i, block in enumerate(blocks)}
        held = [block_at(anatomy, start) for start in self._starts]
        self._numbers = [number[id(b)] if b is not None and b.kind not in UNREAD else None for b in held]

    def __call__(self, word: Word) -> int | None:
        i = bisect_right(self._starts, word.idx) - 1
        return self._numbers[i] if i >= 0 else None


def _told(actors: Actors, statements: Sequence[Statement]) -> dict[int, Statement]:
    """The innermost statement of each word that stands in one.

    Of two with the same words it is the first, or the one that this reports: "She never promised that" has the words of
    the statement before it, which another has made.
    """
    found: dict[int, Statement] = {}
    spans: dict[str, Span] = {}
    pieces = [(span, s) for s in statements if _tells(s) for span in s.content]
    for span, statement in sorted(pieces, key=lambda p: p[0].start - p[0].end):
        for i in actors.tokens(span.start, span.end):
            first = found.get(i)
            if first is None or spans[first.id] != span or statement.parent == first.id:
                found[i], spans[statement.id] = statement, span
    return found


def _tells(statement: Statement) -> bool:
    """The statement says or hopes something; an attitude without words takes what it is about for granted."""
    return statement.act != "attitude" or statement.stance == "hope"


def _cues(actors: Actors, statements: Sequence[Statement]) -> dict[int, Statement]:
    """The statement whose cue each word is."""
    cues = [(span, s) for s in statements for span in s.cue]
    return {i: s for span, s in cues for i in actors.tokens(span.start, span.end)}
