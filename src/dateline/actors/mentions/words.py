"""The parse of an article as plain lists: what the sieves ask for thousands of times, read from spaCy once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.grammar import Parse
from dateline.schema import Span

_INSIDE = frozenset(
    ["det", "amod", "compound", "poss", "nummod", "nmod", "predet", "quantmod", "case", "advmod", "punct"]
)
"""Relations of the words that stand before the head of a noun phrase."""
_CLOSING = frozenset([",", ";", ":", "(", ")", '"', "“", "”", "–", "—", "[", "]"])
_REACH = 14
"""The longest stretch of words before a head that is still taken as its phrase."""


@dataclass(frozen=True, slots=True)
class Words:
    """Token by token, columns of equal length; ``head`` and the edges are token numbers, ``sent`` counts sentences."""

    text: Sequence[str]
    low: Sequence[str]
    tag: Sequence[str]
    pos: Sequence[str]
    dep: Sequence[str]
    lemma: Sequence[str]
    head: Sequence[int]
    start: Sequence[int]
    end: Sequence[int]
    sent: Sequence[int]
    entity: Sequence[str]
    """spaCy's label where the token is in a name, else ""."""
    begins: Sequence[bool]
    """The token is the first of a name."""
    children: Sequence[tuple[int, ...]]
    paragraph: Sequence[int]
    """Lines that hold text, counted."""
    opens: Sequence[bool]
    """The token is the first word of its sentence, quotation marks aside."""

    def __len__(self) -> int:
        return len(self.text)

    def span(self, first: int, last: int) -> Span:
        """The characters of the tokens ``first`` to ``last``, the latter excluded."""
        return Span(self.start[first], self.end[last - 1])

    def touching(self, i: int) -> bool:
        """Whether no blank stands between token ``i`` and the next."""
        return i + 1 < len(self.text) and self.end[i] == self.start[i + 1]

    def joined(self, first: int, last: int) -> str:
        """The words of the tokens ``first`` to ``last``, the latter excluded, with blanks where the article has any."""
        return "".join(self.text[i] + ("" if self.touching(i) else " ") for i in range(first, last)).strip()

    def left(self, head: int) -> int:
        """The first token of the noun phrase of ``head``, without what stands after it."""
        first = head
        for child in reversed(self.children[head]):
            if child > head:
                continue
            if self.dep[child] not in _INSIDE or self.sent[child] != self.sent[head] or head - child > _REACH:
                break
            first = min(first, self.left(child) if child < first else first)
        for i in range(head - 1, first, -1):
            if self.text[i] in _CLOSING and not (self.pos[i - 1] == "ADJ" and self.pos[i + 1] == "ADJ"):
                first = i + 1
                break
        while first < head and self._leads_in(first):
            first += 1
        return first

    def _leads_in(self, i: int) -> bool:
        """Whether the token at the left of a noun phrase is no part of it: an adverb, "at least"."""
        if self.low[i] in ("least", "most") and i and self.low[i - 1] == "at":
            return True
        return self.pos[i] in ("PUNCT", "SPACE", "ADV", "CCONJ") and self.low[i] != "-"

    def child(self, i: int, *relations: str) -> int | None:
        """The first child of ``i`` with one of ``relations``."""
        return next((c for c in self.children[i] if self.dep[c] in relations), None)


def words_of(grammar: Parse) -> Words:
    """The lists for an article."""
    text = tuple(grammar.text[start:end] for start, end in zip(grammar.start, grammar.end, strict=True))
    sent, opens = _sentences(grammar.first, grammar.pos)
    return Words(
        text=text,
        low=grammar.lower,
        tag=grammar.tag,
        pos=grammar.pos,
        dep=grammar.dep,
        lemma=grammar.lemma,
        head=grammar.head,
        start=grammar.start,
        end=grammar.end,
        sent=sent,
        entity=grammar.entity,
        begins=grammar.begins,
        children=grammar.children,
        paragraph=_paragraphs(text),
        opens=opens,
    )


def _paragraphs(text: Sequence[str]) -> list[int]:
    """The number of each token's line."""
    numbers, number = [], 0
    for one in text:
        if "\n" in one:
            number += 1
        numbers.append(number)
    return numbers


def _sentences(first: Sequence[int], pos: Sequence[str]) -> tuple[list[int], list[bool]]:
    """The number of each token's sentence, and whether the token is its first word."""
    numbers, opens, number, fresh = [], [], -1, True
    for i, (start, part) in enumerate(zip(first, pos, strict=True)):
        if start == i:
            number, fresh = number + 1, True
        numbers.append(number)
        word = part not in ("PUNCT", "SPACE", "SYM")
        opens.append(fresh and word)
        fresh = fresh and not word
    return numbers, opens
