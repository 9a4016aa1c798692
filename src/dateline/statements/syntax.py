"""The parse as plain columns, with the quotations laid over it: what all rules of this stage look at.

Tokens are meant by their index. Reading a parse token by token through spaCy's objects costs more than the rules
themselves, so that the columns are taken once an article.
"""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.language import Copy
from dateline.schema import Span
from dateline.statements.cues import Cue, lexicon
from dateline.statements.quotation import Quotation, find_quotations

if TYPE_CHECKING:
    from spacy.tokens import Doc

SILENT = frozenset({"related", "promo", "byline"})
"""Blocks from which no statement is read: nobody speaks in a stamp of name and hour."""
MAX_CHILDREN = 256
"""More children than any sentence of copy has; what lies beyond them in a degenerate parse is not looked at."""
_LEMMAS = {
    "hoped": "hope",
    "hoping": "hope",
    "hopes": "hope",
    "said": "say",
    "says": "say",
    "told": "tell",
    "tells": "tell",
}
"""Forms that the small model tags or lemmatises wrongly often enough to matter."""


@dataclass(frozen=True, slots=True)
class Syntax:
    """Columns over the tokens of an article; ``quote`` is the index of the quotation a token stands in, or -1."""

    text: str
    doc: Doc
    start: list[int]
    end: list[int]
    lower: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    children: list[list[int]]
    first: list[int]
    """The first token of each token's sentence."""
    last: list[int]
    """The last token of each token's sentence."""
    paragraph: list[int]
    """The number of each token's paragraph; -1 in related links and promos, and for white space."""
    cues: dict[int, Cue]
    """The tokens that are in the cue lexicon."""
    quotations: list[Quotation]
    quote: list[int]
    opening: list[int]
    """For each quotation the index of its first token."""
    closing: list[int]
    """For each quotation the index of its last token."""
    paragraphs: list[Span]
    kinds: list[str]
    """The kind of block of each paragraph."""
    notes: list[Span]
    """Editors' notes, which nobody said."""

    def __len__(self) -> int:
        return len(self.start)

    def spoken(self, i: int) -> bool:
        """Whether token ``i`` stands where statements are read, outside editors' notes."""
        return self.paragraph[i] >= 0 and not _noted(self.notes, self.start[i])

    def edges(self, i: int) -> tuple[int, int]:
        """The first and last token of the phrase headed by token ``i``."""
        token = self.doc[i]
        return token.left_edge.i, token.right_edge.i

    def token_at(self, offset: int) -> int:
        """The last token that starts at or before ``offset``."""
        return max(0, bisect_right(self.start, offset) - 1)

    def child(self, i: int, *deps: str) -> int | None:
        """The first child of token ``i`` in one of the relations ``deps``."""
        for c in self.children[i]:
            if self.dep[c] in deps:
                return c
        return None

    def span(self, i: int, j: int) -> Span:
        """The characters from token ``i`` to token ``j``, both within."""
        return Span(self.start[i], self.end[j])


def read_syntax(copy: Copy) -> Syntax:
    """The columns of a parsed article."""
    doc = copy.doc
    view: str = doc.text
    paragraphs, kinds = _paragraphs(copy, view)
    notes = [Span(b.start, b.end) for b in copy.anatomy.blocks if b.kind == "note" and b.outer is not None]
    spoken = [p for p, kind in zip(paragraphs, kinds, strict=True) if kind not in SILENT]
    quotations = find_quotations(copy.text, spoken)
    tokens = list(doc)
    start = [t.idx for t in tokens]
    end = [t.idx + len(t) for t in tokens]
    lower = [t.lower_ for t in tokens]
    head = [t.head.i for t in tokens]
    children: list[list[int]] = [[] for _ in tokens]
    for i, h in enumerate(head):
        if h != i and len(children[h]) < MAX_CHILDREN:
            children[h].append(i)
    pos = [_word_class(t.pos_, t.tag_, lower[i]) for i, t in enumerate(tokens)]
    turned = _inverted_forms(lower, pos)
    for i in turned:
        pos[i] = "VERB"
    lemma = [
        turned.get(i) or _LEMMAS.get(lower[i]) or (lower[i] if pos[i] == "ADJ" else t.lemma_.lower())
        for i, t in enumerate(tokens)
    ]
    words = lexicon()
    cues = {i: words[key] for i, key in enumerate(zip(lemma, pos, strict=True)) if key in words}
    first, last = _sentences(doc)
    paragraph = _numbers(start, lower, paragraphs, kinds)
    cues = {i: c for i, c in cues.items() if paragraph[i] >= 0 and not _noted(notes, start[i])}
    quote, opening, closing = _lay(quotations, start, end)
    return Syntax(
        text=copy.text, doc=doc, start=start, end=end, lower=lower, lemma=lemma, pos=pos,
        tag=[t.tag_ for t in tokens], dep=[t.dep_ for t in tokens], head=head, children=children,
        first=first, last=last, paragraph=paragraph, cues=cues,
        quotations=quotations, quote=quote, opening=opening, closing=closing,
        paragraphs=paragraphs, kinds=kinds, notes=notes,
    )  # fmt: skip


