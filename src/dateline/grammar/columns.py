"""The parse as lists of equal length, one item a token, while it is being put right.

Reading a parse token by token through spaCy's objects costs more than the rules that look at it, so that the columns
are taken once an article.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

MAX_CHILDREN = 256
"""More children than any sentence of copy has; what lies beyond them in a degenerate parse is not looked at."""
_STRINGS = ("LOWER", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE")
_NUMBERS = ("HEAD", "IDX", "LENGTH", "LIKE_NUM", "SENT_START", "SPACY", "ENT_IOB")
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
"""The parser's relations of subjects."""
_BEGINS = 3
"""spaCy's number for the first token of a name."""


@dataclass(slots=True)
class Columns:
    """Tokens by their number; ``head``, ``first`` and ``last`` are numbers of tokens too."""

    start: list[int]
    """Offset of the first character."""
    end: list[int]
    """Offset after the last character."""
    lower: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    entity: list[str]
    """Type of the name that the token belongs to, or ""."""
    begins: list[bool]
    """The token is the first of a name."""
    like_num: list[bool]
    spaced: list[bool]
    """White space follows."""
    head: list[int]
    """The root of a sentence is its own head."""
    children: list[list[int]]
    first: list[int]
    """The first token of the token's sentence."""
    last: list[int]
    """The last token of the token's sentence."""

    def __len__(self) -> int:
        return len(self.start)

    def sentences(self) -> list[range]:
        """The tokens of each sentence."""
        starts = [i for i, first in enumerate(self.first) if i == first]
        return [range(first, self.last[first] + 1) for first in starts]

    def child(self, i: int, *relations: str) -> int | None:
        """The first child of token ``i`` in one of ``relations``."""
        return next((c for c in self.children[i] if self.dep[c] in relations), None)

    def left_edge(self, i: int) -> int:
        """The first token of all that hangs on token ``i``."""
        while self.children[i] and self.children[i][0] < i:
            i = self.children[i][0]
        return i

    def move(self, i: int, head: int, dep: str) -> None:
        """Hang token ``i`` on ``head`` as ``dep``; on itself it is the root."""
        siblings = self.children[self.head[i]]
        if i in siblings:
            siblings.remove(i)
        self.head[i], self.dep[i] = head, dep
        if head != i:
            self.children[head].append(i)
            self.children[head].sort()


def columns_of(doc: Doc) -> Columns:
    """The columns of ``doc``, as the parser gave them; lemmas are in lower case."""
    count = len(_STRINGS)
    # Unsigned numbers: of the strings their keys, of the heads distances that may be negative.
    raw = doc.to_array([*_STRINGS, *_NUMBERS])
    keys = raw[:, :count].T.tolist()
    distance, start, length, number, opens, spaced, bio = raw[:, count:].astype("int64").T.tolist()
    strings = doc.vocab.strings
    name = {key: strings[key] if key else "" for key in set().union(*keys)}
    lower, lemma, pos, tag, dep, entity = ([name[key] for key in column] for column in keys)
    head = [i + far for i, far in enumerate(distance)]
    first, last = _sentences(opens)
    return Columns(
        start=start, end=[s + n for s, n in zip(start, length, strict=True)],
        lower=lower, lemma=[one.lower() for one in lemma], pos=pos, tag=tag, dep=dep,
        entity=entity, begins=[mark == _BEGINS for mark in bio],
        like_num=[n == 1 for n in number], spaced=[s == 1 for s in spaced],
        head=head, children=_children(head), first=first, last=last,
    )  # fmt: skip


def _children(head: list[int]) -> list[list[int]]:
    children: list[list[int]] = [[] for _ in head]
    for i, h in enumerate(head):
        if h != i and len(children[h]) < MAX_CHILDREN:
            children[h].append(i)
    return children


def _sentences(opens: list[int]) -> tuple[list[int], list[int]]:
    """The first and the last token of each token's sentence."""
    starts = [i for i, mark in enumerate(opens) if mark == 1 or i == 0]
    first, last = [0] * len(opens), [0] * len(opens)
    for low, high in pairwise([*starts, len(opens)]):
        first[low:high] = [low] * (high - low)
        last[low:high] = [high - 1] * (high - low)
    return first, last
