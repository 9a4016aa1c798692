"""The names of persons: honorifics, given names, particles, and when two names can be one person's."""

from __future__ import annotations

import functools
import unicodedata
from dataclasses import dataclass

from dateline.resources import table, toml

_WORDS = toml("name_words.toml")
HONORIFICS: dict[str, str | None] = {
    word: gender if gender != "any" else None for gender, words in _WORDS["honorifics"].items() for word in words
}
PARTICLES: frozenset[str] = frozenset(_WORDS["names"]["particles"])
ONLY_PARTICLES: frozenset[str] = frozenset(_WORDS["names"]["only_particles"])
"""The particles that are no English words, so that a name may be told by one."""
_OF_SURNAMES: frozenset[str] = frozenset(_WORDS["names"]["of_surnames"])
"""The particles that open a surname where only one word follows: "Le Goff", not "Ben Carver"."""
_SUFFIXES: frozenset[str] = frozenset(_WORDS["names"]["suffixes"])


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in its parts, for comparison: case, accents and particles aside."""

    words: tuple[str, ...]
    """All words in order; initials keep one letter."""

    @property
    def surname(self) -> str:
        """The last word."""
        return self.words[-1] if self.words else ""

    @property
    def full(self) -> bool:
        """Whether it has more than a surname."""
        return len(self.words) > 1


def plain(word: str) -> str:
    """``word`` without case, accents and apostrophes."""
    if word.isascii():
        return word.lower().replace("'", "")
    bare = unicodedata.normalize("NFKD", word.replace("’", "").replace("‘", "").replace("'", ""))
    return "".join(c for c in bare if not unicodedata.combining(c)).lower()


def person_name(words: list[str]) -> PersonName:
    """The name that ``words`` spell: particles ("al-", "bin", "van") are dropped, unless nothing else is there."""
    parts: list[str] = []
    for word in _joined(words):
        pieces = [p for p in plain(word).split("-") if p]
        while len(pieces) > 1 and pieces[0] in PARTICLES:
            pieces = pieces[1:]
        piece = "".join(pieces).strip(".,")
        if piece and piece not in _SUFFIXES:
            parts.append(piece)
    given = len(parts) > 1 and words[0][0].isupper() and gender_of(words[0]) is not None
    first = parts[0] if given and not (len(parts) == 2 and parts[0] in _OF_SURNAMES) else ""
    kept = [p for n, p in enumerate(parts) if p not in PARTICLES or (n == 0 and p == first)]
    return PersonName(tuple(kept or parts))


def _joined(words: list[str]) -> list[str]:
    """Hyphens back between the words that the tokens had parted: "Vidmar", "-", "Kos" is one word."""
    found: list[str] = []
    for i, word in enumerate(words):
        if found and (word == "-" or (i and words[i - 1] == "-")):
            found[-1] += word
        else:
            found.append(word)
    return found


def agree(short: PersonName, long: PersonName) -> bool:
    """Whether two names can be one person's: each word of the shorter, in order, is in the longer or its initial.

    The last word of the shorter must be the last of the longer, or, where it is the only one, any of them.
    """
    if len(short.words) > len(long.words):
        short, long = long, short
    if not short.words:
        return False
    if len(short.words) == 1:
        return short.words[0] in long.words
    if short.words[-1] != long.words[-1] and not _two_surnames(short, long):
        return False
    at = 0
    for word in short.words:
        while at < len(long.words) and not _same(word, long.words[at]):
            at += 1
        if at == len(long.words):
            return False
        at += 1
    return True


def _two_surnames(short: PersonName, long: PersonName) -> bool:
    """ "Ana Gil" and "Ana Gil Ortega": the second of two surnames may be left out."""
    return len(long.words) == len(short.words) + 1 and long.words[: len(short.words)] == short.words


def _same(a: str, b: str) -> bool:
    return a == b or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b))


@functools.cache
def _given() -> dict[str, str]:
    return {row["name"]: row["gender"] for row in table("first_names.tsv")}


def gender_of(given: str) -> str | None:
    """m or f where ``given`` is a given name mostly of men or of women, u where it is one of both, else None."""
    names = _given()
    low = given.lower()
    return names.get(low) or names.get(low.split("-")[0] if "-" in low else plain(given))
