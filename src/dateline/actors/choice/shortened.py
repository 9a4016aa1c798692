"""Bodies called by a word of their names that no table knows: "the guild" is the Guild of Glaziers."""

from __future__ import annotations

from dateline.actors.choice.book import Book, Sign
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.names.nouns import noun_of
from dateline.actors.signs.characters import Character


def resolve_shortened(book: Book) -> None:
    """Resolve definite nouns that no table knows and that open or close the name of a body before them."""
    w = book.words
    bodies: dict[str, list[Character]] = {}
    for c in book.characters:
        if c.kind in ("organisation", "group") and c.named:
            for key in sorted(c.keys):
                words = key.partition("@")[0].split()
                for word in {words[0], words[-1]} if len(words) > 1 else ():
                    bodies.setdefault(word, []).append(c)
    heads = {p.head for p in book.mentions}
    for i in range(1, len(w)):
        if w.low[i] not in bodies or w.low[i - 1] != "the" or i in heads or w.pos[i] != "NOUN" or noun_of(w.low[i]):
            continue
        near = [(at, -c.number, c) for c in bodies[w.low[i]] if (at := c.last_before(i)) is not None]
        if near and w.dep[i] != "compound":
            owner = max(near, key=lambda n: n[:2])[2]
            book.link(Phrase(i - 1, i + 1, i, "noun", owner.kind, noun=w.low[i], definite=True), owner, Sign.NOUN)
