"""Titles and nouns that stand for somebody: "the minister", "Vice Premier", "the company", and appositions.

A title alone is the person who holds it, an apposition says who somebody is, and a definite noun is the actor for
whom it was used before. ``chooser`` has the order in which these signs are asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from dateline.actors.choice.book import Book
from dateline.actors.choice.likeliest import Candidate, candidates
from dateline.actors.choice.memory import Memory
from dateline.actors.mentions.nounphrases import AGED
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.words import Words
from dateline.actors.names.bodies import STATE
from dateline.actors.names.nouns import noun_of
from dateline.actors.names.offices import Office
from dateline.actors.names.terms import bonds, terms
from dateline.actors.signs.appositions import apposed, predicated
from dateline.actors.signs.characters import Character
from dateline.actors.signs.shortened import names_one
from dateline.resources import toml

_BROAD: frozenset[str] = frozenset(toml("name_words.toml")["titles"]["broad"])
"""Offices whose bare name may stand for a longer title of the same holder."""
_RULERS = frozenset(["government", "authorities"])
_SOON = 3
"""Sentences after which whoever a lead only calls by the office has been named."""
_NEAR = 100
"""How many tokens back "the company" may look for a company."""


class Nouns:
    """The mentions without names, and what speaks for whom each means."""

    def __init__(self, book: Book) -> None:
        """``book`` has all names resolved."""
        self.book = book
        self.words = book.words
        known = [p for p in book.mentions if p.form != "pronoun"]
        self._at = {p.title_head: p for p in known if p.title_head >= 0} | {p.head: p for p in known}
        self._waiting = [p for p in book.open() if p.form != "pronoun" and not p.name]

    @cached_property
    def _memory(self) -> Memory:
        """What was said before, begun when all that stands beside a name is known."""
        return Memory(self.book)

    def last_first(self) -> Iterator[Phrase]:
        """The mentions from the last to the first, since what stands beside a name passes it on to what is before."""
        yield from reversed(self._waiting)

    def in_order(self) -> Iterator[Phrase]:
        """Those that are still open, in order."""
        yield from (p for p in self._waiting if self.book.who(p) is None)

    def learn(self, found: Character, phrase: Phrase) -> None:
        """Remember that ``phrase`` was resolved to ``found``."""
        self._memory.note(found, phrase)

    def is_somebody(self, phrase: Phrase) -> bool:
        """Whether a mention for which no sign speaks is a new actor: no role, and nothing that only goes back."""
        return not self._is_role(phrase) and phrase.kind != "country" and not phrase.dependent

    def beside_a_name(self, phrase: Phrase) -> Character | None:
        """Whoever has a name and stands beside it: "Ana Vidmar, the minister"."""
        found = self.beside(phrase)
        return found if found is not None and found.named else None

    def beside(self, phrase: Phrase) -> Character | None:
        """Whoever of the same kind stands beside it."""
        near = (self.book.who(other) for other in apposed(self.words, phrase, self._at))
        kinds = (phrase.kind, "organisation") if phrase.noun in terms("person_or_body") else (phrase.kind,)
        return next((c for c in near if c is not None and c.kind in kinds), None)

    def predicate(self, phrase: Phrase) -> Character | None:
        """Who is said to be it: "Ana Vidmar is the minister"."""
        subject = self.book.who(predicated(self.words, phrase, self._at))
        return subject if subject is not None and subject.kind == phrase.kind and subject.named else None

    def aged(self, phrase: Phrase) -> Character | None:
        """The person named last, for "the 48-year-old"."""
        if not self._goes_back(phrase, office=None) or phrase.noun != AGED or not phrase.definite:
            return None
        near = self._memory.near(phrase.head)
        return next((c for c in near if c.kind == "person" and c.named and not c.plural), None)

    def government(self, phrase: Phrase) -> Character | None:
        """The country whose government was named last, for "the government"."""
        told = phrase.noun in _RULERS and phrase.definite and not phrase.country
        if not told or not self._goes_back(phrase, office=None):
            return None
        near = self._memory.near(phrase.head)
        return next((c for c in near if c.kind == "country" and c.nouns & _RULERS), None)

    def holder(self, phrase: Phrase) -> Character | None:
        """Who holds the office: the surest match, then the nearest before it."""
        return _holder(self.words, self._memory, phrase) if self._goes_back(phrase, office=True) else None

    def same_noun(self, phrase: Phrase) -> Character | None:
        """The actor that the noun was used for before."""
        return _same_noun(self.words, self._memory, phrase) if self._is_common(phrase) else None

    def known_actors(self, phrase: Phrase, told: Mapping[str, Character | None]) -> list[Candidate]:
        """Who ``phrase`` may be, with what speaks for each; nobody where it can only be somebody new.

        ``told`` has whom each of the signs of this class names, by the signs' names.
        """
        if self._is_role(phrase) or not self._may_go_back(phrase):
            return []
        return candidates(self.words, self._memory, phrase, told)

    def _may_go_back(self, phrase: Phrase) -> bool:
        """Whether somebody known may be meant: nobody's relative or company, and definite, bare or in the headline."""
        owned = any(self.words.dep[c] == "poss" for c in self.words.children[phrase.head])
        if owned and (phrase.office is None or phrase.noun in bonds()):
            return False
        if self.words.sent[phrase.head] == 0:
            return True
        opening = self.words.low[phrase.first]
        return opening not in terms("indefinite") and self.words.pos[phrase.first] != "NUM"

    def nearest_body(self, phrase: Phrase) -> Character | None:
        """The nearest body of the noun's sort, for "the company"."""
        known = phrase.definite or (phrase.first == phrase.head and self.words.sent[phrase.head] == 0)
        if not self._is_common(phrase) or not known or (phrase.plural and phrase.kind == "person"):
            return None
        if phrase.kind == "organisation" or (phrase.kind == "group" and phrase.noun in terms("named_groups")):
            return _nearest_body(self._memory, phrase)
        return None

    def _is_role(self, phrase: Phrase) -> bool:
        return self.words.dep[phrase.head] == "attr" or _as_role(self.words, phrase)

    def _goes_back(self, phrase: Phrase, *, office: bool | None) -> bool:
        """Whether a mention is of somebody met before: no role; ``office`` says that it is a title, False that not."""
        if phrase.kind == "country" or self._is_role(phrase):
            return False
        return office is None or (phrase.office is not None) is office

    def _is_common(self, phrase: Phrase) -> bool:
        """A noun, not a title, that may go back to somebody: definite or bare, and nobody's in particular."""
        if not self._goes_back(phrase, office=False) or (phrase.noun == AGED and phrase.definite):
            return False
        if not phrase.definite and phrase.kind != "organisation" and not _is_bare(self.words, phrase):
            return False
        return not any(self.words.dep[c] == "poss" for c in self.words.children[phrase.head])


