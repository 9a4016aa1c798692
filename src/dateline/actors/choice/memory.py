"""The characters so far, by what they were called and by how near they are.

What was said before is looked up by office, by noun and by nearness, so that the work grows with the article and not
with its square.
"""

from __future__ import annotations

from bisect import bisect_left, insort

from dateline.actors.choice.book import Book
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.names.terms import terms
from dateline.actors.signs.characters import Character
from dateline.actors.signs.qualifiers import Qualifiers, akin, apart, opposed, qualifiers

_WINDOW = 200
"""How many mentions back a title or a noun is looked for."""
_KEPT = 30
"""How many characters are remembered under one noun or office."""


class Memory:
    """The characters so far, by what they were called and by how near they are."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._mentions = sorted((head, c.number) for c in book.characters for head in c.heads)
        self._called: dict[str, list[Character]] = {}
        self._qualifiers: dict[Phrase, Qualifiers] = {}
        self._worded: dict[int, set[tuple[str, ...]]] = {}
        for c in book.characters:
            self._remember(c)
            for phrase in c.phrases:
                self._reword(c, phrase)

    def note(self, found: Character, phrase: Phrase) -> None:
        """Remember that ``phrase`` was resolved to ``found``."""
        insort(self._mentions, (phrase.head, found.number))
        self._remember(found)
        self._reword(found, phrase)

    def _reword(self, c: Character, phrase: Phrase) -> None:
        if phrase.form == "noun":
            self._worded.setdefault(c.number, set()).add(self._wording(phrase))

    def _wording(self, phrase: Phrase) -> tuple[str, ...]:
        low = self._book.words.low
        return tuple(low[phrase.first + (low[phrase.first] in terms("determiners")) : phrase.head + 1])

    def worded(self, c: Character, phrase: Phrase) -> bool:
        """Whether ``c`` was called by the very words of ``phrase`` before, articles aside."""
        return self._wording(phrase) in self._worded.get(c.number, ())

    def alike(self, c: Character, phrase: Phrase) -> bool:
        """Whether a mention of ``c`` shares a word with ``phrase`` that says which holder of a role is meant."""
        own = self._of(phrase)
        known = (own.names or own.nouns) and (p for p in c.phrases if p.form != "pronoun")
        return any(akin(own, self._of(p)) for p in known or ())

    def _remember(self, c: Character) -> None:
        words = {o.name for o, _ in c.offices} | c.nouns
        if c.kind in ("organisation", "group") and c.named:
            words |= {k.partition("@")[0].split()[-1] for k in c.keys if k.partition("@")[0]}
        for one in sorted(words):
            holders = self._called.setdefault(one, [])
            if c not in holders[-_KEPT:]:
                holders.append(c)

    def apart(self, c: Character, phrase: Phrase) -> bool:
        """Whether the words of ``phrase`` say that another holder of the role is meant than ``c``."""
        w, own, parted = self._book.words, self._of(phrase), False
        for other in c.phrases:
            if other.form == "pronoun":
                continue
            if opposed(w, phrase, other):
                return True
            theirs = self._of(other)
            role = other.title_head if other.name and other.title_head >= 0 else other.head
            if phrase.kind == "person" and w.lemma[role] == w.lemma[phrase.head] and apart(own, theirs):
                parted = True
            elif akin(own, theirs):
                return False
        return parted

    def _of(self, phrase: Phrase) -> Qualifiers:
        if phrase not in self._qualifiers:
            self._qualifiers[phrase] = qualifiers(self._book.words, phrase)
        return self._qualifiers[phrase]

    def near(self, token: int) -> list[Character]:
        """The characters of the mentions before ``token``, the nearest first."""
        at = bisect_left(self._mentions, (token, -1))
        numbers = dict.fromkeys(n for _, n in reversed(self._mentions[max(0, at - _WINDOW) : at]))
        return [self._book.characters[n] for n in numbers]

    def named_next(self, token: int, sentences: int) -> list[Character]:
        """Those with a name who are first met after ``token``, within so many sentences."""
        last = self.sentence(token) + sentences
        met = (c for c in self._book.characters if c.named and c.heads and c.heads[0] > token)
        return [c for c in met if self.sentence(c.heads[0]) <= last]

    def sentence(self, token: int) -> int:
        """The number of the sentence of ``token``."""
        return self._book.words.sent[token]

    def called(self, one: str) -> list[Character]:
        """Those for whom the office or noun ``one`` was used, or whose name ends in it."""
        return self._called.get(one, [])[-_KEPT:]

    def either(self, token: int, *called: str) -> list[Character]:
        """Those near and those called so, each once."""
        found = {c.number: c for c in self.near(token)}
        for one in called:
            found.update((c.number, c) for c in self.called(one))
        return list(found.values())
