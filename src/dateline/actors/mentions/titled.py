"""Runs of capitalised words cut into titles and names: "Deputy Minister | Ana Vidmar", "Italy | Carlo Berti"."""

from __future__ import annotations

from dataclasses import replace

from dateline.actors.mentions.extents import word
from dateline.actors.mentions.kinds import kind_of
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.runs import Runs
from dateline.actors.mentions.words import Words
from dateline.actors.names.bodies import body_of, metonyms, name_key, organ_word
from dateline.actors.names.offices import read_title
from dateline.actors.names.persons import HONORIFICS, PARTICLES, gender_of
from dateline.resources import toml

_BEFORE_A_COUNTRY: frozenset[str] = frozenset(toml("name_words.toml")["names"]["before_a_country"])
"""Words that open a sentence before a country: "Neighbouring | Chad"."""


def read_run(runs: Runs, first: int, last: int) -> list[Phrase]:
    """The names in tokens ``first`` to ``last``: "Ferry Board | President Ana Vidmar" is two; a title alone is none."""
    w = runs.words
    if last - first > 1 and w.low[first] in _BEFORE_A_COUNTRY and word(w.joined(first + 1, last)) is not None:
        first += 1
    texts = w.text[first:last]
    whole = _body(runs, first, last)
    if whole is not None:
        return [whole]
    begin, phrase, before = first, Phrase(first, last, last - 1, "name"), list[Phrase]()
    title = read_title(texts)
    if title is not None and not _is_name_part(runs, first, last, title.first, title.last):
        begin = first + title.last
        while begin < last and w.text[begin] in ("-", ".", ","):
            begin += 1
        role = w.joined(first + title.first, first + title.last)
        phrase = replace(phrase, office=title.office, country=title.country, role=role)
        if title.first:
            before = [p for p in read_run(runs, first, first + title.first) if p.kind != "person"]
    gender, honorific = None, False
    while begin < last and w.low[begin] in HONORIFICS and last - begin > 1 and not _is_particle(w, begin):
        gender, honorific = gender or HONORIFICS[w.low[begin]], True
        begin += 2 if w.text[begin + 1] == "." else 1
    if begin >= last:
        return before
    if last - begin > 2 and gender_of(w.text[begin]) is None and gender_of(w.text[begin + 1]) is not None:
        begin += organ_word(w.low[begin:last]) is None and w.entity[last - 1] == "PERSON"
    titled = phrase.office is not None or honorific
    kind, sector = kind_of(runs, begin, last, titled=titled, honorific=honorific)
    if kind is None or (w.sent[first] in runs.titles and not (kind == "person" and _sure(runs, begin, last, titled))):
        return before
    name = tuple(w.text[begin:last])
    phrase = replace(phrase, kind=kind, sector=sector, honorific=honorific, name=name, begin=begin)
    if kind == "person":
        return [*before, _person(w, phrase, gender)]
    return [*before, replace(phrase, gender=gender, key=name_key(name), office=None)]


def _person(w: Words, phrase: Phrase, gender: str | None) -> Phrase:
    """A person's name with the gender that the given name tells, and the country whose office he holds."""
    given = gender_of(w.text[phrase.begin])
    country = phrase.country or (_of_country(w, phrase.last) if phrase.office is not None else None)
    return replace(phrase, gender=gender or (given if given in ("m", "f") else None), country=country)


def _of_country(w: Words, last: int) -> str | None:
    """The country whose office it is: "President Ali Juma | of Kenya"."""
    if last + 1 >= len(w) or w.low[last] != "of" or w.sent[last] != w.sent[last - 1]:
        return None
    first = last + 1 + (w.low[last + 1] == "the")
    for size in (3, 2, 1):
        seen = word(w.joined(first, first + size)) if first + size <= len(w) else None
        if seen is not None and seen.sense == "name":
            return seen.country.alpha3
    return None


def _is_particle(w: Words, i: int) -> bool:
    """ "Di Marco", "da Costa", where "DI" and "DA" are a rank and an office."""
    return w.low[i] in PARTICLES and not w.text[i].isupper()


def _sure(runs: Runs, begin: int, last: int, titled: bool) -> bool:
    """In a headline in capitals only persons with given names and titles are read; the rest is looked up later."""
    return titled or (gender_of(runs.words.text[begin]) is not None and last - begin <= 3)


def _is_name_part(runs: Runs, first: int, last: int, begin: int, end: int) -> bool:
    """Whether the office word is part of a name: "General Electric", "King County", "Page", "da Costa"."""
    w = runs.words
    if end - begin == 1 and _is_particle(w, first + begin):
        return True
    if end - begin == 1 and w.touching(first + begin) and w.text[first + end : first + end + 1] == ("-",):
        return True
    if end - begin == 1 and begin and first + end == last and gender_of(w.text[first + begin - 1]) is not None:
        return True
    if end - begin > 1 or first + end >= last:
        return False
    if w.low[first + begin] == "general" and w.entity[last - 1] == "ORG":
        return True
    labels = {w.entity[i] for i in range(first, last)}
    if organ_word(w.low[first:last]) is not None and w.entity[last - 1] != "PERSON":
        return True
    return len(labels) == 1 and labels <= {"ORG", "GPE", "FAC", "LOC"}


def _body(runs: Runs, first: int, last: int) -> Phrase | None:
    """The phrase where the tokens name a country or a known body."""
    w = runs.words
    if last - first > 2 and w.low[first] in metonyms() and w.low[first + 1] == "of":
        of = word(w.joined(first + 2 + (w.low[first + 2] == "the"), last))
        if of is not None and of.sense == "name":
            code, noun = of.country.alpha3, w.low[first]
            return Phrase(first, last, first, "noun", "country", country=code, key=code, noun=noun, sense="name")
    text = w.joined(first, last)
    body, name = body_of(text), tuple(w.text[first:last])
    if body is not None and (last - first > 1 or text[0].isupper()):
        return Phrase(
            first, last, last - 1, "name", body.kind, name, first, sector=body.sector, country=body.country,
            key=name_key(body.name.split()), known="" if body.weak else body.name, weak=body.weak,
        )  # fmt: skip
    seen = word(text)
    if seen is None or (seen.sense in ("name", "capital") and _rather_person(runs, first, last)):
        return None
    code = seen.country.alpha3
    return Phrase(first, last, last - 1, "name", "country", name, country=code, key=code, sense=seen.sense)


def _rather_person(runs: Runs, first: int, last: int) -> bool:
    """A place's word that is somebody's surname here: "Paris said", where Ms. Paris was named."""
    if last - first != 1:
        return False
    w = runs.words
    if w.text[first] in runs.surnames:
        return first == 0 or w.low[first - 1] not in ("in", "to", "from", "at", "near")
    return w.entity[first] == "PERSON" and w.start[first] not in runs.places
