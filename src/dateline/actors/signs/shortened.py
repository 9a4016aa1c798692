"""Nouns that the names of bodies explain: "the airline" is Nordavia Air."""

from __future__ import annotations

import functools

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
