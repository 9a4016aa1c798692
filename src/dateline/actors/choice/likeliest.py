"""Which of the known actors a title or a noun means, if any: their signs, for weights that were learned.

What the signs of ``titles`` say is put beside how near, how often and by what words somebody was met. "Somebody new" is
a candidate too (Rahman and Ng, EMNLP 2009), so that how sure a link has to be is learned as well.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from dateline.actors.choice.memory import Memory
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.words import Words
from dateline.actors.names.terms import terms
from dateline.actors.signs.characters import Character
from dateline.actors.signs.shortened import names_one
from dateline.resources import table

Candidate = tuple[Character | None, list[str]]
"""Somebody, or somebody new, with the signs for or against."""
_REACH = 10
"""How many fitting actors back one is looked for, those called by the noun aside."""
_SOON = 3
"""Within how many sentences somebody is named whom the headline only calls by a noun."""
_SUBJECT = ("nsubj", "nsubjpass")
_OBJECT = ("dobj", "pobj", "conj", "poss", "appos")
_BODIES = ("organisation", "group", "country")
SORTS = ("t", "b", "g")


def sort_of(phrase: Phrase) -> str:
    """The column of weights: t for one person, b for a body, g for several or a group."""
    if phrase.kind == "person" and not phrase.plural:
        return "t"
    return "b" if phrase.kind in ("organisation", "country") else "g"


def candidates(w: Words, memory: Memory, phrase: Phrase, told: Mapping[str, Character | None]) -> list[Candidate]:
    """The candidates for ``phrase``, somebody new first, each with the signs for or against it.

    ``told`` has whom the single signs of ``titles`` name, by the signs' names.
    """
    found: list[Candidate] = [(None, _new(w, phrase))]
    words = (phrase.noun, phrase.office.name) if phrase.office is not None else (phrase.noun,)
    near = [c for c in memory.near(phrase.head) if _fits(c, phrase)]
    called = {c.number for word in words for c in memory.called(word) if c.heads and c.heads[0] < phrase.head}
    main = max(near, key=lambda c: (len(c.heads), -c.number), default=None)
    ranked = [c for k, c in enumerate(near) if k < _REACH or c.number in called]
    pool = {c.number: c for c in ranked}
    pool.update((c.number, c) for c in told.values() if c is not None)
    if w.sent[phrase.head] == 0:
        pool.update((c.number, c) for c in memory.named_next(phrase.head, _SOON) if _fits(c, phrase))
    for rank, c in enumerate(pool.values()):
        last = c.last_before(phrase.head)
        if (last is not None and _inside(phrase, last)) or memory.apart(c, phrase):
            continue
        if c not in told.values() and _holds_another(c, phrase):
            continue
        signs = [name for name, holder in told.items() if holder is c]
        signs += _place(w, c, phrase, last, rank)
        signs += _words(memory, c, phrase)
        if c is main:
            signs.append("main")
        found.append((c, signs))
    return found


def _holds_another(c: Character, phrase: Phrase) -> bool:
    """Whether somebody holds an office of which there is one, and ``phrase`` names another such: "the governor"."""
    office = phrase.office
    if office is None or not office.one or not c.offices:
        return False
    return all(o.one and office.name not in o.name and o.name not in office.name for o, _ in c.offices)


def likeliest(found: Iterable[Candidate], weights: Mapping[str, float]) -> Character | None:
    """The candidate with the highest sum of weights."""
    return max(found, key=lambda f: sum(weights.get(s, 0.0) for s in f[1]))[0]


def _new(w: Words, phrase: Phrase) -> list[str]:
    """Signs that somebody new is meant."""
    signs, head, opening = ["new"], phrase.head, w.low[phrase.first]
    if opening in ("this", "that", "these", "those"):
        signs.append("new pointed at")
    elif opening == "the":
        signs.append("new the")
    elif any(w.dep[c] == "poss" for c in w.children[head]):
        signs.append("new owned")
    elif opening in terms("indefinite") or w.pos[phrase.first] == "NUM" or opening in terms("counting"):
        signs.append("new counted")
    else:
        signs.append("new bare" if phrase.first == head else "new bare qualified")
    before = any(w.dep[c] in ("amod", "compound", "nmod") for c in w.children[head] if c < head)
    if before:
        signs.append("new qualified")
    if any(c > head and w.dep[c] in ("prep", "relcl", "acl") for c in w.children[head]):
        signs.append("new complement")
    if w.sent[head] == 0:
        signs.append("new headline")
    if w.dep[head] in _SUBJECT:
        signs.append("new subject")
    if phrase.office is not None:
        signs.append("new office")
    if phrase.country:
        signs.append("new country")
    if phrase.plural:
        signs.append("new plural")
    return signs


def _place(w: Words, c: Character, phrase: Phrase, last: int | None, rank: int) -> list[str]:
    """How near and how often somebody was met."""
    mentions = len(c.heads)
    signs = ["once" if mentions == 1 else "few" if mentions < 5 else "many"]
    if last is None:
        return [*signs, "named later", f"later {min(w.sent[c.heads[0]], 4)}"]
    signs.append(f"rank {min(rank, 4)}")
    distance = w.sent[phrase.head] - w.sent[last]
    signs.append(f"sentences {distance if distance < 3 else '3-5' if distance < 6 else '6-'}")
    role = w.dep[last]
    if role in _SUBJECT:
        signs.append("subject" if w.dep[phrase.head] not in _SUBJECT else "both subjects")
    elif role in _OBJECT:
        signs.append(role)
    if w.paragraph[last] != w.paragraph[phrase.head]:
        signs.append("other paragraph")
    if not distance and w.head[last] == w.head[phrase.head]:
        signs.append("same clause")
    if w.sent[c.heads[0]] == 0:
        signs.append("in the headline")
    return signs


def _words(memory: Memory, c: Character, phrase: Phrase) -> list[str]:
    """What somebody was called, and what the phrase says."""
    signs = [c.kind, "named" if c.named else "unnamed"]
    if phrase.noun in c.nouns:
        signs.append("called so" if phrase.definite else "called so, not definite")
        if c.phrases[-1].noun == phrase.noun:
            signs.append("last called so")
    elif c.nouns:
        signs.append("called otherwise")
    if names_one(phrase.noun, c.keys):
        signs.append("noun in the name")
    if phrase.office is not None and c.offices:
        held = any(office.name == phrase.office.name for office, _ in c.offices)
        signs.append("same office" if held else "another office")
    elif c.offices:
        signs.append("has an office")
    elif not c.nouns:
        signs.append("only a name")
    if phrase.sector and c.sector:
        signs.append("sector agrees" if phrase.sector == c.sector else "sector differs")
    if phrase.country:
        agrees = "country agrees" if phrase.country == c.country else "country differs"
        signs.append(agrees if c.country else "country untold")
    if phrase.gender:
        signs.append("gender agrees" if phrase.gender == c.gender else "gender untold")
    if phrase.plural != c.plural:
        signs.append("number differs")
    if phrase.kind != c.kind:
        signs.append("kind differs")
    if memory.worded(c, phrase):
        signs.append("same words" if phrase.last - phrase.first > 2 else "same word")
    if memory.alike(c, phrase):
        signs.append("alike")
    return signs


def _fits(c: Character, phrase: Phrase) -> bool:
    """Whether the kinds, numbers and sexes leave it open that ``phrase`` is ``c``."""
    if phrase.kind == "person" and not phrase.plural:
        sexes = c.gender and phrase.gender and c.gender != phrase.gender
        return c.kind == "person" and not c.plural and not sexes
    if phrase.kind in ("organisation", "country"):
        return c.kind in _BODIES
    return c.plural or c.kind in _BODIES


def _inside(phrase: Phrase, last: int) -> bool:
    return phrase.first <= last < phrase.last


@functools.cache
def weights(sort: str) -> dict[str, float]:
    """The weight of each sign for a sort of mentions, a column of ``antecedents.tsv``."""
    return {row["sign"]: float(row[sort]) for row in table("antecedents.tsv") if row.get(sort)}
