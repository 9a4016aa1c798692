"""All phrases of an article that may mention an actor, in order: names, titles and nouns, pronouns."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.actors.mentions.nounphrases import noun_phrase
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.runs import Runs, gather, stretches
from dateline.actors.mentions.titled import read_run
from dateline.actors.mentions.widening import widen
from dateline.actors.mentions.words import Words
from dateline.actors.names.bodies import SMALL_NAMES, body_of, name_key, organ_word
from dateline.actors.names.nouns import noun_of
from dateline.schema import Toponym

PRONOUNS: dict[str, tuple[str, str | None]] = {
    "he": ("s", "m"), "him": ("s", "m"), "his": ("s", "m"), "himself": ("s", "m"),
    "she": ("s", "f"), "her": ("s", "f"), "hers": ("s", "f"), "herself": ("s", "f"),
    "it": ("n", None), "its": ("o", None), "itself": ("n", None),
    "they": ("p", None), "them": ("p", None), "their": ("p", None), "theirs": ("p", None), "themselves": ("p", None),
    "i": ("1", None), "me": ("1", None), "my": ("1", None), "mine": ("1", None), "myself": ("1", None),
    "we": ("1p", None), "us": ("1p", None), "our": ("1p", None), "ours": ("1p", None), "ourselves": ("1p", None),
    "you": ("2", None), "your": ("2", None), "yours": ("2", None), "yourself": ("2", None),
}  # fmt: skip
"""Each pronoun's person and number (s, n for things, o for what is theirs, p, 1, 1p, 2) and gender."""


def find_phrases(words: Words, toponyms: Sequence[Toponym]) -> tuple[list[Phrase], Runs]:
    """The phrases, by their heads, and what was gathered about the article's names."""
    runs = gather(words, toponyms)
    named = _named(runs)
    taken = {i: n for n, phrase in enumerate(named) for i in range(phrase.first, phrase.last)}
    words.barriers = {p.begin for p in named if p.kind == "person" and p.begin >= 0}
    for phrase in named:
        widen(words, phrase)
        if phrase.kind == "organisation" and 0 <= phrase.title_head < phrase.first:
            phrase.first = words.left(phrase.title_head)
    _owners_in_names(words, named)
    covered = {p.head for p in named}
    covered |= {p.title_head for p in named if p.title_head >= 0}
    nouns = [
        p
        for i, pos in enumerate(words.pos)
        if pos in ("NOUN", "PROPN", "ADJ")
        and i not in covered
        and (p := noun_phrase(words, i, taken, named)) is not None
    ]
    _persons_beside(words, named, nouns)
    nouns += [
        p for i in range(1, len(words)) if words.low[i] in SMALL_NAMES and (p := _small_name(words, i)) is not None
    ]
    pronouns = [p for i, low in enumerate(words.low) if low in PRONOUNS and (p := _pronoun(words, i)) is not None]
    titled = {p.title_head for p in named if p.title_head >= 0}
    named = [p for p in named if p.kind is not None and not (p.form == "noun" and p.head in titled)]
    return sorted((*named, *nouns, *pronouns), key=lambda p: (p.head, p.first)), runs


def _named(runs: Runs) -> list[Phrase]:
    """The phrases with names, in order; single words are read after full names have told who has which surname."""
    w = runs.words
    found: list[Phrase] = []
    cut = stretches(runs)
    for single in (False, True):
        for first, last in cut:
            if (last - first == 1) == single:
                found += read_run(runs, first, last) or _after_noun(w, first, last)
        runs.surnames |= {p.name[-1] for p in found if p.kind == "person" and len(p.name) > 1}
    return sorted(found, key=lambda p: (p.first, p.last))


def _after_noun(w: Words, first: int, last: int) -> list[Phrase]:
    """An unknown name right after a noun for bodies is a body's: "the charity Islands Relief"."""
    noun = noun_of(w.low[first - 1]) if first and w.sent[first - 1] == w.sent[first] else None
    if noun is None or noun.kind != "organisation" or noun.plural or not _named_there(w, first, last):
        return []
    found = Phrase(first, last, last - 1, "name", noun.kind, tuple(w.text[first:last]), first, sector=noun.sector)
    found.key = name_key(found.name)
    found.title_head, found.noun = first - 1, noun.lemma
    return [found]


def _named_there(w: Words, first: int, last: int) -> bool:
    """The noun before ``first`` hangs on the name, or the name on the noun, or both on one verb as its subject."""
    before, name = w.head[first - 1], w.head[last - 1]
    if before in range(first, last):
        return True
    proper = all(w.tag[i] in ("NNP", "NNPS") for i in range(first, last))
    article = first > 1 and w.low[w.left(first - 1)] == "the"
    return proper and article and (name == first - 1 or (name == before and w.dep[last - 1] == w.dep[first - 1]))


def _owners_in_names(w: Words, named: list[Phrase]) -> None:
    """ "Moody's Service Inc" is one name where it was labelled as one: its owner is nobody beside it."""
    starts = {p.first: p for p in named if p.kind in ("organisation", "person") and p.last - p.first == 1}
    for p in named:
        inner = starts.get(p.first)
        if p.kind != "organisation" or inner is None or inner is p or p.begin <= p.first:
            continue
        if (
            all(w.entity[i] == "ORG" and not w.begins[i] for i in range(p.first + 1, p.begin))
            and w.entity[p.first] == "ORG"
        ):
            inner.kind = None


def _persons_beside(w: Words, named: list[Phrase], nouns: list[Phrase]) -> None:
    """A name of two words and more beside a title is a person's, whatever it was labelled: "the mayor, Liga Ozola"."""
    titles = [p for p in (*named, *nouns) if p.form == "noun" and p.office is not None and not p.plural]
    starts, ends = {p.first for p in titles}, {p.last for p in titles}
    for p in named:
        if p.kind not in ("organisation", "group") or p.form != "name" or p.aliases or not 2 <= len(p.name) <= 5:
            continue
        if p.begin != p.first or p.last - p.first != len(p.name) or organ_word([n.lower() for n in p.name]) is not None:
            continue
        after = p.last + 1 < len(w) and w.text[p.last] == "," and p.last + 1 in starts
        before = p.first >= 2 and w.text[p.first - 1] == "," and p.first - 1 in ends and w.dep[p.head] != "conj"
        if (after and w.dep[w.head[p.head]] != "conj") or before:
            p.kind, p.sector, p.key = "person", None, ""


def _small_name(w: Words, i: int) -> Phrase | None:
    """A name that translation has put in small letters ("held by is"), where only a noun can stand."""
    text = w.text[i]
    if len(text) > 3 or w.pos[i - 1] != "ADP" or not text.islower():
        return None
    body = body_of(text)
    if body is None or not body.weak:
        return None
    after = noun_of(w.low[i + 1]) if i + 1 < len(w) else None
    if i + 1 < len(w) and after is None and w.pos[i + 1] != "PUNCT":
        return None
    found = Phrase(i, i + 1, i, "name", body.kind, (text,), i, sector=body.sector, country=body.country)
    found.key, found.aliases = name_key(body.name.split()), ["weak"]
    return found


def _pronoun(w: Words, i: int) -> Phrase | None:
    found = PRONOUNS.get(w.low[i])
    shouted = len(w.text[i]) > 2 and w.text[i].isupper()
    if found is None or (w.tag[i] not in ("PRP", "PRP$") and not shouted):
        return None
    if w.low[i] == "us" and w.text[i].isupper():
        return None
    number, gender = found
    return Phrase(i, i + 1, i, "pronoun", noun=number, gender=gender, plural=number in ("p", "1p"))
