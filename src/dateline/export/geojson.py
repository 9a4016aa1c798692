"""GeoJSON (RFC 7946): a point for each event that has a place, and one for each place that is named.

Every feature says in ``layer`` which of the two it is. Coordinates are those of the gazetteer's place: an event in a
country stands at the country's middle, and ``feature`` tells such places (PCLI) from towns.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from dateline.export.source import Row, Source

__all__ = ["EVENTS", "PLACES", "write_geojson"]

EVENTS = """
SELECT 'events' AS layer, f.*, p.feature FROM flat_events f LEFT JOIN places p ON p.place_id = f.place_id
WHERE f.latitude IS NOT NULL ORDER BY f.article_id, f.event_id
"""
PLACES = """
SELECT 'places' AS layer, p.place_id, p.name, p.country, p.admin1, p.feature, p.latitude, p.longitude,
       count(*) AS mentions, count(DISTINCT t.article_id) AS articles
FROM toponyms t JOIN places p ON p.place_id = t.place_id WHERE p.latitude IS NOT NULL
GROUP BY ALL ORDER BY p.place_id
"""


def write_geojson(source: Source, folder: Path) -> None:
    """Write ``places.geojson``, a feature a line."""
    with (folder / "places.geojson").open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        for number, feature in enumerate(_features(source)):
            file.write(("," if number else "") + "\n" + json.dumps(feature, ensure_ascii=False))
        file.write("\n]}\n")


def _features(source: Source) -> Iterator[Row]:
    for query, key in ((EVENTS, "event_id"), (PLACES, "place_id")):
        for row in source.rows(query):
            point = {"type": "Point", "coordinates": [row.pop("longitude"), row.pop("latitude")]}
            yield {"type": "Feature", "id": f"{row['layer']}/{row[key]}", "geometry": point, "properties": row}