def _as_role(w: Words, phrase: Phrase) -> bool:
    """ "served as chairman": a role, nobody new."""
    return w.dep[phrase.head] == "pobj" and w.low[w.head[phrase.head]] == "as"


def _holder(w: Words, memory: Memory, phrase: Phrase) -> Character | None:
    """The person who holds the office of ``phrase``: the surest match, then the nearest before it."""
    office = phrase.office
    if office is None or not (phrase.definite or not _article(w, phrase)):
        return None
    best: tuple[int, bool, int, int] | None = None
    found = None
    for c in memory.either(phrase.head, office.name, phrase.noun):
        if c.kind != "person" or c.plural:
            continue
        match = max(
            (_match(office, o) for o, country in c.offices if _one_country(country, phrase)),
            default=0,
        )
        match = max(match, 1 if phrase.noun in c.nouns else 0)
        if match == 0 or (phrase.country and c.country is None and not _same_words(c, phrase)):
            continue
        last = c.last_before(phrase.head)
        owned = any(w.dep[i] == "poss" for i in w.children[phrase.head])
        ahead = match == 3 and (not owned or _is_named_next(memory, c, phrase))
        if (last is None and not ahead) or memory.apart(c, phrase):
            continue
        worded = match == 3 and phrase.role.lower() in (r.lower() for r in c.roles)
        rank = (match, worded, last if last is not None else -1, -c.number)
        if best is None or rank > best:
            best, found = rank, c
    return found


