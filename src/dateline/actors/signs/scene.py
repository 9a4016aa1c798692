"""Where an article's actors are met: the mentions so far in order, whose words stand where, and who is a source."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.sources import phrase_in
from dateline.actors.mentions.words import Words
from dateline.actors.signs.characters import Character
from dateline.schema import Statement


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of somebody's words, by the place of its statement."""

    start: int
    end: int
    statement: int


class Scene:
    """What an antecedent is looked for in: the resolved mentions so far, and whose words stand where."""

    def __init__(
        self,
        words: Words,
        mentions: Sequence[Phrase],
        placed: Sequence[tuple[Phrase, Character]],
        statements: Sequence[Statement],
    ) -> None:
        """``mentions`` are all of the article, ``placed`` those with an actor, both in the order of their heads."""
        self.words = words
        self.placed = list(placed)
        self.heads = [p.head for p, _ in placed]
        self.sources = _sources(mentions, words, statements)
        """For each statement the phrase of its source."""
        self.hearers = [
            phrase_in(mentions, words, span.start, span.end) if (span := st.addressee_span) else None
            for st in statements
        ]
        """For each statement the phrase of whom it was said to."""
        self.speaking = frozenset(p.head for p in self.sources if p is not None)
        """The heads of the phrases that are sources."""
        self._quotations = _quotations(statements)
        self.quoted = _inside(words, self._quotations)
        """For each token the place of the outermost quotation that it stands in, or -1."""

    def named_at(self, token: int) -> Character | None:
        """The actor of the phrase that holds ``token``; the parse may take another word of it for the head."""
        at = bisect_left(self.heads, token)
        near = [(p, c) for p, c in self.placed[max(0, at - 3) : at + 4] if p.first <= token < p.last]
        return min(near, key=lambda n: (n[0].head != token, n[0].first - n[0].last), default=(None, None))[1]

    def place(self, phrase: Phrase, character: Character) -> None:
        """Add a mention that was resolved."""
        at = bisect_left(self.heads, phrase.head)
        self.placed.insert(at, (phrase, character))
        self.heads.insert(at, phrase.head)

    def quotations_at(self, token: int) -> list[Quotation]:
        """The quotations around ``token``, the innermost first."""
        offset = self.words.start[token]
        at = bisect_left(self._quotations, offset + 1, key=lambda q: q.start)
        around = [q for q in self._quotations[max(0, at - 8) : at] if q.start <= offset < q.end]
        return sorted(around, key=lambda q: q.end - q.start)


def _inside(words: Words, quotations: Sequence[Quotation]) -> list[int]:
    """For each token the place of the outermost quotation that it stands in, or -1."""
    found = [-1] * len(words)
    done = 0
    for n, q in enumerate(quotations):
        first = bisect_left(words.start, max(q.start, done))
        last = bisect_left(words.start, q.end)
        if first < last:
            found[first:last] = [n] * (last - first)
        done = max(done, q.end)
    return found


def _quotations(statements: Sequence[Statement]) -> list[Quotation]:
    """The contents that hold somebody's own words, by their starts."""
    found = [
        Quotation(s, e, n) for n, st in enumerate(statements) if st.mode in ("direct", "mixed") for s, e in st.content
    ]
    return sorted(found, key=lambda q: (q.start, q.end))


def _sources(mentions: Sequence[Phrase], words: Words, statements: Sequence[Statement]) -> list[Phrase | None]:
    """For each statement the phrase that its source span holds, or that of the statement it follows."""
    found: list[Phrase | None] = []
    by_id: dict[str, Phrase | None] = {}
    for st in statements:
        if st.source:
            phrase = phrase_in(mentions, words, st.source[0].start, st.source[-1].end)
        else:
            phrase = by_id.get(st.follows) if st.follows is not None else None
        by_id[st.id] = phrase
        found.append(phrase)
    return found
