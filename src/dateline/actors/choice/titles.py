"""Titles and nouns that stand for somebody: "the minister", "Vice Premier", "the company", and appositions.

A title alone is the person who holds it, an apposition says who somebody is, and a definite noun is the actor for
whom it was used before. What was said before is looked up by office, by noun and by nearness, so that the work grows
with the article and not with its square.
"""

from __future__ import annotations

from bisect import bisect_left, insort

from dateline.actors.choice.book import Book, Sign
from dateline.actors.mentions.nounphrases import AGED
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.words import Words
from dateline.actors.names.bodies import STATE
from dateline.actors.names.nouns import noun_of
from dateline.actors.names.offices import Office
from dateline.actors.signs.appositions import apposed, predicated
from dateline.actors.signs.characters import Character
from dateline.actors.signs.qualifiers import Qualifiers, akin, apart, opposed, qualifiers
from dateline.actors.signs.shortened import names_one
from dateline.resources import toml

_BROAD: frozenset[str] = frozenset(toml("name_words.toml")["titles"]["broad"])
"""Offices whose bare name may stand for a longer title of the same holder."""
_EITHER = frozenset([
    "buyer", "owner", "seller", "maker", "publisher", "employer", "operator", "partner", "rival", "winner", "supplier",
    "sponsor", "creditor", "insurer", "lender", "donor", "competitor", "producer", "client", "customer", "shareholder",
])  # fmt: skip
"""Nouns for persons that name a body as well."""
_RULERS = frozenset(["government", "authorities"])
_COUNTING = frozenset(
    ["many", "several", "few", "other", "more", "most", "two", "three", "hundreds", "thousands", "dozens"]
)
_NEAR = 100
"""How many tokens back "the company" may look for a company."""
_WINDOW = 200
"""How many mentions back a title or a noun is looked for."""
_KEPT = 30
"""How many characters are remembered under one noun or office."""


