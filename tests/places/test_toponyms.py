"""Toponyms found in copy and the places they stand for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dateline
from dateline.language import Copy
from dateline.places import find_toponyms
from dateline.places.build import Row, packed
from dateline.places.gazetteer import open_gazetteer, shipped
from dateline.places.mentions import bounds
from dateline.places.resolve import home_of
from dateline.schema import Toponym

Parsed = Callable[..., Copy]


def by_words(copy: Copy) -> dict[str, Toponym]:
    """The toponyms of ``copy`` under their words."""
    return {copy.text[t.start : t.end]: t for t in find_toponyms(copy)}


def test_a_city_and_its_countrys_demonym(parsed: Parsed) -> None:
    """A city is a place; an adjective of a country is a demonym with the country's id."""
    found = by_words(parsed("The Turkish minister arrived in Baghdad on Monday."))
    assert (found["Turkish"].form, found["Turkish"].country, found["Turkish"].place_id) == ("demonym", "TUR", "298795")
    assert (found["Baghdad"].form, found["Baghdad"].country, found["Baghdad"].feature) == ("place", "IRQ", "PPLC")


def test_the_region_beside_decides(parsed: Parsed) -> None:
    """ "Paris, Texas" lies in Texas; "Paris" alone in France."""
    assert by_words(parsed("The fair was held in Paris, Texas, this week."))["Paris"].admin1 == "Texas"
    assert by_words(parsed("The fair was held in Paris this week."))["Paris"].country == "FRA"


def test_a_state_right_behind_its_city_is_the_state(parsed: Parsed) -> None:
    """One name has one sense in a story, but for "Savannah, Georgia" in a story about the country."""
    text = "Tbilisi said Georgia would not yield to Russia. The Georgian envoy spoke in Savannah, Georgia, on Monday."
    copy = parsed(text)
    assert [t.country for t in find_toponyms(copy) if text[t.start : t.end] == "Georgia"] == ["GEO", "USA"]


@pytest.mark.parametrize(
    ("text", "name", "countries"),
    [
        ("MACON — The governor of Georgia met growers. Georgia is dry.", "Georgia", ["USA", "USA"]),
        ("Georgia lawmakers met on Monday.", "Georgia", ["USA"]),
        ("Courts in Alabama, Georgia and Florida shut.", "Georgia", ["USA"]),
        ("TBILISI — Georgia is dry. A senator spoke.", "Georgia", ["GEO"]),
        ("CHILE, N.C. — They came from Chile.", "Chile", ["CHL"]),
        ("PERU, Ind. — A circus left Peru on Monday.", "Peru", ["USA"]),
        ("A fire in Lebanon, Pa., burned on. Lebanon is dry.", "Lebanon", ["USA", "USA"]),
        ("A pub in Durham, Ontario, has a twin in Durham, England.", "Durham", ["CAN", "GBR"]),
        ("The Times of Malta and the Voice of Malta ran it.", "Malta", []),
        ("Wuppertal is hiring nurses.", "Wuppertal", ["DEU"]),
        ("A call came from Mobile users.", "Mobile", []),
        ("They live in Mobile, and Mobile police know them.", "Mobile", ["USA", "USA"]),
        ("Shares of Amazon fell.", "Amazon", []),
    ],
)
def test_names_that_are_several_places_or_none(parsed: Parsed, text: str, name: str, countries: list[str]) -> None:
    """A state by its towns and offices, a town by its state, a paper by its capitals, a word by its neighbours."""
    assert [t.country for t in find_toponyms(parsed(text)) if text[t.start : t.end] == name] == countries


def test_a_county_lies_in_the_datelines_state(parsed: Parsed) -> None:
    """Of the many counties of one name, the one of the dateline's state is meant."""
    found = by_words(parsed("GREENSBORO, N.C. — Montgomery County sued its sheriff on Monday."))
    assert found["Montgomery County"].admin1 == "North Carolina"


def test_people_and_papers_are_no_places(parsed: Parsed) -> None:
    """A person's or a newspaper's name that holds a place's is neither."""
    found = by_words(parsed("Paris Hilton told the Washington Post that she liked the show."))
    assert not found


def test_a_town_that_nobody_knows_stays_unknown(parsed: Parsed) -> None:
    """A name of no known place keeps null ids, never a country's middle."""
    rows = find_toponyms(parsed("He was born in the village of Qwoxlimtar in Ghana."))
    unknown = [t for t in rows if t.place_id is None]
    assert all(t.lat is None and t.lon is None and t.reason for t in unknown)
    assert any(t.country == "GHA" for t in rows)


