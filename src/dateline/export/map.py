"""A still map as SVG: circles over an outline of the countries, their areas in proportion to counts.

The projection is Equal Earth (Šavrič, Patterson and Jenny 2019), so that areas can be compared; the borders are the de
facto ones of Natural Earth. No script, no tiles, no network.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from dateline.export.source import Source
from dateline.resources import table

__all__ = ["Spot", "draw_map", "map_of", "projected"]

WIDTH, HEIGHT = 1000, 520
_MAP_HEIGHT = 470
_LARGEST = 26.0
"""The radius of the largest circle, in pixels."""
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_HALF_WIDTH, _HALF_HEIGHT = 2.70664, 1.31737
"""Half the width and height of the projected globe of radius 1."""
_STYLE = (
    "text{font:13px sans-serif;fill:#333}.small{font-size:11px;fill:#666}"
    ".land{fill:#eceae4;stroke:#fff;stroke-width:.6}.sea{fill:#f8f9fb}.spot{fill:#b5442c;fill-opacity:.55;stroke:#7d2a18;stroke-width:.6}"
)
BORDERS = "Borders: de facto, Natural Earth 1:110m. Projection: Equal Earth."


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map and what is counted there."""

    lat: float
    """Degrees, WGS 84."""
    lon: float
    count: float
    name: str = ""


def projected(lat: float, lon: float) -> tuple[float, float]:
    """Where a point lies on the picture, in pixels from its upper left corner."""
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(lat)))
    t2 = theta * theta
    t6 = t2**3
    a1, a2, a3, a4 = _A
    stretch = a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)
    x = 2 * math.sqrt(3) * math.radians(lon) * math.cos(theta) / (3 * stretch)
    y = theta * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))
    scale = min(WIDTH / (2 * _HALF_WIDTH), _MAP_HEIGHT / (2 * _HALF_HEIGHT))
    return WIDTH / 2 + x * scale, _MAP_HEIGHT / 2 - y * scale


@functools.cache
def _land() -> str:
    """The outline as one path; a ring is cut where it jumps over the 180th meridian."""
    pieces: list[str] = []
    for row in table("outline.tsv"):
        for ring in row["rings"].split("|"):
            last, command = None, "M"
            for point in ring.split(" "):
                lon, lat = (float(n) for n in point.split(","))
                if last is not None and abs(lon - last) > 180:
                    command = "M"
                x, y = projected(lat, lon)
                pieces.append(f"{command}{x:.1f} {y:.1f}")
                last, command = lon, "L"
            pieces.append("Z")
    return "".join(pieces)


def draw_map(spots: Iterable[tuple[float, float, float] | Spot], title: str = "", counted: str = "mentions") -> str:
    """An SVG map of ``spots`` (latitude, longitude, count and, where known, name), the largest drawn first.

    ``counted`` says what is counted, in the plural. Points off the globe or without a positive count are left out, and
    the map says how many.
    """
    given = [spot if isinstance(spot, Spot) else Spot(*spot) for spot in spots]
    kept = sorted((s for s in given if _is_sound(s)), key=lambda s: (-s.count, s.lat, s.lon, s.name))
    most = kept[0].count if kept else 1.0
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f"<title>{escape(title or 'Map')}</title><style>{_STYLE}</style>",
        f'<rect class="sea" width="{WIDTH}" height="{HEIGHT}"/>',
        f'<path class="land" d="{_land()}"/>',
    ]
    for spot in kept:
        x, y = projected(spot.lat, spot.lon)
        label = f"{spot.name}: {spot.count:g} {counted}" if spot.name else f"{spot.count:g} {counted}"
        radius = _radius(spot.count, most)
        lines.append(
            f'<circle class="spot" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"><title>{escape(label)}</title></circle>'
        )
    return "\n".join([*lines, *_legend(most if kept else 0, title, counted, len(given) - len(kept)), "</svg>\n"])


_MENTIONED = """
SELECT p.latitude, p.longitude, count(*) AS mentions, p.name
FROM toponyms t JOIN places p USING (place_id)
WHERE p.feature NOT LIKE 'PCL%' AND p.feature <> 'CONT'
GROUP BY ALL ORDER BY ALL
"""


def map_of(source: Source) -> str:
    """The places that a record names, countries and continents aside, as an SVG map of how often they are named."""
    rows = source.rows(_MENTIONED)
    spots = [Spot(row["latitude"], row["longitude"], row["mentions"], row["name"] or "") for row in rows]
    return draw_map(spots, f"{len(spots)} places named, countries aside", "mentions")


def _is_sound(spot: Spot) -> bool:
    """Whether ``spot`` is on the globe and counts something; comparisons with NaN are false."""
    return -90 <= spot.lat <= 90 and -180 <= spot.lon <= 180 and 0 < spot.count < math.inf


def _radius(count: float, most: float) -> float:
    return max(2.0, _LARGEST * math.sqrt(count / most))


def _legend(most: float, title: str, counted: str, left_out: int) -> list[str]:
    """The words under the map, and circles for what they stand for."""
    note = BORDERS + (f" Left out: {left_out} off the globe or without a count." if left_out else "")
    lines = [
        f'<text x="16" y="{HEIGHT - 30}">{escape(title)}</text>',
        f'<text class="small" x="16" y="{HEIGHT - 12}">{note}</text>',
    ]
    at = WIDTH - 40.0
    for count in sorted({most, _rounded(most / 4), _rounded(most / 16)} if most else set(), reverse=True):
        radius = _radius(count, most)
        lines.append(f'<circle class="spot" cx="{at:.0f}" cy="{HEIGHT - 40}" r="{radius:.1f}"/>')
        lines.append(f'<text class="small" x="{at:.0f}" y="{HEIGHT - 4}" text-anchor="middle">{count:g}</text>')
        at -= radius + 50
    if most:
        lines.append(f'<text class="small" x="{at:.0f}" y="{HEIGHT - 36}" text-anchor="end">{escape(counted)}</text>')
    return lines


def _rounded(count: float) -> float:
    return float(max(1, round(count)))
