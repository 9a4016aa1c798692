"""Noun phrases for those who act: titles alone, "the company", "two officials", "the Iraqi army"."""

from __future__ import annotations

from dateline.actors.mentions.extents import complement, country_in, is_country, is_holder
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.sectors import is_international, sector_of
from dateline.actors.mentions.words import DETERMINERS, Words
from dateline.actors.names.bodies import OrganWord, body_of, metonyms, name_key, organ_word
from dateline.actors.names.nouns import Noun, noun_of
from dateline.actors.names.offices import last_words, read_title, singular


def noun_phrase(w: Words, i: int, taken: dict[int, int], named: list[Phrase]) -> Phrase | None:
    """The phrase whose head is the common noun at ``i``, where the noun is one for those who act."""
    if w.pos[i] not in ("NOUN", "PROPN", "ADJ"):
        return None
    low = w.low[i]
    if low in ("former", "latter"):
        return _one_of_two(w, i)
    if w.dep[i] in ("compound", "amod", "nmod") and w.head[i] > i:
        return _dependent(w, i, low)
    known = _known_body(w, i, taken, named)
    if known is not None:
        return known
    pair = w.low[i - 1 : i + 1] if i and w.pos[i - 1] in ("NOUN", "ADJ", "PROPN") else [low]
    organ = organ_word(pair)
    noun = noun_of(" ".join(pair)) or noun_of(low)
    if organ is not None and not organ.organ and noun is None and (w.text[i].islower() or w.opens[i]):
        organ = None
    if (noun is None and organ is None and low not in last_words()) or (w.pos[i] == "ADJ" and noun is None):
        return None
    if i in taken and named[taken[i]].head != i:
        return None
    first = w.left(i)
    last = complement(w, i, i + 1)
    phrase = Phrase(first, last, i, "noun", noun=_lemma(w, i, low, noun))
    return _described(w, phrase, noun, organ)


def _one_of_two(w: Words, i: int) -> Phrase | None:
    """ "the former", "the latter", where no noun follows."""
    if i == 0 or w.low[i - 1] != "the" or (i + 1 < len(w) and w.pos[i + 1] in ("NOUN", "PROPN", "ADJ", "NUM")):
        return None
    return Phrase(i - 1, i + 1, i, "noun", "person", noun=w.low[i], definite=True, dependent=True)


def _dependent(w: Words, i: int, low: str) -> Phrase | None:
    """ "team" in "team member", "company" in "company spokesman"."""
    noun = noun_of(low) if w.head[i] == i + 1 and is_holder(w.low[i + 1]) else None
    if noun is None or noun.kind not in ("group", "organisation"):
        return None
    lemma = _lemma(w, i, low, noun)
    return Phrase(i, i + 1, i, "noun", noun.kind, (), -1, lemma, plural=noun.plural, definite=True, dependent=True)


def _lemma(w: Words, i: int, low: str, noun: Noun | None) -> str:
    """The singular; several of them are another word: "teams" is not "team"."""
    one = singular(low) if noun is None else noun.lemma
    return one + "+" if w.tag[i] in ("NNS", "NNPS") or not one.endswith(low) else one


def _known_body(w: Words, i: int, taken: dict[int, int], named: list[Phrase]) -> Phrase | None:
    """A known body whose name is half in small letters: "Islamic state"."""
    for first in (i - 1, i - 2):
        if first < 0 or not w.text[first][0].isupper() or w.sent[first] != w.sent[i]:
            continue
        body = body_of(" ".join(w.text[first : i + 1]))
        if body is None or body.weak:
            continue
        if first in taken:
            named[taken[first]].kind = None
        found = Phrase(first, i + 1, i, "name", body.kind, tuple(w.text[first : i + 1]), sector=body.sector)
        found.key, found.country, found.aliases = name_key(body.name.split()), body.country, [body.name]
        if w.low[first - 1] in ("the", "an", "a") and first:
            found.first = first - 1
        return found
    return None


