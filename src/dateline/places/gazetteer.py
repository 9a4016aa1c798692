"""The gazetteer: one file of sorted arrays, mapped into memory and searched by bisection; no server, no parsing.

A name is looked up by a 64-bit hash of its folded form, so that the file holds no sorted names; a place is a row over
parallel arrays. The data are GeoNames' (https://www.geonames.org, CC BY 4.0); ``dateline.places.build`` makes the file.
"""

from __future__ import annotations

import functools
import json
import mmap
import os
import zlib
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, Literal

from dateline.errors import FormatError
from dateline.places.countries import folded
from dateline.resources.hashes import checked
from dateline.resources.own import own_rows

__all__ = ["SECTIONS", "Gazetteer", "Place", "key_of", "open_gazetteer", "shipped"]

MAGIC = b"DLGAZ2\n"
SECTIONS: Final[dict[str, Literal["B", "H", "I", "Q", "i"]]] = {
    "ids": "I", "lats": "i", "lons": "i", "populations": "I", "countries": "H", "admins": "H", "features": "B",
    "fames": "B",
    "name_ends": "I", "names": "B", "keys": "Q", "places": "I", "admin_rows": "I",
}  # fmt: skip
"""The arrays of the file and their item types (as in ``array``), little-endian."""
ALTERNATE = 1 << 31
"""Set in an item of ``places`` where the name is not the place's own but another of its names."""
NO_ADMIN = 0xFFFF
_MARKS = str.maketrans({".": None, "-": " ", "'": None})
_SPELT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
DEGREE = 100_000


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer."""

    place_id: str | None
    """GeoNames id; null for a region that has none here."""
    name: str
    lat: float
    """Degrees, WGS 84."""
    lon: float
    country: str | None
    """ISO 3166-1 alpha-3."""
    admin1: str | None
    """The name of the first-order division that it lies in."""
    feature: str
    """GeoNames feature code."""
    population: int
    fame: int
    """How many names it has in all languages, 255 at most: a sign of how widely it is known."""
    own_name: bool
    """Whether it was found by its own name rather than another of its names."""


def key_of(name: str) -> int:
    """The hash under which ``name`` is kept: that of its folded form, without marks, "St." spelt out."""
    plain = folded(name).translate(_MARKS)
    first, blank, rest = plain.partition(" ")
    if blank and first in _SPELT:
        plain = f"{_SPELT[first]} {rest}"
    return int.from_bytes(blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


class Gazetteer:
    """An open gazetteer file."""

    def __init__(self, source: memoryview, label: str) -> None:
        """``source`` is the whole file; ``label`` names it in messages. Raises FormatError where it is damaged."""
        head = _head(source, label)
        self._countries: list[str] = head["countries"]
        self._features: list[str] = head["features"]
        self._arrays: dict[str, memoryview[int]] = {}
        for name, (start, end) in head["sections"].items():
            self._arrays[name] = source[start:end].cast(SECTIONS[name])
        self.credit: str = head["credit"]
        self._own: dict[int, list[Place]] = {}
        self._find = functools.lru_cache(maxsize=20_000)(self._lookup)

    def add(self, place: Place, names: Iterable[str]) -> None:
        """Know ``place`` under ``names``, too."""
        for name in names:
            self._own.setdefault(key_of(name), []).append(place)

    def __len__(self) -> int:
        """The number of places."""
        return len(self._arrays["ids"])

    def find(self, name: str) -> tuple[Place, ...]:
        """The places that ``name`` can stand for, the most populous first."""
        return self._find(key_of(name))

    def _lookup(self, key: int) -> tuple[Place, ...]:
        keys, places = self._arrays["keys"], self._arrays["places"]
        at = bisect_left(keys, key)
        found: list[Place] = []
        while at < len(keys) and keys[at] == key:
            item = places[at]
            found.append(self._place(item & ~ALTERNATE, not item & ALTERNATE))
            at += 1
        found += self._own.get(key, ())
        found.sort(key=lambda p: (-p.population, p.place_id or ""))
        return tuple(found)

    def _place(self, row: int, own_name: bool) -> Place:
        arrays = self._arrays
        admin, number = arrays["admins"][row], arrays["ids"][row]
        return Place(
            place_id=str(number) if number else None,
            name=self._name(row),
            lat=arrays["lats"][row] / DEGREE,
            lon=arrays["lons"][row] / DEGREE,
            country=self._countries[arrays["countries"][row]] or None,
            admin1=self._name(arrays["admin_rows"][admin]) if admin != NO_ADMIN else None,
            feature=self._features[arrays["features"][row]],
            population=arrays["populations"][row],
            fame=arrays["fames"][row],
            own_name=own_name,
        )

    def _name(self, row: int) -> str:
        ends = self._arrays["name_ends"]
        return bytes(self._arrays["names"][ends[row - 1] if row else 0 : ends[row]]).decode("utf-8")


def _head(source: memoryview, label: str) -> dict[str, Any]:
    """The file's directory, after its check sum has been found right."""
    advice = "reinstall dateline, or build the file again with `python -m dateline.places.build`"
    if bytes(source[: len(MAGIC)]) != MAGIC:
        raise FormatError(f"{label} is not a gazetteer of this version: {advice}")
    at = len(MAGIC)
    wanted, length = (int.from_bytes(source[i : i + 4], "little") for i in (at, at + 4))
    if zlib.crc32(source[at + 4 :]) != wanted:
        raise FormatError(f"{label} is damaged (its check sum is wrong): {advice}")
    head: dict[str, Any] = json.loads(bytes(source[at + 8 : at + 8 + length]))
    base = at + 8 + length
    base += -base % 8
    head["sections"] = {name: (base + start, base + end) for name, (start, end) in head["sections"].items()}
    return head


def open_gazetteer(file: str | Path) -> Gazetteer:
    """Open the gazetteer at ``file``. Raises FormatError where it is missing or damaged."""
    try:
        with Path(file).open("rb") as stream:
            source = memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as error:
        raise FormatError(f"the gazetteer {file} cannot be read ({error}): reinstall dateline") from error
    return Gazetteer(source, str(file))


@functools.cache
def shipped() -> Gazetteer:
    """The gazetteer that comes with dateline, or the one that the variable DATELINE_GAZETTEER points to."""
    known = open_gazetteer(os.environ.get("DATELINE_GAZETTEER") or checked("gazetteer.bin"))
    for row in own_rows("places.tsv"):
        place = Place(
            row["place_id"] or None, row["name"], float(row["lat"]), float(row["lon"]), row["country"] or None,
            row["admin1"] or None, row["feature"] or "PPL", int(float(row["population"] or 1_000_000)), 255, True,
        )  # fmt: skip
        known.add(place, [row["name"], *filter(None, row["other_names"].split("|"))])
    return known
