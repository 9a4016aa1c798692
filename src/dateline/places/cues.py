"""Places that the tagger has for something else or for nothing: known by the words around them.

"in Oldford", "Oldford, Ohio", "Oldford police", "University of Oldford", and any name that the article has elsewhere
as a place (one sense a discourse: Gale, Church and Yarowsky 1992).
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from dateline.places.candidates import candidates
from dateline.places.countries import folded, word
from dateline.places.mentions import (
    Mention,
    bounds,
    capitals,
    has_article,
    in_longer_name,
    is_placed,
    of_dateline,
    of_paper,
    of_tables,
    of_tagger,
    region_words,
    spelt,
    state_names,
    state_of,
    titled,
    words,
)
from dateline.resources import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from dateline.language import Copy
    from dateline.places.gazetteer import Gazetteer

__all__ = ["find_mentions"]

_TOWN, _CITY, _NEEDS_NO_WORDS = 1_000, 15_000, 20_000
"""Populations from which a name is believed: behind a preposition, inside a body's name, anywhere."""
_LARGE, _FAMED = 150_000, 20
"""Population and number of names from which a city is believed where no word shows it."""
_CAPITALS = r"[A-ZÀ-Þ][\w'’.]+(?:[ -][A-ZÀ-Þ][\w'’.]+){0,2}"
_BRACKETED = re.compile(rf"(?<![\w.-])(?P<town>{_CAPITALS}) \((?P<region>{_CAPITALS})\)")
_LEAD = re.compile(
    r"(?m)^[ \t]*([A-Z][A-Z .'’-]{2,30}?)(?:, [A-Za-z][\w. ]{1,20})?(?: \([A-Z][\w./ ]{1,20}\))? ?(?:—|–|--|- )"
)


