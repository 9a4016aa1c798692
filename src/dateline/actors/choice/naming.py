"""Who is named, and which names are one actor's: the names so far, and what each says for a further one.

Full names of persons come before parts of names, and these before bodies that one word may stand for. Two persons of
one surname stay two. ``chooser`` has the order in which the signs are asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
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
from dateline.resources import toml

_BODIES = ("organisation", "group")
_SEATS: dict[str, str] = toml("name_words.toml")["seats"]
"""Capitals that stand for a body between states where the article does not name the country."""


class Names:
    """The characters that names make, found by surname or key; ``full`` to ``again`` are the mentions of each turn."""

    def __init__(self, book: Book) -> None:
        """Nobody is named yet; what a company is called, and who is "Mr" or "Ms", is read from all mentions."""
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
        self._again: dict[Phrase, Character] = {}
        self._countries = {p.key for p in book.mentions if p.kind == "country" and p.sense != "capital"}
        """The countries that the article names other than by their capitals."""

    def full(self) -> Iterator[Phrase]:
        """Persons by a given name and a surname."""
        persons = [p for p in self.book.mentions if p.kind == "person" and p.name]
        yield from (p for p in persons if person_name(list(p.name)).full)
        self._genders(persons)

    def others(self) -> Iterator[Phrase]:
        """All other names, each as the whole article lets one read it: a surname may be a company's."""
        known_words = set(self._by_word)
        for phrase in by_heads([*self.book.mentions, *bare(self.words, self._bodies, self.book.mentions)]):
            if phrase.kind == "person" and phrase.name and self.book.who(phrase) is None:
                yield from self._short_name(phrase)
            elif phrase.name and phrase.kind in ("organisation", "group") and not phrase.office:
                yield from self._body_or_person(phrase, known_words)
            elif phrase.kind == "country" and phrase.key:
                yield from self._country(phrase)

    def weak(self) -> Iterator[Phrase]:
        """Names that are a body's only where the article has it by another: "IG", "the Security Council"."""
        for phrase in self.book.open():
            if not phrase.weak:
                continue
            yield phrase
            own = phrase.name[0][0].isupper() and (len(phrase.name) > 1 or len(phrase.name[0]) > 3)
            if own and self.book.who(phrase) is None:
                yield self._read_as(phrase, weak=False, key=name_key(phrase.name), country=None)

    def again(self) -> Iterator[Phrase]:
        """Known names where no phrase was read."""
        leads = {k: c for k, c in self._by_lead.items() if k in self._honoured or not self.holders(k)}
        for phrase, found in find_again(self.book, leads):
            self._again[phrase] = found
            yield phrase

    def agreeing(self, phrase: Phrase) -> Character | None:
        """The person whose name agrees with a person's: of two with one surname the one called so before."""
        if phrase.kind != "person":
            return None
        name = person_name(list(phrase.name))
        fitting = [c for c in self.holders(name.surname) if self._fits(c, phrase, name)]
        if not name.full:
            last = [c for c in fitting if c.name is not None and c.name.surname == name.surname]
            fitting = last or fitting
        return self._likeliest(fitting, phrase, name) if fitting else None

    def same_key(self, phrase: Phrase) -> Character | None:
        """The body of the same name, legal forms aside."""
        if phrase.kind not in _BODIES or phrase.weak:
            return None
        key = self._full_key(phrase)
        return self._by_key.get(key) or self._by_key.get(_short(key))

    def acronym(self, phrase: Phrase) -> Character | None:
        """The body whose initials a word in capitals is, or the one organ of this name where no country is told."""
        if phrase.kind not in _BODIES or phrase.weak:
            return None
        if len(phrase.name) == 1 and phrase.name[0].isupper():
            return self._by_key.get("~" + phrase.name[0])
        if not phrase.country and phrase.sector in STATE:
            same = [c for k, c in self._by_key.items() if k.partition("@")[0] == phrase.key]
            return self._nearest(same, phrase.head) if same else None
        return None

    def leading_word(self, phrase: Phrase) -> Character | None:
        """The company whose name the word opens."""
        single = phrase.kind in _BODIES and not phrase.weak and len(phrase.name) == 1 and phrase.sector is None
        return self._by_lead.get(self._full_key(phrase)) if single else None

    def same_country(self, phrase: Phrase) -> Character | None:
        """The country, by any of its names, by its government or its capital."""
        return self._by_key.get("@" + phrase.key) if phrase.kind == "country" else None

    def other_name(self, phrase: Phrase) -> Character | None:
        """The body that a weak name is another name of, or the only one whose name ends so."""
        if not phrase.weak:
            return None
        found = self._by_key.get(phrase.key) or self._ending_in(phrase)
        return found if found is not None and found.kind == phrase.kind else None

    def found_again(self, phrase: Phrase) -> Character | None:
        """The actor whose name was found at a place where no phrase had been read."""
        return self._again.get(phrase)

    def learn(self, found: Character, phrase: Phrase) -> None:
        """Remember the names of ``found``, of which ``phrase`` is one now."""
        if phrase in self._again:
            return
        if phrase.kind == "country":
            self._learn_country(found, phrase)
            return
        if phrase.kind == "person":
            self._learn_person(found, phrase)
        elif not phrase.weak:
            self._learn_body(found, phrase)
        found.texts[self._text(phrase)] += 1

    def _learn_person(self, found: Character, phrase: Phrase) -> None:
        name = person_name(list(phrase.name))
        if not name.full and self.book.sign(phrase) is not Sign.FIRST:
            found.keys.add(name.surname)
        if found.name is None or len(name.words) > len(found.name.words):
            found.name = name
        for part in name.words:
            mates = self._by_word.setdefault(part, [])
            if found not in mates and len(part) > 1:
                mates.append(found)

    def _learn_body(self, found: Character, phrase: Phrase) -> None:
        key = self._full_key(phrase)
        for one in {key, _short(key), _acronym(phrase.name)} - {""}:
            self._by_key.setdefault(one, found)
        for one in _leading(phrase):
            self._by_lead.setdefault(one, found)
        found.keys.add(key)
        for end in (i for i, letter in enumerate(key) if letter == " "):
            self._by_end.setdefault(key[end + 1 :], {})[found.number] = found
        found.title = phrase.known or found.title

    def _learn_country(self, found: Character, phrase: Phrase) -> None:
        if self._by_key.setdefault("@" + phrase.key, found) is found and found.country is None:
            row = country_row(phrase.key)
            found.country, found.title = phrase.key, row.name if row is not None else phrase.key
        found.texts[self.words_text(phrase)] += 1

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

    def _short_name(self, phrase: Phrase) -> Iterator[Phrase]:
        """A single name: a person's, unless a company of the article is called so: "Zorin"."""
        name = person_name(list(phrase.name))
        if self._is_company(phrase, name):
            yield self._read_as(phrase, kind="organisation", key=name_key(phrase.name))
        elif name.words:
            yield phrase

    def _body_or_person(self, phrase: Phrase, known_words: Set[str]) -> Iterator[Phrase]:
        """A single word that a full name in the article explains is that person, whatever it was labelled."""
        name = person_name(list(phrase.name))
        titled = any(c.offices for c in self.holders(name.surname))
        known = not name.full and (name.surname in known_words or titled) and phrase.sector != "BUS"
        if known and not self._is_company(phrase, name) and not phrase.known and not phrase.weak:
            if name.words:
                yield self._read_as(phrase, kind="person")
        elif not phrase.weak:
            yield phrase

    def _country(self, phrase: Phrase) -> Iterator[Phrase]:
        """A country where it acts: not an adjective, and a capital only where it stands for the government."""
        if phrase.sense == "adjective" and self.words.tag[phrase.head] != "NNPS" and not self._a_people(phrase):
            return
        if phrase.sense == "capital" and not acts(self.words, phrase):
            return
        body = body_of(_SEATS.get(" ".join(phrase.name).lower(), "")) if phrase.sense == "capital" else None
        if body is not None and phrase.key not in self._countries:
            key = name_key(body.name.split())
            yield self._read_as(
                phrase, kind=body.kind, sector=body.sector, country=None, key=key, known=body.name, sense=""
            )
            return
        if phrase.sense in ("people", "adjective"):
            yield self._read_as(phrase, kind="group", plural=True, sector="CVL", key=name_key(phrase.name))
        else:
            yield phrase

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
        return self._nearest(fitting, phrase.head)

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

    @staticmethod
    def _full_key(phrase: Phrase) -> str:
        """Organs of different countries have different keys; a body without a country takes the one there is."""
        return f"{phrase.key}@{phrase.country}" if phrase.country and phrase.sector in STATE else phrase.key

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
