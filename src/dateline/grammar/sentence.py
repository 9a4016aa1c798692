"""Words and sentences of the parse, frozen: each word with its head, its children and its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.grammar.columns import Columns


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A token of the parse."""

    i: int
    """Its number in the article."""
    idx: int
    """Offset of its first character."""
    end: int
    """Offset after its last character."""
    lower: str
    lemma: str
    """In lower case; the parts of a hyphened noun are one: "cease-fire"."""
    pos: str
    tag: str
    dep: str
    entity: str
    """Type of the name that it belongs to, or ""."""
    like_num: bool
    head: Word = field(init=False, repr=False)
    """The word that it hangs on; the root of a sentence is its own head."""
    children: tuple[Word, ...] = field(init=False, repr=False)
    sent: Sentence = field(init=False, repr=False)

    @property
    def left_edge(self) -> Word:
        """The first word of all that hangs on this one."""
        word = self
        while word.children and word.children[0].i < word.i:
            word = word.children[0]
        return word

    @property
    def subtree(self) -> Iterator[Word]:
        """This word and all that hangs on it, in no order."""
        level = [self]
        while level:
            yield from level
            level = [child for word in level for child in word.children]


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """The words of one sentence."""

    words: tuple[Word, ...] = field(repr=False)

    @property
    def start(self) -> int:
        """Offset of its first character."""
        return self.words[0].idx

    @property
    def end(self) -> int:
        """Offset after its last character."""
        return self.words[-1].end


def words_of(columns: Columns) -> tuple[Word, ...]:
    """The words of ``columns``, joined into trees and sentences."""
    c = columns
    words = tuple(map(Word, range(len(c)), c.start, c.end, c.lower, c.lemma, c.pos, c.tag, c.dep, c.entity, c.like_num))
    for sentence in c.sentences():
        held = Sentence(words[sentence.start : sentence.stop])
        for word in held.words:
            object.__setattr__(word, "head", words[c.head[word.i]])
            object.__setattr__(word, "children", tuple(words[child] for child in c.children[word.i]))
            object.__setattr__(word, "sent", held)
    return words
