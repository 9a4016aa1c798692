"""Two holders of one role, parts of the body, particles of surnames, and companies called after persons."""

from __future__ import annotations

import pytest
from made_casts import actor, cast_of, mentions


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The bishop of Trieste", "The bishop of Udine"),
        ("The club's treasurer", "The choir's treasurer"),
        ("The third juror", "The fifth juror"),
        ("The interior minister", "The defence minister"),
        ("The consul in Genoa", "The consul in Naples"),
        ("The envoy to Sudan", "The envoy to Chad"),
        ("The eastern sector commander", "The western sector commander"),
        ("The visiting captain", "The home captain"),
    ],
)
def test_two_holders_of_one_role_are_two(one: str, other: str) -> None:
    """What the role is of, or which of them is meant, keeps them apart."""
    text = f"{one} said the quay was safe. {other} said it was not."
    cast = cast_of(text, one, other)
    first, second = (st.speaker for st in cast.statements)
    assert first is not None
    assert second is not None
    assert first != second


def test_a_holder_under_the_same_words_is_one() -> None:
    """The same complement means the same person, and so does none."""
    text = "The mayor of Koper opened the quay. The mayor smiled. The mayor of Koper left."
    (found,) = mentions(cast_of(text), text).values()
    assert len([m for m in found if "mayor" in m.lower()]) == 3


def test_who_is_met_is_not_who_meets() -> None:
    """Subject and object of one verb are two."""
    text = "The warden telephoned the head of the prison service."
    found = mentions(cast_of(text), text)
    assert found["The warden"] == ["The warden"]


@pytest.mark.parametrize(
    "text", ["The captain lowered his head.", "Ana Vidmar sat at the head of the table.", "The chair squeaked."]
)
def test_parts_of_the_body_and_furniture_are_nobody(text: str) -> None:
    """No head of anything, no chair of a meeting."""
    assert not {"head", "chair"} & {text[m.start : m.end].split()[-1].lower() for m in cast_of(text).mentions}


@pytest.mark.parametrize(
    ("text", "full", "short"),
    [
        ("Paul Le Bihan resigned. Le Bihan was tired.", "Paul Le Bihan", "Le Bihan"),
        ("Lucia di Marco won. Di Marco was glad.", "Lucia di Marco", "Di Marco"),
        ("Anna ter Horst resigned. Ter Horst was tired.", "Anna ter Horst", "Ter Horst"),
    ],
)
def test_a_particle_belongs_to_the_surname(text: str, full: str, short: str) -> None:
    """A particle is no given name, no rank and no office."""
    assert mentions(cast_of(text), text)[full] == [full, short]


@pytest.mark.parametrize("name", ["Procter & Lamb", "Hobbs & Daughters", "Harbour Mutual"])
def test_a_company_of_persons_is_a_company(name: str) -> None:
    """An ampersand joins partners, not a couple."""
    assert actor(cast_of(f"{name} closed two mills on Monday."), name).kind == "organisation"


def test_a_government_of_a_country_is_the_country() -> None:
    """Under its whole name too."""
    text = "India signed on Monday. The Government of India paid."
    assert mentions(cast_of(text), text)["India"] == ["India", "Government of India"]


def test_we_in_the_words_of_a_minister_is_the_country() -> None:
    """Who holds an office of a state speaks for it."""
    text = "Italy signed on Monday. “We are glad,” Foreign Minister Carlo Berti said."
    cast = cast_of(text, "Foreign Minister Carlo Berti", contents=("“We are glad,”",))
    assert mentions(cast, text)["Italy"] == ["Italy", "We"]


def test_somebody_by_age_is_the_person_named_last() -> None:
    """ "the 48-year-old" goes back to a name."""
    text = "Police charged Ana Kos on Monday. Ana Kos said nothing. A friend said the 48-year-old had gone."
    assert mentions(cast_of(text), text)["Ana Kos"][-1] == "the 48-year-old"
