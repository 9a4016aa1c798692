"""The surest sieves: who is named, and which names are one actor's.

After Raghunathan et al. (EMNLP 2010): sieves from sure to unsure. Exact names first, then parts of names, initials,
abbreviations that the article introduces. Two persons of one surname stay two.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from typing import Any

from dateline.actors.choice.again import find_again
from dateline.actors.choice.book import Book, Sign
from dateline.actors.mentions.candidates import by_heads
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.names.bodies import LEGAL_FORMS, STATE, body_of, name_key, organ_word
from dateline.actors.names.nouns import noun_of
from dateline.actors.names.persons import PersonName, agree, gender_of, person_name
from dateline.actors.signs.characters import Character
from dateline.actors.signs.metonymy import acts
from dateline.actors.signs.namesakes import bare, bodies_called, honoured
from dateline.places.countries import country as country_row
from dateline.places.countries import word as country_word


def resolve_names(book: Book) -> None:
    """Resolve every mention that has a name: full names of persons before parts of names, then bodies."""
    _Names(book).run()


class _Names:
    """The characters that names make, found by surname or key."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.words = book.words
        self._by_word: dict[str, list[Character]] = {}
        self._by_key: dict[str, Character] = {}
        self._by_lead: dict[str, Character] = {}
        """Companies by the one word that they may be called by."""
        self._by_end: dict[str, dict[int, Character]] = {}
        """Bodies with a name of several words, by its last words and by their number."""
        self._bodies = bodies_called(book.words, book.mentions)
        self._honoured = honoured(book.mentions)

    def run(self) -> None:
        """Resolve all mentions with names."""
        persons = [p for p in self.book.mentions if p.kind == "person" and p.name]
        for phrase in persons:
            name = person_name(list(phrase.name))
            if name.full:
                self._person(phrase, name)
        self._genders(persons)
        known_words = set(self._by_word)
        named = by_heads([*self.book.mentions, *bare(self.words, self._bodies, self.book.mentions)])
        for phrase in named:
            if phrase.kind == "person" and phrase.name and self.book.who(phrase) is None:
                self._short_name(phrase)
            elif phrase.name and phrase.kind in ("organisation", "group") and not phrase.office:
                self._body_or_person(phrase, known_words)
            elif phrase.kind == "country" and phrase.key:
                self._country(phrase)
        self._weak()
        leads = {k: c for k, c in self._by_lead.items() if k in self._honoured or not self.holders(k)}
        find_again(self.book, leads)

    def _genders(self, persons: Sequence[Phrase]) -> None:
        """ "Her husband, Luka ...": a noun beside a full name tells what "Ms" will have to agree with."""
        w = self.words
        for phrase in persons:
            person = self.book.who(phrase)
            if person is None:
                continue
            beside = [c for c in w.children[phrase.head] if w.dep[c] == "appos"]
            i = phrase.head
            while w.dep[i] == "appos" and len(beside) < 4:
                i = w.head[i]
                beside.append(i)
            for i in beside:
                noun = noun_of(w.low[i])
                if noun is not None and noun.gender and not noun.plural:
                    person.gender = noun.gender

    def _short_name(self, phrase: Phrase) -> None:
        """A single name: a person's, unless a company of the article is called so: "Zorin"."""
        name = person_name(list(phrase.name))
        if self._is_company(phrase, name):
            self._body(self._read_as(phrase, kind="organisation", key=name_key(phrase.name)))
        else:
            self._person(phrase, name)

    def _read_as(self, phrase: Phrase, **what: Any) -> Phrase:
        """``phrase`` as the whole article lets one read it."""
        return self.book.exchange(phrase, replace(phrase, **what))

    def _is_company(self, phrase: Phrase, name: PersonName) -> bool:
        """Whether a bare name is a company's: nobody's else, or a surname that persons have with "Mr" or "Ms" only."""
        if len(name.words) != 1 or phrase.honorific or phrase.office is not None:
            return False
        free = name.surname in self._honoured or not self.holders(name.surname)
        return name.surname in self._bodies or (free and name_key(phrase.name) in self._by_lead)

    def holders(self, surname: str) -> list[Character]:
        """The persons who have ``surname`` (case-folded) as a word of their names."""
        return self._by_word.get(surname, [])

    def _person(self, phrase: Phrase, name: PersonName) -> None:
        if not name.words:
            return
        fitting = [c for c in self.holders(name.surname) if c.name is not None and self._fits(c, phrase, name)]
        if not name.full:
            last = [c for c in fitting if c.name is not None and c.name.surname == name.surname]
            fitting = last or fitting
        if fitting:
            found = self._likeliest(fitting, phrase, name)
            self.book.link(phrase, found, Sign.NAME)
            if found.name is not None and len(name.words) > len(found.name.words):
                found.name = name
        else:
            found = self.book.new(phrase, named=True)
            found.name = name if found.name is None else found.name
        for part in name.words:
            mates = self._by_word.setdefault(part, [])
            if found not in mates and len(part) > 1:
                mates.append(found)
        found.texts[self._text(phrase)] += 1

    @staticmethod
    def _fits(c: Character, phrase: Phrase, name: PersonName) -> bool:
        if c.name is None or not agree(name, c.name):
            return False
        return not (phrase.honorific and phrase.gender and c.gender and phrase.gender != c.gender)

    def _likeliest(self, fitting: list[Character], phrase: Phrase, name: PersonName) -> Character:
        """Of two who share a surname, the one whom the article has called by it alone before, else the nearest."""
        if phrase.gender and phrase.honorific:
            fitting = [c for c in fitting if c.gender == phrase.gender] or fitting
        elif not name.full and len(fitting) > 1:
            called = [c for c in fitting if name.surname in c.keys]
            fitting = called or fitting
        found = self._nearest(fitting, phrase.head)
        if not name.full:
            found.keys.add(name.surname)
        return found

    @staticmethod
    def _nearest(fitting: list[Character], token: int) -> Character:
        """The one mentioned last before ``token``, else the one mentioned first."""
        return max(fitting, key=lambda c: (c.last_before(token) if c.last_before(token) is not None else -1, -c.number))

    def _text(self, phrase: Phrase) -> str:
        """The name as the article has it."""
        w = self.words
        first = phrase.last
        for i in range(phrase.last - 1, phrase.first - 1, -1):
            if w.text[i] == phrase.name[0] and phrase.last - i >= len(phrase.name):
                first = i
                break
        if first == phrase.last or phrase.last - first > len(phrase.name) + 2:
            return " ".join(phrase.name)
        parts = [w.text[i] + ("" if w.touching(i) else " ") for i in range(first, phrase.last)]
        return "".join(parts).strip()

    def _body_or_person(self, phrase: Phrase, known_words: Set[str]) -> None:
        """A single word that a full name in the article explains is that person, whatever it was labelled."""
        name = person_name(list(phrase.name))
        titled = any(c.offices for c in self.holders(name.surname))
        known = not name.full and (name.surname in known_words or titled) and phrase.sector != "BUS"
        if known and not self._is_company(phrase, name) and not phrase.known and not phrase.weak:
            self._person(self._read_as(phrase, kind="person"), name)
        elif not phrase.weak:
            self._body(phrase)

    def _body(self, phrase: Phrase) -> None:
        key = self._full_key(phrase)
        found, sign = self._by_key.get(key) or self._by_key.get(_short(key)), Sign.NAME
        if found is None:
            found, sign = self._known_acronym(phrase), Sign.ACRONYM
        if found is None and len(phrase.name) == 1 and phrase.sector is None:
            found, sign = self._by_lead.get(key), Sign.NAME
        if found is None:
            found = self.book.new(phrase, named=True)
        else:
            self.book.link(phrase, found, sign)
        for one in {key, _short(key), _acronym(phrase.name)} - {""}:
            self._by_key.setdefault(one, found)
        for one in _leading(phrase):
            self._by_lead.setdefault(one, found)
        found.keys.add(key)
        for end in (i for i, letter in enumerate(key) if letter == " "):
            self._by_end.setdefault(key[end + 1 :], {})[found.number] = found
        found.texts[self._text(phrase)] += 1
        found.title = phrase.known or found.title

    @staticmethod
    def _full_key(phrase: Phrase) -> str:
        """Organs of different countries have different keys; a body without a country takes the one there is."""
        return f"{phrase.key}@{phrase.country}" if phrase.country and phrase.sector in STATE else phrase.key

    def _known_acronym(self, phrase: Phrase) -> Character | None:
        if len(phrase.name) == 1 and phrase.name[0].isupper():
            return self._by_key.get("~" + phrase.name[0])
        if not phrase.country and phrase.sector in STATE:
            same = [c for k, c in self._by_key.items() if k.partition("@")[0] == phrase.key]
            return self._nearest(same, phrase.head) if same else None
        return None

    def _country(self, phrase: Phrase) -> None:
        if phrase.sense == "adjective" and self.words.tag[phrase.head] != "NNPS" and not self._a_people(phrase):
            return
        if phrase.sense == "capital" and not acts(self.words, phrase):
            return
        if phrase.sense in ("people", "adjective"):
            key = name_key(phrase.name)
            self._body(self._read_as(phrase, kind="group", plural=True, sector="CVL", key=key))
            return
        found = self._by_key.get("@" + phrase.key)
        if found is None:
            found = self._by_key["@" + phrase.key] = self.book.new(phrase, named=True)
            found.country = phrase.key
            row = country_row(phrase.key)
            found.title = row.name if row is not None else phrase.key
        else:
            self.book.link(phrase, found, Sign.COUNTRY)
        found.texts[self.words_text(phrase)] += 1

    def _a_people(self, phrase: Phrase) -> bool:
        """ "The French said no": an adjective with an article that governs or is governed like a noun."""
        w, i = self.words, phrase.head
        alone = i + 1 >= len(w) or (w.pos[i + 1] not in ("NOUN", "PROPN", "ADJ", "NUM") and w.text[i + 1] != "-")
        return i > 0 and w.low[i - 1] == "the" and alone and w.dep[i] in ("nsubj", "nsubjpass", "dobj", "pobj", "conj")

    def words_text(self, phrase: Phrase) -> str:
        """The words of ``phrase`` without an article."""
        w = self.words
        first = phrase.first + (w.low[phrase.first] in ("the", "a", "an") and phrase.last - phrase.first > 1)
        parts = [w.text[i] + ("" if w.touching(i) else " ") for i in range(first, phrase.last)]
        return "".join(parts).strip()

    def _weak(self) -> None:
        """Names that are a body's only where the article has it by another: "IG", "the Security Council"."""
        for phrase in self.book.open():
            if not phrase.weak:
                continue
            found = self._by_key.get(phrase.key) or self._ending_in(phrase)
            if found is not None and found.kind == phrase.kind:
                self.book.link(phrase, found, Sign.NAME)
                found.texts[self._text(phrase)] += 1
            elif phrase.name[0][0].isupper() and (len(phrase.name) > 1 or len(phrase.name[0]) > 3):
                self._body(self._read_as(phrase, weak=False, key=name_key(phrase.name), country=None))

    def _ending_in(self, phrase: Phrase) -> Character | None:
        """ "The Alliance" after "the Clearwater Alliance": the one body whose name ends so."""
        ending = [c for c in self._by_end.get(name_key(phrase.name), {}).values() if c.kind == phrase.kind]
        return ending[0] if len(phrase.name) == 1 and len(ending) == 1 else None


def _short(key: str) -> str:
    """A company's name without its legal form: "Berti Lines Ltd" is "berti lines"."""
    words = key.split()
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    return " ".join(words)


def _leading(phrase: Phrase) -> list[str]:
    """The words that may stand for a company alone: the first of its name, and the surname in it."""
    words = _short(name_key(phrase.name)).split()
    legal = name_key(phrase.name).split()[-1:] != words[-1:]
    if len(phrase.name) < 2 or not (legal or phrase.sector == "BUS") or not words:
        return []
    named = [words[0], words[-1]] if gender_of(words[0]) is not None else [words[0]]
    return [x for x in named if len(x) > 2 and country_word(x) is None and organ_word([x]) is None]


def _acronym(name: tuple[str, ...]) -> str:
    """ "~" and the initials of a name of several words."""
    letters = [n[0] for n in name if n[0].isupper()]
    return "~" + "".join(letters) if len(letters) >= 2 and body_of("".join(letters)) is None else ""
