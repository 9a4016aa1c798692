"""The table of countries and its look-ups."""

from __future__ import annotations

import pytest

from dateline.places.countries import all_countries, country, word


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Iraq", "IRQ"),
        ("Iraqi", "IRQ"),
        ("Iraqis", "IRQ"),
        ("Baghdad", "IRQ"),
        ("the Netherlands", "NLD"),
        ("Dutch", "NLD"),
        ("Kremlin", "RUS"),
        ("Downing Street", "GBR"),
        ("U.S.", "USA"),
        ("Côte d’Ivoire", "CIV"),
        ("Kiev", "UKR"),
        ("Niger", "NER"),
        ("Nigerian", "NGA"),
        ("Congolese", "COD"),
    ],
)
def test_a_countrys_words_point_to_it(text: str, code: str) -> None:
    """Names, demonyms, capitals and seats give the country."""
    found = word(text)
    assert found is not None
    assert found.country.alpha3 == code


def test_us_the_pronoun_is_no_country() -> None:
    """An acronym is a country's name only in capitals."""
    assert word("US") is not None
    assert word("us") is None
    assert word("car") is None


def test_a_capital_can_stand_for_the_government_and_a_country_cannot() -> None:
    """The sense of a word tells which it is."""
    senses = [found.sense for text in ("Ankara", "White House", "Turkey") if (found := word(text)) is not None]
    assert senses == ["capital", "seat", "name"]


def test_the_table_is_whole() -> None:
    """Every country has both codes, a name and a GeoNames id; the codes are unique."""
    rows = all_countries()
    assert len(rows) == 250
    assert len({c.alpha2 for c in rows}) == len({c.alpha3 for c in rows}) == 250
    assert all(c.name and c.place_id.isdigit() for c in rows)
    assert country("IQ") is country("IRQ")
    found = word("Iraqi")
    assert found is not None
    assert found.sense == "adjective"