def find_mentions(copy: Copy, gazetteer: Gazetteer) -> list[Mention]:
    """The names of ``copy`` that can be places', in order; who claims a character first keeps it."""
    taken: list[Mention] = []
    used = bytearray(len(copy.text))

    def take(found: Iterable[Mention]) -> None:
        for mention in found:
            if mention.start < mention.end and not any(used[mention.start : mention.end]):
                used[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
                taken.append(mention)

    people, capital = _surnames(copy.doc), capitals(copy.doc)
    take(of_dateline(copy))
    take(_leads(copy, gazetteer))
    take(_with_region_in_brackets(copy, gazetteer))
    take(m for m in of_tagger(copy) if _stands(copy, m, gazetteer, people))
    take(_in_bodies(copy, gazetteer, people))
    take(of_tables(copy, capital))
    take(_by_neighbours(copy, gazetteer, capital, people))
    take(_subjects(copy, gazetteer, capital, people))
    take(_again(copy, {folded(m.name) for m in taken if m.form == "place" and m.source != "word"}, capital))
    taken.sort(key=lambda m: m.start)
    return taken


def _surnames(doc: Doc) -> frozenset[str]:
    """The last words of the persons' full names in the article."""
    return frozenset(doc[e.end - 1].text for e in doc.ents if e.label_ == "PERSON" and e.end - e.start > 1)


def _stands(copy: Copy, mention: Mention, gazetteer: Gazetteer, people: frozenset[str]) -> bool:
    """Whether the tagger's ``mention`` is to be believed: a word of the tables, a known place, or one in its place.

    A surname of the article, an acronym, or a name that the gazetteer lacks needs a preposition of place before it.
    """
    if mention.source == "word":
        return True
    name = copy.text[mention.start : mention.end]
    if folded(name) in words("never"):
        return False
    acronym = name.isupper() and len(name) <= 4
    if not acronym and name not in people and _is_known(mention.name, gazetteer):
        return True
    span = copy.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if span is None or not len(span) or acronym:
        return False
    if name in people:
        return span.start > 0 and copy.doc[span.start - 1].lower_ in words("before_surnames")
    return _by_place_words(copy.doc, span.start, span.end)


def _is_known(name: str, gazetteer: Gazetteer) -> bool:
    """Whether ``name`` is a place's that copy names without further ado: a city, a division, several words."""
    places = candidates(name, gazetteer).places
    if " " in name:
        return bool(places)
    return any(p.population >= _NEEDS_NO_WORDS or not p.feature.startswith(("PPL", "ADM2")) for p in places)


def _leads(copy: Copy, gazetteer: Gazetteer) -> Iterator[Mention]:
    """A known town in capitals at the start of a line, before a dash: a dateline of any paragraph."""
    for match in _LEAD.finditer(copy.text):
        name = titled(match.group(1))
        if gazetteer.find(name):
            yield Mention(match.start(1), match.end(1), name, "place", "dateline")


def _with_region_in_brackets(copy: Copy, gazetteer: Gazetteer) -> Iterator[Mention]:
    """A town with the region or country in which it lies in brackets, both known: "Kiel (Schleswig-Holstein)"."""
    for match in _BRACKETED.finditer(copy.text):
        town, region = match["town"], match["region"]
        wide = [p for p in gazetteer.find(region) if p.feature.startswith(("ADM1", "PCL"))]
        inside = [
            p
            for p in gazetteer.find(town)
            if p.population >= _TOWN and any(p.country == w.country and w.admin1 in (None, p.admin1) for w in wide)
        ]
        if inside and word(town) is None:
            yield Mention(*match.span("town"), town, "place", "name")
            yield Mention(*match.span("region"), region, "place", "name")


def _in_bodies(copy: Copy, gazetteer: Gazetteer, people: frozenset[str]) -> Iterator[Mention]:
    """Places inside, or mistaken for, the tagger's organisations, buildings and persons."""
    text, doc = copy.text, copy.doc
    for ent in doc.ents:
        if ent.label_ in ("ORG", "FAC", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART"):
            start, end = bounds(text, doc, ent.start, ent.end)
            name = text[start:end]
            if start >= end or name in people:
                continue
            if _believed(doc, ent.start, ent.end, name, gazetteer) and "\n" not in name:
                yield from spelt(start, end, name, "GPE")
            elif ent.label_ in ("ORG", "FAC", "EVENT"):
                yield from _inside(text, doc, ent.start, ent.end, gazetteer)
        elif ent.label_ == "PERSON" and ent.end - ent.start == 1:
            start, end = bounds(text, doc, ent.start, ent.end)
            name = text[start:end]
            if name and name not in people and _believed(doc, ent.start, ent.end, name, gazetteer):
                yield from spelt(start, end, name, "GPE")


def _believed(doc: Doc, first: int, last: int, name: str, gazetteer: Gazetteer) -> bool:
    """Whether ``name``, which the tagger has for something else, is a place all the same."""
    known = word(name)
    if folded(name) in words("with_article") and not has_article(doc, first, last):
        return False
    if (known is not None and known.sense == "name") or folded(name) in region_words() or name in state_names():
        return True
    places = gazetteer.find(name)
    if not places or folded(name) in words("never") or (name.isupper() and len(name) <= 4):
        return False
    most = max(p.population for p in places)
    division = doc[last - 1].lower_ in words("divisions") or any(p.feature not in ("PPL", "ADM2") for p in places)
    return division or (most >= _TOWN and _by_place_words(doc, first, last))


def _inside(text: str, doc: Doc, first: int, last: int, gazetteer: Gazetteer) -> Iterator[Mention]:
    """A place at the start of a body's name ("Leeds City Council") or behind its "of" or "in" ("Bank of Ghana")."""
    if doc[last - 1].lower_ in words("firms") or (last < len(doc) and doc[last].lower_ in words("firms")):
        return
    starts = [first + 1 if doc[first].lower_ == "the" else first]
    starts += [i + 1 for i in range(first, last - 1) if doc[i].lower_ in ("of", "in", "for")]
    for begin in starts:
        begin += begin < last - 1 and doc[begin].lower_ == "the"
        for stop in range(min(last, begin + 4), begin, -1):
            start, end = bounds(text, doc, begin, stop)
            name = text[start:end]
            if start >= end or not name[0].isupper() or "\n" in name or stop - begin == last - first:
                continue
            if of_paper(text, doc, begin, stop):
                return
            whole = stop == last and begin > first
            if _is_place_of_body(doc, stop, name, whole, gazetteer):
                yield from spelt(start, end, name, "GPE")
                break


def _is_place_of_body(doc: Doc, stop: int, name: str, whole: bool, gazetteer: Gazetteer) -> bool:
    """Whether ``name``, inside a body's name and before token ``stop``, is a place's."""
    known = word(name)
    if known is not None and known.sense != "seat":
        return known.sense != "capital" or whole or doc[stop].lower_ not in words("firms")
    if folded(name) in region_words() or name in state_names():
        return True
    division = name.rpartition(" ")[2].lower() in words("divisions")
    if folded(name) in words("never") or not (whole or division or doc[stop].lower_ in words("bodies")):
        return False
    return any(
        p.own_name and (p.population >= _CITY or (p.feature == "ADM2" and name.endswith("County")))
        for p in gazetteer.find(name)
    )


def _by_place_words(doc: Doc, first: int, last: int) -> bool:
    """Whether the words around say that a place is named: "in X", "X, Ohio", ", of X,", "X police"."""
    if last == first + 1 and folded(doc[first].text) in words("common"):
        return is_placed(doc, first, last)
    before = doc[first - 1].lower_ if first else ""
    if before in words("before"):
        return True
    if before == "of" and first > 1 and doc[first - 2].text == ",":
        return True
    if last >= len(doc):
        return False
    if doc[last].text == "," and last + 1 < len(doc) and is_region(doc, last + 1):
        return True
    return doc[last].lower_ in words("after") and bool(doc[last - 1].whitespace_)


def is_region(doc: Doc, at: int) -> bool:
    """Whether a country, state or province is named at token ``at``."""
    for length in (3, 2, 1):
        if at + length > len(doc):
            continue
        name = doc[at : at + length].text
        known = word(name)
        if state_of(name) or name in state_names() or (known is not None and known.sense == "name"):
            return True
    return False


def _by_neighbours(
    copy: Copy, gazetteer: Gazetteer, capital: Sequence[int], people: frozenset[str]
) -> Iterator[Mention]:
    """Capitalised names that nobody has claimed, known to the gazetteer, with fitting words around."""
    text, doc = copy.text, copy.doc
    done, before = 0, -2
    for at in capital:
        follows = before == at - 1 and doc[before].ent_type_ == doc[at].ent_type_
        before = at if _capital(doc[at]) else before
        if before != at or follows or at < done:
            continue
        for stop in range(_name_end(doc, at), at, -1):
            if not doc[stop - 1].text[:1].isupper() or not _by_place_words(doc, at, stop):
                continue
            start, end = bounds(text, doc, at, stop)
            name = text[start:end]
            known = start < end and name not in people and not in_longer_name(doc, at, stop)
            places = gazetteer.find(name) if known else ()
            if places and max(p.population for p in places) >= _TOWN and folded(name) not in words("never"):
                yield Mention(start, end, titled(name), "place", "cue")
                done = stop
                break


def _subjects(copy: Copy, gazetteer: Gazetteer, capital: Sequence[int], people: frozenset[str]) -> Iterator[Mention]:
    """Cities that no word around shows and the tagger has for nothing: "Wuppertal is hiring", "Kiel (Holstein)"."""
    doc = copy.doc
    for at in capital:
        token = doc[at]
        if token.pos_ != "PROPN" or token.ent_type_ in ("GPE", "LOC", "DATE", "NORP") or token.text in people:
            continue
        alone = not (at and doc[at - 1].text[:1].isupper() and doc[at - 1].pos_ in ("PROPN", "NOUN", "ADJ"))
        after = doc[at + 1] if at + 1 < len(doc) else None
        if not alone or after is None or after.text[:1].isupper() or after.text[:1] in "-’'&" or len(token.text) < 4:
            continue
        bracket = after.text == "(" and token.dep_ != "appos"
        if token.ent_iob_ == "I" or not (bracket or token.dep_ in ("nsubj", "nsubjpass")):
            continue
        name = folded(token.text)
        if name in words("never") or name in words("common") or token.text.isupper() or name in _first_names():
            continue
        if word(token.text) is None and _is_known_city(token.text, gazetteer):
            yield Mention(token.idx, token.idx + len(token), token.text, "place", "cue")


@functools.cache
def _first_names() -> frozenset[str]:
    return frozenset(folded(row["name"]) for row in table("first_names.tsv"))


def _is_known_city(name: str, gazetteer: Gazetteer) -> bool:
    """Whether a city of this name is large, and known in many languages."""
    return any(p.population >= _LARGE and p.fame >= _FAMED for p in gazetteer.find(name))


def _capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.pos_ in ("PROPN", "X") and token.ent_type_ != "DATE"


def _name_end(doc: Doc, first: int) -> int:
    """The token after a run of capitalised words of one kind, at most five."""
    stop, kind = first + 1, doc[first].ent_type_
    while stop < min(len(doc), first + 5):
        token = doc[stop]
        if token.ent_type_ != kind or not (token.text[:1].isupper() or token.text == "-"):
            break
        stop += 1
    return stop


def _again(copy: Copy, names: set[str], capital: Sequence[int]) -> Iterator[Mention]:
    """Other occurrences of names that the article has as places."""
    doc = copy.doc
    firsts = {re.split(r"[\s-]", n)[0] for n in names if n}
    for at in capital:
        token = doc[at]
        if folded(token.text) not in firsts:
            continue
        for stop in range(min(len(doc), at + 5), at, -1):
            start, end = token.idx, doc[stop - 1].idx + len(doc[stop - 1])
            name = copy.text[start:end]
            if folded(name) in names and name[-1].isalnum():
                plain = token.is_sent_start and folded(name) in words("common")
                if of_paper(copy.text, doc, at, stop):
                    break
                if not plain and not in_longer_name(doc, at, stop) and not _in_name(doc, at, stop):
                    yield Mention(start, end, titled(name), "place", "cue")
                break


def _in_name(doc: Doc, first: int, stop: int) -> bool:
    """Whether the name goes on with a firm's word or another capitalised name of its own: "Oldford Herald"."""
    if stop < len(doc) and doc[stop].lower_ in words("firms") and doc[stop].text[:1].isupper():
        return True
    return bool(first) and doc[first - 1].lower_.rstrip(".") in words("titles")
