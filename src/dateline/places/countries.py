"""Countries under all their words: "Iraqi", "Iraq", "Baghdad" and "the Kremlin" each point to one country.

A demonym names a country's people or what is theirs; a capital or a seat of government often stands for the
government (metonymy: Markert and Nissim, SemEval-2007 task 8). The table is ``resources/countries.tsv``.
"""

from __future__ import annotations

import functools
import unicodedata
from dataclasses import dataclass
from typing import Literal, get_args

from dateline.resources import table

__all__ = ["Country", "Word", "all_countries", "country", "folded", "word", "words_of"]

Sense = Literal["name", "adjective", "people", "seat", "capital"]


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory with a code of its own."""

    alpha2: str
    alpha3: str
    name: str
    other_names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capital: str
    capital_names: tuple[str, ...]
    seats: tuple[str, ...]
    """Words that stand for its government: "Downing Street"."""
    place_id: str
    """GeoNames id of the country."""
    capital_id: str | None
    """GeoNames id of its capital."""
    population: int


@dataclass(frozen=True, slots=True)
class Word:
    """What a word says about a country: "Iraqi" is an adjective of IRQ."""

    sense: Sense
    country: Country


def folded(name: str) -> str:
    """``name`` without case, accents and a leading "the": what names are compared by."""
    if name.isascii():
        plain = name.lower()
    else:
        marks = unicodedata.normalize("NFKD", name.replace("’", "'").replace("‘", "'"))
        plain = "".join(c for c in marks if not unicodedata.combining(c)).lower()
    return plain.removeprefix("the ")


@functools.cache
def all_countries() -> tuple[Country, ...]:
    """All countries of the table, by their two letters."""

    def cells(text: str) -> tuple[str, ...]:
        return tuple(text.split("|")) if text else ()

    return tuple(
        Country(
            alpha2=row["alpha2"],
            alpha3=row["alpha3"],
            name=row["name"],
            other_names=cells(row["other_names"]),
            adjectives=cells(row["adjectives"]),
            people=cells(row["people"]),
            capital=row["capital"],
            capital_names=cells(row["capital_names"]),
            seats=cells(row["seats"]),
            place_id=row["place_id"],
            capital_id=row["capital_id"] or None,
            population=int(row["population"]),
        )
        for row in table("countries.tsv")
    )


@functools.cache
def _codes() -> dict[str, Country]:
    return {code: c for c in all_countries() for code in (c.alpha2, c.alpha3)}


@functools.cache
def _words() -> dict[str, Word]:
    """Each word's first sense: names before people, people before capitals; the more populous wins a tie.

    Words are folded, but for acronyms, which stand as they are: "CAR" is a country and "car" is none.
    """
    found: dict[str, Word] = {}
    ranked = sorted(all_countries(), key=lambda c: (-c.population, c.alpha2))
    for sense in get_args(Sense):
        for one in ranked:
            for text in words_of(one, sense):
                found.setdefault(text if _is_acronym(text) else folded(text), Word(sense, one))
    return found


def _is_acronym(text: str) -> bool:
    return len(text) <= 5 and text.isupper() and "." not in text


def words_of(one: Country, sense: Sense) -> tuple[str, ...]:
    """The words that stand for ``one`` in the sense ``sense``."""
    match sense:
        case "name":
            return (one.name, *one.other_names)
        case "adjective":
            return one.adjectives
        case "people":
            return one.people
        case "seat":
            return one.seats
        case "capital":
            return (one.capital, *one.capital_names) if one.capital else one.capital_names


def country(code: str) -> Country | None:
    """The country with the ISO 3166-1 code ``code`` (two or three letters, upper case), or None."""
    return _codes().get(code)


def word(text: str) -> Word | None:
    """What ``text`` ("Iraqi", "the Netherlands", "Moscow", "Kremlin") says about a country, or None."""
    return _words().get(text) or _words().get(folded(text))
