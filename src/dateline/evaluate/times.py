"""Times against TimeML documents, by the measures of TempEval-3 (UzZaman et al. 2013).

``relaxed``: any overlap; ``strict``: the same offsets; ``value``: overlap and the same TIMEX3 value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from dateline.evaluate.measures import Hits, Measure, common
from dateline.schema import Reading


def score(rows: Sequence[dict[str, Any]], readings: Sequence[Reading]) -> list[Measure]:
    """F1 of three kinds; gold rows hold ``timexes`` with ``start``, ``end`` and ``value``."""
    count: Counter[str] = Counter()
    for row, reading in zip(rows, readings, strict=True):
        left = list(reading.timeline.times)
        count["gold"] += len(row["timexes"])
        count["predicted"] += len(left)
        for timex in row["timexes"]:
            wanted = timex["start"], timex["end"]
            best = max(left, key=lambda t: common((t.start, t.end), wanted), default=None)
            if best is None or common((best.start, best.end), wanted) <= 0:
                continue
            left.remove(best)
            count["relaxed"] += 1
            count["strict"] += (best.start, best.end) == wanted
            count["value"] += best.value == timex["value"]
    return [
        Hits(count[kind], count["gold"], count["predicted"]).measure(kind) for kind in ("relaxed", "strict", "value")
    ]
