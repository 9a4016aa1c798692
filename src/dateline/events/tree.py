"""A parse read once: each word with its head, its children and its sentence.

spaCy makes a token anew at each look at its tree; a stage that walks the tree at every trigger reads it once instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

_COLUMNS = (
    "LOWER", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE", "HEAD", "IDX", "LENGTH", "LIKE_NUM", "SENT_START", "SPACY"
)  # fmt: skip
_NAMED = 6
"""How many of the columns hold the number of a string."""
_MISREAD = {"su": "sue", "stag": "stage", "fin": "fine", "flie": "fly", "rap": "rape", "wag": "wage", "hop": "hope"}
"""Lemmas of which the model's rules cut too much off, as of "staged"."""


@dataclass(slots=True, eq=False)
class Sentence:
    """The words of one sentence."""

    words: list[Word] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Offset of its first character."""
        return self.words[0].idx

    @property
    def end(self) -> int:
        """Offset after its last character."""
        return self.words[-1].end


@dataclass(slots=True, eq=False)
class Word:
    """A token of the parse."""

    i: int
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
    spaced: bool
    """White space follows."""
    sent: Sentence
    head: Word = field(init=False)
    children: list[Word] = field(default_factory=list)

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


def words_of(doc: Doc) -> list[Word]:
    """The words of ``doc``, joined into its trees."""
    if not len(doc):
        return []
    strings = doc.vocab.strings
    columns = doc.to_array(list(_COLUMNS)).T.tolist()
    name = {number: strings[number] if number else "" for number in set().union(*columns[:_NAMED])}
    found: list[Word] = []
    sentence = Sentence()
    for i, (lower, lemma, pos, tag, dep, entity, _, idx, length, number, start, space) in enumerate(
        zip(*columns, strict=True)
    ):
        if start == 1:
            sentence = Sentence()
        part, base = name[pos], name[lemma].lower()
        if part == "VERB":
            base = _MISREAD.get(base, base)
        word = Word(
            i, idx, idx + length, name[lower], base, part, name[tag], name[dep], name[entity],
            number == 1, space == 1, sentence,
        )  # fmt: skip
        sentence.words.append(word)
        found.append(word)
    _join(found, columns[6])
    return found


def _join(words: list[Word], offsets: list[int]) -> None:
    """Give each word its head and children; ``offsets`` are the heads' distances, as unsigned 64-bit numbers."""
    for word, offset in zip(words, offsets, strict=True):
        head = words[word.i + (offset - (1 << 64) if offset >> 63 else offset)]
        word.head = head
        if head is not word:
            head.children.append(word)
        if word.i > 1 and words[word.i - 1].lower == "-" and not words[word.i - 1].spaced and word.pos == "NOUN":
            word.lemma = f"{words[word.i - 2].lower}-{word.lemma}"
