"""How far a phrase reaches: complements of titles and bodies, and the country that words name."""

from __future__ import annotations

import functools

from dateline.actors.mentions.words import Words
from dateline.actors.names.bodies import body_of
from dateline.actors.names.nouns import noun_of
from dateline.actors.names.offices import last_words
from dateline.places.countries import Word
from dateline.places.countries import word as country_word
from dateline.resources import toml

COMPLEMENT = 18
"""The longest complement ("of the committee on ...") that is read as part of a title, in tokens."""


_ON: frozenset[str] = frozenset(toml("name_words.toml")["titles"]["on"])
"""Words whose complement may be "on" something."""
_FIELDS: frozenset[str] = frozenset(toml("name_words.toml")["titles"]["fields"])
"""Words in -ing for what a body is of."""


@functools.lru_cache(maxsize=65536)
def word(text: str) -> Word | None:
    """What ``text`` says about a country, looked up once."""
    return country_word(text)


def commas(w: Words, first: int, last: int) -> bool:
    return any(w.text[i] in (",", ";", ":", "(", ")", '"', "“", "”") for i in range(first, last))


def is_holder(low: str) -> bool:
    """Whether ``low`` is a word for one person who holds an office or does some work."""
    noun = noun_of(low)
    return low in last_words() if noun is None else noun.kind == "person" and not noun.plural


def country_in(w: Words, first: int, last: int) -> str | None:
    """The alpha-3 code of the first country that the tokens name."""
    for i in range(first, last):
        if w.text[i][0].isupper():
            seen = word(" ".join(w.text[i : i + 2])) if i + 1 < last else None
            seen = seen or word(w.text[i])
            owner = i + 1 < len(w) and w.tag[i + 1] == "POS"
            if seen is not None and (seen.sense not in ("seat", "capital") or owner):
                return seen.country.alpha3
            if seen is not None and seen.sense == "capital" and w.entity[i] == "GPE":
                return seen.country.alpha3
            body = body_of(" ".join(w.text[max(first, i - 1) : i + 1])) or body_of(w.text[i])
            if body is not None and not body.weak and body.country is not None:
                return body.country
    return None


def is_country(text: str) -> bool:
    seen = word(text) if text[0].isupper() else None
    return seen is not None and seen.sense in ("name", "adjective")


def complement(w: Words, head: int, last: int) -> int:
    """The token after the "of" or "for" phrase that belongs to the noun at ``head``, else ``last``."""
    end = last
    while end < len(w) and w.low[end] in ("of", "for", "on") and w.sent[end] == w.sent[head]:
        if w.low[end] == "on" and w.low[end - 1] not in _ON:
            break
        if w.low[end] == "for" and w.pos[w.head[end]] == "VERB" and w.low[end - 1] not in _ON:
            break
        if end + 1 < len(w) and w.low[end + 1].endswith("ing") and w.low[end + 1] not in _FIELDS:
            break  # "accused the Front of hiding weapons"
        i = end + 1
        while i < len(w) and i - end < 8 and w.sent[i] == w.sent[head] and nominal(w, i):
            i += 1
        if end + 1 < len(w) and w.entity[end + 1] in ("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL"):
            break
        while i > end + 1 and (w.pos[i - 1] not in ("NOUN", "PROPN")):
            i -= 1
        if i == end + 1 or i - head > COMPLEMENT:
            break
        end = i
    return end


def nominal(w: Words, i: int) -> bool:
    if w.pos[i] == "CCONJ":
        return (
            i + 1 < len(w) and w.dep[i] == "cc" and w.pos[i + 1] in ("NOUN", "PROPN", "ADJ") and w.pos[i - 1] != "PROPN"
        )
    return w.pos[i] in ("NOUN", "PROPN", "ADJ", "DET", "NUM") or w.text[i] == "-" or w.tag[i] == "POS"
