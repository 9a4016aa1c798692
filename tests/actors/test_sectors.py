"""Country and sector of actors, in PLOVER's codes."""

from __future__ import annotations

import pytest
from made_casts import actor, cast_of

from dateline.actors import acting_sector
from dateline.schema import Actor


@pytest.mark.parametrize(
    ("text", "name", "country", "sector"),
    [
        ("Kenyan officials shut the quay.", "Kenyan officials", "KEN", "GOV"),
        ("A group of Moroccan diplomats left Oslo.", "A group of Moroccan diplomats", "MAR", "GOV"),
        ("Rebel leaders met on the quay.", "Rebel leaders", None, "REB"),
        ("Israeli intelligence officials shared the list.", "Israeli intelligence officials", "ISR", "SPY"),
        ("Opposition groups in Zimbabwe marched.", "Opposition groups", "ZWE", "OPP"),
        ("Darfur rebels left the camp.", "Darfur rebels", "SDN", "REB"),
        ("Arab League Secretary General Samir Dabbas spoke.", "Samir Dabbas", None, "IGO"),
    ],
)
def test_the_words_around_a_noun_tell_country_and_sector(
    text: str, name: str, country: str | None, sector: str
) -> None:
    """The word before, what a group is made of, the place after it, the body in a title."""
    found = actor(cast_of(text), name)
    assert (found.country, found.sector) == (country, sector)


def test_a_country_acts_as_its_government_where_that_is_named() -> None:
    """ "The Sudanese government" and "Khartoum" are GOV, "Sudan" is the country."""
    sudan = Actor("a1", "country", "Sudan", True, country="SDN")
    texts = ("the Sudanese government", "Khartoum", "Sudan")
    assert [acting_sector(sudan, text) for text in texts] == ["GOV", "GOV", None]
    assert acting_sector(Actor("a2", "group", "rebels", False, sector="REB"), "the government") == "REB"
