"""The closed classes of words of the language, from ``grammar_words.toml`` and the lexicons of cues and events."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from dateline import resources

TABLE = "grammar_words.toml"


@functools.cache
def words(name: str) -> frozenset[str]:
    """The words of the class ``name``."""
    return frozenset(resources.toml(TABLE)[name])


@functools.cache
def forms(name: str) -> Mapping[str, str]:
    """The table ``name`` from a form to its lemma."""
    return dict(resources.toml(TABLE)[name])


@functools.cache
def speech_verbs() -> frozenset[str]:
    """The verbs of saying, thinking and wishing that take a clause."""
    rows = (row for row in resources.table("cues.tsv") if row["pos"] == "verb")
    return frozenset(row["lemma"] for row in rows if "clause" in row["frames"].split())


@functools.cache
def attitude_adjectives() -> frozenset[str]:
    """The adjectives that take somebody's thoughts: "worried that"."""
    return frozenset(row["lemma"] for row in resources.table("cues.tsv") if row["pos"] == "adj")


@functools.cache
def event_verbs() -> frozenset[str]:
    """The verbs that tell of an event by themselves or with others."""
    rows = (row for row in resources.table("event_lexicon.tsv") if row["pos"] == "V")
    return frozenset(trigger.split()[0] for row in rows for trigger in row["trigger"].split("/"))