def _word_class(pos: str, tag: str, lower: str) -> str:
    """The part of speech, with verbs of saying that were taken for names and participles that are adjectives."""
    if lower in _LEMMAS:
        return "VERB"
    return "ADJ" if tag == "VBN" and (lower, "ADJ") in lexicon() else pos


def _inverted_forms(lower: list[str], pos: list[str]) -> dict[int, str]:
    """Cues after a comma or a dash that were not taken for verbs: "…, informed official sources"."""
    found: dict[int, str] = {}
    for i in range(1, len(lower) - 1):
        if pos[i] in ("ADJ", "NOUN", "PROPN") and lower[i - 1] in (",", "–", "—", "-") and pos[i + 1] in _OPEN_PHRASE:
            lemma = _past_forms().get(lower[i])
            if lemma is not None:
                found[i] = lemma
    return found


_OPEN_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON"})


@functools.cache
def _past_forms() -> dict[str, str]:
    """The regular past forms of the verbs of saying, to their lemmas."""
    saying = [c.lemma for (_, pos), c in lexicon().items() if pos == "VERB" and c.takes("clause")]
    return {f"{w}d" if w.endswith("e") else f"{w[:-1]}ied" if w.endswith("y") else f"{w}ed": w for w in saying}


def _paragraphs(copy: Copy, view: str) -> tuple[list[Span], list[str]]:
    """The lines of the view, and the kind of the outer block in which each starts."""
    blocks = [b for b in copy.anatomy.blocks if b.outer is None]
    starts = [b.start for b in blocks]
    spans: list[Span] = []
    kinds: list[str] = []
    position = 0
    for line in view.split("\n"):
        begin = position + len(line) - len(line.lstrip())
        finish = position + len(line.rstrip())
        position += len(line) + 1
        if begin < finish:
            at = bisect_right(starts, finish - 1) - 1
            spans.append(Span(begin, finish))
            kinds.append(blocks[at].kind if at >= 0 and blocks[at].end > begin else "body")
    return spans, kinds


def _noted(notes: list[Span], offset: int) -> bool:
    return bool(notes) and any(s <= offset < e for s, e in notes)


def _sentences(doc: Doc) -> tuple[list[int], list[int]]:
    first, last = [0] * len(doc), [0] * len(doc)
    for sent in doc.sents:
        for i in range(sent.start, sent.end):
            first[i], last[i] = sent.start, sent.end - 1
    return first, last


def _numbers(start: list[int], lower: list[str], paragraphs: list[Span], kinds: list[str]) -> list[int]:
    numbers = [-1] * len(start)
    for number, (span, kind) in enumerate(zip(paragraphs, kinds, strict=True)):
        if kind in SILENT:
            continue
        for i in range(bisect_left(start, span.start), bisect_left(start, span.end)):
            if not lower[i].isspace():
                numbers[i] = number
    return numbers


def _lay(quotations: list[Quotation], start: list[int], end: list[int]) -> tuple[list[int], list[int], list[int]]:
    """For each token its quotation, and for each quotation its first and last token."""
    quote = [-1] * len(start)
    opening, closing = [], []
    for number, quotation in enumerate(quotations):
        for piece in quotation.pieces:
            i = max(0, bisect_right(end, piece.start))
            j = bisect_left(start, piece.end)
            quote[i:j] = [number] * (j - i)
        opening.append(bisect_right(end, quotation.start))
        closing.append(max(opening[-1], bisect_left(start, quotation.end) - 1))
    return quote, opening, closing
