"""Known names where no phrase was read: "the Zorin Fair", "a Vidmar spokesman", headlines in capitals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dateline.actors.choice.book import Book
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.words import Words
from dateline.actors.names.bodies import name_key
from dateline.actors.names.persons import ONLY_PARTICLES, gender_of
from dateline.actors.signs.characters import Character

_GENERATIONS = ("Jr.", "Sr.", "II", "III")


def find_again(book: Book, leads: Mapping[str, Character]) -> Iterator[tuple[Phrase, Character]]:
    """Known names where no phrase was read, with whose they are; ``leads`` are the companies that one word may name."""
    w = book.words
    known: dict[str, list[tuple[tuple[str, ...], Character]]] = {}
    for c in book.characters:
        for name in _names(c, leads) if c.named and c.kind != "country" else ():
            if len(name[-1]) > 2 and name[0][0].isupper():
                known.setdefault(name[0], []).append((name, c))
    taken = {i for p in book.linked() if p.name for i in range(_name_start(p), p.last)}
    for i, text in enumerate(w.text):
        if i in taken or text not in known:
            continue
        for parts, c in sorted(known[text], key=lambda k: (-len(k[0]), k[1].number)):
            end = i + len(parts)
            if tuple(w.text[i:end]) == parts and not _prolonged(w, i, end):
                first = i
                while c.kind == "person" and first and w.low[first - 1] in ONLY_PARTICLES:
                    first -= 1
                yield Phrase(first, end, end - 1, "name", c.kind, parts, i), c
                taken.update(range(i, end))
                break


def _names(c: Character, leads: Mapping[str, Character]) -> set[tuple[str, ...]]:
    """The names by which ``c`` may be found, in capitals too."""
    names = {tuple(text.split()) for text in c.texts}
    if c.kind == "person":
        names |= {n[-1:] for n in names if len(n) > 1 and n[-1] not in _GENERATIONS}
        names = {n for n in names if len(n) > 1 or name_key(n) not in leads}
        sure = c.offices or len(c.phrases) > 2
        names |= {n[:1] for n in names if len(n) > 1 and (sure or gender_of(n[0]) is not None)}
    if c.kind == "organisation":
        names |= {n[:1] for n in names if leads.get(name_key(n[:1])) is c}
    return names | {tuple(word.upper() for word in n) for n in names if len(n[-1]) > 3}


def _name_start(p: Phrase) -> int:
    """The token at which the name begins; a body's name may begin with its owner's."""
    whole = p.kind == "organisation" and len(p.name) == p.last - p.first
    return p.first if whole else max(p.first, p.begin)


def _prolonged(w: Words, first: int, last: int) -> bool:
    """Another capitalised word before or after makes it another's name, but for titles."""
    if w.touching(last - 1) and w.text[last] == "-":
        return True
    return first > 0 and w.touching(first - 1) and w.text[first - 1] in ("-", "#", "@", "/")
