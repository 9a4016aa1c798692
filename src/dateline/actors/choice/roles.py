"""What the copy says that somebody is, once it is known who "he" is: "she was a nurse", "he served as chairman"."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.actors.choice.book import Book
from dateline.actors.mentions.extents import complement
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.words import Words
from dateline.actors.names.terms import terms
from dateline.actors.signs.characters import Character

_BEING = frozenset(["be", "become", "remain"])


class Roles:
    """What a person is said to be, and who it is."""

    def __init__(self, book: Book) -> None:
        """``book`` has all else resolved."""
        self._book = book
        self._at = {i: p for p in book.mentions if p.name and p.begin >= 0 for i in range(p.begin, p.last)}
        self._at |= {p.head: p for p in book.mentions}
        self._holders: dict[Phrase, Character] = {}

    def mentions(self) -> Iterator[Phrase]:
        """The roles of persons with a name, in order; those for which no phrase was read are made."""
        book, w = self._book, self._book.words
        for i, dep in enumerate(w.dep):
            if dep not in ("attr", "oprd", "pobj", "appos") or w.tag[i] in ("NNS", "NNPS"):
                continue
            if w.pos[i] not in ("NOUN", "PROPN") and w.low[i] not in ("one", "first", "last"):
                continue
            person, role = book.who(self._at.get(_holder(w, i, dep))), self._at.get(i)
            if person is None or (role is not None and (book.who(role) is not None or role.name)):
                continue
            if person.kind != "person" or person.plural or not person.named:
                continue
            if role is None:
                if w.low[i] != "one" and not any(w.low[c] in ("a", "an", "the") for c in w.children[i]):
                    continue
                role = Phrase(w.left(i), complement(w, i, i + 1), i, "noun", "person", noun=w.low[i])
            self._holders[role] = person
            yield role

    def holder(self, role: Phrase) -> Character | None:
        """Who is said to be it."""
        return self._holders.get(role)


def _holder(w: Words, i: int, dep: str) -> int:
    """The token of whoever holds the role at ``i``, or -1."""
    verb = w.head[i]
    if dep == "appos":
        return verb
    if dep == "pobj":
        if w.low[verb] != "as":
            return -1
        verb = w.head[verb]
        if w.pos[verb] == "PROPN" and w.dep[verb] == "dobj" and w.lemma[w.head[verb]] in terms("naming"):
            return verb
    lemma = w.lemma[verb]
    if any(w.dep[c] == "neg" for c in w.children[verb]) or any(w.low[c] == "no" for c in w.children[i]):
        return -1
    taken = w.child(verb, "dobj") if dep != "pobj" else w.child(verb, "dobj", "oprd")
    if dep == "attr":
        found = _subject(w, verb) if lemma in _BEING else None
    elif lemma in terms("naming"):
        passive = w.child(verb, "auxpass") is not None
        found = _subject(w, verb) if passive or w.child(verb, "nsubjpass") is not None else taken
    else:
        found = _subject(w, verb) if dep == "pobj" and lemma in terms("serving") and taken is None else None
    return -1 if found is None else found


def _subject(w: Words, verb: int) -> int | None:
    """The subject of a verb, or of the one that it is joined to or hangs on: "she sang and became a star"."""
    for _ in range(3):
        found = w.child(verb, "nsubj", "nsubjpass")
        if found is not None or w.dep[verb] not in ("conj", "advcl", "xcomp"):
            return found
        verb = w.head[verb]
    return None
