"""Who is who against articles with marked coreference (GUM; Zeldes 2017), over people and organisations with a name.

A mention that was read stands for a marked one when it covers its head and its borders differ least; a marked mention
without one stands alone. ``resolved`` asks of pronouns and common nouns whether they went to the actor to whom most of
the names of theirs went.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from typing import Any

from dateline.evaluate.measures import Measure, b_cubed, harmonic, share
from dateline.schema import Mention, Reading

_KINDS = ("person", "organization", "organisation")


def score(rows: Sequence[dict[str, Any]], readings: Sequence[Reading]) -> list[Measure]:
    """B-cubed and shares; gold rows hold ``mentions`` with start, end, head, actor, kind and form."""
    count: Counter[str] = Counter()
    sums: defaultdict[str, float] = defaultdict(float)
    for row, reading in zip(rows, readings, strict=True):
        _count(row["mentions"], reading.cast.mentions, count, sums)
    whole = _b3("B3", sums["p"], sums["r"], count["mentions"])
    names = _b3("B3, names", sums["names p"], sums["names r"], count["names"])
    resolved = share("resolved", count["resolved"], count["others"])
    return [whole, names, resolved, share("stray", count["stray"], count["predicted"])]


def _b3(name: str, precision: float, recall: float, number: int) -> Measure:
    p, r = precision / max(1, number), recall / max(1, number)
    return Measure(name, harmonic(p, r), f"P {p:.3f} R {r:.3f} ({number} mentions)")


def _count(
    gold: Sequence[dict[str, Any]], predicted: Sequence[Mention], count: Counter[str], sums: defaultdict[str, float]
) -> None:
    counted = _counted(gold)
    actor: dict[int, Hashable] = {k: gold[k]["actor"] for k in counted}
    found: dict[int, Hashable] = {}
    for k in counted:
        best = _covering(gold[k], predicted)
        found[k] = best.actor if best else ("alone", k)
    heads = [tuple(m["head"]) for m in gold]
    count["predicted"] += len(predicted)
    count["stray"] += sum(not any(q.start <= s and e <= q.end for s, e in heads) for q in predicted)
    names = [k for k in counted if gold[k]["form"] == "name"]
    for prefix, keys in (("", counted), ("names ", names)):
        p, r = b_cubed(actor, found, keys)
        sums[prefix + "p"] += p
        sums[prefix + "r"] += r
    count["mentions"] += len(counted)
    count["names"] += len(names)
    home = _homes(actor, found, names)
    for k in counted:
        if gold[k]["form"] != "name":
            count["others"] += 1
            count["resolved"] += found[k] == home[actor[k]]


def _counted(gold: Sequence[dict[str, Any]]) -> list[int]:
    """The mentions of people and organisations that are named at least once, actor by actor."""
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for k, mention in enumerate(gold):
        if mention["kind"] in _KINDS:
            groups[mention["actor"]].append(k)
    return [k for ks in groups.values() if any(gold[k]["form"] == "name" for k in ks) for k in ks]


def _covering(mention: dict[str, Any], predicted: Sequence[Mention]) -> Mention | None:
    start, end = mention["head"]
    over = [q for q in predicted if q.start <= start and q.end >= end]
    return min(over, key=lambda q: abs(q.start - mention["start"]) + abs(q.end - mention["end"]), default=None)


def _homes(
    actor: dict[int, Hashable], found: dict[int, Hashable], names: Sequence[int]
) -> dict[Hashable, Hashable | None]:
    """For each marked actor the predicted one to whom most of its names went."""
    votes: defaultdict[Hashable, Counter[Hashable]] = defaultdict(Counter)
    for k in names:
        votes[actor[k]][found[k]] += 1
    return {a: votes[a].most_common(1)[0][0] if votes[a] else None for a in actor.values()}
