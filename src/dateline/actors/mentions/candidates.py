"""All phrases of an article that may mention an actor, in order: names, titles and nouns, pronouns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dateline.actors.mentions.lists import turned_names
from dateline.actors.mentions.nounphrases import noun_phrase
from dateline.actors.mentions.phrases import Phrase, Pronoun
from dateline.actors.mentions.runs import Runs, gather, stretches
from dateline.actors.mentions.small_names import small_names
from dateline.actors.mentions.sources import unread_sources
from dateline.actors.mentions.titled import read_run
from dateline.actors.mentions.widening import widened
from dateline.actors.mentions.words import Words
from dateline.actors.names.bodies import name_key, organ_word
from dateline.actors.names.terms import pronouns
from dateline.grammar.words import words as words_of
from dateline.schema import Statement, Toponym


def find_phrases(words: Words, toponyms: Sequence[Toponym], statements: Sequence[Statement]) -> list[Phrase]:
    """The phrases of an article by their heads; a source in capitals of which nothing is read is a person's name."""
    runs = gather(words, toponyms)
    read = _named(runs)
    names = [widened(words, phrase) for phrase in read]
    taken = {i: phrase for before, phrase in zip(read, names, strict=True) for i in range(before.first, before.last)}
    covered = {p.head for p in names} | {p.title_head for p in names if p.title_head >= 0}
    small = list(small_names(words, covered))
    covered |= {p.head for p in small}
    gone = {id(taken[i]) for p in small for i in range(p.begin, p.head) if i in taken}
    nouns = [
        p
        for i, pos in enumerate(words.pos)
        if pos in ("NOUN", "PROPN", "ADJ")
        and i not in covered
        and i not in runs.listings
        and not _is_called_so(words, i)
        and (p := noun_phrase(words, i, taken)) is not None
    ]
    titles = _titles(nouns)
    names = [_as_person_beside(words, p, titles) for p in names if id(p) not in gone]
    names = [_as_firm(words, p) for p in names]
    personal = [p for i, low in enumerate(words.low) if low in pronouns() and (p := _pronoun(words, i)) is not None]
    found = [*names, *small, *nouns, *personal]
    return by_heads([*found, *unread_sources(words, found, statements)])


def by_heads(phrases: Iterable[Phrase]) -> list[Phrase]:
    """``phrases`` in the order of their heads."""
    return sorted(phrases, key=lambda p: (p.head, p.first))


def _named(runs: Runs) -> list[Phrase]:
    """The phrases with names, in order; single words are read after full names have told who has which surname."""
    found = turned_names(runs.words)
    listed = {i for p in found for i in range(p.first, p.last)}
    cut = [(first, last) for first, last in stretches(runs) if listed.isdisjoint(range(first, last))]
    for single in (False, True):
        for first, last in cut:
            if (last - first == 1) == single:
                found += read_run(runs, first, last)
        runs.surnames |= {p.name[-1] for p in found if p.kind == "person" and len(p.name) > 1}
    return sorted(found, key=lambda p: (p.first, p.last))


def _is_called_so(w: Words, i: int) -> bool:
    """Whether a noun is only what a thing is called: "the king" of "we call it the reed king"."""
    verb = w.head[i]
    return (
        w.lemma[verb] in ("call", "dub", "nickname")
        and verb < i
        and any(w.low[k] == "it" for k in range(verb + 1, min(i, verb + 3)))
    )


def _titles(nouns: Iterable[Phrase]) -> tuple[frozenset[int], frozenset[int]]:
    """Where the titles that stand alone begin, and where they end."""
    titles = [p for p in nouns if p.office is not None and not p.plural and p.form == "noun"]
    return frozenset(p.first for p in titles), frozenset(p.last for p in titles)


def _as_person_beside(w: Words, p: Phrase, titles: tuple[frozenset[int], frozenset[int]]) -> Phrase:
    """A name of two words and more beside a title is a person's, whatever it was labelled: "the mayor, Liga Ozola"."""
    starts, ends = titles
    if p.kind not in ("organisation", "group") or p.form != "name" or p.known or p.weak or not 2 <= len(p.name) <= 5:
        return p
    if p.begin != p.first or p.last - p.first != len(p.name) or organ_word([n.lower() for n in p.name]) is not None:
        return p
    after = p.last + 1 < len(w) and w.text[p.last] == "," and p.last + 1 in starts
    before = p.first >= 2 and w.text[p.first - 1] == "," and p.first - 1 in ends and w.dep[p.head] != "conj"
    if (after and w.dep[w.head[p.head]] != "conj") or before:
        return replace(p, kind="person", sector=None, key="")
    return p


def _as_firm(w: Words, p: Phrase) -> Phrase:
    """A bare surname that tells what "it" makes, closes or sells is a firm's: "Ford said it would close the plant"."""
    if (
        p.kind not in ("person", "organisation")
        or len(p.name) != 1
        or p.honorific
        or p.office is not None
        or p.last - p.first != 1
    ):
        return p
    verb = w.head[p.head]
    clause = next((c for c in w.children[verb] if w.dep[c] == "ccomp"), None) if w.dep[p.head] == "nsubj" else None
    if clause is None or w.lemma[clause] not in words_of("firm_deeds"):
        return p
    does = any(w.dep[c] == "nsubj" and w.low[c] == "it" for c in w.children[clause])
    return replace(p, kind="organisation", sector="BUS", gender=None, key=name_key(p.name)) if does else p


def _pronoun(w: Words, i: int) -> Phrase | None:
    told, gender = pronouns()[w.low[i]]
    sort = Pronoun[told.upper()]
    shouted = len(w.text[i]) > 2 and w.text[i].isupper()
    if (w.tag[i] not in ("PRP", "PRP$") and not shouted) or (w.low[i] == "us" and w.text[i].isupper()):
        return None
    many = sort in (Pronoun.THEY, Pronoun.WE)
    return Phrase(i, i + 1, i, "pronoun", pronoun=sort, gender=gender, plural=many)