def _is_named_next(memory: Memory, c: Character, phrase: Phrase) -> bool:
    """Whether the one holder of a country's office is named soon after: "Kenya's president ... President Ali Juma"."""
    office = phrase.office
    if office is None or not office.one or not phrase.country or not c.named:
        return False
    holders = [k for k in memory.called(office.name) if k.kind == "person" and k.named]
    gap = memory.sentence(c.phrases[0].head) - memory.sentence(phrase.head)
    return len(holders) == 1 and 1 <= gap <= _SOON


def _same_words(c: Character, phrase: Phrase) -> bool:
    """The title ends in the word that an earlier title of the person ended in."""
    last = phrase.office.name.split()[-1] if phrase.office is not None else phrase.noun
    return any(last in r.lower() or phrase.noun in r.lower() for r in c.roles)


def _article(w: Words, phrase: Phrase) -> bool:
    return w.low[phrase.first] in terms("indefinite")


def _one_country(country: str | None, phrase: Phrase) -> bool:
    return country is None or phrase.country is None or country == phrase.country


def _match(office: Office, held: Office) -> int:
    """3: the same office; 2: a shorter word for it; 1: the same kind of work; 0: none."""
    if office.name == held.name:
        return 3
    words, whole = office.name.split(), held.name.split()
    if len(words) == 2 and len(whole) > 2 and (words[0], words[-1]) == (whole[0], whole[-1]):
        return 2
    if office.name in _BROAD and office.name in held.name.split():
        return 2 if office.name not in ("president", "minister") or not held.name.startswith(("vice", "deputy")) else 1
    if (office.name, held.name) == ("envoy", "ambassador"):
        return 2
    if office.name in terms("broad_in_a_sector") and office.sector == held.sector:
        return 1
    if office.sector == held.sector == "LEG" and office.name in ("lawmaker", "committee chairman"):
        return 1
    if office.sector == held.sector == "MIL" and office.name in terms("ranks"):
        return 1
    return 0


def _is_bare(w: Words, phrase: Phrase) -> bool:
    """ "Protesters": several, without an article or a number."""
    return (
        phrase.plural
        and w.pos[phrase.first] not in ("DET", "NUM", "PRON")
        and w.low[phrase.first] not in terms("counting")
    )


def _same_noun(w: Words, memory: Memory, phrase: Phrase) -> Character | None:
    """The actor mentioned last of those that the noun was used for before."""
    same = [
        c
        for c in memory.called(phrase.noun)
        if phrase.noun in c.nouns and c.plural == phrase.plural and _alike(c, phrase)
    ]
    same = [c for c in same if c.last_before(phrase.head) is not None and not memory.apart(c, phrase)]
    if (_is_bare(w, phrase) and not phrase.definite) or phrase.country:
        same = [c for c in same if c.country == phrase.country]
    return max(same, key=lambda c: (c.last_before(phrase.head) or -1, c.named)) if same else None


def _alike(c: Character, phrase: Phrase) -> bool:
    return not (phrase.country and c.country and phrase.country != c.country)


def _nearest_body(memory: Memory, phrase: Phrase) -> Character | None:
    """The nearest named body before ``phrase`` that its noun can stand for."""
    noun = noun_of(phrase.noun)
    sector = phrase.sector or (noun.sector if noun is not None else None)
    best, found = (False, -1_000_000), None
    for c in memory.either(phrase.head, phrase.noun):
        if c.kind not in ("organisation", "group") or not c.named or not _alike(c, phrase):
            continue
        if phrase.noun == "group" and c.sector in STATE:
            continue
        ends = names_one(phrase.noun, c.keys)
        last = c.last_before(phrase.head)
        if last is None and ends and memory.sentence(phrase.head) == 0:
            last = -c.number - 1  # a headline names the body by its noun before the story names it whole
        open_ = c.sector is None and (sector in ("BUS", "NGO", "PTY") or _in_one_sentence(memory, last, phrase.head))
        fits = ends or sector is None or sector == c.sector or open_
        if last is None or (not ends and last < phrase.head - _NEAR):
            continue
        if fits and (ends, last) > best:
            best, found = (ends, last), c
    return found


def _in_one_sentence(memory: Memory, last: int | None, head: int) -> bool:
    return last is not None and memory.sentence(last) == memory.sentence(head)
