"""The cast of an article: characters as rows, in the order of their first mentions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dateline.actors.choice.book import Book
from dateline.actors.choice.chooser import LATER, resolve
from dateline.actors.choice.houses import find_houses
from dateline.actors.choice.pronouns import resolve_pronouns
from dateline.actors.mentions.candidates import find_phrases
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.sectors import whereabouts
from dateline.actors.mentions.words import Words, words_of
from dateline.actors.signs.characters import Character
from dateline.actors.speakers.conversation import resolve_conversation
from dateline.actors.speakers.speakers import Spoken, with_speakers
from dateline.actors.speakers.voices import find_voices
from dateline.grammar import Parse
from dateline.language.parse import trimmed
from dateline.schema import Actor, Cast, Mention, Span, Statement, Toponym

_LONGEST = 14
"""The longest name of an actor without one, in tokens."""


def find_actors(copy: Parse, toponyms: Sequence[Toponym], statements: Sequence[Statement]) -> Cast:
    """The actors of an article, their mentions, and ``statements`` with speakers and addressees.

    Mentions are found once; then each is linked by the surest sign there is: names, titles and appositions, nouns,
    pronouns, relations. Speakers without a name are actors with ``named`` false. Ids are "a1", "a2" ... in order.
    """
    words = words_of(copy)
    book = Book(words, find_phrases(words, toponyms, statements))
    resolve(book)
    _place(book, toponyms)
    voices = find_voices(book, copy.anatomy, statements)
    scene = resolve_pronouns(book, statements)
    find_houses(book)
    resolve_conversation(book, scene, voices, statements)
    resolve(book, LATER)
    return _cast(copy, book, with_speakers(book, statements, voices))


def _place(book: Book, toponyms: Sequence[Toponym]) -> None:
    """Give people without a country the one where their phrases say that they are."""
    places = {t.start: t for t in toponyms}
    for phrase in book.linked():
        found = book.who(phrase)
        if found is None or found.country is not None or phrase.kind not in ("person", "group"):
            continue
        if phrase.kind == "person" or not found.named:
            head = phrase.last - 1 if phrase.name else phrase.head
            found.country = whereabouts(book.words, phrase.first, head, places)


def _cast(copy: Parse, book: Book, spoken: Sequence[Spoken]) -> Cast:
    """The book as rows; one span is one mention."""
    linked = [(_span(copy, book.words, p), p, c) for p in book.linked() if (c := book.who(p)) is not None]
    chosen: dict[Span, tuple[Phrase, Character]] = {}
    for span, phrase, found in sorted(linked, key=lambda x: (x[0].start, -x[0].end)):
        if span.start < span.end:
            chosen.setdefault(span, (phrase, found))
    ids: dict[int, str] = {}
    for _, found in chosen.values():
        ids.setdefault(found.number, f"a{len(ids) + 1}")
    # Whoever has no mention left is the actor to whom the span was given.
    same = {found.number: ids[chosen[span][1].number] for span, _, found in linked if span in chosen}

    def of(character: Character | None) -> str | None:
        return (ids.get(character.number) or same.get(character.number)) if character is not None else None

    actors = tuple(_actor(book.characters[number], actor_id, book.words) for number, actor_id in ids.items())
    mentions = tuple(Mention(*span, p.form, ids[c.number], book.sign(p).value) for span, (p, c) in chosen.items())
    said = tuple(
        replace(st, speaker=of(speaker), joint=_others(map(of, joint), of(speaker)), addressee=of(addressee))
        for st, speaker, joint, addressee in spoken
    )
    return Cast(actors, mentions, said)


def _others(ids: Iterable[str | None], speaker: str | None) -> tuple[str, ...]:
    """Each of ``ids`` once, without the speaker."""
    return tuple(dict.fromkeys(i for i in ids if i is not None and i != speaker))


def _span(copy: Parse, w: Words, phrase: Phrase) -> Span:
    """The characters of ``phrase`` without white space at its borders."""
    start, end = w.span(phrase.first, phrase.last)
    return trimmed(copy.text, start, end)


def _called(w: Words, phrase: Phrase) -> str:
    """The words that first name somebody without a name, "the representatives of Primorska", at a readable length."""
    last = min(phrase.last, phrase.first + _LONGEST)
    while last < phrase.last and last > phrase.head + 1 and w.pos[last - 1] not in ("NOUN", "PROPN"):
        last -= 1
    return " ".join("".join(w.text[i] + ("" if w.touching(i) else " ") for i in range(phrase.first, last)).split())


def _is_proper(w: Words, phrase: Phrase, sector: str | None) -> bool:
    """Whether a noun for a body is a name by its capitals: "the Doctors' Circle", "The Gazette", not "the Board"."""
    if phrase.kind not in ("organisation", "group") or phrase.name or w.low[phrase.first] != "the":
        return False
    capitals = [i for i in range(phrase.first + 1, phrase.last) if w.text[i][0].isupper() and not w.text[i].isupper()]
    enough = len(capitals) > 1 or (sector == "MED" and phrase.last - phrase.first == 2)
    return phrase.head in capitals and enough and w.tag[phrase.head] in ("NNP", "NNPS")


def _actor(c: Character, actor_id: str, w: Words) -> Actor:
    texts = sorted(c.texts, key=lambda t: (-len(t.split()), -c.texts[t], t))
    if c.title:
        name = c.title
    elif texts:
        name = texts[0]
    else:
        name = _called(w, c.phrases[0])
    return Actor(
        id=actor_id,
        kind=c.kind,
        name=name,
        named=c.named or any(_is_proper(w, p, c.sector) for p in c.phrases),
        aliases=tuple(sorted(t for t in c.texts if t != name)),
        roles=tuple(c.roles),
        country=c.country,
        sector=c.sector,
    )
