"""Second looks at the names that are known: where no phrase was read, and who is only ever a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.words import Words
from dateline.actors.names.bodies import name_key
from dateline.actors.names.persons import ONLY_PARTICLES, gender_of
from dateline.actors.signs.characters import Character

_WHERE = frozenset(
    ["in", "at", "from", "near", "into", "toward", "towards", "of", "around", "outside", "through", "to"]
)


def drop_places(w: Words, characters: Sequence[Character]) -> None:
    """Take back persons who stand only where places do: "in Wadi Halfa"."""
    for c in characters:
        if c.kind != "person" or c.offices or c.roles or any(p.honorific for p in c.phrases):
            continue
        governors = [w.low[w.head[p.head]] if w.dep[p.head] == "pobj" else "" for p in c.phrases]
        if all(g in _WHERE for g in governors) and any(g != "of" for g in governors):
            for p in c.phrases:
                p.actor, p.kind = -1, None
            c.phrases, c.heads, c.named = [], [], False


def find_again(
    w: Words, characters: Sequence[Character], phrases: Sequence[Phrase], leads: Mapping[str, Character]
) -> list[Phrase]:
    """Known names where no phrase was read: "the Zorin Fair", "a Vidmar spokesman", headlines in capitals."""
    known: dict[str, list[tuple[list[str], Character]]] = {}
    for c in characters:
        if c.named and c.kind in ("person", "organisation", "group"):
            names = {tuple(text.split()) for text in c.texts}
            if c.kind == "person":
                names |= {n[-1:] for n in names if len(n) > 1 and n[-1] not in ("Jr.", "Sr.", "II", "III")}
                names = {n for n in names if len(n) > 1 or name_key(n) not in leads}
                sure = c.offices or len(c.phrases) > 2
                names |= {n[:1] for n in names if len(n) > 1 and (sure or gender_of(n[0]) is not None)}
            if c.kind == "organisation":
                names |= {n[:1] for n in names if leads.get(name_key(n[:1])) is c}
            shouted = {tuple(word.upper() for word in n) for n in names if len(n[-1]) > 3}
            for name in names | shouted:
                if len(name[-1]) > 2 and name[0][0].isupper():
                    known.setdefault(name[0], []).append((list(name), c))
    taken = {i for p in phrases if p.actor >= 0 and p.name for i in range(_name_start(p), p.last)}
    found: list[Phrase] = []
    for i, text in enumerate(w.text):
        if i in taken or text not in known:
            continue
        for parts, c in sorted(known[text], key=lambda k: (-len(k[0]), k[1].number)):
            if w.text[i : i + len(parts)] == parts and not _prolonged(w, i, i + len(parts)):
                first = i
                while c.kind == "person" and first and w.low[first - 1] in ONLY_PARTICLES:
                    first -= 1
                made = Phrase(first, i + len(parts), i + len(parts) - 1, "name", c.kind, tuple(parts), i)
                c.add(made)
                found.append(made)
                taken.update(range(i, i + len(parts)))
                break
    return found


def _name_start(p: Phrase) -> int:
    """The token at which the name begins; a body's name may begin with its owner's."""
    whole = p.kind == "organisation" and len(p.name) == p.last - p.first
    return p.first if whole else max(p.first, p.begin)


def _prolonged(w: Words, first: int, last: int) -> bool:
    """Another capitalised word before or after makes it another's name, but for titles."""
    if w.touching(last - 1) and w.text[last] == "-":
        return True
    return first > 0 and w.touching(first - 1) and w.text[first - 1] in ("-", "#", "@", "/")
