"""All phrases of an article that may mention an actor, in order: names, titles and nouns, pronouns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dateline.actors.mentions.nounphrases import half_named_body, noun_phrase
from dateline.actors.mentions.phrases import Phrase, Pronoun
from dateline.actors.mentions.runs import Runs, gather, stretches
from dateline.actors.mentions.sources import unread_sources
from dateline.actors.mentions.titled import read_run
from dateline.actors.mentions.widening import widened
from dateline.actors.mentions.words import Words
from dateline.actors.names.bodies import SMALL_NAMES, body_of, name_key, organ_word
from dateline.actors.names.nouns import noun_of
from dateline.actors.names.persons import gender_of
from dateline.schema import Statement, Toponym

_PRONOUNS: dict[str, tuple[Pronoun, str | None]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), (Pronoun.HE, "m")),
    **dict.fromkeys(("she", "her", "hers", "herself"), (Pronoun.HE, "f")),
    **dict.fromkeys(("it", "itself"), (Pronoun.IT, None)),
    "its": (Pronoun.ITS, None),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), (Pronoun.THEY, None)),
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), (Pronoun.I, None)),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves"), (Pronoun.WE, None)),
    **dict.fromkeys(("you", "your", "yours", "yourself"), (Pronoun.YOU, None)),
}
"""Each pronoun's sort and gender."""
_WHERE = frozenset(["in", "at", "from", "near", "into", "toward", "towards", "around", "outside", "through"])


def find_phrases(words: Words, toponyms: Sequence[Toponym], statements: Sequence[Statement]) -> list[Phrase]:
    """The phrases of an article by their heads; a source in capitals of which nothing is read is a person's name."""
    runs = gather(words, toponyms)
    read = _named(runs)
    barriers = barriers_of(read)
    names = [widened(words, phrase, barriers) for phrase in read]
    taken = {i: phrase for before, phrase in zip(read, names, strict=True) for i in range(before.first, before.last)}
    covered = {p.head for p in names} | {p.title_head for p in names if p.title_head >= 0}
    bodies = [p for i in range(len(words)) if i not in covered and (p := half_named_body(words, i)) is not None]
    covered |= {p.head for p in bodies}
    nouns = [
        p
        for i, pos in enumerate(words.pos)
        if pos in ("NOUN", "PROPN", "ADJ")
        and i not in covered
        and i not in runs.listings
        and not _opens_a_compound(words, i)
        and (p := noun_phrase(words, i, taken, barriers)) is not None
    ]
    gone = {id(taken[p.head - len(p.name) + 1]) for p in bodies if p.head - len(p.name) + 1 in taken}
    names = [_as_person_beside(words, p, _titles(nouns)) for p in names if id(p) not in gone]
    names = _without_places(words, names)
    small = [
        p for i in range(1, len(words)) if words.low[i] in SMALL_NAMES and (p := _small_name(words, i)) is not None
    ]
    pronouns = [p for i, low in enumerate(words.low) if low in _PRONOUNS and (p := _pronoun(words, i)) is not None]
    found = [*names, *bodies, *nouns, *small, *pronouns]
    return by_heads([*found, *unread_sources(words, found, statements)])


def by_heads(phrases: Iterable[Phrase]) -> list[Phrase]:
    """``phrases`` in the order of their heads."""
    return sorted(phrases, key=lambda p: (p.head, p.first))


def barriers_of(phrases: Iterable[Phrase]) -> frozenset[int]:
    """The tokens at which persons' names begin, over which no complement reaches."""
    return frozenset(p.begin for p in phrases if p.kind == "person" and p.begin >= 0)


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


def _opens_a_compound(w: Words, i: int) -> bool:
    """Whether a noun is only the first half of an adjective: "forward | -looking"."""
    if i + 2 >= len(w) or w.text[i + 1] != "-" or not (w.touching(i) and w.touching(i + 1)):
        return False
    return w.low[i + 2].endswith(("ing", "ed"))


def _after_noun(w: Words, first: int, last: int) -> list[Phrase]:
    """An unknown name right after a noun for bodies is a body's: "the charity Islands Relief"."""
    noun = noun_of(w.low[first - 1]) if first and w.sent[first - 1] == w.sent[first] else None
    if noun is None or noun.kind != "organisation" or noun.plural or not _named_there(w, first, last):
        return []
    name = tuple(w.text[first:last])
    return [
        Phrase(
            first, last, last - 1, "name", noun.kind, name, first, sector=noun.sector, key=name_key(name),
            title_head=first - 1, noun=noun.lemma,
        )
    ]  # fmt: skip


def _named_there(w: Words, first: int, last: int) -> bool:
    """The noun before ``first`` hangs on the name, or the name on the noun, or both on one verb as its subject."""
    before, name = w.head[first - 1], w.head[last - 1]
    if before in range(first, last):
        return True
    proper = all(w.tag[i] in ("NNP", "NNPS") for i in range(first, last))
    article = first > 1 and w.low[w.left(first - 1)] == "the"
    return proper and article and (name == first - 1 or (name == before and w.dep[last - 1] == w.dep[first - 1]))


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


def _without_places(w: Words, names: list[Phrase]) -> list[Phrase]:
    """``names`` without those of persons that stand only where places do: "in Wadi Halfa"."""
    elsewhere = {
        p.name[-1]
        for p in names
        if p.kind == "person"
        and (p.office or p.role or p.honorific or gender_of(p.name[0]) or w.low[w.head[p.head]] not in _WHERE)
    }
    return [p for p in names if p.kind != "person" or p.name[-1] in elsewhere]


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
    return Phrase(
        i, i + 1, i, "name", body.kind, (text,), i, sector=body.sector, country=body.country,
        key=name_key(body.name.split()), weak=True,
    )  # fmt: skip


def _pronoun(w: Words, i: int) -> Phrase | None:
    sort, gender = _PRONOUNS[w.low[i]]
    shouted = len(w.text[i]) > 2 and w.text[i].isupper()
    if (w.tag[i] not in ("PRP", "PRP$") and not shouted) or (w.low[i] == "us" and w.text[i].isupper()):
        return None
    many = sort in (Pronoun.THEY, Pronoun.WE)
    return Phrase(i, i + 1, i, "pronoun", pronoun=sort, gender=gender, plural=many)
