"""Names in lists that put the surname first: "Present: Moreau, Claire; Tan, Wei Ming; O'Dowd, Sean."."""

from __future__ import annotations

from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.words import Words
from dateline.actors.names.persons import gender_of

__all__ = ["turned_names"]

_LONGEST = 3
"""The longest half of a name in a list, in words."""
_CLOSES = frozenset([";", ".", "and", "&"])


def turned_names(w: Words) -> list[Phrase]:
    """The persons of lists of two and more, surname first, as phrases whose names are in the usual order."""
    found: list[Phrase] = []
    run: list[Phrase] = []
    i = 0
    while i < len(w.text):
        phrase = _turned(w, i)
        if phrase is None and run and i == run[-1].last and w.text[i] in _CLOSES:
            i += 1
            continue
        if phrase is None or (run and phrase.first - run[-1].last > 2):
            found += run if _is_list(run) else []
            run = []
        if phrase is not None:
            run.append(phrase)
        i = phrase.last if phrase is not None else i + 1
    return found + (run if _is_list(run) else [])


def _is_list(run: list[Phrase]) -> bool:
    """Whether two or more stand in a row, and one at least has a given name that is known."""
    return len(run) > 1 and any(gender_of(p.name[0]) is not None for p in run)


def _turned(w: Words, first: int) -> Phrase | None:
    """The name at ``first``: a surname, a comma, given names, and what closes the item."""
    if first and w.text[first - 1] not in (":", ";", "and", "(") and not w.text[first - 1].isspace():
        return None
    comma = _capitals(w, first)
    if comma == first or comma >= len(w.text) or w.text[comma] != ",":
        return None
    last = _capitals(w, comma + 1)
    if last == comma + 1 or (last < len(w.text) and w.text[last] not in _CLOSES and not w.text[last].isspace()):
        return None
    name = (*w.text[comma + 1 : last], *w.text[first:comma])
    given = gender_of(name[0])
    gender = given if given in ("m", "f") else None
    return Phrase(first, last, comma - 1, "name", "person", name, first, gender=gender)


def _capitals(w: Words, first: int) -> int:
    """The token after the capitalised words that begin at ``first``, at most a few."""
    last = first
    while last < len(w.text) and last - first < _LONGEST and w.text[last][0].isupper() and w.text[last][-1].isalpha():
        last += 1
    return last
