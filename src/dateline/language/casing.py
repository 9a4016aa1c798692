"""Copy in capitals (telex, old wires) in the case that the parser knows: names with a capital, small words without.

Truecasing (Lita et al. 2003) reduced to what needs no model: function words and words of saying go to small letters,
every other word keeps a capital in front. Character for character, so that offsets stay those of the article.
"""

from __future__ import annotations

import functools
import re

from dateline import resources

_WORD = re.compile(r"[^\W\d_][^\W\d_'’]+")
_LETTERS = 40
"""The fewest letters by which copy can be told to be in capitals."""
_SHARE = 0.8
_LINE = 12
"""The fewest letters by which a headline can."""
_LOOK = 2000
"""How many characters are looked at to tell."""
_KEPT = frozenset({"US", "UN", "EU", "UK", "WHO", "NATO"})
"""Names that would be words if they were not in capitals."""
_MONTHS = frozenset({"march", "may"})
_VOWELS = frozenset("AEIOUY")


def recased(text: str) -> str:
    """``text`` with capitals only on what may be a name, if nearly all of it is in capitals; else ``text``."""
    start = text[:_LOOK]
    letters = sum(map(str.isalpha, start))
    if letters < _LETTERS or sum(map(str.isupper, start)) < _SHARE * letters:
        return text
    return _WORD.sub(lambda m: _cased(m.group()), text)


def recased_line(line: str, told: frozenset[str]) -> str:
    """A headline in capitals as ``recased``; any other line as it is.

    ``told`` are the words that the rest of the copy has in small letters.
    """
    letters = sum(map(str.isalpha, line))
    if letters < _LINE or sum(map(str.isupper, line)) < _SHARE * letters or " " not in line.strip():
        return line
    return _WORD.sub(lambda m: _cased(m.group(), told), line)


def small_words(text: str) -> frozenset[str]:
    """The words that ``text`` has in small letters."""
    return frozenset(w for w in _WORD.findall(text) if w.islower())


def _cased(word: str, told: frozenset[str] = frozenset()) -> str:
    small = "".join(_lower(c) for c in word)
    if (small in _small_words() or small in told) and word not in _KEPT:
        return small
    if not word.isupper() or word in _KEPT or (len(word) <= 4 and not _VOWELS & set(word)):
        return word
    return word[0] + small[1:]


def _lower(character: str) -> str:
    small = character.lower()
    return small if len(small) == 1 else character


@functools.cache
def _small_words() -> frozenset[str]:
    """Function words, and the forms of the verbs of the lexicons of cues and events, but for the names of months."""
    from spacy.lang.en.stop_words import STOP_WORDS

    cues = {row["lemma"] for row in resources.table("cues.tsv") if row["pos"] == "verb"}
    acts = (trigger for row in resources.table("event_lexicon.tsv") for trigger in row["trigger"].split("/"))
    cues |= {word.split()[0] for word in acts} - _MONTHS
    past = {f"{w}d" if w.endswith("e") else f"{w[:-1]}ied" if w.endswith("y") else f"{w}ed" for w in cues}
    return frozenset(STOP_WORDS) | {*cues, *(f"{w}s" for w in cues), *past, "said", "told", "wrote", "thought"}
