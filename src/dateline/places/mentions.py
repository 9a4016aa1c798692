"""Where places are named: spaCy's names, the tables' words, and the gazetteer's names in a fitting neighbourhood.

A statistical tagger misses places in unusual copy (headlines, machine translation) and takes surnames for towns; a
gazetteer alone takes every "Reading" and "Mobile" for a town (Gritta et al. 2018, "What's missing in geographical
parsing?"). So the tagger's names need a fitting kind, and the gazetteer's names fitting words around them (``cues``).
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dateline.places.countries import all_countries, folded, word, words_of
from dateline.resources import table, toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from dateline.language import Copy

__all__ = [
    "Form",
    "Mention",
    "bounds",
    "capitals",
    "has_article",
    "in_longer_name",
    "is_placed",
    "of_dateline",
    "of_paper",
    "of_tables",
    "of_tagger",
    "spelt",
    "state_of",
]

Form = Literal["place", "demonym"]
Source = Literal["dateline", "name", "word", "cue"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text that can be a place's."""

    start: int
    end: int
    name: str
    """What is looked up: the words without "the" and "'s", abbreviations and adjectives spelt out."""
    form: Form
    source: Source
    """How it was found: in the dateline, by the tagger (``name``), in a table (``word``), by the words around it."""
    country: str | None = None
    """Alpha-3, where the words alone say it ("Ky.", "Iraqi")."""


_PLACE_KINDS = frozenset({"GPE", "LOC", "NORP"})
_TRIM_HEAD = re.compile(r"(?:[\W_]|the\s|The\s|THE\s)+")
_TRIM_TAIL = re.compile(r"(?:['’]s|[^\w.)])++$")


_AMERICAN = re.compile(r"(?<=African)[- ]Americans?\b")
"""A people of America: "African" names no place there."""


@functools.cache
def words(kind: str) -> frozenset[str]:
    """The words of ``resources/place_words.toml`` under ``kind``."""
    return frozenset(toml("place_words.toml")[kind])


@functools.cache
def _states() -> dict[str, tuple[str, str]]:
    """Abbreviation → name and country of a state or province."""
    rows = table("abbreviations.tsv")
    states = {}
    for row in rows:
        for short in row["abbreviations"].split("|"):
            states[short] = states[short.upper()] = (row["name"], row["country"])
    return states


@functools.cache
def state_names() -> dict[str, str]:
    """Names of the states and provinces that have abbreviations → alpha-3."""
    return {row["name"]: row["country"] for row in table("abbreviations.tsv")}


def state_of(text: str) -> tuple[str, str] | None:
    """The name and country (alpha-3) of the state that ``text`` ("Ky.", "NSW") is short for, or None."""
    return _states().get(text) or _states().get(text + ".")


@functools.cache
def region_words() -> dict[str, tuple[str, Form]]:
    """The names and adjectives of the table of regions, folded → the region's name, and the form."""
    found: dict[str, tuple[str, Form]] = {}
    for row in table("regions.tsv"):
        for name in (row["name"], *filter(None, row["other_names"].split("|"))):
            found.setdefault(folded(name), (row["name"], "place"))
    for row in table("regions.tsv"):
        for name in filter(None, row["adjectives"].split("|")):
            found.setdefault(folded(name), (row["name"], "demonym"))
    return found


@functools.cache
def _longest() -> dict[str, int]:
    """First word of the tables' names, folded → the most tokens that such a name has."""
    names = [n for c in all_countries() for s in ("name", "adjective", "people") for n in words_of(c, s)]
    for row in table("regions.tsv"):
        names += [row["name"], *row["other_names"].split("|"), *row["adjectives"].split("|")]
    names += state_names()
    lengths: dict[str, int] = {}
    for name in names:
        parts = re.findall(r"[^\s-]+|-", folded(name))
        if parts:
            lengths[parts[0]] = max(lengths.get(parts[0], 0), len(parts))
    return lengths


