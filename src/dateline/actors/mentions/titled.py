"""Runs of capitalised words cut into titles and names: "Deputy Minister | Ana Vidmar", "Italy | Carlo Berti"."""

from __future__ import annotations

from dateline.actors.mentions.extents import word
from dateline.actors.mentions.kinds import kind_of
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.runs import Runs
from dateline.actors.mentions.words import Words
from dateline.actors.names.bodies import body_of, name_key, organ_word
from dateline.actors.names.offices import last_words, read_title
from dateline.actors.names.persons import HONORIFICS, gender_of


def read_run(runs: Runs, first: int, last: int) -> list[Phrase]:
    """The names, or the title alone, in tokens ``first`` to ``last``: "Ferry Board | President Ana Vidmar" is two."""
    w = runs.words
    texts = w.text[first:last]
    whole = _body(runs, first, last)
    if whole is not None:
        return [whole]
    title = read_title(texts)
    begin = first
    phrase = Phrase(first, last, last - 1, "name")
    before: list[Phrase] = []
    if title is not None and not _is_name_part(runs, first, last, title.first, title.last):
        begin = first + title.last
        while begin < last and w.text[begin] in ("-", ".", ","):
            begin += 1
        phrase.office, phrase.country = title.office, title.country
        phrase.role = " ".join(texts[title.first : title.last])
        if title.first:
            before = [p for p in read_run(runs, first, first + title.first) if p.kind != "person"]
    while begin < last and w.low[begin] in HONORIFICS and last - begin > 1:
        phrase.gender = phrase.gender or HONORIFICS[w.low[begin]]
        phrase.honorific = True
        begin += 2 if w.text[begin + 1] == "." else 1
    if begin >= last:
        alone = _title_alone(runs, phrase)
        return before if alone is None else [*before, alone]
    if last - begin > 2 and gender_of(w.text[begin]) is None and gender_of(w.text[begin + 1]) is not None:
        begin += organ_word(w.low[begin:last]) is None and w.entity[last - 1] == "PERSON"
    phrase.kind = kind_of(runs, begin, last, phrase)
    if phrase.kind is None or (w.sent[first] in runs.titles and not _sure(runs, begin, last, phrase)):
        return before
    if phrase.kind == "person" and phrase.office is None:
        cut = _person_after_place(runs, begin, last)
        if cut > begin:
            before, begin, phrase.first = read_run(runs, begin, cut), cut, cut
    phrase.name, phrase.begin = tuple(w.text[begin:last]), begin
    if phrase.kind == "person":
        phrase.gender = phrase.gender or _gender(w, begin)
    else:
        phrase.key = name_key(phrase.name)
        phrase.office = None
    return [*before, phrase]


def _sure(runs: Runs, begin: int, last: int, phrase: Phrase) -> bool:
    """In a headline in capitals only persons with given names and titles are read; the rest is looked up later."""
    w = runs.words
    if phrase.kind != "person":
        return False
    return phrase.office is not None or phrase.honorific or (gender_of(w.text[begin]) is not None and last - begin <= 3)


def _person_after_place(runs: Runs, begin: int, last: int) -> int:
    """Where the person's name begins in "North Koper | Ana Vidmar", else ``begin``."""
    w = runs.words
    if last - begin < 3 or (gender_of(w.text[begin]) in ("m", "f") and w.entity[begin] == "PERSON"):
        return begin
    placed = w.start[begin] in runs.places or word(w.text[begin]) is not None or w.entity[begin] in ("GPE", "ORG")
    if not placed and word(" ".join(w.text[begin : begin + 2])) is None:
        return begin
    return next((k for k in range(begin + 1, last - 1) if gender_of(w.text[k]) is not None), begin)


def _gender(w: Words, begin: int) -> str | None:
    gender = gender_of(w.text[begin])
    return gender if gender in ("m", "f") else None


def _title_alone(runs: Runs, phrase: Phrase) -> Phrase | None:
    """ "Vice Prime Minister expressed hope": a title that stands for its holder."""
    w = runs.words
    if phrase.office is None or w.low[phrase.last - 1] not in last_words() or w.dep[phrase.head] == "compound":
        return None
    phrase.form, phrase.kind, phrase.noun = "noun", "person", w.low[phrase.head]
    phrase.definite = True
    return phrase


def _is_name_part(runs: Runs, first: int, last: int, begin: int, end: int) -> bool:
    """Whether the office word is part of a body's name: "General Electric", "King County", "Page"."""
    w = runs.words
    if end - begin == 1 and begin and first + end == last and gender_of(w.text[first + begin - 1]) is not None:
        return True
    if end - begin > 1 or first + end >= last:
        return False
    if w.low[first : first + begin + 1][-1:] == ["general"] and first + end < last and w.entity[last - 1] == "ORG":
        return True
    labels = {w.entity[i] for i in range(first, last)}
    if organ_word(w.low[first:last]) is not None and w.entity[last - 1] != "PERSON":
        return True
    return labels <= {"ORG"} or labels <= {"GPE"} or labels <= {"FAC"} or labels <= {"LOC"}


def _body(runs: Runs, first: int, last: int) -> Phrase | None:
    """The phrase where the tokens name a country or a known body."""
    w = runs.words
    text = "".join(w.text[i] + (" " if not w.touching(i) else "") for i in range(first, last)).strip()
    body = body_of(text)
    if body is not None and (last - first > 1 or text[0].isupper()):
        found = Phrase(first, last, last - 1, "name", body.kind, tuple(w.text[first:last]), sector=body.sector)
        found.key, found.country = name_key(body.name.split()), body.country
        found.aliases = ["weak"] if body.weak else [body.name]
        found.begin = first
        return found
    seen = word(text)
    if seen is None or (seen.sense in ("name", "capital") and _rather_person(runs, first, last)):
        return None
    found = Phrase(first, last, last - 1, "name", "country", tuple(w.text[first:last]))
    found.country = found.key = seen.country.alpha3
    found.noun = seen.sense
    return found


def _rather_person(runs: Runs, first: int, last: int) -> bool:
    """A place's word that is somebody's surname here: "Paris said", where Ms. Paris was named."""
    if last - first != 1:
        return False
    w = runs.words
    if w.text[first] in runs.surnames:
        return first == 0 or w.low[first - 1] not in ("in", "to", "from", "at", "near")
    return w.entity[first] == "PERSON" and w.start[first] not in runs.places
