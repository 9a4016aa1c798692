"""Offices under their paraphrases: "Vice Premier" and "the Deputy Chairman of the Slovenian government" are one.

A title is reduced to words without articles and countries and looked up in ``resources/offices.tsv``; the forms of
ministers come from ``portfolios.tsv``; "deputy", "vice" and the like make the deputy of any office.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.actors.names.terms import listed, terms
from dateline.places.countries import word
from dateline.resources import table

_LONGEST = 9


@dataclass(frozen=True, slots=True)
class Office:
    """An office as a title names it."""

    name: str
    """The usual name, e.g. "deputy prime minister"."""
    sector: str
    one: bool
    """Only one person holds it at a time."""
    past: bool = False
    """The title says that the time in office is over."""


@dataclass(frozen=True, slots=True)
class Title:
    """An office with where it stands in the words given and what else the words say."""

    office: Office
    first: int
    last: int
    country: str | None
    """ISO 3166-1 alpha-3 of a country named in the words."""


@functools.cache
def phrases() -> dict[tuple[str, ...], Office]:
    """Every phrase of the tables with its office."""
    found: dict[tuple[str, ...], Office] = {}
    for row in table("portfolios.tsv"):
        office = Office(f"{row['portfolio']} minister", "GOV", True)
        for words in row["words"].split("|"):
            forms = [f"{words} minister", f"minister of {words}", f"minister for {words}", f"{words} secretary"]
            forms += [f"secretary of {words}", f"secretary for {words}", f"{words} chief", f"minister {words}"]
            for head in listed("heads_of_ministries"):
                forms += [f"{head} of {words} ministry", f"{head} of ministry of {words}"]
                forms += [f"{head} of ministry for {words}", f"{words} ministry {head}"]
            for form in forms:
                found.setdefault(key(form), office)
    rows = [(Office(r["office"], r["sector"], r["one"] == "yes"), r) for r in table("offices.tsv")]
    given = [(office, p) for office, r in rows for p in (r["office"], *filter(None, r["phrases"].split("|")))]
    for office, phrase in given:
        found[key(phrase)] = office
    for office, phrase in given:
        for form in _variants(phrase):
            found.setdefault(key(form), office)
    for words, sector in (("home secretary", "GOV"), ("press secretary", "GOV")):
        found.setdefault(key(words), Office(words, sector, True))
    return found


def _variants(phrase: str) -> list[str]:
    """The same with another word for who is at the top, before or after: "head of police", "police chief"."""
    words = phrase.split()
    forms = [phrase.replace("chairman", other) for other in listed("chairs")[1:]]
    for tops in (listed("heads"), listed("chairs"), ("leader",)):
        if len(words) > 2 and words[0] in tops and words[1] == "of":
            of = words[2:]
        elif len(words) > 1 and words[-1] in tops and words[0] not in terms("deputies"):
            of = words[:-1]
        else:
            continue
        forms += [" ".join([top, "of", *of]) for top in tops] + [" ".join([*of, top]) for top in tops]
    return forms


@functools.cache
def last_words() -> frozenset[str]:
    """The words that may be the head of a title."""
    return frozenset(_head(p) for p in phrases())


def _head(phrase: tuple[str, ...]) -> str:
    """The word before the first preposition, else the last; "minister foreign affairs" is a minister."""
    if phrase[0] == "minister":
        return phrase[0]
    for i, w in enumerate(phrase):
        if w in ("of", "for", "in", "to") and i:
            return phrase[i - 1]
    return phrase[-1]


def key(phrase: str) -> tuple[str, ...]:
    """The words by which a phrase is looked up."""
    return tuple(phrase.lower().replace("-", " ").split())


def singular(noun: str) -> str:
    """The singular of a plural noun in -s or -men, by rule."""
    if noun.endswith("men") and len(noun) > 4:
        return noun[:-3] + "man"
    if noun.endswith("women"):
        return noun[:-5] + "woman"
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(listed("plurals_in_es")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") and len(noun) > 3 else noun


def read_title(words: Sequence[str]) -> Title | None:
    """The longest office in ``words`` (lower or mixed case), with a country where they name one."""
    return _read(tuple(words))


@functools.lru_cache(maxsize=16384)
def _read(words: tuple[str, ...]) -> Title | None:
    kept: list[tuple[str, int]] = []
    country = None
    for i, text in enumerate(words):
        low = text.lower()
        if low in terms("dropped"):
            continue
        seen = word(text) if text[:1].isupper() or low.endswith(listed("country_endings")) else None
        if seen is not None and seen.sense != "seat":
            country = country or seen.country.alpha3
            continue
        kept.extend((part, i) for part in low.rstrip(".").split("-") if part)
    best: Title | None = None
    most = 0
    for begin in range(len(kept)):
        # Of two that overlap and are as long, the later ends nearer to the head: "State | Attorney General".
        least = most - 1 if best is not None and kept[begin][1] < best.last else most
        for size in range(min(_LONGEST, len(kept) - begin), max(least, 0), -1):
            phrase = tuple(w for w, _ in kept[begin : begin + size])
            office = office_of(phrase)
            if (
                office is not None
                and "of" in phrase
                and begin + size < len(kept)
                and kept[begin + size][0] in terms("panels")
            ):
                office, size = office_of(("committee", "chairman")), size + 1
            if office is not None:
                past = any(w in terms("past") for w, _ in kept[:begin])
                found = replace(office, past=True) if past and not office.past else office
                best, most = Title(found, kept[begin][1], kept[begin + size - 1][1] + 1, country), size
                break
    return best


@functools.lru_cache(maxsize=16384)
def office_of(phrase: tuple[str, ...]) -> Office | None:
    """The office that ``phrase`` names exactly, deputies of offices included."""
    office = phrases().get(phrase)
    if office is not None or len(phrase) < 2:
        return office
    if phrase[0] == "first" and phrase[1] in terms("deputies"):
        return office_of(phrase[1:])
    if phrase[0] in terms("deputies"):
        of = office_of(phrase[1:])
        return (
            Office(f"deputy {of.name}", of.sector, False)
            if of is not None and of.name not in terms("no_deputy")
            else None
        )
    if phrase[0] in terms("past"):
        of = office_of(phrase[1:])
        return replace(of, past=True) if of is not None else None
    if phrase[0] in terms("of_office"):
        return office_of(phrase[1:])
    return None
