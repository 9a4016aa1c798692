"""How far coders agree, and how sure a share is that a sample gives.

Krippendorff's alpha for nominal values and any number of coders, with missing verdicts (Krippendorff 2011, "Computing
Krippendorff's Alpha-Reliability"); Wilson's interval (Wilson 1927), and for a stratified sample the same at the sample
size to which its variance amounts (Korn and Graubard 1998). The library for alpha is under the GPL, and this is short.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Z = 1.959963984540054
"""Of the normal distribution, for 95 in 100."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its interval of 95 in 100."""

    value: float
    low: float
    high: float
    of: int
    """How many were judged."""


def alpha(units: Sequence[Sequence[str]]) -> float | None:
    """Krippendorff's alpha; a unit holds the values that its coders gave it.

    None where no two coders judged one unit, or where only one value was ever given: then there is nothing to tell
    agreement from chance by.
    """
    pairable = [unit for unit in units if len(unit) > 1]
    together: Counter[tuple[str, str]] = Counter()
    for unit in pairable:
        counts = Counter(unit)
        for one, n in counts.items():
            for other, m in counts.items():
                together[one, other] += n * (m - (one == other)) / (len(unit) - 1)  # type: ignore[assignment]
    totals: Counter[str] = Counter()
    for (one, _), n in together.items():
        totals[one] += n
    every = sum(totals.values())
    if len(totals) < 2 or every < 2:
        return None
    observed = sum(n for (one, other), n in together.items() if one != other)
    expected = sum(totals[a] * totals[b] for a in totals for b in totals if a != b) / (every - 1)
    return 1 - observed / expected


def agreement(units: Sequence[Sequence[str]]) -> float | None:
    """The part of all pairs of verdicts on one unit that are the same; None where there is no pair."""
    same = pairs = 0
    for unit in units:
        counts = Counter(unit)
        pairs += len(unit) * (len(unit) - 1)
        same += sum(n * (n - 1) for n in counts.values())
    return same / pairs if pairs else None


def wilson(hits: float, of: float, judged: int | None = None) -> Share | None:
    """The share ``hits`` of ``of`` with Wilson's interval; None where ``of`` is 0."""
    if of <= 0:
        return None
    p = hits / of
    middle = (p + Z * Z / (2 * of)) / (1 + Z * Z / of)
    half = Z / (1 + Z * Z / of) * math.sqrt(p * (1 - p) / of + Z * Z / (4 * of * of))
    return Share(p, max(0.0, middle - half), min(1.0, middle + half), int(of) if judged is None else judged)


def stratified(strata: Mapping[str, tuple[int, int, int]]) -> Share | None:
    """The share in a population of which each stratum was sampled by itself: by its name hits, judged, and size."""
    told = {name: row for name, row in strata.items() if row[1] and row[2]}
    size = sum(row[2] for row in told.values())
    judged = sum(row[1] for row in told.values())
    if not told:
        return None
    p = sum(hits / n * of / size for hits, n, of in told.values())
    variance = sum(
        (of / size) ** 2 * _spread(hits, n) * max(0.0, 1 - n / of) for hits, n, of in told.values()
    )  # fmt: skip
    if variance <= 0 or not 0 < p < 1:
        return wilson(p * judged, judged, judged)
    effective = p * (1 - p) / variance
    return wilson(p * effective, effective, judged)


def _spread(hits: int, n: int) -> float:
    """The variance of a share, from one hit more and one less so that no stratum counts as certain."""
    p = (hits + 1) / (n + 2)
    return p * (1 - p) / n
