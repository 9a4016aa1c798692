"""The cast of an article: characters as rows, in the order of their first mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.actors.candidates import find_phrases
from dateline.actors.characters import Character
from dateline.actors.kin import resolve_kin
from dateline.actors.naming import Naming
from dateline.actors.phrases import Phrase
from dateline.actors.pronouns import resolve_pronouns
from dateline.actors.roles import resolve_roles
from dateline.actors.speakers import with_speakers
from dateline.actors.titles import resolve_colleagues, resolve_titles
from dateline.actors.voices import find_voices
from dateline.actors.words import Words, words_of
from dateline.language import Copy
from dateline.language.parse import trimmed
from dateline.schema import Actor, Cast, Mention, Span, Statement, Toponym


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
    voices = find_voices(naming, phrases, copy.anatomy)
    resolve_pronouns(words, naming.characters, phrases, statements, voices)
    resolve_colleagues(naming, phrases)
    resolve_kin(naming, phrases)
    phrases.extend(resolve_roles(naming, phrases))
    phrases.sort(key=lambda p: (p.head, p.first))
    spoken, added = with_speakers(naming, phrases, statements)
    placed = sorted(
        ((_span(copy, words, p), p) for p in (*phrases, *added) if p.actor >= 0), key=lambda x: (x[0].start, -x[0].end)
    )
    chosen: dict[Span, Phrase] = {}
    for span, phrase in placed:
        if span.start < span.end:
            chosen.setdefault(span, phrase)
    ids: dict[int, str] = {}
    for phrase in chosen.values():
        ids.setdefault(phrase.actor, f"a{len(ids) + 1}")
    # One span is one mention: whoever has no other is the actor that it was given to.
    same = {phrase.actor: ids[chosen[span].actor] for span, phrase in placed if span in chosen}
    actors = tuple(_actor(naming.characters[number], actor_id, words) for number, actor_id in ids.items())
    mentions = tuple(Mention(*span, p.form, ids[p.actor]) for span, p in chosen.items())
    said = tuple(
        replace(st, speaker=_id(speaker, ids, same), addressee=_id(addressee, ids, same))
        for st, speaker, addressee in spoken
    )
    return Cast(actors, mentions, said)


def _span(copy: Copy, w: Words, phrase: Phrase) -> Span:
    """The characters of ``phrase`` without white space at its borders."""
    start, end = w.span(phrase.first, phrase.last)
    return trimmed(copy.text, start, end)


def _id(character: Character | None, ids: dict[int, str], same: dict[int, str]) -> str | None:
    if character is None:
        return None
    return ids.get(character.number) or same.get(character.number)


def _named_to(phrase: Phrase, w: Words) -> int:
    """Where the name of people without one ends: "railway workers" of "railway workers of both countries"."""
    after = phrase.head + 1
    if phrase.plural and after + 1 < phrase.last and w.text[after] in ("of", "from", "in"):
        inside = [i for i in range(after + 1, phrase.last) if w.pos[i] not in ("DET", "ADJ", "NUM", "ADP")]
        if all(w.pos[i] == "PROPN" or w.text[i] in ("countries", "sides", "nations", "states") for i in inside):
            return after
    return phrase.last


def _actor(c: Character, actor_id: str, w: Words) -> Actor:
    texts = sorted(c.texts, key=lambda t: (-len(t.split()), -c.texts[t], t))
    if c.title:
        name = c.title
    elif texts:
        name = texts[0]
    else:
        first = c.phrases[0]
        last = _named_to(first, w)
        name = " ".join("".join(w.text[i] + ("" if w.touching(i) else " ") for i in range(first.first, last)).split())
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
