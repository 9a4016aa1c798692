"""Places in GDELT's codes: FIPS 10-4 countries and first divisions, and its types of place."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from dateline.export.source import Row
from dateline.resources import table

__all__ = ["Geo", "geo"]


@dataclass(frozen=True, slots=True)
class Geo:
    """A place as GDELT's columns have it; type 0 and empty cells where there is none."""

    type: int = 0
    """1 country, 2 state of the United States, 3 city there, 4 city elsewhere, 5 state elsewhere."""
    name: str = ""
    country: str = ""
    """FIPS 10-4."""
    admin1: str = ""
    """The FIPS 10-4 country alone: the record names first divisions and does not number them."""
    latitude: float | str = ""
    longitude: float | str = ""
    feature_id: str = ""
    """For countries their FIPS code; empty for others, whose GNS numbers GeoNames does not give."""


def geo(row: Row) -> Geo:
    """The place whose ``name``, ``country``, ``admin1``, ``latitude``, ``longitude`` and ``feature`` are in ``row``."""
    if row["name"] is None or row["latitude"] is None:
        return Geo()
    country, feature = _fips().get(row["country"] or "", ""), row["feature"] or ""
    full = (row["name"], row["admin1"], country_names().get(row["country"] or ""))
    name = ", ".join(dict.fromkeys(filter(None, full)))
    if feature.startswith("PCL"):
        return Geo(1, row["name"], country, country, row["latitude"], row["longitude"], country)
    american = row["country"] == "USA"
    if feature.startswith("ADM1"):
        return Geo(2 if american else 5, name, country, country, row["latitude"], row["longitude"])
    return Geo(3 if american else 4, name, country, country, row["latitude"], row["longitude"])


@functools.cache
def _fips() -> dict[str, str]:
    return {row["alpha3"]: row["fips"] for row in table("fips.tsv")}


@functools.cache
def country_names() -> dict[str, str]:
    """The English name of each country by its three letters."""
    return {row["alpha3"]: row["name"] for row in table("countries.tsv")}
