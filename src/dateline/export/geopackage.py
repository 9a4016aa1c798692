"""GeoPackage 1.3 (OGC 12-128r17): the points of the GeoJSON as two layers of one SQLite file, for QGIS and GDAL.

The layers are ``events`` and ``places``, in WGS 84 (EPSG:4326), longitude first as well-known binary has it. The file
tells no moment of its making, so that two exports are alike.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa

from dateline.export.geojson import EVENTS, PLACES
from dateline.export.source import Source

__all__ = ["write_geopackage"]

_APPLICATION = 0x47504B47
"""``GPKG``: what the file says that it is."""
_VERSION = 10300
_SHAPE = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
    description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
    srs_id INTEGER REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL REFERENCES gpkg_contents (table_name),
    column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys (srs_id), z TINYINT NOT NULL, m TINYINT NOT NULL,
    PRIMARY KEY (table_name, column_name));
"""
_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],'
    'UNIT["degree",0.0174532925199433],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'
)
_SYSTEMS = (
    ("Undefined Cartesian", -1, "NONE", -1, "undefined", None),
    ("Undefined geographic", 0, "NONE", 0, "undefined", None),
    ("WGS 84", 4326, "EPSG", 4326, _WGS84, None),
)
_LAYERS = {"events": (EVENTS, "Events that have a place"), "places": (PLACES, "Places that are named, with how often")}


def write_geopackage(source: Source, folder: Path) -> None:
    """Write ``places.gpkg``."""
    with closing(sqlite3.connect(folder / "places.gpkg")) as base:
        base.execute(f"PRAGMA application_id = {_APPLICATION}")
        base.execute(f"PRAGMA user_version = {_VERSION}")
        base.execute("PRAGMA synchronous = OFF")
        base.executescript(_SHAPE)
        base.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _SYSTEMS)
        for name, (query, about) in _LAYERS.items():
            _write_layer(base, name, about, source.batches(query))
        base.commit()


def _write_layer(base: sqlite3.Connection, name: str, about: str, rows: pa.RecordBatchReader) -> None:
    kept = [f for f in rows.schema if f.name not in ("layer", "longitude", "latitude")]
    columns = ", ".join(f'"{f.name}" {_type(f.type)}' for f in kept)
    base.execute(f'CREATE TABLE "{name}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT, {columns})')
    marks = ", ".join("?" * (len(kept) + 1))
    listed = ", ".join(f'"{f.name}"' for f in kept)
    for batch in rows:
        points = _points(batch.column("longitude").to_pylist(), batch.column("latitude").to_pylist())
        cells = [batch.column(f.name).to_pylist() for f in kept]
        base.executemany(f'INSERT INTO "{name}" (geom, {listed}) VALUES ({marks})', zip(points, *cells, strict=True))
    bounds = _bounds(base, name)
    base.execute(
        "INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, '1970-01-01T00:00:00.000Z', ?, ?, ?, ?, 4326)",
        (name, name, about, *bounds),
    )
    base.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POINT', 4326, 0, 0)", (name,))


def _type(kind: pa.DataType) -> str:
    if pa.types.is_boolean(kind):
        return "BOOLEAN"
    if pa.types.is_integer(kind):
        return "INTEGER"
    return "REAL" if pa.types.is_floating(kind) else "TEXT"


def _points(xs: Sequence[float], ys: Sequence[float]) -> Iterator[bytes]:
    """GeoPackage geometries: its header (little-endian, no envelope), then a point in well-known binary."""
    head = b"GP\x00\x01" + struct.pack("<i", 4326) + b"\x01" + struct.pack("<I", 1)
    return (head + struct.pack("<dd", x, y) for x, y in zip(xs, ys, strict=True))


def _bounds(base: sqlite3.Connection, name: str) -> tuple[Any, ...]:
    """Least and greatest longitude and latitude of a layer; all null where it is empty."""
    points = [struct.unpack("<dd", blob[13:]) for (blob,) in base.execute(f'SELECT geom FROM "{name}"')]
    if not points:
        return (None,) * 4
    xs, ys = zip(*points, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))
