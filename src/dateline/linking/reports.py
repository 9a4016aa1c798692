"""Reports: an event as one article tells it, with what decides whether another report tells of the same.

Parties are kept by the identity that linking gave them and by their country; of the words only those near the trigger,
stemmed, without those of the parties and without the words of every story.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from dateline import resources

NEAR = 16
"""Words on either side of the trigger that are looked at, in its sentence."""
_WORD = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_DEFINITE = re.compile(r"\b(?:the|this|that|these|those)\s+(?:[\w-]+\s+)?\Z", re.IGNORECASE)
_FURTHER = re.compile(
    r"\b(?:also|another|again|additional|further|separate|new|other)\s+(?:[\w-]+\s+){0,2}\Z", re.IGNORECASE
)
_ADDS = re.compile(r"(?:In addition|Separately|Elsewhere|Meanwhile|Also)\b")
"""How a sentence begins that tells of another act."""
_STEM = 5
"""Letters that two forms of a trigger share (attack, attacking; agreed, agreement)."""
_LEAST = 3
_COMMON = frozenset(word for words in resources.toml("report_words.toml").values() for word in words.split())
"""Words that any two reports may share."""


class Party(NamedTuple):
    """Somebody who takes part."""

    id: str | None
    """The identity; null where the words only tell a country ("Turkish")."""
    kind: str | None
    named: bool
    country: str | None
    """ISO 3166-1 alpha-3."""
    sector: str | None
    """PLOVER sector."""
    words: str | None = None
    """The words of its name in the article, in lower case, where it has one."""


@dataclass(frozen=True, slots=True)
class Report:
    """One event of one article."""

    reading: int
    article_id: str
    event: str
    """The event's id in its article."""
    published: str | None
    """ISO 8601, as the article's input gives it."""
    headline: bool
    """It stands in a headline or a subhead, which say in short what the copy below tells."""
    sentence: int
    """Where its sentence begins, in code points."""
    type: str
    mode: str | None
    modality: str
    trigger: str
    """The stem of the trigger."""
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    first: int | None
    """The first day it may have happened on, as days since 1 January of the year 1."""
    last: int | None
    """The last one."""
    firm: bool
    """The text tells when; else the day is the article's own."""
    place: str | None
    """GeoNames id, where the text tells it."""
    country: str | None
    """The place's country."""
    broad: bool
    """The place is a whole country."""
    words: frozenset[str]
    """Stems of the words near the trigger."""
    definite: bool
    """A noun that takes up what was told before: "the strike"."""
    further: bool
    """One more act of the kind: "also urged"."""
    names: frozenset[str] = frozenset()
    """Stems of the words with a capital near the trigger, those of the parties among them."""

    @property
    def age(self) -> tuple[bool, str, str, int, str]:
        """What orders reports: the earliest published comes first, one whose date is not known last."""
        return (self.published is None, self.published or "", self.article_id, len(self.event), self.event)


class Place(NamedTuple):
    """What is asked of a place."""

    country: str | None
    broad: bool