def _described(w: Words, phrase: Phrase, noun: Noun | None, organ: OrganWord | None) -> Phrase | None:
    """``phrase`` with kind, office, sector, country, number and definiteness."""
    first, head = phrase.first, phrase.head
    texts = w.text[first : phrase.last]
    many = w.tag[head] in ("NNS", "NNPS")
    phrase.plural = many or (noun is not None and noun.plural)
    opening = w.low[first]
    owned = any(w.dep[c] == "poss" for c in w.children[head])
    phrase.definite = opening in ("the", "this", "that", "these", "those") or owned
    phrase.country = country_in(w, first, phrase.last)
    if phrase.country and "ethnic" in w.low[first:head]:
        phrase.country = None
    title = read_title(texts) if not phrase.plural else None
    if phrase.country and w.low[head] in metonyms():
        phrase.kind, phrase.key = "country", phrase.country
        return phrase
    if title is not None and title.first <= head - first < title.last:
        phrase.kind, phrase.office = "person", title.office
        phrase.role = " ".join(texts[title.first :])
        marks = (w.low[k] for k in range(first, head) if w.entity[k] == "NORP" and not is_country(w.text[k]))
        phrase.marks = frozenset(marks)
        phrase.dependent = first == head and w.text[head].islower() and w.dep[head] not in ("nsubj", "nsubjpass")
        phrase.sector = "IGO" if is_international(w, first, phrase.last) else title.office.sector
        phrase.gender = noun.gender if noun is not None else None
        if w.text[head][0].isupper() and opening not in ("a", "an"):
            phrase.definite = True
        return phrase
    if _proper_complement(w, phrase) and organ is not None:
        return _organ(w, phrase, organ)
    if (
        organ is not None
        and noun is not None
        and noun.kind == "organisation"
        and not many
        and _named_by(w, first, head)
    ):
        made = _organ(w, phrase, organ)
        made.sector = noun.sector or made.sector
        return made
    counted = any(w.pos[c] == "NUM" for c in w.children[head])
    plain = not many or noun is None or noun.plural
    if organ is not None and (organ.organ or noun is None) and plain and not counted:
        return _organ(w, phrase, organ)
    if noun is None or not _counted(w, phrase, noun, many):
        return None
    phrase.kind, phrase.gender = noun.kind, noun.gender
    phrase.sector = sector_of(w, first, head, phrase.last, noun.sector, phrase.country)
    return phrase


def _named_by(w: Words, first: int, head: int) -> bool:
    """A name before the noun makes it a name: "the Liberal party"."""
    return w.low[first] not in ("a", "an", "another") and any(
        c < head
        and w.dep[c] in ("compound", "amod", "nmod")
        and w.text[c][0].isupper()
        and w.entity[c] in ("NORP", "ORG")
        and not _of_a_country(w, first, c)
        for c in w.children[head]
    )


def _of_a_country(w: Words, first: int, i: int) -> bool:
    """ "Russian Federation" says where a group is from, not how it is called."""
    return i > first and is_country(" ".join(w.text[i - 1 : i + 1]))


def _proper_complement(w: Words, phrase: Phrase) -> bool:
    """ "Church of ...", "Bank of ...": a capital before and after "of"."""
    head = phrase.head
    return (
        w.text[head][0].isupper()
        and w.tag[head] not in ("NNS", "NNPS")
        and head + 2 < phrase.last
        and w.low[head + 1] in ("of", "for")
        and any(w.text[i][0].isupper() for i in range(head + 2, min(phrase.last, head + 4)))
    )


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
    names = [
        t
        for t in w.text[phrase.first : phrase.last]
        if t.lower() not in (*DETERMINERS, "'s", "its", "their", "his", "her", "our")
    ]
    phrase.kind, phrase.sector, phrase.noun = "organisation", organ.sector, w.low[phrase.head]
    kept = [n for n in names if not is_country(n)]
    specific = (
        _named_by(w, phrase.first, phrase.head)
        or _proper_complement(w, phrase)
        or (len(kept) > 1 and w.text[phrase.head][0].isupper())
        or (len(kept) > 1 and organ.organ)
    )
    if phrase.country or specific:
        phrase.form = "name"
        phrase.name = tuple(names)
        phrase.key = name_key(kept) or w.low[phrase.head]
        phrase.plural = False
    return phrase
