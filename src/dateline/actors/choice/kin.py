"""Kin: "his wife Lenka", later "her husband", "my father". Who is whose tells who a word for kin means.

A relation that the copy states is read both ways; a word for kin of the same person means the same relative again.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.actors.choice.book import Book, Pair
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.words import Words
from dateline.actors.names.nouns import noun_of
from dateline.actors.names.terms import bonds, terms
from dateline.actors.signs.characters import Character
from dateline.actors.signs.shortened import names_one

Relatives = dict[tuple[int, str], list[tuple[int, str | None]]]
"""By person and bond, the relatives with their sex as far as the word told it."""


def relatives(book: Book) -> Iterator[Pair]:
    """The actors that only a word for kin stands for ("my father"), each with the relative who is meant."""
    owners = _owners(book)
    known: Relatives = {}
    for named in (True, False):
        for phrase, word, owner in owners:
            relative = book.who(phrase)
            if relative is None or relative.number == owner:
                continue
            if relative.named != named or relative.kind != "person" or relative.plural:
                continue
            found = None if named else _known(book, known, owner, word)
            if found is None:
                _note(known, owner, word, relative, book.characters[owner])
            elif found is not relative:
                yield relative, found


def belongings(book: Book) -> Iterator[Pair]:
    """ "his company", "her party": each with the body that the person speaks for, where it can be called so."""
    w = book.words
    linked = list(book.linked())
    owners = {p.head: p for p in linked}
    for phrase in linked:
        own = book.who(phrase)
        if phrase.kind != "organisation" or phrase.form != "noun" or own is None:
            continue
        owner = book.who(next((owners[c] for c in w.children[phrase.head] if w.dep[c] == "poss" and c in owners), None))
        house = _house(owner, phrase.noun) if owner is not None and not own.named else None
        if house is None or house.kind != "organisation" or house is own:
            continue
        if names_one(phrase.noun, house.keys) or own.sector in (None, house.sector) or house.sector is None:
            yield own, house


def _house(owner: Character, noun: str) -> Character | None:
    """The body that a person speaks for; "their company" is the company itself."""
    return owner if owner.kind == "organisation" and owner.named and noun in terms("itself") else owner.house


def _owners(book: Book) -> list[tuple[Phrase, str, int]]:
    """The phrases with a word for kin, the word, and whose it is."""
    w = book.words
    at = {p.head: p for p in book.linked()}
    found = []
    for phrase in book.mentions:
        if phrase.kind != "person" or phrase.plural or phrase.form == "pronoun":
            continue
        head = next((i for i in range(phrase.first, phrase.last) if w.low[i] in bonds()), None)
        if head is None or (phrase.form == "noun" and head != phrase.head):
            continue
        near = range(max(0, phrase.first - 1), head)
        owner = book.who(next((at[i] for i in near if i in at and _owns(book.words, i)), None))
        if owner is not None and owner.kind == "person":
            found.append((phrase, w.low[head], owner.number))
    return found


def _owns(w: Words, i: int) -> bool:
    return w.tag[i] == "PRP$" or (i + 1 < len(w) and w.tag[i + 1] == "POS")


def _sex(word: str) -> str | None:
    noun = noun_of(word)
    return noun.gender if noun is not None else None


def _note(known: Relatives, owner: int, word: str, relative: Character, of: Character) -> None:
    """Keep that ``relative`` is ``word`` of ``owner``, and what that makes the owner of the relative."""
    bond = bonds()[word]
    relative.gender = relative.gender or _sex(word)
    known.setdefault((owner, bond.name), []).append((relative.number, relative.gender))
    known.setdefault((relative.number, bond.back), []).append((owner, of.gender))


def _known(book: Book, known: Relatives, owner: int, word: str) -> Character | None:
    """The one relative of ``owner`` whom ``word`` can mean."""
    bond, sex = bonds()[word], _sex(word)
    fitting = {n: s for n, s in known.get((owner, bond.name), []) if s is None or sex is None or s == sex}
    if len(fitting) == 1 or (fitting and bond.one):
        return book.characters[next(iter(fitting))]
    return None
