"""Noun phrases for those who act: titles alone, "the company", "two officials", "the Iraqi army"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dateline.actors.mentions.extents import complement, country_in, is_country, is_holder
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.sectors import is_international, sector_of
from dateline.actors.mentions.words import Words
from dateline.actors.names.bodies import OrganWord, metonyms, name_key, organ_word
from dateline.actors.names.nouns import Noun, noun_of
from dateline.actors.names.offices import last_words, read_title, singular
from dateline.actors.names.terms import terms
from dateline.resources import toml

AGED = "old"
"""The noun of "the 48-year-old"."""
_CRAFT: frozenset[str] = frozenset(toml("name_words.toml")["groups"]["craft"])
"""Words for what attacks for the state whose adjective stands before it."""
_BEHIND: frozenset[str] = frozenset(toml("name_words.toml")["titles"]["behind"])
"""Adjectives that a hyphen joins to the title before them."""
_LEFT = ("compound", "amod", "poss")


def noun_phrase(w: Words, i: int, names: Mapping[int, Phrase]) -> Phrase | None:
    """The phrase whose head is the common noun at ``i``, where the noun is one for those who act.

    ``names`` are the phrases with names by each of their tokens.
    """
    if w.pos[i] not in ("NOUN", "PROPN", "ADJ"):
        return None
    low = w.low[i]
    if low == "old":
        return _aged(w, i)
    if low in _BEHIND and _behind_title(w, i - 2) and w.head[i] == i - 2:
        return None
    behind = _behind_title(w, i)
    if w.dep[i] in ("compound", "amod", "nmod") and w.head[i] > i and not (behind and w.low[i + 2] not in last_words()):
        return _dependent(w, i, low)
    pair = w.low[i - 1 : i + 1] if i and w.pos[i - 1] in ("NOUN", "ADJ", "PROPN") else (low,)
    if (low in terms("parts") and _is_part(w, i)) or (low == "figures" and are_numbers(w, i)):
        return None
    organ = organ_word(pair)
    noun = noun_of(" ".join(pair)) or noun_of(low) or _craft(w, i)
    if organ is not None and not organ.organ and noun is None and (w.text[i].islower() or w.opens[i]):
        organ = None
    if (noun is None and organ is None and low not in last_words()) or (w.pos[i] == "ADJ" and noun is None):
        return None
    if i in names and names[i].head != i:
        return None
    return _described(w, i, complement(w, i, i + 3 if behind else i + 1), noun, organ)


def _behind_title(w: Words, i: int) -> bool:
    """Whether an adjective joined by a hyphen follows the title at ``i``: "secretary-general", "president-elect"."""
    return i >= 0 and w.low[i + 1 : i + 2] == ("-",) and w.low[i + 2 : i + 3] != () and w.low[i + 2] in _BEHIND


def _craft(w: Words, i: int) -> Noun | None:
    """Ships, planes and missiles of a state, which act for it: "Israeli | warplanes"."""
    if w.low[i] not in _CRAFT or not any(
        w.text[c][0].isupper() and is_country(w.text[c]) for c in w.children[i] if c < i
    ):
        return None
    return Noun(singular(w.low[i]), "group", "MIL", None, True)


def are_numbers(w: Words, i: int) -> bool:
    """Whether the figures at ``i`` are numbers, not persons: "according to Iraqi figures", "official figures"."""
    before = w.low[w.left(i) : i]
    if any(word in terms("of_numbers") for word in before):
        return True
    return w.dep[i] == "pobj" and w.low[w.head[i]] in ("to", "by") and w.low[w.head[w.head[i]]] == "according"


def _is_part(w: Words, i: int) -> bool:
    """Whether the noun is a part of the body or furniture: "his head", "at the head of the queue"."""
    if w.low[i] == "chair":
        bare = w.text[i].islower() and not any(w.low[c] in ("of", "for") or w.dep[c] in _LEFT for c in w.children[i])
        over = w.head[i]
        return bare and (
            w.lemma[over] in terms("of_furniture") or (w.dep[i] == "pobj" and w.low[over] in terms("under_furniture"))
        )
    if any(w.tag[c] == "PRP$" and w.low[c] != "its" for c in w.children[i]):
        return w.child(i, "appos") is None and w.dep[i] not in ("appos", "attr")
    of = next((c for c in w.children[i] if w.low[c] == "of"), None)
    what = w.child(of, "pobj") if of is not None else None
    low = w.low[what] if what is not None else ""
    return (
        bool(low)
        and w.low[w.head[i]] in ("at", "on", "to")
        and w.pos[what or 0] == "NOUN"
        and (organ_word((low,)) is None and noun_of(low) is None and not low.endswith(("ion", "ment", "ship")))
    )


def _aged(w: Words, i: int) -> Phrase | None:
    """ "the 48-year-old", where no noun follows."""
    if i < 4 or w.low[i] != "old" or w.low[i - 2] not in ("year", "month") or w.text[i - 1] != "-":
        return None
    follows = i + 1 < len(w) and (w.pos[i + 1] in ("NOUN", "PROPN", "ADJ") or w.text[i + 1] == "-")
    first = i - 5
    if follows or first < 0 or w.low[first] not in ("the", "a", "this") or w.text[i - 3] != "-":
        return None
    return Phrase(first, i + 1, i, "noun", "person", noun=AGED, definite=w.low[first] != "a")


def _dependent(w: Words, i: int, low: str) -> Phrase | None:
    """ "team" in "team member", "company" in "company spokesman"."""
    noun = noun_of(low) if w.head[i] == i + 1 and is_holder(w.low[i + 1]) else None
    if noun is None or noun.kind not in ("group", "organisation"):
        return None
    lemma = _lemma(w, i, low, noun)
    return Phrase(i, i + 1, i, "noun", noun.kind, noun=lemma, plural=noun.plural, definite=True, dependent=True)


def _lemma(w: Words, i: int, low: str, noun: Noun | None) -> str:
    """The singular; several of them are another word: "teams" is not "team"."""
    one = singular(low) if noun is None else noun.lemma
    return one + "+" if w.tag[i] in ("NNS", "NNPS") or not one.endswith(low) else one


def _described(w: Words, head: int, last: int, noun: Noun | None, organ: OrganWord | None) -> Phrase | None:
    """The phrase of a noun with kind, office, sector, country, number and definiteness; None for nobody."""
    first = w.left(head)
    texts, opening = w.text[first:last], w.low[first]
    many = w.tag[head] in ("NNS", "NNPS")
    plural = many or (noun is not None and noun.plural)
    owned = any(w.dep[c] == "poss" for c in w.children[head])
    country = country_in(w, first, last)
    phrase = Phrase(
        first, last, head, "noun", noun=_lemma(w, head, w.low[head], noun), plural=plural,
        definite=opening in terms("definite") or owned,
        country=None if country and "ethnic" in w.low[first:head] else country,
    )  # fmt: skip
    if phrase.country and w.low[head] in metonyms():
        return replace(phrase, kind="country", key=phrase.country)
    title = read_title(texts) if not plural else None
    if title is not None and title.first <= head - first < title.last:
        role = w.joined(first + title.first, last)
        return _titled(w, replace(phrase, kind="person", office=title.office, role=role), noun)
    if organ is not None and _is_organ(w, phrase, noun, organ, many):
        return _organ(w, phrase, organ)
    if noun is None or not _counted(w, phrase, noun, many):
        return None
    sector = sector_of(w, first, head, last, noun.sector, phrase.country)
    return replace(phrase, kind=noun.kind, gender=noun.gender, sector=sector)


def _titled(w: Words, phrase: Phrase, noun: Noun | None) -> Phrase:
    """A title alone, with what its words say of the holder."""
    first, head = phrase.first, phrase.head
    marks = (w.low[k] for k in range(first, head) if w.entity[k] == "NORP" and not is_country(w.text[k]))
    office_sector = phrase.office.sector if phrase.office is not None else None
    return replace(
        phrase,
        marks=frozenset(marks),
        dependent=first == head and w.text[head].islower() and w.dep[head] not in ("nsubj", "nsubjpass"),
        sector="IGO" if is_international(w, first, phrase.last) else office_sector,
        gender=noun.gender if noun is not None else None,
        definite=phrase.definite or (w.text[head][0].isupper() and w.low[first] not in ("a", "an")),
    )


def _is_organ(w: Words, phrase: Phrase, noun: Noun | None, organ: OrganWord, many: bool) -> bool:
    """Whether the noun is for one body, a state's or one with a name: "the army", "the Liberal party"."""
    counted = any(w.pos[c] == "NUM" for c in w.children[phrase.head])
    return (organ.organ or noun is None) and (not many or noun is None or noun.plural) and not counted


def _counted(w: Words, phrase: Phrase, noun: Noun, many: bool) -> bool:
    """A singular noun without an article is no phrase for somebody ("business", "campaign"), but for titles."""
    if many or noun.plural or phrase.country:
        return True
    if noun.kind == "country":
        return phrase.definite
    first = phrase.first
    return (
        w.pos[first] in ("DET", "PRON", "NUM")
        or w.tag[first] in ("PRP$", "POS")
        or phrase.definite
        or noun.kind == "person"
    )


def _organ(w: Words, phrase: Phrase, organ: OrganWord) -> Phrase:
    """A ministry, an army, a court: a body, named by its country where the phrase has one."""
    inside = w.text[phrase.first : phrase.last]
    names = [t for t in inside if t.lower() not in (*terms("determiners"), *terms("owning"))]
    phrase = replace(phrase, kind="organisation", sector=organ.sector, noun=w.low[phrase.head])
    kept = [n for n in names if not is_country(n)]
    specific = len(kept) > 1 and (w.text[phrase.head][0].isupper() or organ.organ)
    if not phrase.country and not specific:
        return phrase
    key = name_key(kept) or w.low[phrase.head]
    return replace(phrase, form="name", name=tuple(names), key=key, plural=False)
