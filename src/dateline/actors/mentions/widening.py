"""Names with what stands before and after them: titles with their complements, "of Foreign Affairs"."""

from __future__ import annotations

from dateline.actors.mentions.extents import COMPLEMENT, commas, complement, country_in, is_country, is_holder
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.sectors import is_international
from dateline.actors.mentions.words import DETERMINERS, Words
from dateline.actors.names.bodies import metonyms, name_key, organ_word
from dateline.actors.names.nouns import noun_of
from dateline.actors.names.offices import read_title

_OF = ("of", "for", "on", "to")
_POINTING = frozenset(["this", "that", "these", "those", "some", "any", "what", "such", "no"])


def widen(w: Words, phrase: Phrase) -> None:
    """Take in the words of the noun phrase before a name, and a title with its complement that leads to it."""
    if phrase.kind == "country":
        return
    begin = phrase.first
    if phrase.form == "noun":
        _title_complement(w, phrase)
        return
    left = w.left(phrase.head) if w.dep[phrase.head] != "compound" else begin
    if (
        left < begin
        and begin - left <= 8
        and w.low[left] not in _POINTING
        and phrase.kind != "group"
        and not commas(w, left, begin)
    ):
        phrase.first = left
        while phrase.first < begin and not w.text[phrase.first][0].isalnum():
            phrase.first += 1
    if phrase.kind == "person" and phrase.form == "name":
        _take_title(w, phrase, begin)
    elif phrase.kind == "organisation" and phrase.form == "name":
        _take_complement(w, phrase, begin)


def _title_complement(w: Words, phrase: Phrase) -> None:
    """A title alone with "of the Slovenian government" and the words before it, read again as a whole."""
    left = w.left(phrase.head)
    phrase.first = min(phrase.first, left if not commas(w, left, phrase.first) else phrase.first)
    phrase.last = complement(w, phrase.head, phrase.last)
    title = read_title(w.text[phrase.first : phrase.last])
    if title is not None:
        phrase.office, phrase.country = title.office, title.country
        phrase.role = " ".join(w.text[phrase.first + title.first : phrase.last])
    phrase.country = phrase.country or country_in(w, phrase.first, phrase.last)


def _take_title(w: Words, phrase: Phrase, begin: int) -> None:
    """The title that runs up to the name without a comma: "the transport minister of Italy Carlo ..."."""
    if begin == 0 or w.pos[begin - 1] in ("ADP", "DET", "PART", "PUNCT", "VERB", "SPACE"):
        return
    start, i = begin, begin - 1
    floor = max(-1, begin - COMPLEMENT - 2)
    while i > floor and w.sent[i] == w.sent[begin]:
        low = w.low[i]
        if low in ("co", "vice", "ex", "-") and start == i + 1 and start < begin:
            start = i
        elif start == begin - 1 and w.low[i] not in ("-",) and w.pos[i] in ("ADP", "CCONJ", "DET"):
            break
        elif w.pos[i] in ("NOUN", "PROPN") and is_holder(low):
            if i == begin - 1 or w.low[i + 1] in (*_OF, "-", "in") or i + 1 == start:
                start = i
        elif not (
            w.pos[i] in ("NOUN", "PROPN", "ADJ", "DET", "PART", "CCONJ", "NUM") or low in (*_OF, "-", "in", "'s")
        ):
            break
        i -= 1
    first = min(phrase.first, w.left(start) if start < begin else begin)
    if first >= begin or commas(w, first, begin):
        return
    title = read_title(w.text[first:begin])
    country = None
    if title is not None:
        phrase.office = phrase.office or title.office
        country = title.country
        role = " ".join(w.text[first + title.first : first + title.last])
        phrase.role = phrase.role or role
    elif start == begin:
        return
    elif w.text[start][0].isalpha():
        phrase.role = phrase.role or w.text[start]
    noun = noun_of(w.low[start])
    if noun is not None:
        phrase.gender = phrase.gender or noun.gender
        phrase.sector = phrase.sector or noun.sector
    while not w.text[first][0].isalnum():
        first += 1
    phrase.first = first
    phrase.marks = frozenset(
        w.low[k] for k in range(first, begin) if w.entity[k] == "NORP" and not is_country(w.text[k])
    )
    phrase.title_head = start if start < begin else -1
    phrase.country = phrase.country or country or country_in(w, first, begin)
    if phrase.office is not None and is_international(w, first, begin):
        phrase.sector = "IGO"


def _take_complement(w: Words, phrase: Phrase, begin: int) -> None:
    """ "Ministry" with "of Foreign Affairs", "foreign" before "Ministry"; the country that the name holds."""
    last = phrase.last
    if organ_word([w.low[phrase.last - 1]]) is not None:
        last = complement(w, phrase.head, phrase.last)
    names = w.text[phrase.first : last]
    while names and names[0].lower() in (*DETERMINERS, "'s", "its", "their", "his", "her", "our", "my", "your"):
        names = names[1:]
    phrase.country = phrase.country or country_in(w, phrase.first, last)
    for k in range(len(names) - 1):
        lead = noun_of(names[k]) if names[k].islower() and names[k + 1][0].isupper() else None
        if lead is not None and lead.kind == "organisation":
            names, phrase.noun = names[k + 1 :], lead.lemma
            break
    if last > phrase.last or phrase.first < begin:
        phrase.name = tuple(names)
    if phrase.country and not phrase.aliases and w.low[phrase.head] in metonyms():
        phrase.kind, phrase.key, phrase.form = "country", phrase.country, "noun"
        phrase.noun, phrase.name, phrase.last = w.low[phrase.head], (), last
        return
    organ = organ_word([n.lower() for n in names])
    if not phrase.aliases and organ is not None:
        kept = [n for n in names if not (organ.organ and is_country(n))]
        phrase.key = name_key(kept) or name_key(names)
        phrase.sector = phrase.sector or organ.sector
    phrase.last = last
