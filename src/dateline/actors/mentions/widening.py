"""Names with what stands before and after them: titles with their complements, "of Foreign Affairs"."""

from __future__ import annotations

from dataclasses import replace

from dateline.actors.mentions.extents import COMPLEMENT, commas, complement, country_in, is_country, is_holder
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.sectors import is_international
from dateline.actors.mentions.words import Words
from dateline.actors.names.bodies import metonyms, name_key, organ_word
from dateline.actors.names.nouns import noun_of
from dateline.actors.names.offices import read_title
from dateline.actors.names.terms import terms

_OF = ("of", "for", "on", "to")


def widened(w: Words, phrase: Phrase) -> Phrase:
    """A name with the words of the noun phrase before it, and a title with its complement that leads to it."""
    if phrase.kind == "country":
        return phrase
    begin = phrase.first
    left = w.left(phrase.head) if w.dep[phrase.head] != "compound" else begin
    if (
        left < begin
        and begin - left <= 8
        and w.low[left] not in terms("pointing")
        and phrase.kind != "group"
        and not commas(w, left, begin)
    ):
        phrase = replace(phrase, first=_from_a_word(w, left, begin))
    if phrase.kind == "person":
        return _with_title(w, phrase, begin)
    if phrase.kind != "organisation":
        return phrase
    found = _with_complement(w, phrase, begin)
    led = 0 <= found.title_head < found.first
    return replace(found, first=w.left(found.title_head)) if led else found


def _from_a_word(w: Words, first: int, before: int) -> int:
    """The first token from ``first`` on, at the latest ``before``, that is no mark."""
    while first < before and not w.text[first][0].isalnum():
        first += 1
    return first


def _with_title(w: Words, phrase: Phrase, begin: int) -> Phrase:
    """The title that runs up to the name without a comma: "the transport minister of Italy Carlo ..."."""
    if begin == 0 or w.pos[begin - 1] in ("ADP", "DET", "PART", "PUNCT", "VERB", "SPACE"):
        return phrase
    start = _title_start(w, begin)
    first = min(phrase.first, w.left(start) if start < begin else begin)
    if first >= begin or commas(w, first, begin):
        return phrase
    title = read_title(w.text[first:begin])
    if title is None and start == begin:
        return phrase
    if title is not None:
        role = w.joined(first + title.first, first + title.last)
    else:
        role = w.text[start] if w.text[start][0].isalpha() else ""
    noun = noun_of(w.low[start])
    office = phrase.office or (title.office if title is not None else None)
    sector = phrase.sector or (noun.sector if noun is not None else None)
    first = _from_a_word(w, first, len(w))
    marks = (w.low[k] for k in range(first, begin) if w.entity[k] == "NORP" and not is_country(w.text[k]))
    return replace(
        phrase,
        first=first,
        office=office,
        role=phrase.role or role,
        gender=phrase.gender or (noun.gender if noun is not None else None),
        sector="IGO" if office is not None and is_international(w, first, begin) else sector,
        marks=frozenset(marks),
        title_head=start if start < begin else -1,
        country=phrase.country or (title.country if title is not None else None) or country_in(w, first, begin),
    )


def _title_start(w: Words, begin: int) -> int:
    """The token of the head of the title before the name at ``begin``, or ``begin``."""
    start, i = begin, begin - 1
    floor = max(-1, begin - COMPLEMENT - 2)
    while i > floor and w.sent[i] == w.sent[begin]:
        low = w.low[i]
        if low in ("co", "vice", "ex", "-") and start == i + 1 and start < begin:
            start = i
        elif start == begin - 1 and low != "-" and w.pos[i] in ("ADP", "CCONJ", "DET"):
            break
        elif w.pos[i] in ("NOUN", "PROPN") and is_holder(low):
            if i == begin - 1 or w.low[i + 1] in (*_OF, "-", "in") or i + 1 == start:
                start = i
        elif not (
            w.pos[i] in ("NOUN", "PROPN", "ADJ", "DET", "PART", "CCONJ", "NUM") or low in (*_OF, "-", "in", "'s")
        ):
            break
        i -= 1
    return start


def _with_complement(w: Words, phrase: Phrase, begin: int) -> Phrase:
    """ "Ministry" with "of Foreign Affairs", "foreign" before "Ministry"; the country that the name holds."""
    last = phrase.last
    if organ_word([w.low[phrase.last - 1]]) is not None:
        last = complement(w, phrase.head, phrase.last)
    names = list(w.text[phrase.first : last])
    while names and names[0].lower() in (*terms("determiners"), *terms("owning")):
        names = names[1:]
    country, noun = phrase.country or country_in(w, phrase.first, last), ""
    for k in range(len(names) - 1):
        lead = noun_of(names[k]) if names[k].islower() and names[k + 1][0].isupper() else None
        if lead is not None and lead.kind == "organisation":
            names, noun = names[k + 1 :], lead.lemma
            break
    in_a_table = bool(phrase.known or phrase.weak)
    if country and not in_a_table and w.low[phrase.head] in metonyms():
        return replace(
            phrase,
            kind="country",
            key=country,
            country=country,
            form="noun",
            noun=w.low[phrase.head],
            name=(),
            last=last,
        )
    key, sector, organ = phrase.key, phrase.sector, organ_word([n.lower() for n in names])
    if not in_a_table and organ is not None:
        kept = [n for n in names if not (organ.organ and is_country(n))]
        key, sector = name_key(kept) or name_key(names), sector or organ.sector
    name = tuple(names) if last > phrase.last or phrase.first < begin else phrase.name
    noun = noun or phrase.noun
    return replace(phrase, last=last, name=name, country=country, noun=noun, key=key, sector=sector)
