"""One delegation under all its names: "the parliamentary delegation of A", "its members", "the A representatives".

A delegation that the article names is met again as its members, as those who represent the same country, as the members
of parliament that it is made of, and as that country's side where the side speaks. Two delegations of one country, or
none that is said to be of a country, leave everything as it is.
"""

from __future__ import annotations

from dateline.actors.choice.book import Book, Sign
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.signs.characters import Character

_OWN = frozenset({"member+", "delegate+", "representative+", "envoy+", "negotiator+", "parliamentarian+", "lawmaker+"})
"""Nouns for several persons who may be those of a delegation of the same country."""
_PARLIAMENT = frozenset({"parliamentarian+", "lawmaker+", "deputy+", "mp+", "legislator+"})
_SPEAKING = frozenset({
    "say", "state", "stress", "note", "express", "point", "emphasise", "emphasize", "add", "declare", "insist", "voice",
    "offer", "propose", "confirm", "call", "thank", "reaffirm", "reiterate", "underline",
})  # fmt: skip


def resolve_delegations(book: Book) -> None:
    """Make the members of a delegation, and whoever stands for its country beside it, mentions of the delegation."""
    delegations = [c for c in book.characters if "delegation" in c.nouns and c.phrases and not c.named]
    for found in delegations:
        for other in list(book.characters):
            if other is not found and other.phrases and not other.named and _is_of(book, other, found):
                book.merge(other, found, Sign.NOUN)
    for found in delegations:
        alike = [c for c in delegations if c.country == found.country]
        if found.phrases and found.country is not None and len(alike) == 1:
            _gather(book, found)


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


def _gather(book: Book, delegation: Character) -> None:
    """Merge those who stand for the delegation's country into it."""
    parliament = any("parliamentary" in _words(book, p) or p.sector == "LEG" for p in delegation.phrases)
    for other in list(book.characters):
        if other is delegation or not other.phrases or other.named or other.country != delegation.country:
            continue
        if other.kind == "group" and other.plural and other.nouns and other.nouns <= _OWN | _PARLIAMENT:
            counted = any(book.words.pos[p.first] == "NUM" for p in other.phrases)
            if not counted and (parliament or not other.nouns & _PARLIAMENT):
                book.merge(other, delegation, Sign.NOUN)
    for phrase in [p for p in book.linked() if p.noun == "side" and p.country == delegation.country]:
        who, head = book.who(phrase), book.words.head[phrase.head]
        speaks = book.words.dep[phrase.head] == "nsubj" and book.words.lemma[head] in _SPEAKING
        if who is not None and who.kind == "country" and speaks and phrase.head > delegation.heads[0]:
            who.phrases.remove(phrase)
            who.heads.remove(phrase.head)
            book.link(phrase, delegation, Sign.NOUN)


def _words(book: Book, phrase: Phrase) -> tuple[str, ...]:
    return tuple(book.words.low[phrase.first : phrase.last])