class Memory:
    """The characters so far, by what they were called and by how near they are."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._mentions = sorted((head, c.number) for c in book.characters for head in c.heads)
        self._called: dict[str, list[Character]] = {}
        self._qualifiers: dict[Phrase, Qualifiers] = {}
        for c in book.characters:
            self._remember(c)

    def note(self, found: Character, phrase: Phrase) -> None:
        """Remember that ``phrase`` was resolved to ``found``."""
        insort(self._mentions, (phrase.head, found.number))
        self._remember(found)

    def _remember(self, c: Character) -> None:
        words = {o.name for o, _ in c.offices} | c.nouns
        if c.kind in ("organisation", "group") and c.named:
            words |= {k.partition("@")[0].split()[-1] for k in c.keys if k.partition("@")[0]}
        for one in sorted(words):
            holders = self._called.setdefault(one, [])
            if c not in holders[-_KEPT:]:
                holders.append(c)

    def apart(self, c: Character, phrase: Phrase) -> bool:
        """Whether the words of ``phrase`` say that another holder of the role is meant than ``c``."""
        w, own, parted = self._book.words, self._of(phrase), False
        for other in c.phrases:
            if other.form == "pronoun":
                continue
            if opposed(w, phrase, other):
                return True
            theirs = self._of(other)
            role = other.title_head if other.name and other.title_head >= 0 else other.head
            if phrase.kind == "person" and w.lemma[role] == w.lemma[phrase.head] and apart(own, theirs):
                parted = True
            elif akin(own, theirs):
                return False
        return parted

    def _of(self, phrase: Phrase) -> Qualifiers:
        if phrase not in self._qualifiers:
            self._qualifiers[phrase] = qualifiers(self._book.words, phrase)
        return self._qualifiers[phrase]

    def near(self, token: int) -> list[Character]:
        """The characters of the mentions before ``token``, the nearest first."""
        at = bisect_left(self._mentions, (token, -1))
        numbers = dict.fromkeys(n for _, n in reversed(self._mentions[max(0, at - _WINDOW) : at]))
        return [self._book.characters[n] for n in numbers]

    def sentence(self, token: int) -> int:
        """The number of the sentence of ``token``."""
        return self._book.words.sent[token]

    def called(self, one: str) -> list[Character]:
        """Those for whom the office or noun ``one`` was used, or whose name ends in it."""
        return self._called.get(one, [])[-_KEPT:]

    def either(self, token: int, *called: str) -> list[Character]:
        """Those near and those called so, each once."""
        found = {c.number: c for c in self.near(token)}
        for one in called:
            found.update((c.number, c) for c in self.called(one))
        return list(found.values())


def resolve_titles(book: Book) -> None:
    """Resolve the mentions without names, in their order: appositions first, then what was said before."""
    words = book.words
    known = [p for p in book.mentions if p.form != "pronoun"]
    at = {p.head: p for p in known}
    ends = {p.last: p for p in known if p.kind == "person"}
    waiting = [p for p in book.open() if p.form != "pronoun" and not p.name]
    for phrase in reversed(waiting):
        found = _beside(book, phrase, at, ends)
        if found is not None and found.named:
            book.link(phrase, found, Sign.APPOSITION, found.kind)
    memory = Memory(book)
    for phrase in waiting:
        if book.who(phrase) is not None:
            continue
        found, sign = _chosen(book, memory, phrase, at, ends)
        if found is not None:
            book.link(phrase, found, sign)
            memory.note(found, phrase)
        elif words.dep[phrase.head] == "attr" or _as_role(words, phrase):
            continue
        elif phrase.kind != "country" and not phrase.dependent:
            memory.note(book.new(phrase, named=False), phrase)


def _beside(book: Book, phrase: Phrase, at: dict[int, Phrase], ends: dict[int, Phrase]) -> Character | None:
    """The character of the same kind whose phrase stands beside ``phrase``."""
    near = (book.who(other) for other in apposed(book.words, phrase, at, ends))
    kinds = (phrase.kind, "organisation") if phrase.noun in _EITHER else (phrase.kind,)
    return next((c for c in near if c is not None and c.kind in kinds), None)


def _chosen(
    book: Book, memory: Memory, phrase: Phrase, at: dict[int, Phrase], ends: dict[int, Phrase]
) -> tuple[Character | None, Sign]:
    """Who ``phrase`` is, by the surest sign; what is only said to be somebody is nobody met before."""
    found = _beside(book, phrase, at, ends)
    if found is not None:
        return found, Sign.APPOSITION
    subject = book.who(predicated(book.words, phrase, at))
    if subject is not None and subject.kind == phrase.kind and subject.named:
        return subject, Sign.PREDICATE
    if book.words.dep[phrase.head] == "attr" or _as_role(book.words, phrase):
        return None, Sign.FIRST
    return _earlier(book.words, memory, phrase), Sign.TITLE if phrase.office is not None else Sign.NOUN


def _as_role(w: Words, phrase: Phrase) -> bool:
    """ "served as chairman": a role, nobody new."""
    return w.dep[phrase.head] == "pobj" and w.low[w.head[phrase.head]] == "as"


def _earlier(w: Words, memory: Memory, phrase: Phrase) -> Character | None:
    """The character whom a title or a noun goes back to."""
    if phrase.kind == "country":
        return None
    if phrase.noun == AGED and phrase.definite:
        return next((c for c in memory.near(phrase.head) if c.kind == "person" and c.named and not c.plural), None)
    if phrase.noun in _RULERS and phrase.definite and not phrase.country:
        found = _government(memory, phrase)
        if found is not None:
            return found
    return _holder(w, memory, phrase) if phrase.office is not None else _same_noun(w, memory, phrase)


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
        if (last is None and (match < 3 or owned)) or memory.apart(c, phrase):
            continue
        worded = match == 3 and phrase.role.lower() in (r.lower() for r in c.roles)
        rank = (match, worded, last if last is not None else -1, -c.number)
        if best is None or rank > best:
            best, found = rank, c
    return found


def _same_words(c: Character, phrase: Phrase) -> bool:
    """The title ends in the word that an earlier title of the person ended in."""
    last = phrase.office.name.split()[-1] if phrase.office is not None else phrase.noun
    return any(last in r.lower() or phrase.noun in r.lower() for r in c.roles)


def _article(w: Words, phrase: Phrase) -> bool:
    return w.low[phrase.first] in ("a", "an", "another", "one", "some", "any", "each", "every", "no")


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
    if office.name in ("official", "head", "diplomat", "lawmaker") and office.sector == held.sector:
        return 1
    if office.sector == held.sector == "LEG" and office.name in ("lawmaker", "committee chairman"):
        return 1
    if office.sector == held.sector == "MIL" and office.name in ("general", "officer", "admiral", "colonel"):
        return 1
    return 0


def _same_noun(w: Words, memory: Memory, phrase: Phrase) -> Character | None:
    """For a definite noun: the actor it was used for before; for "the company", the nearest body of that sort."""
    bare = phrase.plural and w.pos[phrase.first] not in ("DET", "NUM", "PRON") and w.low[phrase.first] not in _COUNTING
    if not phrase.definite and phrase.kind != "organisation" and not bare:
        return None
    if any(w.dep[c] == "poss" for c in w.children[phrase.head]):
        return None
    same = [
        c
        for c in memory.called(phrase.noun)
        if phrase.noun in c.nouns and c.plural == phrase.plural and _alike(c, phrase)
    ]
    same = [c for c in same if c.last_before(phrase.head) is not None and not memory.apart(c, phrase)]
    if (bare and not phrase.definite) or phrase.country:
        same = [c for c in same if c.country == phrase.country]
    if same:
        return max(same, key=lambda c: (c.last_before(phrase.head) or -1, c.named))
    if not phrase.definite or (phrase.plural and phrase.kind == "person"):
        return None
    if phrase.kind == "organisation" or (
        phrase.kind == "group" and phrase.noun in ("group", "side", "parliament", "army")
    ):
        return _nearest_body(memory, phrase)
    return None


def _government(memory: Memory, phrase: Phrase) -> Character | None:
    """For "the government": the country whose government was named last."""
    return next((c for c in memory.near(phrase.head) if c.kind == "country" and c.nouns & _RULERS), None)


def _alike(c: Character, phrase: Phrase) -> bool:
    return not (phrase.country and c.country and phrase.country != c.country)


def _nearest_body(memory: Memory, phrase: Phrase) -> Character | None:
    """The nearest named body before ``phrase`` that its noun can stand for."""
    noun = noun_of(phrase.noun)
    sector = phrase.sector or (noun.sector if noun is not None else None)
    best, found = (False, -1), None
    for c in memory.either(phrase.head, phrase.noun):
        if c.kind not in ("organisation", "group") or not c.named or not _alike(c, phrase):
            continue
        if phrase.noun == "group" and c.sector in STATE:
            continue
        ends = names_one(phrase.noun, c.keys)
        last = c.last_before(phrase.head)
        open_ = c.sector is None and (sector in ("BUS", "NGO", "PTY") or _in_one_sentence(memory, last, phrase.head))
        fits = ends or sector is None or sector == c.sector or open_
        if last is None or (not ends and last < phrase.head - _NEAR):
            continue
        if fits and (ends, last) > best:
            best, found = (ends, last), c
    return found


def _in_one_sentence(memory: Memory, last: int | None, head: int) -> bool:
    return last is not None and memory.sentence(last) == memory.sentence(head)