def of_dateline(copy: Copy) -> Iterator[Mention]:
    """The place of the dateline, "BAGHDAD", and a region behind it, "PARIS, Texas"."""
    dateline = copy.anatomy.dateline
    if dateline is None or dateline.place is None:
        return
    start, end = dateline.place
    for piece in re.finditer(r"[^,/;()]+", copy.text[start:end]):
        name = piece.group().strip(" \n\t")
        at = start + piece.start() + piece.group().find(name)
        if any(c.isalpha() for c in name):
            found = next(spelt(at, at + len(name), name, "GPE"), None)
            shown = name.title() if name.isalpha() and name.isupper() and len(name) == _SHORT else titled(name)
            spelt_out = found is not None and found.name != name
            yield Mention(at, at + len(name), found.name if found and spelt_out else shown, "place", "dateline")


_SHORT = 4
"""Letters of the shortest town in a dateline that is no acronym: "ROME"."""


def titled(name: str) -> str:
    """A name in capitals with capitals only at the start of its words."""
    return name.title() if name.isupper() and len(name) > 4 else name


def of_tagger(copy: Copy) -> Iterator[Mention]:
    """Places and peoples among the tagger's names."""
    text, doc = copy.text, copy.doc
    for ent in doc.ents:
        if ent.label_ not in _PLACE_KINDS:
            continue
        first, last = _widened(doc, ent.start, ent.end)
        start, end = bounds(text, doc, first, last)
        name = text[start:end]
        if not any(c.isupper() for c in name) or "\n" in name or "  " in name:
            continue
        if folded(name) in words("with_article") and not has_article(doc, first, last):
            continue
        if folded(name) in words("common") and not is_placed(doc, first, last):
            continue
        if (_of_firm(doc, last) and word(name) is None) or of_paper(text, doc, first, last):
            continue
        if ent.start and doc[ent.start - 1].lower_.rstrip(".") in words("titles") and word(name) is None:
            continue
        if not _AMERICAN.match(text, end):
            yield from spelt(start, end, name, ent.label_)


