"""Names of bodies that translation puts in small letters, wholly or in part: "captured by is", "Islamic state"."""

from __future__ import annotations

from collections.abc import Iterator, Set

from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.words import Words
from dateline.actors.names.bodies import Body, body_of, name_key
from dateline.actors.names.nouns import noun_of
from dateline.resources import table

_SMALL = frozenset(
    text
    for row in table("organisations.tsv")
    for text in row["weak"].split("|")
    if text and text.islower() and len(text) < 4
)


def small_names(w: Words, covered: Set[int]) -> Iterator[Phrase]:
    """The names in small letters, at tokens that are not ``covered`` by other names."""
    for i in range(1, len(w)):
        if i in covered:
            continue
        found = _half(w, i) or (_whole(w, i) if w.low[i] in _SMALL else None)
        if found is not None:
            yield found


def _half(w: Words, i: int) -> Phrase | None:
    """A known body whose name is half in small letters and ends in the noun at ``i``: "Islamic state"."""
    if w.pos[i] not in ("NOUN", "PROPN", "ADJ") or not w.text[i].islower():
        return None
    if w.dep[i] in ("compound", "amod", "nmod") and w.head[i] > i:
        return None
    for begin in (i - 1, i - 2):
        if begin < 0 or not w.text[begin][0].isupper() or w.sent[begin] != w.sent[i]:
            continue
        body = body_of(" ".join(w.text[begin : i + 1]))
        if body is not None and not body.weak:
            first = begin - 1 if begin and w.low[begin - 1] in ("the", "an", "a") else begin
            return _phrase(w, body, first, begin, i)
    return None


def _whole(w: Words, i: int) -> Phrase | None:
    """A name of few letters where only a noun can stand: "held by is"."""
    if w.pos[i - 1] != "ADP" or not w.text[i].islower():
        return None
    body = body_of(w.text[i])
    after = i + 1 < len(w) and noun_of(w.low[i + 1]) is None and w.pos[i + 1] != "PUNCT"
    return _phrase(w, body, i, i, i) if body is not None and body.weak and not after else None


def _phrase(w: Words, body: Body, first: int, begin: int, head: int) -> Phrase:
    return Phrase(
        first, head + 1, head, "name", body.kind, tuple(w.text[begin : head + 1]), begin, sector=body.sector,
        country=body.country, key=name_key(body.name.split()), known="" if body.weak else body.name, weak=body.weak,
    )  # fmt: skip
