"""Build the outline of countries for maps: ``python -m dateline.export.outline countries-110m.json``.

The input is a TopoJSON file of the package world-atlas (Natural Earth, public domain); the output is
``resources/outline.tsv``: a country a line, its rings as "lon,lat lon,lat ...", separated by "|".
"""

from __future__ import annotations

import argparse
import json
from itertools import accumulate
from pathlib import Path
from typing import Any

from dateline.resources import path

__all__ = ["main", "rings_of"]

HEAD = """# Outlines of countries for maps, at 1:110 million.
# Natural Earth (https://www.naturalearthdata.com), public domain, by way of the package world-atlas 2 (ISC).
# Borders are the de facto ones that Natural Earth draws.
# A ring is "lon,lat lon,lat ..." in degrees; "|" separates rings.
name\trings
"""
Ring = list[tuple[float, float]]


def rings_of(topology: dict[str, Any]) -> dict[str, list[Ring]]:
    """The rings of each country of a world-atlas TopoJSON, in degrees, by its name."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[Ring] = []
    for arc in topology["arcs"]:
        xs, ys = accumulate(p[0] for p in arc), accumulate(p[1] for p in arc)
        arcs.append(
            [(round(x * scale_x + move_x, 2), round(y * scale_y + move_y, 2)) for x, y in zip(xs, ys, strict=True)]
        )
    found: dict[str, list[Ring]] = {}
    for country in topology["objects"]["countries"]["geometries"]:
        many = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        found[country["properties"]["name"]] = [_ring(numbers, arcs) for polygon in many for numbers in polygon]
    return found


def _ring(numbers: list[int], arcs: list[Ring]) -> Ring:
    """Arcs put end to end; a negative number is an arc backwards (TopoJSON 2.1.4)."""
    points: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def _written(ring: Ring) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in ring)


def main(arguments: list[str] | None = None) -> None:
    """Write the resource."""
    options = argparse.ArgumentParser(prog="python -m dateline.export.outline", description=__doc__)
    options.add_argument("topology", type=Path)
    options.add_argument("--out", type=Path, default=Path(path("outline.tsv")))
    given = options.parse_args(arguments)
    rings = rings_of(json.loads(given.topology.read_text(encoding="utf-8")))
    lines = [f"{name}\t" + "|".join(map(_written, rings[name])) for name in sorted(rings)]
    given.out.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
