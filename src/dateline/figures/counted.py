"""What a number counts: the noun that it modifies, with the words between, by spaCy's syntax."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline.schema import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Phrases"]

_LONGEST = 9
"""The most tokens that a counted phrase has."""
_OF = re.compile(r"\s?of\s")
_SKIPPED = frozenset({"of", "more", "other", "another", "additional", "further", "such"})


class Phrases:
    """The noun phrases of an article, found once."""

    def __init__(self, doc: Doc) -> None:
        """Keep ``doc``; its noun chunks are looked for when first asked."""
        self._doc = doc
        self._chunks: dict[int, tuple[int, int]] | None = None

    def counted(self, text: str, start: int, end: int, share: bool) -> Span | None:
        """The phrase that the number at ``start``..``end`` counts; for a ``share`` the whole that it is of."""
        first = self._token_at(end)
        if first is None:
            return None
        of = _OF.match(text, end)
        if of is not None and (share or first.lower_ == "of"):
            return self._chunk_from(self._token_at(of.end()))
        if share:
            return self._whole_behind(first)
        return self._noun_behind(start, first)

    def _token_at(self, offset: int) -> Token | None:
        """The first token that begins at or behind ``offset`` and is not white space."""
        doc = self._doc
        low, high = 0, len(doc)
        while low < high:
            middle = (low + high) // 2
            if doc[middle].idx < offset:
                low = middle + 1
            else:
                high = middle
        while low < len(doc) and doc[low].is_space:
            low += 1
        return doc[low] if low < len(doc) else None

    def _chunk_from(self, token: Token | None) -> Span | None:
        """The noun chunk that ``token`` begins, without "the"; else the noun behind it."""
        if token is None:
            return None
        if self._chunks is None:
            self._chunks = {t: (c.start, c.end) for c in self._doc.noun_chunks for t in range(c.start, c.end)}
        _, last = self._chunks.get(token.i, (token.i, token.i + 1))
        if self._doc[last - 1].pos_ not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ") or last - token.i > _LONGEST:
            return None
        end = self._doc[last - 1]
        return Span(token.idx, end.idx + len(end))

    def _whole_behind(self, first: Token) -> Span | None:
        """What "half the fleet" is half of."""
        if first.lower_ in ("the", "its", "their", "his", "her", "all", "our", "my"):
            return self._chunk_from(first)
        return None

    def _noun_behind(self, start: int, first: Token) -> Span | None:
        """The noun that governs the number, with what stands between."""
        doc = self._doc
        if first.text == "-" and first.i + 1 < len(doc):
            first = doc[first.i + 1]
        while first.lower_ in _SKIPPED and first.i + 1 < len(doc):
            first = doc[first.i + 1]
        head = self._governor(start, first)
        if head is None or head.i - first.i >= _LONGEST or head.i < first.i:
            head = self._next_noun(first)
        if head is None or (head.is_sent_start is True and head.i > first.i):
            return None
        return Span(first.idx, head.idx + len(head))

    def _governor(self, start: int, first: Token) -> Token | None:
        """The noun behind the number that the number depends on."""
        number = self._token_at(start)
        while number is not None and number.i < first.i:
            head = number.head
            if head.i >= first.i and head.pos_ in ("NOUN", "PROPN") and head.sent.start == number.sent.start:
                between = self._doc[first.i : head.i]
                return None if any(t.pos_ in ("VERB", "AUX", "ADP") or t.text in ".;:()" for t in between) else head
            number = self._doc[number.i + 1]
        return None

    def _next_noun(self, first: Token) -> Token | None:
        """The last noun of a run of adjectives and nouns that begins with ``first``."""
        found = None
        for token in self._doc[first.i : first.i + 5]:
            if token.i > first.i and token.is_sent_start:
                break
            if token.pos_ in ("NOUN", "PROPN"):
                found = token
            elif token.pos_ not in ("ADJ",) and not (token.text == "-" or token.tag_ in ("VBN", "VBG")):
                break
        return found
