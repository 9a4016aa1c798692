"""Series: sessions of a commission, rounds of talks, hearings and votes, as an article tells of their steps.

A step is told by a noun such as session, round, hearing or vote with a word that counts ("third", "14th", "next",
"previous"), or by such a noun with the body whose steps the article counts elsewhere ("a meeting of the Commission").
How it stands is read off the words of its sentence: held, planned, hoped for, moved or cancelled; where and when from
the places and times that stand there. Places that are denied ("not in Baghdad") are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from dateline import resources
from dateline.schema import Span

_WORDS = {name: words.split() for name, words in resources.toml("series_words.toml").items()}
_KINDS = {word: kind for kind in ("session", "round", "hearing", "vote") for word in _WORDS[kind]}
_ORDINALS = {word: number for number, word in enumerate(_WORDS["ordinals"], start=1)}
_NEXT, _BEFORE, _NOW = (frozenset(_WORDS[name]) for name in ("next", "before", "now"))
_BODIES = _WORDS["bodies"]
_STEP = re.compile(rf"(?P<mods>(?:[\w’'.-]+[ \t\n]+){{0,6}}?)(?P<noun>{'|'.join(_KINDS)})s?\b", re.IGNORECASE)
_IS_VERB = re.compile(r"\s+(?:the|a|an|his|her|its|their|our|my|your|any|all|these|those)\b", re.IGNORECASE)
"""After "meeting" or "vote": somebody is met, or votes."""
_TALKS = re.compile(r"\b(?:talks|negotiations|consultations)\b", re.IGNORECASE)
_ABOUT = 500
"""Code points before and after a round in which talks are named, where it is one of talks."""
_COUNT = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\b", re.IGNORECASE)
_WORD = re.compile(r"[\w’'.-]+")
_BODY_AFTER = re.compile(
    r"[^.;:!?“”\"]{0,60}?\b(?:of|with|by|between|at|in)\s+(?P<np>(?:the|our|its|their|a|an)?\s*(?:[\w’'.-]+\s+){0,5}?"
    rf"(?P<body>{'|'.join(_BODIES)}|(?-i:[A-Z]{{3,6}}))s?\b)",
    re.IGNORECASE,
)
_BODY_BEFORE = re.compile(rf"\b(?P<body>{'|'.join(_BODIES)}|(?-i:[A-Z]{{3,6}}))(?:['’]s)?\b", re.IGNORECASE)
_STATUS = (
    ("cancelled", re.compile(r"\b(?:cancel\w*|call(?:ed|ing)? off|scrapp\w+)\b", re.IGNORECASE)),
    ("moved", re.compile(r"\b(?:postpon\w+|reschedul\w+|delay\w*|put off|move[ds]? (?:to|from)|brought forward|"
                         r"adjourn\w*)\b", re.IGNORECASE)),
    ("hoped", re.compile(r"\b(?:hope[sd]?|hoping|would like|wants?|can be held|could be held|may be held|might)\b",
                         re.IGNORECASE)),
    ("planned", re.compile(r"\b(?:will|shall|is to|are to|scheduled|due|planned|plans?|set (?:for|to)|expected|"
                           r"would)\b", re.IGNORECASE)),
    ("held", re.compile(r"\b(?:held|took place|ended|concluded|opened|began|begun|started|closed|finished|met|"
                        r"completed|was|were|after)\b", re.IGNORECASE)),
)  # fmt: skip
_NEAR, _FAR = 60, 110
"""Code points before and after the words that name a step in which it is told how it stands."""
_TO_COME = frozenset(["hoped", "planned", "moved"])
_HELD_AT = re.compile(r"\b(?:in|at|to|near|outside|or|and|from the bandits)\s+(?:the\s+)?\Z", re.IGNORECASE)
_NOT_AT = re.compile(r"\bnot\s+(?:in|at|to)\s+(?:the\s+)?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a series, as one sentence tells of it."""

    span: Span
    """The words that name it."""
    sentence: Span
    kind: str
    """session, round, hearing, vote."""
    body: str | None
    """Whose it is, in lower case; an acronym or a name as written."""
    named: bool
    """The body is known beyond the story: an acronym."""
    number: int | None
    position: str
    """before, told, next."""
    status: str
    """held, planned, hoped, moved, cancelled."""
    date_start: str | None = None
    date_end: str | None = None
    places: tuple[str, ...] = ()
    place_ids: tuple[str, ...] = ()
    marked: bool = True
    """A word says which one it is."""


class Where(NamedTuple):
    """A place or a time of the text."""

    start: int
    end: int
    value: Mapping[str, Any]


def steps(text: str, sentences: Sequence[Span], places: Sequence[Where], times: Sequence[Where]) -> list[Step]:
    """The steps of series that a text tells of, in its order."""
    found = [
        _settled(step, text, _inside(places, sentence), _inside(times, sentence))
        for sentence in sentences
        for step in _steps_of(text, sentence)
    ]
    found = _with_bodies(found)
    counted = {(step.kind, step.body) for step in found if step.marked}
    return [step for step in found if step.marked or (step.body and (step.kind, step.body) in counted)]


