"""Toponyms found in copy and the places they stand for."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.language import Copy
from dateline.places import find_toponyms
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


def test_people_and_papers_are_no_places(parsed: Parsed) -> None:
    """A person's or a newspaper's name that holds a place's is neither."""
    found = by_words(parsed("Paris Hilton told the Washington Post that she liked the show."))
    assert not found


def test_a_town_that_nobody_knows_stays_unknown(parsed: Parsed) -> None:
    """A name of no known place keeps null ids, never a country's middle."""
    rows = find_toponyms(parsed("He was born in the village of Qwoxlimtar in Ghana."))
    unknown = [t for t in rows if t.place_id is None]
    assert all(t.lat is None and t.lon is None for t in unknown)
    assert any(t.country == "GHA" for t in rows)


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
