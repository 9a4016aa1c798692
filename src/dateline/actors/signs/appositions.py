"""Who stands beside a phrase or is said to be it: appositions and predicates."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.words import Words
from dateline.actors.names.persons import HONORIFICS

_NEAR = 25
"""How many tokens an apposition may stand from what it says more of."""


def apposed(w: Words, phrase: Phrase, at: Mapping[int, Phrase]) -> list[Phrase]:
    """The phrases that stand beside ``phrase`` with a comma, the surest first: "Ana Vidmar, the minister".

    ``at`` has the phrases by their heads.
    """
    if phrase.plural and phrase.kind == "group":
        return []
    near: list[Phrase | None] = []
    if w.dep[phrase.head] == "appos":
        near.append(at.get(w.head[phrase.head]))
    near += [at.get(c) for c in w.children[phrase.head] if w.dep[c] == "appos"]
    if phrase.kind == "person" and phrase.last + 1 < len(w) and w.text[phrase.last] == ",":
        after = next((at[h] for h in range(phrase.last + 1, min(len(w), phrase.last + 9)) if h in at), None)
        beside = after is not None and bool(after.name) and after.first in (phrase.last + 1, _past_honorific(w, phrase))
        if after is not None and beside and w.dep[after.head] != "conj":
            near.append(after)
    return [
        other
        for other in near
        if other is not None
        and other is not phrase
        and abs(other.head - phrase.head) < _NEAR
        and not _joined(w, phrase, other)
        and not _labels(w, phrase, other)
    ]


def _labels(w: Words, a: Phrase, b: Phrase) -> bool:
    """Whether the first of two is the label of a turn and the second whom it speaks to: "Berti: Minister, ..."."""
    left, right = sorted((a, b), key=lambda p: p.first)
    opens = left.first == 0 or w.paragraph[left.first - 1] != w.paragraph[left.first]
    return opens and ":" in w.text[left.last : right.first]


def _past_honorific(w: Words, phrase: Phrase) -> int:
    """Where a name stands after a comma and a form of address that was taken for the end of a sentence: "Eng."."""
    i = phrase.last + 1
    if i + 2 < len(w) and w.low[i] in HONORIFICS and w.text[i + 1] == ".":
        return i + 2
    return i


def _joined(w: Words, a: Phrase, b: Phrase) -> bool:
    """One is joined to the other by "and"."""
    pairs = ((a.head, b.head), (b.head, a.head))
    return any(w.dep[one] == "conj" and w.head[one] == other for one, other in pairs)


def predicated(w: Words, phrase: Phrase, at: Mapping[int, Phrase]) -> Phrase | None:
    """The subject of "Ana Vidmar is the minister"."""
    head = phrase.head
    if w.dep[head] != "attr" or w.lemma[w.head[head]] not in ("be", "become", "remain"):
        return None
    verb = w.head[head]
    if any(w.dep[c] == "neg" for c in w.children[verb]):
        return None
    subject = next((at[c] for c in w.children[verb] if w.dep[c] == "nsubj" and c in at), None)
    return subject if subject is not None and phrase.plural == subject.plural else None
