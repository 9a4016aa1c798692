"""The cast of an article: characters as rows, in the order of their first mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.actors.choice.kin import resolve_belongings, resolve_kin
from dateline.actors.choice.naming import Naming
from dateline.actors.choice.pronouns import resolve_conversation, resolve_pronouns
from dateline.actors.choice.roles import resolve_roles
from dateline.actors.choice.titles import resolve_colleagues, resolve_titles
from dateline.actors.mentions.candidates import find_phrases
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.runs import Runs
from dateline.actors.mentions.sectors import whereabouts
from dateline.actors.mentions.words import Words, words_of
from dateline.actors.signs.appositions import find_houses
from dateline.actors.signs.characters import Character
from dateline.actors.signs.shortened import find_shortened
from dateline.actors.speakers.speakers import name_sources, with_speakers
from dateline.actors.speakers.voices import find_voices
from dateline.grammar import Parse
from dateline.language.parse import trimmed
from dateline.schema import Actor, Cast, Mention, Span, Statement, Toponym

_LONGEST = 14
"""The longest name of an actor without one, in tokens."""


def find_actors(copy: Parse, toponyms: Sequence[Toponym], statements: Sequence[Statement]) -> Cast:
    """The actors of an article, their mentions, and ``statements`` with speakers and addressees.

    Sieves from sure to unsure: names, titles and appositions, nouns, pronouns; then the speakers, of whom those
    without a name are actors with ``named`` false. Ids are "a1", "a2" ... by first mention.
    """
    words = words_of(copy)
    phrases, runs = find_phrases(words, toponyms)
    naming = Naming(words)
    naming.run(phrases)
    name_sources(naming, phrases, statements)
    resolve_titles(naming, phrases)
    _place(naming, phrases, runs)
    phrases.extend(find_shortened(words, naming.characters, phrases))
    phrases.sort(key=lambda p: (p.head, p.first))
    voices = find_voices(naming, phrases, copy.anatomy, statements)
    scene = resolve_pronouns(words, naming.characters, phrases, statements)
    find_houses(naming, phrases)
    resolve_conversation(scene, phrases, voices)
    resolve_colleagues(naming, phrases)
    resolve_kin(naming, phrases)
    resolve_belongings(naming, phrases)
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


def _place(naming: Naming, phrases: Sequence[Phrase], runs: Runs) -> None:
    """Give people without a country the one where their phrases say that they are."""
    for phrase in phrases:
        if phrase.actor >= 0 and phrase.kind in ("person", "group"):
            found = naming.characters[phrase.actor]
            if found.country is None and (phrase.kind == "person" or not found.named):
                head = phrase.last - 1 if phrase.name else phrase.head
                found.country = whereabouts(naming.words, phrase.first, head, runs.places)


def _span(copy: Parse, w: Words, phrase: Phrase) -> Span:
    """The characters of ``phrase`` without white space at its borders."""
    start, end = w.span(phrase.first, phrase.last)
    return trimmed(copy.text, start, end)


def _id(character: Character | None, ids: dict[int, str], same: dict[int, str]) -> str | None:
    if character is None:
        return None
    return ids.get(character.number) or same.get(character.number)


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
