"""The tables of offices, nouns, bodies and given names can be read and say what they should."""

from __future__ import annotations

from typing import get_args

import pytest

from dateline.actors.names.bodies import body_of, organ_word
from dateline.actors.names.nouns import noun_of
from dateline.actors.names.offices import read_title
from dateline.actors.names.persons import agree, gender_of, person_name
from dateline.actors.names.terms import bonds, forms_of, pronouns
from dateline.resources import read_table, table
from dateline.schema import ActorKind

SECTORS = frozenset(
    "GOV MIL LEG JUD COP SPY OPP REB CRM CVL MED BUS IGO NGO EDU REL LAB REF PTY HLH SPO".split(),  # noqa: SIM905
)


@pytest.mark.parametrize("name", ["offices.tsv", "actor_nouns.tsv", "organ_words.tsv", "organisations.tsv"])
def test_every_row_has_a_known_sector(name: str) -> None:
    """A sector is one of PLOVER's or empty."""
    assert {row["sector"] for row in table(name)} - {""} <= SECTORS


@pytest.mark.parametrize("name", ["actor_nouns.tsv", "organisations.tsv"])
def test_every_row_has_a_known_kind(name: str) -> None:
    """A kind is one of the schema's."""
    assert {row["kind"] for row in table(name)} <= set(get_args(ActorKind))


@pytest.mark.parametrize(
    ("words", "office", "country"),
    [
        ("Deputy Prime Minister", "deputy prime minister", None),
        ("the Deputy Chairman of the Slovenian government", "deputy prime minister", "SVN"),
        ("Vice Premier", "deputy prime minister", None),
        ("the head of the foreign Ministry", "foreign minister", None),
        ("Minister of Foreign Affairs of Italy", "foreign minister", "ITA"),
        ("the top diplomat", "foreign minister", None),
        ("first deputy defense minister", "deputy defence minister", None),
        ("the Slovenian parliamentarian", "lawmaker", "SVN"),
        ("MP", "lawmaker", None),
        ("the central bank head", "central bank governor", None),
        ("the chief of the central bank", "central bank governor", None),
        ("the vice chairwoman of the Council of Ministers", "deputy prime minister", None),
        ("the company boss", "chief executive", None),
        ("the head of the foreign affairs committee", "committee chairman", None),
        ("the oblast head", "governor", None),
        ("the leader of the union", "union leader", None),
    ],
)
def test_the_paraphrases_of_an_office_are_one(words: str, office: str, country: str | None) -> None:
    """Translations and house styles differ; the office does not."""
    title = read_title(words.split())
    assert title is not None
    assert (title.office.name, title.country) == (office, country)


def test_the_nouns_for_bodies_are_each_in_one_row_of_small_letters() -> None:
    """Every row has nouns and words; a noun stands in one row."""
    rows = table("body_nouns.tsv")
    nouns = [noun for row in rows for noun in row["nouns"].split("|")]
    assert len(nouns) == len(set(nouns))
    assert all(row["words"] == row["words"].lower() and row["words"] for row in rows)


def test_an_acronym_is_known_only_in_capitals() -> None:
    """ "WHO" is a body, "who" is a pronoun."""
    body = body_of("WHO")
    assert body is not None
    assert body.sector == "IGO"
    assert body_of("who") is None


def test_the_last_word_of_a_name_tells_the_sort_of_body() -> None:
    """A ministry is an organ of a state, a bank is not."""
    ministry, bank = organ_word(["foreign", "ministry"]), organ_word(["harbour", "bank"])
    assert ministry is not None
    assert bank is not None
    assert (ministry.sector, ministry.organ, bank.organ) == ("GOV", True, False)


def test_plurals_of_persons_are_groups() -> None:
    """Lawmakers are several."""
    lawmakers = noun_of("lawmakers")
    assert lawmakers is not None
    assert (lawmakers.kind, lawmakers.sector, lawmakers.plural) == ("group", "LEG", True)


def test_particles_and_initials_do_not_part_a_person_from_the_name() -> None:
    """ "Al-Berti" is "Karim al-Berti", "A. Vidmar" is "Ana Vidmar", and Bruno is not."""
    assert agree(person_name(["Al-Berti"]), person_name(["Karim", "al-Berti"]))
    assert agree(person_name(["A.", "Vidmar"]), person_name(["Ana", "Vidmar"]))
    assert not agree(person_name(["Bruno", "Vidmar"]), person_name(["Ana", "Vidmar"]))


def test_given_names_tell_gender() -> None:
    """Most given names are mostly of one gender; what is no given name tells nothing."""
    assert (gender_of("Ana"), gender_of("Carlo"), gender_of("Zzyx")) == ("f", "m", None)


def test_a_word_for_kin_tells_the_bond_from_both_sides() -> None:
    """Whoever is called "niece" has an uncle or an aunt; a person may have several."""
    niece = bonds()["niece"]
    assert (niece.name, niece.back, niece.one) == ("nephew", "uncle", False)
    assert all(bonds()[word].back in {bond.name for bond in bonds().values()} for word in bonds())


def test_a_slip_in_a_table_of_words_is_told_with_its_line() -> None:
    """A bond that there is not, and a word that stands twice."""
    with pytest.raises(ValueError, match=r"kin.tsv, line 2: no bond 'spouce'"):
        read_table("kin.tsv", "bond\tback\tone\twords\nspouse\tspouce\tyes\twife husband\n")
    with pytest.raises(ValueError, match=r"actor_words.tsv, line 2: 'firm' stands in line 2 already"):
        read_table("actor_words.tsv", "class\twords\titself\nitself\tfirm|agency|firm\t\n")


def test_pronouns_have_a_sort_and_some_a_gender() -> None:
    """All forms of a sort are found by it."""
    assert pronouns()["hers"] == ("he", "f")
    assert forms_of("we") == {"we", "us", "our", "ours", "ourselves"}
