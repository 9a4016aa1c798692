"""The table of countries and its look-ups."""

from __future__ import annotations

import pytest

from dateline.places.countries import all_countries, country, country_of, seat_of, word


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
    assert country_of(text) == code


def test_us_the_pronoun_is_no_country() -> None:
    """An acronym is a country's name only in capitals."""
    assert country_of("US") == "USA"
    assert country_of("us") is None
    assert country_of("car") is None


def test_a_capital_can_stand_for_the_government_and_a_country_cannot() -> None:
    """``seat_of`` knows capitals and seats only."""
    assert seat_of("Ankara") == "TUR"
    assert seat_of("White House") == "USA"
    assert seat_of("Turkey") is None


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
