"""Whom a name or a title calls: "Mr. Kell, did you ...", "Thank you, Madam Chair", so that "you" near by is known."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.actors.choice.book import Book
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.words import Words
from dateline.actors.names.terms import terms
from dateline.actors.signs.characters import Character
from dateline.actors.signs.scene import Scene

_MARKS = frozenset(['"', "“", "”", "‘", "’", "'", "«", "»", "„", "``", "''"])
_PAUSES = frozenset([",", ";", "–", "—", "--", "-", ":"])
_STOPS = frozenset([".", "?", "!"])
_SUBJECT = ("nsubj", "nsubjpass")


class Calls:
    """The calls of an article, by the paragraph and the quotation that they stand in."""

    def __init__(self, book: Book, scene: Scene) -> None:
        """``book`` has names and titles resolved."""
        self._words, self._quoted = book.words, scene.quoted
        self._calls = [(p.head, c) for p in _called(book) if (c := book.who(p)) is not None]

    def addressee(self, pronoun: Phrase) -> Character | None:
        """Who was called last before ``pronoun`` in its paragraph, or next in its sentence, by the same speaker."""
        w, at = self._words, pronoun.head
        near = [
            (head, c)
            for head, c in self._calls
            if w.paragraph[head] == w.paragraph[at] and self._quoted[head] == self._quoted[at]
        ]
        before = [c for head, c in near if head < at]
        after = (c for head, c in near if head > at and w.sent[head] == w.sent[at])
        return before[-1] if before else next(after, None)


def _called(book: Book) -> Iterator[Phrase]:
    for p in book.linked():
        one = p.form != "pronoun" and p.kind == "person" and not p.plural
        if one and (p.name or p.office is not None) and is_call(book.words, p):
            yield p


def is_call(w: Words, p: Phrase) -> bool:
    """Whether ``p`` calls somebody: set off by commas or a full stop, at home in no clause, with no article."""
    if w.low[p.first] in terms("determiners") or any(
        w.dep[c] in ("poss", "appos", "relcl", "conj") for c in w.children[p.head]
    ):
        return False
    after = w.text[p.last] if p.last < len(w) else "."
    if after not in _PAUSES | _STOPS | _MARKS:
        return False
    dep, above = w.dep[p.head], w.head[p.head]
    if dep in _SUBJECT and not any(c != p.head and w.dep[c] in _SUBJECT for c in w.children[above]):
        return False
    if dep == "conj" or (dep == "appos" and w.pos[above] != "PRON"):
        return False
    return _opens(w, p.first) or (w.text[p.first - 1] == "," and _is_loose(w, p))


def _opens(w: Words, first: int) -> bool:
    """Whether nothing but a greeting stands before ``first`` in its sentence or quotation."""
    i = first - 1
    while i >= 0 and w.sent[i] == w.sent[first] and w.paragraph[i] == w.paragraph[first]:
        if w.text[i] in _MARKS:
            return True
        if w.text[i] not in _PAUSES and not w.text[i].isspace() and w.low[i] not in terms("greetings"):
            return False
        i -= 1
    return True


def _is_loose(w: Words, p: Phrase) -> bool:
    """Whether the parse ties ``p`` to no verb and no noun as their own."""
    return w.dep[p.head] not in ("dobj", "pobj", "attr", "compound", "dative", "agent")
