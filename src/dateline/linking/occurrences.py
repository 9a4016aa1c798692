"""Occurrences: the reports of one event, within an article and across articles, under one id.

Reports that may be of one event share a key: their article, a party or a town with a day, or the longest words near
the trigger. Of the pairs with a key in common those that are alike (``likeness.py``) are joined, the most alike first,
and only where nothing in the two groups clashes and all of them are alike on average: agglomerative clustering with
average linkage and constraints, inside the connected components of the pairs. What a component holds depends on its
reports alone, so that neither their order nor the batch they came in matters, and a new report has only the components
near it made anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dateline.linking.likeness import FAMILY, RARE, TALKS, are_one, are_rivals, deed, likeness
from dateline.linking.reports import Report
from dateline.linking.sets import Sets

CROWD = 64
"""Reports of one key from which on each is compared with its neighbours only."""
NEIGHBOURS = 16
LEAST_ON_AVERAGE = 4.5
"""Points that the pairs of two groups must have on average to be joined."""
_COMPARED = 8
"""Members of a group that are compared, the earliest ones."""
_LONG = 7
"""Days from which on an interval is a key of its own."""
_LONGEST_WORDS = 4


def keys_of(report: Report) -> list[int]:
    """What a report must share with another to be compared: hashes of 63 bits."""
    family = FAMILY.get(report.type, report.type)  # a person's own type is a family by itself
    told = [("article", report.article_id, family), ("words", family, report.trigger, *_longest(report.words))]
    who = {
        name for p in (*report.actors, *report.recipients) for name in (p.id if p.named else None, p.country) if name
    }
    if report.place and report.firm and not report.broad:
        who.add(report.place)
    told += [("day", family, name, day) for name in who for day in _days(report)]
    if report.trigger in TALKS:
        told += [("talks", name, day) for name in _longest(report.names) for day in _days(report)]
    if deed(report) in RARE:
        sums = [word for word in report.words if word[0].isdigit()]
        told += [("deed", str(deed(report)), number, day) for number in sums for day in _days(report)]
    return sorted({_hash(*parts) for parts in told})


def _longest(words: Iterable[str]) -> list[str]:
    return sorted(sorted(words, key=lambda w: (-len(w), w))[:_LONGEST_WORDS])


def _days(report: Report) -> list[str]:
    """The days that a report is looked for under, so that two that may fit have one in common."""
    if report.first is None or report.last is None:
        return []
    if report.last - report.first >= _LONG:
        return [f"{report.first}-{report.last}"]
    before, after = (0, 1) if report.firm else (3, 1)
    return [str(day) for day in range(report.first - before, report.last + after + 1)]


def _hash(*told: str) -> int:
    digest = hashlib.blake2b("\x1f".join(told).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) >> 1


class Linked(NamedTuple):
    """Where a report belongs."""

    component: int
    """The component that it is in: what is made anew together."""
    occurrence: str
    """The event_id of the earliest report of the same event: its own, where it is that one."""
    rivals: tuple[str, ...] = ()
    """The event_ids of earlier reports that lay the same deed to others."""


def event_id(report: Report) -> str:
    """The report's event_id in the public tables."""
    return f"{report.article_id}:{report.event}"


def linked(reports: Sequence[Report]) -> list[Linked]:
    """The occurrence of each of ``reports``, which must be whole components."""
    ordered = sorted(range(len(reports)), key=lambda i: reports[i].age)
    mine = [reports[i] for i in ordered]
    pairs, crowds, rivals = _pairs(mine)
    connected = Sets(len(mine))
    for a, b in [*((a, b) for _, a, b in pairs), *rivals]:
        connected.join(a, b)
    for crowd in crowds:
        for other in crowd[1:]:
            connected.join(crowd[0], other)
    first = _grouped(mine, pairs)
    against: dict[int, list[str]] = {}
    for a, b in sorted(rivals):
        if first.first(a) != first.first(b):
            against.setdefault(b, []).append(event_id(mine[a]))
    found: list[Linked] = [Linked(0, "")] * len(mine)
    for place, number in enumerate(ordered):
        component = _hash(event_id(mine[connected.first(place)]))
        found[number] = Linked(component, event_id(mine[first.first(place)]), tuple(against.get(place, ())))
    return found


class _Pairs(NamedTuple):
    alike: list[tuple[float, int, int]]
    """With their points."""
    crowds: list[list[int]]
    """The reports of each key that has a crowd."""
    rivals: list[tuple[int, int]]
    """Reports of one deed by different doers."""


def _pairs(reports: Sequence[Report]) -> _Pairs:
    """The pairs of reports that have something to do with each other."""
    blocks: dict[int, list[int]] = {}
    for number, report in enumerate(reports):
        for key in keys_of(report):
            blocks.setdefault(key, []).append(number)
    seen: set[tuple[int, int]] = set()
    pairs, crowds, rivals = [], [], []
    for block in blocks.values():
        near = len(block)
        if near > CROWD:
            crowds.append(block)
            near = NEIGHBOURS
            block = sorted(block, key=lambda n: (reports[n].trigger, sorted(reports[n].words), n))
        for place, one in enumerate(block):
            for other in block[place + 1 : place + near]:
                pair = (min(one, other), max(one, other))
                if pair not in seen:
                    seen.add(pair)
                    points = are_one(reports[one], reports[other])
                    if points is not None:
                        pairs.append((points, *pair))
                    elif are_rivals(reports[one], reports[other]):
                        rivals.append(pair)
    return _Pairs(pairs, crowds, rivals)


def _grouped(reports: Sequence[Report], pairs: Iterable[tuple[float, int, int]]) -> Sets:
    """The groups that the pairs make, the most alike joined first."""
    sets = Sets(len(reports))
    members: dict[int, list[int]] = {}
    for _, a, b in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        a, b = sets.first(a), sets.first(b)
        if a == b:
            continue
        ours, theirs = members.get(a, [a]), members.get(b, [b])
        if _are_alike([reports[n] for n in ours], [reports[n] for n in theirs]):
            sets.join(a, b)
            members[min(a, b)] = sorted((*ours, *theirs))[:_COMPARED]
    return sets


def _are_alike(ours: Iterable[Report], theirs: Sequence[Report]) -> bool:
    """Whether nothing clashes between the reports of two groups and they are alike on average."""
    total, number = 0.0, 0
    for one in ours:
        for other in theirs:
            points = likeness(one, other)
            if points is None:
                return False
            total, number = total + points, number + 1
    return total >= LEAST_ON_AVERAGE * number
