"""An article's parse, read once and frozen: its columns, its words, and the encoder's states beside them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from importlib import import_module

from dateline.grammar.columns import columns_of
from dateline.grammar.sentence import Word, words_of
from dateline.language import Copy
from dateline.language.encoded import States
from dateline.resources import language
from dateline.schema import Anatomy, Span


@dataclass(frozen=True, slots=True)
class Parse:
    """Columns over the tokens of an article, each token meant by its number, and the same tokens as words.

    Forms, lemmas and trees are put right for the language of the copy. Offsets are those of ``text``.
    """

    copy: Copy
    states: States | None
    """The hidden states of the encoder, where it has read the copy."""
    words: tuple[Word, ...]
    start: tuple[int, ...]
    """Offset of the first character."""
    end: tuple[int, ...]
    """Offset after the last character."""
    lower: tuple[str, ...]
    lemma: tuple[str, ...]
    pos: tuple[str, ...]
    tag: tuple[str, ...]
    dep: tuple[str, ...]
    entity: tuple[str, ...]
    """Type of the name that the token belongs to, or ""."""
    begins: tuple[bool, ...]
    """The token is the first of a name."""
    head: tuple[int, ...]
    """The root of a sentence is its own head."""
    children: tuple[tuple[int, ...], ...]
    first: tuple[int, ...]
    """The first token of the token's sentence."""
    last: tuple[int, ...]
    """The last token of the token's sentence."""
    left: tuple[int, ...]
    """The first token of all that hangs on the token."""
    right: tuple[int, ...]
    """The last token of all that hangs on the token."""

    def __len__(self) -> int:
        return len(self.start)

    @property
    def text(self) -> str:
        """The article's text."""
        return self.copy.text

    @property
    def anatomy(self) -> Anatomy:
        """The article's parts."""
        return self.copy.anatomy

    def tokens(self, span: Span) -> range:
        """The tokens that have a character in common with ``span``."""
        return range(bisect_right(self.end, span.start), bisect_left(self.start, span.end))

    def top(self, tokens: range) -> int | None:
        """The first of ``tokens`` whose head is outside them or itself; None for no tokens."""
        return next((i for i in tokens if self.head[i] == i or self.head[i] not in tokens), None)


def read_grammar(copy: Copy, states: States | None = None) -> Parse:
    """The parse of ``copy`` put right; ``states`` are those that the encoder gave for it."""
    columns = columns_of(copy.doc)
    import_module(f"dateline.grammar.{language()}").mend(columns, copy.anatomy)
    left, right = _edges(columns.head)
    return Parse(
        copy, states, words_of(columns), tuple(columns.start), tuple(columns.end), tuple(columns.lower),
        tuple(columns.lemma), tuple(columns.pos), tuple(columns.tag), tuple(columns.dep), tuple(columns.entity),
        tuple(columns.begins), tuple(columns.head), tuple(map(tuple, columns.children)), tuple(columns.first),
        tuple(columns.last), left, right,
    )  # fmt: skip


def _edges(head: list[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The first and the last token of all that hangs on each token."""
    left, right = list(range(len(head))), list(range(len(head)))
    waiting = [0] * len(head)
    for i, h in enumerate(head):
        waiting[h] += h != i
    ready = [i for i, count in enumerate(waiting) if not count]
    for i in ready:
        up = head[i]
        if up != i:
            left[up], right[up] = min(left[up], left[i]), max(right[up], right[i])
            waiting[up] -= 1
            if not waiting[up]:
                ready.append(up)
    return tuple(left), tuple(right)
