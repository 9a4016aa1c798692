"""What the events' judge reaches on marked copy that did not teach it, and the limits that serve it best there.

An event is right by type where its trigger overlaps a marked one of the type; each marked event counts once. Of those
that are right, the modality may be right as well, and so may both sides: they are where the words that are taken are
exactly those that head the marked phrases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from dateline.evaluate.measures import Hits
from dateline.events.heads import mixed
from dateline.events.judge import ATTACHED, FIELD_LIMITS, NONE, TYPES, WEIGHTS, Limits, kind_of, log_odds, stands
from dateline.events.network import Floats
from dateline.events.sides import SIDES
from dateline.training.event_lessons import Gold, Lesson, Possible
from dateline.training.judge import logistic

Place = tuple[int, int, int]
_ACTOR, _RECIPIENT = SIDES.index("actor"), SIDES.index("recipient")


@dataclass(frozen=True, slots=True)
class Seen:
    """What networks say of lessons that did not teach them: the chances of each case, by its place."""

    lessons: list[int]
    types: dict[Place, Floats]
    sides: dict[Place, Floats]
    stands: dict[Place, Floats]


def weighed(seen: Seen, second: Seen) -> Seen:
    """``seen``, mixed as reading does it with what the heads on the encoder's last layer say of the same cases
    (``second``).
    """
    lessons = [n for n in seen.lessons if n in set(second.lessons)]
    kept = set(lessons)

    def both(name: str, one: dict[Place, Floats], other: dict[Place, Floats]) -> dict[Place, Floats]:
        return {
            place: mixed(row, other[place], WEIGHTS[name]) if place in other else row
            for place, row in one.items()
            if place[0] in kept
        }

    return Seen(
        lessons,
        both("type", seen.types, second.types),
        both("side", seen.sides, second.sides),
        both("stand", seen.stands, second.stands),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """An event that the judge finds: its type, the chance of that, and the spans of its trigger."""

    kind: str
    chance: float
    spans: tuple[tuple[int, int], ...]


def found_in(lesson: Lesson, number: int, seen: Seen, limits: Limits) -> list[Found]:
    """The events that the judge finds in ``lesson``, whose number is ``number``, under ``limits``."""
    found: dict[int, tuple[Possible, Found]] = {}
    for n, one in enumerate(lesson.possible):
        row = seen.types[number, n, -1]
        kind = kind_of(row, one.listed, limits)
        if kind is not None and 1 - row[NONE] >= _least(one):
            found[one.word] = one, Found(kind, float(row[TYPES.index(kind)]), (one.span,))
    for word, (one, event) in list(found.items()):
        above = found.get(one.head)
        if above is None or one.head == word or above[1].kind != event.kind or one.dep not in ATTACHED:
            continue
        both = Found(event.kind, max(event.chance, above[1].chance), (*above[1].spans, *event.spans))
        found[one.head] = above[0], both
        del found[word]
    return [event for _, event in found.values()]


def _least(one: Possible) -> float:
    """The chance that a word must reach in a sentence about sport, markets or culture; 0 in others."""
    signs = set(one.asked.signs)
    return max((limit for field, limit in FIELD_LIMITS.items() if f"f:{field}0" not in signs), default=0.0)


def matched(gold: Sequence[Gold], found: Sequence[Found]) -> dict[int, int]:
    """By the number of each marked event that was found, the number of the event found for it."""
    pairs: dict[int, int] = {}
    for g, event in enumerate(gold):
        for f, other in enumerate(found):
            if f not in pairs.values() and other.kind == event.type and _meet(event.trigger, other.spans):
                pairs[g] = f
                break
    return pairs


def _meet(some: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> bool:
    return any(a < d and c < b for a, b in some for c, d in others)


def calibrated(lessons: Sequence[Lesson], seen: Seen, limits: Limits) -> Limits:
    """``limits`` with the two numbers that make the chance of an event the confidence that it is right.

    They are fitted by logistic regression on the log odds of what is found in the lessons seen.
    """
    odds, right = [], []
    for i in seen.lessons:
        found = found_in(lessons[i], i, seen, limits)
        pairs = matched(lessons[i].source.gold, found)
        odds += [[log_odds(event.chance)] for event in found]
        right += [float(f in pairs.values()) for f in range(len(found))]
    if not odds:
        return limits
    shift, slope = logistic(np.array(odds), np.array(right))
    return replace(limits, shift=shift, slope=slope)


def _types(lessons: Sequence[Lesson], seen: Seen, limits: Limits) -> tuple[Hits, dict[str, Hits]]:
    right, gold, read = Counter[str](), Counter[str](), Counter[str]()
    for i in seen.lessons:
        marked, found = lessons[i].source.gold, found_in(lessons[i], i, seen, limits)
        gold.update(g.type for g in marked)
        read.update(f.kind for f in found)
        right.update(marked[g].type for g in matched(marked, found))
    each = {t: Hits(right[t], gold[t], read[t]) for t in TYPES}
    return Hits(right.total(), gold.total(), read.total()), each


def _sides_right(lesson: Lesson, number: int, n: int, seen: Seen, limits: Limits) -> bool:
    """Whether the words taken as the two sides of a marked event are exactly the marked ones."""
    one = lesson.possible[n]
    gold = lesson.source.gold[one.gold] if one.gold is not None else None
    wanted: dict[int, set[int]] = {_ACTOR: set(), _RECIPIENT: set()}
    taken: dict[int, set[int]] = {_ACTOR: set(), _RECIPIENT: set()}
    for word, asked in one.sides:
        if asked.label in wanted:
            wanted[asked.label].add(word)
        row = seen.sides[number, n, word]
        if row[_ACTOR] >= max(limits.actor, row[_RECIPIENT]):
            taken[_ACTOR].add(word)
        elif row[_RECIPIENT] >= limits.recipient:
            taken[_RECIPIENT].add(word)
    if gold is None or sum(map(len, wanted.values())) < len(gold.actors) + len(gold.recipients):
        return False
    return wanted == taken


def report(lessons: Sequence[Lesson], seen: Seen, limits: Limits) -> dict[str, Any]:
    """The figures that are reached on the lessons seen under ``limits``, by name, ready to print."""
    total, each = _types(lessons, seen, limits)
    count = Counter[str]()
    sure: list[tuple[float, bool]] = []
    for i in seen.lessons:
        lesson = lessons[i]
        found = found_in(lesson, i, seen, limits)
        pairs = matched(lesson.source.gold, found)
        sure += [(limits.confidence(event.chance), f in pairs.values()) for f, event in enumerate(found)]
        main = {one.gold: n for n, one in enumerate(lesson.possible) if one.stand is not None}
        for g in pairs:
            n = main.get(g)
            if n is None:
                continue
            one = lesson.possible[n]
            wanted = lesson.source.gold[g].modality
            modality = stands(seen.stands[i, n, -1], one.rule) == wanted
            sides = _sides_right(lesson, i, n, seen, limits)
            count.update(modality=modality, rule=one.rule == wanted, sides=sides, both=modality and sides, asked=1)
    asked = max(1, count["asked"])

    def f1(right: int) -> float:
        return round(2 * right / (total.gold + total.predicted), 4)

    return {
        "type": _line(total),
        "type and modality": f1(count["modality"]),
        "type, modality, both sides": f1(count["both"]),
        "modality of those found": round(count["modality"] / asked, 4),
        "modality of those found, rules": round(count["rule"] / asked, 4),
        "both sides of those found": round(count["sides"] / asked, 4),
        "calibration error": round(_calibration(sure), 4),
        "by type": {t: _line(h) for t, h in each.items()},
        "texts": len(seen.lessons),
    }


def _line(hits: Hits) -> str:
    counts = f"({hits.right:g} of {hits.gold:g}, {hits.predicted:g} found)"
    return f"F1 {hits.f1:.3f} P {hits.precision:.3f} R {hits.recall:.3f} {counts}"


def _calibration(sure: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """The expected calibration error (Guo et al., 2017) over ``bins`` equally filled bins."""
    error = 0.0
    for part in np.array_split(np.array(sorted(sure), dtype=np.float64).reshape(-1, 2), bins):
        if len(part):
            error += abs(part[:, 0].mean() - part[:, 1].mean()) * len(part) / len(sure)
    return error
