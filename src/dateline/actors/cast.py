"""The cast of an article: characters as rows, in the order of their first mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.actors.candidates import find_phrases
from dateline.actors.characters import Character
from dateline.actors.naming import Naming
from dateline.actors.phrases import Phrase
from dateline.actors.pronouns import resolve_pronouns
from dateline.actors.speakers import with_speakers
from dateline.actors.titles import resolve_colleagues, resolve_titles
from dateline.actors.words import Words, words_of
from dateline.language import Copy
from dateline.schema import Actor, Cast, Mention, Statement, Toponym


def find_actors(copy: Copy, toponyms: Sequence[Toponym], statements: Sequence[Statement]) -> Cast:
    """The actors of an article, their mentions, and ``statements`` with speakers and addressees.

    Sieves from sure to unsure: names, titles and appositions, nouns, pronouns; then the speakers, of whom those
    without a name are actors with ``named`` false. Ids are "a1", "a2" ... by first mention.
    """
    words = words_of(copy)
    phrases, _ = find_phrases(words, toponyms)
    naming = Naming(words)
    naming.run(phrases)
    resolve_titles(naming, phrases)
    resolve_pronouns(words, naming.characters, phrases, statements)
    resolve_colleagues(naming, phrases)
    spoken, added = with_speakers(naming, phrases, statements)
    kept = sorted(
        (p for p in (*phrases, *added) if p.actor >= 0), key=lambda p: (words.start[p.first], -words.end[p.last - 1])
    )
    ids: dict[int, str] = {}
    for phrase in kept:
        ids.setdefault(phrase.actor, f"a{len(ids) + 1}")
    actors = tuple(_actor(naming.characters[number], actor_id, words) for number, actor_id in ids.items())
    said = tuple(
        replace(st, speaker=_id(speaker, ids), addressee=_id(addressee, ids)) for st, speaker, addressee in spoken
    )
    return Cast(actors, tuple(_mentions(words, kept, ids)), said)


def _id(character: Character | None, ids: dict[int, str]) -> str | None:
    return ids.get(character.number) if character is not None else None


def _mentions(w: Words, phrases: Sequence[Phrase], ids: dict[int, str]) -> list[Mention]:
    seen: set[tuple[int, int]] = set()
    found = []
    for p in phrases:
        start, end = w.span(p.first, p.last)
        if (start, end) not in seen:
            seen.add((start, end))
            found.append(Mention(start, end, p.form, ids[p.actor]))
    return found


def _actor(c: Character, actor_id: str, w: Words) -> Actor:
    texts = sorted(c.texts, key=lambda t: (-len(t.split()), -c.texts[t], t))
    if c.title:
        name = c.title
    elif texts:
        name = texts[0]
    else:
        first = c.phrases[0]
        name = " ".join(
            "".join(w.text[i] + ("" if w.touching(i) else " ") for i in range(first.first, first.last)).split()
        )
    return Actor(
        id=actor_id,
        kind=c.kind,
        name=name,
        named=c.named,
        aliases=tuple(sorted(t for t in c.texts if t != name)),
        roles=tuple(c.roles),
        country=c.country,
        sector=c.sector,
    )
