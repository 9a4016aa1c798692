"""One delegation under all its names: "the parliamentary delegation of A", "its members", "the A representatives".

A delegation that the article names is met again as its members, as those who represent the same country, as the members
of parliament that it is made of, and as that country's side where the side speaks. Two delegations of one country, or
none that is said to be of a country, leave everything as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.actors.choice.book import Book, Pair
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.names.terms import terms
from dateline.actors.signs.characters import Character


def _delegations(book: Book) -> list[Character]:
    return [c for c in book.characters if "delegation" in c.nouns and c.phrases and not c.named]


def _of_one_country(book: Book) -> list[Character]:
    """The delegations that are of a country, and the only ones of it."""
    found = _delegations(book)
    return [c for c in found if c.country is not None and sum(o.country == c.country for o in found) == 1]


def members(book: Book) -> Iterator[Pair]:
    """The actors that are a delegation's members, each with the delegation."""
    for delegation in _delegations(book):
        for other in list(book.characters):
            if other is not delegation and other.phrases and not other.named and _is_of(book, other, delegation):
                yield other, delegation


def representatives(book: Book) -> Iterator[Pair]:
    """Those who stand for the country of a delegation beside it, each with the delegation."""
    for delegation in _of_one_country(book):
        parliament = any("parliamentary" in _words(book, p) or p.sector == "LEG" for p in delegation.phrases)
        for other in list(book.characters):
            if other is delegation or not other.phrases or other.named or other.country != delegation.country:
                continue
            if (
                other.kind == "group"
                and other.plural
                and other.nouns
                and other.nouns <= terms("delegates") | terms("members_of_parliament")
            ):
                counted = any(book.words.pos[p.first] == "NUM" for p in other.phrases)
                if not counted and (parliament or not other.nouns & terms("members_of_parliament")):
                    yield other, delegation


class Sides:
    """The sides of countries that have a delegation: "the Slovenian side said" means the delegation."""

    def __init__(self, book: Book) -> None:
        """The delegations are those that ``book`` has now."""
        self._book = book
        self._delegations = {c.country: c for c in _of_one_country(book)}

    def mentions(self) -> list[Phrase]:
        """The mentions of a side that have been taken for its country."""
        return [
            p
            for p in self._book.linked()
            if p.noun == "side" and (c := self._book.who(p)) is not None and c.kind == "country"
        ]

    def delegation(self, phrase: Phrase) -> Character | None:
        """The delegation that speaks as the side ``phrase``, where it was met before."""
        found, w = self._delegations.get(phrase.country), self._book.words
        speaks = w.dep[phrase.head] == "nsubj" and w.lemma[w.head[phrase.head]] in terms("speaking_sides")
        return found if found is not None and speaks and phrase.head > found.heads[0] else None


def _is_of(book: Book, members: Character, delegation: Character) -> bool:
    """ "The members of the delegation": every phrase is of members, and one holds a mention of the delegation."""
    if members.nouns != {"member+"}:
        return False
    inside = [
        p
        for whole in members.phrases
        for p in delegation.phrases
        if whole.head < p.head < whole.last and p.noun == "delegation"
    ]
    return bool(inside) and all(_is_whole(book, p) for p in members.phrases)


def _is_whole(book: Book, phrase: Phrase) -> bool:
    """Not some of them: "two members of the delegation" are others."""
    return phrase.definite or book.words.low[phrase.first] in ("the", "its", "all")


def _words(book: Book, phrase: Phrase) -> tuple[str, ...]:
    return tuple(book.words.low[phrase.first : phrase.last])
