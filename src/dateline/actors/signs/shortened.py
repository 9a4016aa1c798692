"""Bodies called by a word of their names: "the guild" is the Guild of Glaziers, "the airline" is Nordavia Air."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.words import Words
from dateline.actors.names.nouns import noun_of
from dateline.actors.signs.characters import Character
from dateline.resources import table


@functools.cache
def _hints() -> dict[str, frozenset[str]]:
    """For each noun the words that the names of such bodies hold."""
    found: dict[str, frozenset[str]] = {}
    for row in table("body_nouns.tsv"):
        words = frozenset(row["words"].split("|"))
        for noun in row["nouns"].split("|"):
            found[noun] = found.get(noun, frozenset()) | words
    return found


def names_one(noun: str, keys: set[str]) -> bool:
    """Whether one of the normalised names ``keys`` holds a word that says that the body is a ``noun``."""
    words = _hints().get(noun, frozenset())
    return any(word in words or word == noun for key in keys for word in key.partition("@")[0].split())


def find_shortened(w: Words, characters: Sequence[Character], phrases: Sequence[Phrase]) -> list[Phrase]:
    """Definite nouns that no table knows and that open or close the name of a body before them, resolved to it."""
    bodies: dict[str, list[Character]] = {}
    for c in characters:
        if c.kind in ("organisation", "group") and c.named:
            for key in sorted(c.keys):
                words = key.partition("@")[0].split()
                for word in {words[0], words[-1]} if len(words) > 1 else ():
                    bodies.setdefault(word, []).append(c)
    heads = {p.head for p in phrases}
    found: list[Phrase] = []
    for i in range(1, len(w)):
        if w.low[i] not in bodies or w.low[i - 1] != "the" or i in heads or w.pos[i] != "NOUN" or noun_of(w.low[i]):
            continue
        near = [(at, -c.number, c) for c in bodies[w.low[i]] if (at := c.last_before(i)) is not None]
        if near and w.dep[i] != "compound":
            owner = max(near, key=lambda n: n[:2])[2]
            made = Phrase(i - 1, i + 1, i, "noun", owner.kind, noun=w.low[i], definite=True)
            owner.add(made)
            found.append(made)
    return found