def _widened(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """``first``..``last`` with what the tagger has left off: "West" of "West Virginia", "County" of "Adair County"."""
    if last < len(doc) and doc[last].lower_ in words("divisions") and doc[last].text[:1].isupper():
        last += 1
    if first and doc[first - 1].text[:1].isupper() and _in_tables(doc[first - 1 : last].text):
        first -= 1
    return first, last


def bounds(text: str, doc: Doc, first: int, last: int) -> tuple[int, int]:
    """The offsets of tokens ``first``..``last`` without "the", a possessive ending and marks at the borders."""
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
    head = _TRIM_HEAD.match(text, start, end)
    start = head.end() if head else start
    tail = _TRIM_TAIL.search(text[start:end])
    return start, (start + tail.start() if tail else end)


def _of_firm(doc: Doc, last: int) -> bool:
    """Whether the next word makes the name a paper's or a firm's: "Washington Post"."""
    if last >= len(doc) or not doc[last - 1].whitespace_:
        return False
    return doc[last].text[:1].isupper() and doc[last].lower_ in words("firms") and doc[last].pos_ == "PROPN"


def has_article(doc: Doc, first: int, last: int) -> bool:
    """Whether "the" or a preposition of place stands before the words, or the word of a landscape behind them."""
    before = {doc[i].lower_ for i in range(max(0, first - 2), first)} | {doc[first].lower_}
    if "the" in before or doc[max(0, first - 1)].lower_ in ("in", "across", "down", "up", "along"):
        return True
    return last < len(doc) and doc[last].lower_ in words("landscapes")


def is_placed(doc: Doc, first: int, last: int) -> bool:
    """Whether a common word that is also a place's name is that: "in Reading", "Reading, Pa.", "Reading police"."""
    if last < len(doc) and (doc[last].text == "," or doc[last].lower_ in words("after")):
        return True
    return first > 0 and doc[first - 1].lower_ in ("in", "near", "outside") and not _before_noun(doc, last)


def _before_noun(doc: Doc, last: int) -> bool:
    """Whether a lower-case noun that is no place's follows: "Mobile users"."""
    if last >= len(doc) or not doc[last - 1].whitespace_:
        return False
    return doc[last].pos_ == "NOUN" and doc[last].lower_ not in words("after")


@functools.cache
def _paper_before() -> re.Pattern[str]:
    papers = "|".join(sorted(p.capitalize() for p in words("papers")))
    return re.compile(rf"\b(?:{papers}|Voice|Radio)\sof\s(?:[Tt]he\s)?$")


def of_paper(text: str, doc: Doc, first: int, last: int) -> bool:
    """Whether the name is a paper's: "Jerusalem Post", "Times of India", with capitals on both sides."""
    start = doc[first].idx
    if _paper_before().search(text, max(0, start - 24), start):
        return True
    if last >= len(doc) or not doc[last - 1].whitespace_ or doc[last - 1].text.isupper():
        return False
    return (
        doc[last].text.istitle() and doc[last].lower_ in words("papers") and doc[last].pos_ in ("PROPN", "ADJ", "NOUN")
    )


def spelt(start: int, end: int, name: str, kind: str) -> Iterator[Mention]:
    """The mention that ``name`` gives: of a country's or region's word, of a state's abbreviation, else as it stands.

    ``kind`` is the tagger's label; under NORP only peoples that the tables know count, under "" only their words.
    """
    known, region, state = word(name), region_words().get(folded(name)), state_of(name)
    if known is not None and known.sense in ("adjective", "people"):
        form: Form = "place" if name.startswith("U.S") else "demonym"
        yield Mention(start, end, known.country.name, form, "word", known.country.alpha3)
    elif known is not None and known.sense == "name" and region is None:
        yield Mention(start, end, known.country.name, "place", "word", known.country.alpha3)
    elif region is not None:
        yield Mention(start, end, region[0], region[1], "word")
    elif state is not None:
        yield Mention(start, end, state[0], "place", "word", state[1])
    elif kind == "NORP":
        head = name.split("-")[0]
        partly = word(head) if len(head) < len(name) else None
        if partly is not None and partly.sense in ("adjective", "people"):
            yield Mention(start, start + len(head), partly.country.name, "demonym", "word", partly.country.alpha3)
    elif kind or name in state_names():
        yield Mention(start, end, titled(name), "place", "name" if kind else "word")


def capitals(doc: Doc) -> list[int]:
    """The numbers of the tokens that begin with a capital: what is looked at again and again."""
    return [i for i, token in enumerate(doc) if token.text[:1].isupper()]


def of_tables(copy: Copy, capital: Sequence[int]) -> Iterator[Mention]:
    """Countries, peoples, regions and states that the tagger has missed, by the tables, the longest name first."""
    text, doc = copy.text, copy.doc
    lengths = _longest()
    done = 0
    for at in capital:
        token = doc[at]
        most = lengths.get(token.lower_, 0) if at >= done else 0
        for length in range(min(most, len(doc) - at), 0, -1):
            start, end = token.idx, doc[at + length - 1].idx + len(doc[at + length - 1])
            name = text[start:end].replace("\n", " ")
            if not _in_tables(name):
                continue
            bare = folded(name) in words("with_article") and not has_article(doc, at, at + length)
            of_other = (
                bare or _of_firm(doc, at + length) or of_paper(text, doc, at, at + length) or _AMERICAN.match(text, end)
            )
            if not of_other and not in_longer_name(doc, at, at + length):
                yield from spelt(start, end, name, "")
            done = at + length
            break


def _in_tables(name: str) -> bool:
    known = word(name)
    if known is not None and known.sense in ("name", "adjective", "people"):
        return True
    return folded(name) in region_words() or name in state_names()


def in_longer_name(doc: Doc, first: int, last: int) -> bool:
    """Whether the words are a part of a person's longer name: "Paris Hilton", "Michael Jordan"."""
    if doc[first].ent_type_ == "PERSON":
        before = doc[first].ent_iob_ == "I"
        return before or (last < len(doc) and doc[last].ent_iob_ == "I" and doc[last].ent_type_ == "PERSON")
    return False
