"""The parse of an article as plain lists: what the sieves ask for thousands of times, read from spaCy once."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.language import Copy
from dateline.schema import Span

DETERMINERS = frozenset(
    ["the", "a", "an", "this", "that", "these", "those", "another", "some", "any", "every", "each", "no"]
)
_INSIDE = frozenset(
    ["det", "amod", "compound", "poss", "nummod", "nmod", "predet", "quantmod", "case", "advmod", "punct"]
)
"""Relations of the words that stand before the head of a noun phrase."""
_CLOSING = frozenset([",", ";", ":", "(", ")", '"', "“", "”", "–", "—", "[", "]"])
_COLUMNS: list[int | str] = [
    "IDX", "LENGTH", "HEAD", "SENT_START", "ENT_IOB", "LOWER", "TAG", "POS", "DEP", "LEMMA", "ENT_TYPE",
]  # fmt: skip
_BEGINS = 3
"""spaCy's number for the first token of a name."""
_REACH = 14
"""The longest stretch of words before a head that is still taken as its phrase."""


@dataclass(slots=True)
class Words:
    """Token by token, lists of equal length; ``head`` and the edges are token numbers, ``sent`` counts sentences."""

    text: list[str]
    low: list[str]
    tag: list[str]
    pos: list[str]
    dep: list[str]
    lemma: list[str]
    head: list[int]
    start: list[int]
    end: list[int]
    sent: list[int]
    entity: list[str]
    """spaCy's label where the token is in a name, else ""."""
    begins: list[bool]
    """The token is the first of a name."""
    children: list[list[int]]
    paragraph: list[int]
    """Lines that hold text, counted."""
    opens: list[bool]
    """The token is the first word of its sentence, quotation marks aside."""

    barriers: set[int] = field(default_factory=set)
    """Tokens at which a person's name begins, over which no complement reaches."""

    def __len__(self) -> int:
        return len(self.text)

    def span(self, first: int, last: int) -> Span:
        """The characters of the tokens ``first`` to ``last``, the latter excluded."""
        return Span(self.start[first], self.end[last - 1])

    def touching(self, i: int) -> bool:
        """Whether no blank stands between token ``i`` and the next."""
        return i + 1 < len(self.text) and self.end[i] == self.start[i + 1]

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
        while first < head and (self.pos[first] in ("PUNCT", "SPACE", "ADV", "CCONJ") and self.low[first] != "-"):
            first += 1
        return first

    def child(self, i: int, *relations: str) -> int | None:
        """The first child of ``i`` with one of ``relations``."""
        return next((c for c in self.children[i] if self.dep[c] in relations), None)


def words_of(copy: Copy) -> Words:
    """The lists for ``copy``."""
    columns = copy.doc.to_array(_COLUMNS)
    # Columns come as unsigned numbers: heads are offsets that may be negative, all else names in the string store.
    starts, lengths, offsets, sent_starts, bio = columns[:, :5].astype("int64").T.tolist()
    low, tag, pos, dep, lemma, entity = (_names(copy, columns[:, n].tolist()) for n in range(5, 11))
    heads = [i + offset for i, offset in enumerate(offsets)]
    ends = [start + length for start, length in zip(starts, lengths, strict=True)]
    sent, opens = _sentences(sent_starts, pos)
    text = [copy.text[start:end] for start, end in zip(starts, ends, strict=True)]
    return Words(
        text=text,
        low=low,
        tag=tag,
        pos=pos,
        dep=dep,
        lemma=lemma,
        head=heads,
        start=starts,
        end=ends,
        sent=sent,
        entity=entity,
        begins=[mark == _BEGINS for mark in bio],
        children=_children(heads),
        paragraph=_paragraphs(text),
        opens=opens,
    )


def _names(copy: Copy, numbers: list[int]) -> list[str]:
    """The strings that ``numbers`` stand for."""
    strings = copy.doc.vocab.strings
    known = {number: strings[number] if number else "" for number in set(numbers)}
    return [known[number] for number in numbers]


def _children(heads: list[int]) -> list[list[int]]:
    """The tokens that depend on each token; those without any share one empty list."""
    none: list[int] = []
    found = [none] * len(heads)
    for i, head in enumerate(heads):
        if head == i:
            continue
        if found[head] is none:
            found[head] = [i]
        else:
            found[head].append(i)
    return found


def _paragraphs(text: list[str]) -> list[int]:
    """The number of each token's line."""
    numbers, number = [], 0
    for one in text:
        if "\n" in one:
            number += 1
        numbers.append(number)
    return numbers


def _sentences(sent_starts: list[int], pos: list[str]) -> tuple[list[int], list[bool]]:
    """The number of each token's sentence, and whether the token is its first word."""
    numbers, opens, number, fresh = [], [], -1, True
    for start, part in zip(sent_starts, pos, strict=True):
        if start == 1:
            number, fresh = number + 1, True
        numbers.append(max(number, 0))
        word = part not in ("PUNCT", "SPACE", "SYM")
        opens.append(fresh and word)
        fresh = fresh and not word
    return numbers, opens
