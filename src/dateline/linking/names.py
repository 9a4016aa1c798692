"""Names as they are compared across articles: without case, accents, titles, and what transcribers do differently.

A person's name is a given name or initials, what stands between, and a surname; that of an organisation is its words
without the legal form at their end.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.actors.names.offices import read_title
from dateline.actors.names.persons import PARTICLES
from dateline.resources import toml

_WORD = re.compile(r"\w+")
_DOTTED = re.compile(r"\b(\w)\.")
_LONGEST_NAME = 3
"""Words up to which a person's name is not looked into for an office."""
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_HONORIFICS = frozenset(["mr", "mrs", "ms", "miss", "dr", "sir", "lord", "lady", "dame", "prof", "professor"])
_ARTICLES = frozenset(("the",))
_ARABIC = frozenset(["al", "el", "ul", "ad", "ar", "as", "ash", "bin", "ibn", "bint"])
_SERVANT = re.compile(r"abd(?:[aeu]l|ur|ar|us|as)?")
"""How names that begin with "servant of" begin."""
_REPEATED = re.compile(r"(.)\1")
_SUFFIXES = frozenset(w.rstrip(".") for w in toml("name_words.toml")["names"]["suffixes"])
_LEGAL_FORMS = frozenset(toml("name_words.toml")["names"]["legal_forms"]) - {"group", "&"}
_TRANSCRIPTIONS = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        ("x", "ks"),
        ("^ye", "e"),
        ("ou|oo", "u"),
        ("ee", "i"),
        (r"(.)\1", r"\1"),
        ("(?<=.)(?:iy|yi|ij|ei|ey|ai|ay|y)$", "i"),
        ("(?<=.)y(?=[^aeiou])", "i"),
    )
)
"""What transcriptions of one name do differently, in this order."""


@dataclass(frozen=True, slots=True)
class PersonWords:
    """A person's name in its words, as they are compared across transcriptions."""

    before: tuple[str, ...]
    """Given names, initials, what stands between and then Jr or III, in order; empty for a surname alone."""
    surname: str

    @property
    def given(self) -> str:
        """The given name, or "" where there is none or only its initial."""
        return self.before[0] if self.before and len(self.before[0]) > 1 else ""

    @property
    def between(self) -> tuple[str, ...]:
        """What stands between the first name and the surname."""
        return self.before[1:]

    @property
    def words(self) -> str:
        """All words, joined by blanks."""
        return " ".join((*self.before, self.surname))


def person_words(name: str) -> PersonWords | None:
    """The words of a person's name, or None where nothing is left to compare."""
    words = [w for w in normalised(_DOTTED.sub(r"\1 ", _without_title(name))) if w not in _HONORIFICS]
    words = _servant_joined(words)
    arabic = len(words) > 1 and any(w in _ARABIC or _SERVANT.match(w) for w in words)
    words = [w for w in words if w not in _ARABIC] or words
    suffix = words[-1:] if len(words) > 1 and words[-1] in _SUFFIXES else []
    words = words[: len(words) - len(suffix)]
    if not words or len(words[-1]) < 2:
        return None
    before = [w for i, w in enumerate(words[:-1]) if not i or w not in PARTICLES]
    alike = _arabic if arabic else transcribed
    told = [*map(alike, before), *(f"{w}." for w in suffix if before)]
    return PersonWords(tuple(told), alike(words[-1]))


def _servant_joined(words: Sequence[str]) -> list[str]:
    """Abdel Rahim, Abd al-Rahim and Abdulrahim as one word."""
    joined: list[str] = []
    for word in words:
        if joined and _SERVANT.fullmatch(joined[-1]) and (word in _ARABIC or not _SERVANT.match(word)):
            joined[-1] = "abd" if word in _ARABIC else f"abdul{word}"
        else:
            joined.append(word)
    return [_SERVANT.sub("abdul", w) if len(w) > 6 and _SERVANT.match(w) else w for w in joined]


def _arabic(word: str) -> str:
    """``word`` of an Arabic name as it is compared: its short vowels are two, e and i, o and u."""
    return _REPEATED.sub(r"\1", transcribed(word).replace("y", "i").replace("e", "i").replace("o", "u"))


def _without_title(name: str) -> str:
    """``name`` without an office of two words or more that was taken for part of it, where a name is left.

    "Secretary of Transport Ana Vidmar" is one; Dean, Earl and Major may be given names.
    """
    parts = name.split()
    title = read_title(parts) if len(parts) > _LONGEST_NAME else None
    return " ".join(parts[title.last :]) if title and 1 < title.last < len(parts) - 1 else name


def body_words(name: str) -> str:
    """The words of the name of an organisation or group, joined by blanks, without the legal form at their end."""
    words = normalised(name)
    kept = list(words)
    while len(kept) > 1 and kept[-1] in _LEGAL_FORMS:
        kept.pop()
    return " ".join(kept if len(kept[-1:][0]) > 1 else words) if kept else ""


def stands_in(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether each of ``short``, in order, is a word of ``long`` or the initial of one."""
    at = 0
    for word in short:
        while at < len(long) and not _fits(word, long[at]):
            at += 1
        if at == len(long):
            return False
        at += 1
    return True


def _fits(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def acronym(name: str) -> str | None:
    """``name`` as an acronym, two to six capitals with or without dots, or None where it is none."""
    bare = name.replace(".", "")
    return bare if _ACRONYM.fullmatch(bare) else None


def spells(short: str, name: str) -> bool:
    """Whether each letter of an acronym begins a word of ``name``, the first letter the first word."""
    starts = [w[0].upper() for w in normalised(name)]
    return len(starts) > 1 and starts[0] == short[0] and not Counter(short) - Counter(starts)


def normalised(name: str) -> list[str]:
    """The words of ``name`` without case, accents, articles and marks: "Al-Saafi" is al, saafi."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = _WORD.findall(bare.casefold().replace("'", "").replace("’", "").replace(".", ""))
    return [w for w in words if w not in _ARTICLES] or words


@functools.lru_cache(maxsize=65536)
def transcribed(word: str) -> str:
    """``word`` (normalised) as it is compared across transcriptions: Alexei, Aleksey and Alexey are one.

    Only what transcribers of one name do differently is made alike: x and ks, y and i, doubled letters, the "ye" of
    Russian and the doubled vowels of Arabic. Carla stays apart from Carlo, and Jon from John.
    """
    for pattern, letters in _TRANSCRIPTIONS:
        word = pattern.sub(letters, word)
    return word
