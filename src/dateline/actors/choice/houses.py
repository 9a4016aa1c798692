"""Whom a person speaks for: the body in a title ("Board spokesman"), or the one that the person heads."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from dateline.actors.choice.book import Book
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.sectors import word_sector
from dateline.actors.mentions.sources import head_of
from dateline.actors.names.bodies import STATE
from dateline.actors.names.terms import listed, terms
from dateline.actors.signs.characters import Character

_SPEAKING = frozenset(["spokesman", "secretary general"])
"""Offices that any sort of body has: their holders are of its sector."""


def find_houses(book: Book) -> None:
    """Give persons the body that they speak for as their house."""
    linked = list(book.linked())
    for phrase in linked:
        person = book.who(phrase)
        if phrase.kind != "person" or person is None or phrase.last - phrase.first < 2:
            continue
        state = (
            phrase.office is not None
            and phrase.office.sector in STATE
            and phrase.office.name not in terms("voices_of_bodies")
        )
        inside = range(bisect_left(linked, phrase.first, key=head_of), bisect_left(linked, phrase.last, key=head_of))
        for k in inside:
            body = _body_in(book, phrase, linked[k])
            if person.house is None and body is not None and (not state or body.sector == "PTY"):
                person.house = body
    _speak_for_countries(book)
    for person in book.characters:
        speaks = bool(person.offices) and all(office.name in _SPEAKING for office, _ in person.offices)
        if speaks and person.house is not None and person.house.kind == "organisation":
            person.sector = person.house.sector
        elif speaks:
            person.sector = next(_told(book, person), person.sector)


def _told(book: Book, person: Character) -> Iterator[str]:
    """The sectors that the words before somebody's office tell: "Police spokeswoman"."""
    for phrase in person.phrases:
        if phrase.office is not None:
            last = phrase.begin if phrase.name else phrase.head
            sectors = (word_sector(book.words, i) for i in range(phrase.first, last))
            yield from (sector for sector in sectors if sector is not None)


def _body_in(book: Book, title: Phrase, inner: Phrase) -> Character | None:
    """The body that ``inner``, a phrase in somebody's title, means: a name, a noun known before, or "its"."""
    body = book.who(inner)
    if body is None or inner.head == title.head:
        return None
    if inner.form == "pronoun":
        known = body.named or len(body.phrases) > 1
        return body if book.words.low[inner.head] == "its" and body.kind == "organisation" and known else None
    known = inner.kind in ("organisation", "group") and body.kind == inner.kind
    return body if known and (body.named or len(body.phrases) > 1) else None


def _speak_for_countries(book: Book) -> None:
    """Who holds an office of a state says "we" for the country, where the article names it."""
    countries = {c.country: c for c in book.characters if c.kind == "country" and c.named}
    met = [(p.head, c) for p in book.linked() if (c := book.who(p)) is not None and c.kind == "country"]
    for c in book.characters:
        offices = [o for o, _ in c.offices if o.sector == "GOV" and not o.past and _of_a_state(o.name)]
        if c.kind != "person" or c.house is not None or not offices or not c.heads:
            continue
        if c.country is not None:
            c.house = countries.get(c.country)
        else:
            before = [country for head, country in met if head < c.heads[0]]
            c.house = before[-1] if before else None


def _of_a_state(office: str) -> bool:
    """An office of which a state has one, and no town."""
    return office.endswith(listed("one_in_a_state"))
