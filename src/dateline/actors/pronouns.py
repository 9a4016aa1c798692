"""Pronouns: the most salient actor near by who fits.

Salience after Lappin and Leass (1994), cut to what news copy needs: subjects, speakers and repeated names weigh more,
distance weighs less. Gender and number are weak evidence. Inside a quotation "I" and "we" are its speaker.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.actors.characters import Character
from dateline.actors.phrases import Phrase
from dateline.actors.words import Words
from dateline.schema import Statement

_WINDOW = 30
"""How many mentions back an antecedent is looked for."""
_SENTENCES = 4


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of somebody's words, and the head of the phrase that names the speaker."""

    start: int
    end: int
    statement: int


def resolve_pronouns(
    words: Words, characters: Sequence[Character], phrases: Sequence[Phrase], statements: Sequence[Statement]
) -> None:
    """Resolve the pronouns of ``phrases`` in their order; those without an antecedent stay unresolved."""
    quotations = quoted(statements)
    sources = _sources(phrases, words, statements)
    placed = [p for p in phrases if p.actor >= 0]
    heads = [p.head for p in placed]
    for phrase in phrases:
        if phrase.form != "pronoun":
            continue
        inside = speakers_at(words.start[phrase.head], quotations, sources, characters)
        found = None
        if phrase.noun in ("1", "1p"):
            found = inside[0] if inside and inside[0] is not None else None
        else:
            found = _antecedent(words, characters, placed, heads, phrase, inside)
        if found is not None:
            found.add(phrase)
            at = bisect_left(heads, phrase.head)
            placed.insert(at, phrase)
            heads.insert(at, phrase.head)


def quoted(statements: Sequence[Statement]) -> list[Quotation]:
    """The contents that hold somebody's own words, shortest first."""
    found = [
        Quotation(s, e, n) for n, st in enumerate(statements) if st.mode in ("direct", "mixed") for s, e in st.content
    ]
    return sorted(found, key=lambda q: (q.start, q.end))


def _sources(phrases: Sequence[Phrase], words: Words, statements: Sequence[Statement]) -> list[Phrase | None]:
    """For each statement the phrase that its source span holds."""
    heads = [p.head for p in phrases]
    found: list[Phrase | None] = []
    for st in statements:
        found.append(phrase_in(phrases, heads, words, st.source[0].start, st.source[-1].end) if st.source else None)
    return found


def phrase_in(phrases: Sequence[Phrase], heads: Sequence[int], words: Words, start: int, end: int) -> Phrase | None:
    """The phrase that best stands for ``start`` to ``end``: its head is their syntactic head, or it is widest."""
    first = bisect_left(words.start, start)
    last = bisect_left(words.start, end)
    within = range(first, last)
    best: tuple[int, int, int] | None = None
    found = None
    for k in range(bisect_left(heads, first), bisect_left(heads, last)):
        p = phrases[k]
        governor = words.head[p.head]
        free = governor not in within or governor == p.head
        rank = (free, p.form == "name" and p.kind == "person", p.last - p.first - abs(p.first - first))
        if best is None or rank > best:
            best, found = rank, p
    return found


def speakers_at(
    offset: int, quotations: Sequence[Quotation], sources: Sequence[Phrase | None], characters: Sequence[Character]
) -> list[Character | None]:
    """The speakers of the quotations around ``offset``, the innermost first."""
    around = []
    at = bisect_left(quotations, offset + 1, key=lambda q: q.start)
    for q in reversed(quotations[max(0, at - 8) : at]):
        if q.start <= offset < q.end:
            around.append(q)
    around.sort(key=lambda q: q.end - q.start)
    found: list[Character | None] = []
    for q in around:
        source = sources[q.statement]
        found.append(characters[source.actor] if source is not None and source.actor >= 0 else None)
    return found


def _antecedent(
    w: Words,
    characters: Sequence[Character],
    placed: Sequence[Phrase],
    heads: Sequence[int],
    pronoun: Phrase,
    inside: list[Character | None],
) -> Character | None:
    """The most salient character before ``pronoun`` that fits it."""
    scores: dict[int, float] = {}
    at = bisect_left(heads, pronoun.head)
    for k in range(at - 1, max(-1, at - 1 - _WINDOW), -1):
        p = placed[k]
        distance = w.sent[pronoun.head] - w.sent[p.head]
        if distance > _SENTENCES:
            break
        c = characters[p.actor]
        if not _fits(c, pronoun) or _bound(w, p, pronoun):
            continue
        if c in inside and pronoun.noun != "p":
            continue
        score = _salience(w, p, distance) + _agreement(c, pronoun)
        scores[p.actor] = max(scores.get(p.actor, -9.0), score) + 0.15
    if not scores:
        return None
    best = max(scores.items(), key=lambda s: (s[1], -s[0]))
    return characters[best[0]]


def _fits(c: Character, pronoun: Phrase) -> bool:
    if pronoun.noun == "s":
        return c.kind == "person" and not c.plural and not (c.gender and pronoun.gender and c.gender != pronoun.gender)
    if pronoun.noun == "n":
        return c.kind in ("organisation", "country") or (c.kind == "group" and c.named)
    return c.plural or c.kind in ("group", "organisation", "country")


def _agreement(c: Character, pronoun: Phrase) -> float:
    if pronoun.noun == "s":
        return (0.5 if c.gender == pronoun.gender else 0.0) + (0.6 if c.named else 0.0)
    if pronoun.noun == "p":
        return 0.8 if c.plural or c.kind == "group" else 0.0
    return 0.3 if c.named else 0.0


def _salience(w: Words, p: Phrase, distance: int) -> float:
    score = 2.0 - 1.0 * distance
    if w.dep[p.head] in ("nsubj", "nsubjpass"):
        score += 1.0
        if w.lemma[w.head[p.head]] in ("say", "tell", "add", "note", "stress", "explain", "state"):
            score += 0.3
    elif w.dep[p.head] in ("poss", "pobj"):
        score -= 0.3
    return score


def _bound(w: Words, p: Phrase, pronoun: Phrase) -> bool:
    """Two arguments of one verb are two actors, unless the pronoun is reflexive or a possessive."""
    if pronoun.head == p.head or p.first <= pronoun.head < p.last:
        return True
    if w.tag[pronoun.head] == "PRP$" or w.low[pronoun.head].endswith(("self", "selves")):
        return False
    return w.head[p.head] == w.head[pronoun.head] and w.dep[p.head] != "conj"
