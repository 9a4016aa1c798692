"""Whom a person speaks for: the body in a title ("Board spokesman"), or the one that the person heads."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from dateline.actors.choice.book import Book
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.sources import head_of
from dateline.actors.mentions.words import Words
from dateline.actors.names.bodies import STATE
from dateline.actors.signs.characters import Character

_VOICES = frozenset(["spokesman", "representative", "official", "adviser", "member", "head", "lawyer"])
"""Offices of a state whose holders say "we" for a body, not for themselves."""
_LEADS = frozenset(["head", "lead", "run", "chair", "own", "found", "manage"])
"""Verbs whose subject speaks for their object."""


def find_houses(book: Book) -> None:
    """Give persons the body that they speak for as their house."""
    linked = list(book.linked())
    for phrase in linked:
        person = book.who(phrase)
        if phrase.kind != "person" or person is None or phrase.last - phrase.first < 2:
            continue
        state = phrase.office is not None and phrase.office.sector in STATE and phrase.office.name not in _VOICES
        inside = range(bisect_left(linked, phrase.first, key=head_of), bisect_left(linked, phrase.last, key=head_of))
        for k in inside:
            body = _body_in(book, phrase, linked[k])
            if person.house is None and body is not None and (not state or body.sector == "PTY"):
                person.house = body
    at = {p.head: p for p in linked}
    for phrase in linked:
        person = book.who(phrase)
        if phrase.kind == "person" and person is not None and person.house is None and phrase.form == "name":
            person.house = _body_of(book, phrase, at)
    _speak_for_countries(book)
    for phrase in linked:
        leader = book.who(_leader(book.words, phrase, at))
        if leader is not None and leader.house is None:
            leader.house = book.who(phrase)


def _body_in(book: Book, title: Phrase, inner: Phrase) -> Character | None:
    """The body that ``inner``, a phrase in somebody's title, means: a name, a noun known before, or "its"."""
    body = book.who(inner)
    if body is None or inner.head == title.head:
        return None
    if inner.form == "pronoun":
        return body if book.words.low[inner.head] == "its" and body.kind == "organisation" and body.named else None
    known = inner.kind in ("organisation", "group") and body.kind == inner.kind
    return body if known and (body.named or len(body.phrases) > 1) else None


def _body_of(book: Book, phrase: Phrase, at: Mapping[int, Phrase]) -> Character | None:
    """The body after a name: "Ana Kos of the Ferry Board", "Ana Kos, from the Board"."""
    w = book.words
    for i in w.children[phrase.head]:
        inner = w.child(i, "pobj") if i > phrase.head and w.low[i] in ("of", "from", "at", "with") else None
        body = book.who(at.get(inner)) if inner is not None else None
        if body is not None and body.kind in ("organisation", "group") and body.named:
            return body
    return None


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
    return office.endswith(("minister", "president", "premier", "security adviser", "ambassador", "chancellor"))


def _leader(w: Words, phrase: Phrase, at: Mapping[int, Phrase]) -> Phrase | None:
    """Who heads the body that ``phrase`` names: "Bruno Kos, who runs the Ferry Board"."""
    verb = w.head[phrase.head]
    if phrase.kind != "organisation" or w.dep[phrase.head] != "dobj" or w.lemma[verb] not in _LEADS:
        return None
    subject = w.child(verb, "nsubj")
    if subject is not None and w.low[subject] == "who":
        subject = w.head[verb] if w.dep[verb] == "relcl" else None
    found = at.get(subject) if subject is not None else None
    return found if found is not None and found.kind == "person" and found.form != "pronoun" else None