def _with_bodies(found: Sequence[Step]) -> list[Step]:
    """The steps with the body of the last one of their kind where they name none; a session without one is none."""
    last: dict[str, Step] = {}
    made = []
    for step in found:
        before = last.get(step.kind)
        if step.body is None and before is not None:
            step = replace(step, body=before.body, named=before.named)
        if step.body is not None:
            last[step.kind] = step
        if step.body is not None or step.kind != "session" or step.number is not None:
            made.append(step)
    return made


def _inside(told: Sequence[Where], sentence: Span) -> list[Where]:
    return [one for one in told if sentence.start <= one.start < sentence.end]


def _steps_of(text: str, sentence: Span) -> Iterator[Step]:
    at = sentence.start
    while found := _STEP.search(text, at, sentence.end):
        at = found.end()
        words = [word.casefold() for word in _WORD.findall(found["mods"])]
        kind = _KINDS[found["noun"].casefold()]
        if _IS_VERB.match(text, at, sentence.end):
            continue
        start = found.start("noun")
        number, position = _counted(words[-3:], found["mods"])
        marked = number is not None or position is not None
        if kind == "vote" and (not marked or (found["noun"].casefold() == "reading" and number is None)):
            continue
        if not marked and kind == "round":
            continue
        body, named = _body(text, found.start(), start, at, sentence.end)
        if kind == "round" and body is None and not _is_of_talks(text, at, sentence.end):
            if not _TALKS.search(text, max(0, start - _ABOUT), at + _ABOUT):
                continue
            body = "talks"
        if kind == "session" and body is None and number is None and position not in ("next", "before"):
            continue
        yield Step(Span(start if not marked else found.start(), at), sentence, kind, body, named, number,
                   position or "told", "held", marked=marked)  # fmt: skip


def _is_of_talks(text: str, at: int, end: int) -> bool:
    return re.match(r"\s+of\s+(?:[\w-]+\s+){0,3}?(?:talks|negotiations|consultations|bargaining)\b",
                    text[at:end], re.IGNORECASE) is not None  # fmt: skip


def _counted(near: Sequence[str], words: str) -> tuple[int | None, str | None]:
    """The number that the words before the noun give, and which step they say that it is."""
    count = _COUNT.findall(words)
    number = int(count[-1]) if count else next((_ORDINALS[w] for w in near if w in _ORDINALS), None)
    position = next(
        ("next" if w in _NEXT else "before" if w in _BEFORE else "told" for w in near if w in _NEXT | _BEFORE | _NOW),
        None,
    )
    return number, position


def _body(text: str, begin: int, noun: int, at: int, end: int) -> tuple[str | None, bool]:
    before = list(_BODY_BEFORE.finditer(text, max(0, begin - 40), noun))
    after = _BODY_AFTER.match(text, at, end)
    word = after["body"] if after else before[-1]["body"] if before else None
    if word is None:
        return None, False
    named = word.isupper() and word.casefold() not in _BODIES
    if not named and word.casefold() not in _BODIES:
        return None, False
    return (word if named else word.casefold()), named


def _settled(step: Step, text: str, places: Sequence[Where], times: Sequence[Where]) -> Step:
    """``step`` with how it stands, where and when, by the words of its sentence."""
    words = text[max(step.sentence.start, step.span.start - _NEAR) : min(step.sentence.end, step.span.end + _FAR)]
    status = next((name for name, sign in _STATUS if sign.search(words)), "held")
    if step.position == "next" and status == "held":
        status = "planned"
    if step.position == "before" and status in _TO_COME:
        status = "held"
    if not step.marked or (step.position == "told" and step.number is None):
        status = "held" if status in ("hoped", "planned") else status
    position = "next" if step.number is not None and status in _TO_COME and step.position == "told" else step.position
    where = [p for p in places if p.start >= step.span.end and _is_held_at(text, p, places)]
    when = min(times, key=lambda t: (t.start < step.span.end, abs(t.start - step.span.end)), default=None)
    return replace(
        step,
        status=status,
        position=position,
        date_start=when.value["date_start"] if when else None,
        date_end=when.value["date_end"] if when else None,
        places=tuple(text[p.start : p.end] for p in where),
        place_ids=tuple(p.value["place_id"] for p in where if p.value["place_id"]),
    )


def _is_held_at(text: str, place: Where, places: Iterable[Where]) -> bool:
    """Whether the words before a place say that something is there; where one is ruled out, the next is meant."""
    lead = text[max(0, place.start - 40) : place.start]
    if _NOT_AT.search(lead):
        return False
    if _HELD_AT.search(lead):
        return True
    return any(p.end < place.start and _NOT_AT.search(text[max(0, p.start - 40) : p.start]) for p in places)