def made(
    event: Mapping[str, Any],
    text: str,
    sentences: Sequence[Mapping[str, int]],
    published: str | None,
    parties: Mapping[str, Party],
    places: Mapping[str, Place],
) -> Report:
    """The report of ``event``, a row of the stored table, in an article with this ``text``.

    ``parties`` are the article's local actors by id, ``places`` those of the record by GeoNames id.
    """
    at = event["trigger"][0]["start"] if event["trigger"] else 0
    start, end = _sentence(sentences, at, len(text))
    told = [(t["start"], t["end"]) for t in event["trigger"]]
    told += [(p["start"], p["end"]) for p in (*event["actors"], *event["recipients"]) if _is_named(p, parties)]
    where = event["place_id"] if event["place_from"] in ("clause", "sentence") else None
    place = places.get(where or "", Place(None, False))
    days = day_number(event["date_start"]), day_number(event["date_end"])
    return Report(
        reading=event["reading"],
        article_id=event["article_id"],
        event=event["id"],
        published=published,
        headline=event["block_kind"] in ("headline", "subhead"),
        sentence=start,
        type=event["type"],
        mode=event["mode"],
        modality=event["modality"],
        trigger=stem_of_trigger(text, event["trigger"]),
        actors=_parties(event["actors"], parties),
        recipients=_parties(event["recipients"], parties),
        first=days[0] or days[1],
        last=days[1] or days[0],
        firm=event["date_from"] in ("clause", "sentence"),
        place=where,
        country=place.country,
        broad=place.broad,
        words=_words_near(text, start, end, at, told),
        definite=_DEFINITE.search(text, max(0, at - 40), at) is not None,
        further=_FURTHER.search(text, max(0, at - 40), at) is not None or _ADDS.match(text, start) is not None,
        names=_names_near(text, start, end, at),
    )


def _sentence(sentences: Sequence[Mapping[str, int]], at: int, length: int) -> tuple[int, int]:
    for sentence in sentences:
        if sentence["start"] <= at < sentence["end"]:
            return sentence["start"], sentence["end"]
    return at, min(at + 200, length)


def day_number(value: str | None) -> int | None:
    """The number of the day that ``value`` begins with, by the proleptic Gregorian calendar; None where it has none."""
    try:
        return date.fromisoformat((value or "")[:10]).toordinal()
    except ValueError:
        return None


def _parties(told: Iterable[Mapping[str, Any]], parties: Mapping[str, Party]) -> tuple[Party, ...]:
    found: dict[Party, None] = {}
    for row in told:
        known = parties.get(row["id"] or "")
        country = row["country"] or (known.country if known else None)
        sector = row["sector"] or (known.sector if known else None)
        one = known._replace(country=country, sector=sector) if known else Party(None, None, False, country, sector)
        found[one] = None
    return tuple(found)


def _is_named(participant: Mapping[str, Any], parties: Mapping[str, Party]) -> bool:
    known = parties.get(participant["id"] or "")
    return known is not None and known.named


def stem_of_trigger(text: str, trigger: Sequence[Mapping[str, int]]) -> str:
    """The stem of the trigger's longest word."""
    words = [w for t in trigger for w in _WORD.findall(text[t["start"] : t["end"]].casefold())]
    return max(words, key=lambda w: (len(w), w), default="")[:_STEM]


def _words_near(text: str, start: int, end: int, at: int, told: Sequence[tuple[int, int]]) -> frozenset[str]:
    found = list(_WORD.finditer(text, start, end))
    middle = next((i for i, m in enumerate(found) if m.end() > at), 0)
    near = found[max(0, middle - NEAR) : middle + NEAR + 1]
    words = (m.group() for m in near if not any(s <= m.start() < e for s, e in told))
    return frozenset(stem(w) for w in map(str.casefold, words) if w not in _COMMON and _counts(w))


def _names_near(text: str, start: int, end: int, at: int) -> frozenset[str]:
    """The stems of the words with a capital near the trigger; the first word of the sentence counts if in capitals."""
    found = list(_WORD.finditer(text, start, end))
    middle = next((i for i, m in enumerate(found) if m.end() > at), 0)
    near = [m for m in found[max(0, middle - NEAR) : middle + NEAR + 1] if m.group()[0].isupper()]
    words = (m.group() for m in near if m is not found[0] or m.group()[1:2].isupper())
    return frozenset(stem(w.casefold()) for w in words if w.casefold() not in _COMMON and len(w) >= _LEAST)


def _counts(word: str) -> bool:
    return word[0].isdigit() or len(word) >= _LEAST


def stem(word: str) -> str:
    """``word``, in lower case, without the endings of number, tense and possession (after Harman's S-stemmer, 1991)."""
    word = word.replace("’", "'").removesuffix("'s").replace(",", "").replace(".", "")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word
