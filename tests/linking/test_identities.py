"""Identities across articles: the same full name is one, a surname alone is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.linking.identities import Identity, LocalActor, identify

VIDMAR = LocalActor("x", "a1", "person", "Ana Vidmar", roles=("deputy minister",), country="SVN", sector="GOV")


def ids(*rows: LocalActor) -> list[str]:
    """The identity of each row."""
    mapped, _ = identify(rows, {})
    return [mapped[r.article_id, r.local_id] for r in rows]


def test_the_same_full_name_in_two_articles_is_one_person() -> None:
    """Case, accents and an honorific do not make a second person."""
    first, second = ids(VIDMAR, replace(VIDMAR, article_id="y", name="Ms. Ána VIDMAR"))
    assert first == second


def test_a_surname_alone_is_known_in_its_article_only() -> None:
    """Nobody is joined by a bare surname, nor by a surname with an initial left out."""
    first, second = ids(replace(VIDMAR, name="Vidmar"), replace(VIDMAR, name="Vidmar", article_id="y"))
    assert first != second


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Andrei Zorin", "Andrey Zorin"),
        ("Alexandr Zorin", "Aleksandr Zorin"),
        ("Dmitry Zorin", "Dmitri Zorin"),
        ("Yevgeny Zorin", "Evgeni Zorin"),
        ("Karim al-Saafi", "Karim Al-Sa’fi"),
        ("Hussein Saafi", "Husein Safi"),
    ],
)
def test_transcriptions_of_one_name_are_one_person(one: str, other: str) -> None:
    """What transcribers do differently does not make a second person."""
    first, second = ids(replace(VIDMAR, name=one), replace(VIDMAR, article_id="y", name=other))
    assert first == second


@pytest.mark.parametrize(("one", "other"), [("Carlo Berti", "Carla Berti"), ("Jon Berti", "John Berti")])
def test_other_names_stay_other_persons(one: str, other: str) -> None:
    """A likeness of names is not enough."""
    first, second = ids(replace(VIDMAR, name=one), replace(VIDMAR, article_id="y", name=other))
    assert first != second


def test_a_person_is_not_the_company_named_after_her() -> None:
    """The kind is part of who one is."""
    first, second = ids(VIDMAR, replace(VIDMAR, local_id="a2", kind="organisation"))
    assert first != second


def test_a_country_is_known_by_its_code() -> None:
    """Whatever word stood for it, a country's id is made from alpha-3."""
    rows = [LocalActor("x", "a1", "country", n, country="SVN") for n in ("Slovenia", "Ljubljana")]
    assert ids(*rows) == ["country-SVN", "country-SVN"]


def test_the_ministries_of_two_countries_are_two() -> None:
    """An organ of a state is one with another of the same name only within the country."""
    ministry = LocalActor("x", "a1", "organisation", "Foreign Ministry", country="SVN", sector="GOV")
    first, second, third = ids(
        ministry, replace(ministry, article_id="y"), replace(ministry, article_id="z", country="ITA")
    )
    assert first == second != third


def test_those_without_a_name_are_never_joined() -> None:
    """Two articles' "two officials" are not the same two."""
    officials = LocalActor("x", "a1", "person", "two officials", named=False)
    first, second = ids(officials, replace(officials, article_id="y"))
    assert first != second


def test_what_an_identity_knows_grows_with_each_batch() -> None:
    """Roles, aliases and countries of a new batch join those known; nothing is lost."""
    _, known = identify([VIDMAR], {})
    _, after = identify([replace(VIDMAR, article_id="y", roles=("minister",), aliases=("Vidmar",))], known)
    (identity,) = after.values()
    assert identity.roles == ("deputy minister", "minister")
    assert identity.aliases == ("Vidmar",)
    assert (identity.country, identity.sector) == ("SVN", "GOV")


NAMES = st.sampled_from(["Ana Vidmar", "ANA VIDMAR", "Vidmar", "Carlo Berti", "Ferry Board", "the Ferry Board"])
ROWS = st.lists(
    st.builds(
        LocalActor,
        article_id=st.sampled_from("xyz"),
        local_id=st.sampled_from(["a1", "a2", "a3"]),
        kind=st.sampled_from(["person", "organisation", "group", "country"]),
        name=NAMES,
        named=st.booleans(),
        country=st.sampled_from([None, "SVN", "ITA"]),
        sector=st.sampled_from([None, "GOV"]),
    ),
    unique_by=lambda r: (r.article_id, r.local_id),
)


@given(rows=ROWS, cut=st.integers(0, 9))
def test_neither_order_nor_batches_matter(rows: list[LocalActor], cut: int) -> None:
    """Any order and any cut into batches gives the same map and the same identities."""
    mapped, whole = identify(rows, {})
    shuffled = sorted(rows, key=lambda r: (r.local_id, r.article_id))
    known: dict[str, Identity] = {}
    merged: dict[tuple[str, str], str] = {}
    for batch in (shuffled[:cut], shuffled[cut:], shuffled[:cut]):
        part, touched = identify(batch, known)
        merged |= part
        known |= touched
    assert (merged, known) == (mapped, whole)
