"""The lists of English words that the rules of who is who ask for, from ``actor_words.tsv``, and words for kin."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from dateline.resources import classes, table


@functools.cache
def terms(name: str) -> frozenset[str]:
    """The words of the class ``name``."""
    return frozenset(listed(name))


def listed(name: str) -> tuple[str, ...]:
    """The same in the order of the table, for a rule that looks for one after the other, or for an ending."""
    return classes("actor_words.tsv")[name]


@dataclass(frozen=True, slots=True)
class Bond:
    """What a word for a relative says about the bond."""

    name: str
    back: str
    """The bond seen from the other side."""
    one: bool
    """A person has one for each sex, so that the word alone tells who it is."""


@functools.cache
def bonds() -> Mapping[str, Bond]:
    """The words for one relative, each with its bond."""
    rows = [(Bond(row["bond"], row["back"], row["one"] == "yes"), row["words"].split()) for row in table("kin.tsv")]
    return {word: bond for bond, words in rows for word in words}


@functools.cache
def pronouns() -> Mapping[str, tuple[str, str | None]]:
    """The forms of personal pronouns, each with its sort and the gender that it tells."""
    rows = table("pronouns.tsv")
    return {form: (row["sort"], row["gender"] or None) for row in rows for form in row["forms"].split()}


@functools.cache
def forms_of(sort: str) -> frozenset[str]:
    """The forms of the pronouns of a sort."""
    return frozenset(form for form, (one, _) in pronouns().items() if one == sort)
