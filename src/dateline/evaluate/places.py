"""Places against documents whose toponyms carry coordinates (TR-News; Kamalloo and Rafiei 2018).

``@161 km`` (100 miles) is the field's usual figure, here end to end: a toponym that was not found counts as wrong.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from dateline.evaluate.measures import Measure, common, share
from dateline.schema import Reading

NEAR_KM = 161.0
_EARTH_DIAMETER_KM = 12_742.0


def distance(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Kilometres between two points in degrees, on a sphere."""
    a, b, c, d = (math.radians(x) for x in (lat_a, lon_a, lat_b, lon_b))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return _EARTH_DIAMETER_KM * math.asin(math.sqrt(min(1.0, half)))


def score(rows: Sequence[dict[str, Any]], readings: Sequence[Reading]) -> list[Measure]:
    """Shares; gold rows hold ``toponyms`` with ``start``, ``end``, ``lat``, ``lon`` and, where known, ``geonameid``."""
    count: Counter[str] = Counter()
    for row, reading in zip(rows, readings, strict=True):
        _count(row["toponyms"], reading, count)
    return [
        share("@161 km", count["near"], count["gold"]),
        share("found", count["found"], count["gold"]),
        share("precision", count["met"], count["predicted"]),
        share("exact id", count["exact"], count["with id"]),
        share("@161 km of those found", count["near"], count["found"]),
    ]


def _count(gold: Sequence[dict[str, Any]], reading: Reading, count: Counter[str]) -> None:
    predicted = reading.toponyms
    count["predicted"] += len(predicted)
    count["met"] += sum(any(common((p.start, p.end), (t["start"], t["end"])) > 0 for t in gold) for p in predicted)
    for toponym in gold:
        if toponym.get("lat") is None:
            continue
        wanted = toponym["start"], toponym["end"]
        over = [p for p in predicted if common((p.start, p.end), wanted) > 0]
        best = max(over, key=lambda p: common((p.start, p.end), wanted), default=None)
        count["gold"] += 1
        count["with id"] += bool(toponym.get("geonameid"))
        if best is None:
            continue
        count["found"] += 1
        count["exact"] += bool(toponym.get("geonameid")) and best.place_id == str(toponym["geonameid"])
        if best.lat is not None and best.lon is not None:
            apart = distance(best.lat, best.lon, float(toponym["lat"]), float(toponym["lon"]))
            count["near"] += apart <= NEAR_KM
