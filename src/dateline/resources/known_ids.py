"""Wikidata ids of what is known by name: countries and bodies, from ``wikidata.tsv``."""

from __future__ import annotations

import functools

from dateline.resources import table


@functools.cache
def of_countries() -> dict[str, str]:
    """By ISO 3166-1 alpha-3."""
    return {key: number for key, number in _rows().items() if len(key) == 3 and key.isupper()}


@functools.cache
def of_bodies() -> dict[str, str]:
    """By each sure name of a body, in lower case."""
    ids = _rows()
    known = [row for row in table("organisations.tsv") if row["name"] in ids]
    names = {name.casefold(): ids[row["name"]] for row in known for name in row["others"].split("|") if name}
    return names | {row["name"].casefold(): ids[row["name"]] for row in known}


@functools.cache
def of_places() -> dict[str, str]:
    """By the GeoNames id of a country."""
    ids = of_countries()
    return {row["place_id"]: ids[row["alpha3"]] for row in table("countries.tsv") if row["alpha3"] in ids}


def _rows() -> dict[str, str]:
    return {row["key"]: row["wikidata_id"] for row in table("wikidata.tsv")}