def test_a_state_without_such_a_town_gives_no_other_states_town(parsed: Parsed) -> None:
    """A town said to lie in a state that has none of its name is unknown, and the reason says so."""
    found = by_words(parsed("They met in Augsburg, Vermont, on Monday."))
    assert (found["Augsburg"].place_id, found["Augsburg"].reason) == (None, "not-in-region")


def test_words_that_look_like_towns_are_none(parsed: Parsed) -> None:
    """Surnames of the article, acronyms and common words at a sentence's start name no town."""
    copy = parsed("Anna Lincoln met NATO officials. Lincoln spoke to Lincoln's aides. Many clapped.")
    assert find_toponyms(copy) == ()


def test_abbreviated_states(parsed: Parsed) -> None:
    """A state may be short, and in capitals in a dateline."""
    found = by_words(parsed("They live in Jackson, Mich., and in Dover, Del., they said."))
    assert (found["Jackson"].admin1, found["Mich"].feature if "Mich" in found else found["Mich."].feature) == (
        "Michigan",
        "ADM1",
    )


def test_a_state_is_told_from_its_city(parsed: Parsed) -> None:
    """ "Washington" is the capital; "Washington state" and "Seattle, Washington" are not."""
    assert by_words(parsed("Officials in Washington said so."))["Washington"].feature == "PPLC"
    assert by_words(parsed("The fair in Seattle, Washington, closed."))["Washington"].feature == "ADM1"


def test_a_name_is_found_again_where_the_tagger_misses_it(parsed: Parsed) -> None:
    """A known place's name counts wherever the article repeats it, in a body's name too, but not in a paper's."""
    copy = parsed("They met in Toulouse. Toulouse police said so. The Toulouse Herald wrote about it.")
    assert [t.start for t in find_toponyms(copy)] == [12, 22]


def test_coordinates_off_the_globe_give_no_place(parsed: Parsed, tmp_path: Path) -> None:
    """A gazetteer's row with a latitude of 140 is not used, and the reason says so."""
    file = tmp_path / "g.bin"
    file.write_bytes(packed([Row(1, "Toulouse", 140.0, 1.0, "FRA", "PPL", 500_000)]))
    rows = find_toponyms(parsed("They met in Toulouse."), open_gazetteer(file))
    assert [(t.place_id, t.reason) for t in rows] == [(None, "bad-coordinates")]


def test_the_papers_home_is_company(parsed: Parsed) -> None:
    """A paper of Ontario means the London of Ontario once its site and its neighbours say so."""
    known = shipped()
    assert home_of("https://www.oslotimes.co.uk/a", None, known).country == "GBR"
    assert home_of("https://www.ottawaherald.ca/a", None, known).towns == "ottawa"
    assert home_of("folder/a.txt", "The Ottawa Evening Post", known).towns == "Ottawa"
    assert home_of("folder/a.txt", None, known).country is None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.sampled_from(list("Paris, Ohio. in\nU.S.’s (Iraqi) “éЖ–")), max_size=80))
def test_no_copy_crashes_the_stage_and_spans_are_sound(parsed: Parsed, text: str) -> None:
    """Spans are inside the text, not empty, in order and without overlaps."""
    copy = parsed(text)
    end = 0
    for row in find_toponyms(copy):
        assert end <= row.start < row.end <= len(text)
        assert text[row.start : row.end].strip() == text[row.start : row.end]
        end = row.end


def test_a_short_state_and_a_senator_make_georgia_a_state() -> None:
    """ "Ga." in the dateline, or who represents it, rules the bare name; its own capital keeps the country."""
    for text in (
        "ATHENS, Ga. (AA) - Snow fell across Georgia.",
        "Senator Lou Fell, who represents Georgia, voted no.",
    ):
        assert [t["country"] for t in dateline.annotate(text)["toponyms"]][-1] == "USA"
    assert dateline.annotate("The senator flew to Georgia for talks in Tbilisi.")["toponyms"][0]["country"] == "GEO"


def test_a_town_before_its_region_in_brackets_is_a_place() -> None:
    """Both are, whatever the sentence around them; a year in brackets shows nothing."""
    found = dateline.annotate("Kiel (Schleswig-Holstein) and Linz (Austria) are hiring.")["toponyms"]
    assert [(t["name"], t["country"]) for t in found][::2] == [("Kiel", "DEU"), ("Linz", "AUT")]


def test_a_run_of_marks_in_a_name_takes_no_time(parsed: Parsed) -> None:
    """Each of them could end a possessive: tried both ways, seventy of them would take for ever."""
    for text, name in ((f"The Koper {'’' * 70}oper Board", f"Koper {'’' * 70}oper Board"),
                       ("The Koper Board’s", "Koper Board"), ("The Koper Board’ ", "Koper Board")):  # fmt: skip
        doc = parsed(text).doc
        start, end = bounds(text, doc, 0, len(doc))
        assert text[start:end] == name
