"""The characters so far, by what they were called and by how near they are.

What was said before is looked up by office, by noun and by nearness, so that the work grows with the article and not
with its square.
"""

from __future__ import annotations

from bisect import bisect_left, insort

from dateline.actors.choice.book import Book
from dateline.actors.mentions.phrases import Phrase
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
        for c in book.characters:
            self._remember(c)

    def note(self, found: Character, phrase: Phrase) -> None:
        """Remember that ``phrase`` was resolved to ``found``."""
        insort(self._mentions, (phrase.head, found.number))
        self._remember(found)

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
