"""Who is who in the manners of agencies, councils and interviews: headlines, leads, hyphens and labels."""

from __future__ import annotations

import pytest

import dateline


def _actors(text: str) -> dict[str, list[str]]:
    """The mentions of each actor, by its name."""
    row = dateline.annotate(text)
    names = {actor["id"]: actor["name"] for actor in row["actors"]}
    found: dict[str, list[str]] = {}
    for mention in row["mentions"]:
        found.setdefault(names[mention["actor"]], []).append(row["text"][mention["start"] : mention["end"]])
    return found


@pytest.mark.parametrize(
    ("text", "name", "mention"),
    [
        ("Its secretary-general, Pavo Ilic, said it would strike.", "Pavo Ilic", "Its secretary-general"),
        ("The president-elect, Ana Vidmar, met the envoy.", "Ana Vidmar", "president-elect"),
        ("Neighbouring Chad closed its border with Sudan.", "Chad", "Chad"),
        ("At least 11 protesters were injured.", "11 protesters", "11 protesters"),
        ("The minister met her Ukrainian colleague Taras Bilyk in Berlin. Bilyk was glad.", "Taras Bilyk", "Bilyk"),
        ("Kenya's president named a judge. President Ali Juma said so.", "Ali Juma", "Kenya's president"),
        ("Court jails minister\n\nThe High Court jailed the minister on Monday.", "High Court", "Court"),
        ("Brussels froze the subsidies.", "European Union", "Brussels"),
        ("Russian drones attacked Odessa.", "Russian drones", "Russian drones"),
        ("Don Marsh resigned. Marsh was tired.", "Don Marsh", "Marsh"),
    ],
)
def test_who_is_meant(text: str, name: str, mention: str) -> None:
    """The actor has the name, and the mention is one of its own."""
    assert mention in _actors(text)[name]


def test_the_capital_of_a_country_that_is_named_is_that_country() -> None:
    """Brussels is Belgium where Belgians are told of."""
    assert "Brussels" in _actors("Brussels condemned the attack. Belgian soldiers were sent home.")["Belgium"]


def test_a_president_of_another_country_is_another() -> None:
    """ "President Hassan of Egypt" is not the Kenyan president."""
    found = _actors("The Kenyan president arrived. Talks will last. President Hassan of Egypt received him.")
    assert found["The Kenyan president"] == ["The Kenyan president"]


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("Police spokeswoman Jana Mutiso denied it.", "COP"),
        ("Jan Fried, a spokesman for the Green Party, welcomed the vote.", "PTY"),
        ("Government spokesman Jan Kos denied it.", "GOV"),
    ],
)
def test_a_spokesman_is_of_the_sector_he_speaks_for(text: str, sector: str) -> None:
    """A spokesman may be anybody's."""
    people = [actor for actor in dateline.annotate(text)["actors"] if actor["kind"] == "person"]
    assert [actor["sector"] for actor in people] == [sector]


INTERVIEW = """Daily Courier: Mayor, the ministry says your town will be evacuated. Will you go?

Ilse Brandt: No. I told the minister so.

DC: He called you irresponsible.

Brandt: I am in good company. Colonel Aster assured me that nobody will be hurt.

DC: Brussels has frozen the subsidies. Did you ask for that?

Brandt: We filed a complaint.
"""


def test_initials_go_on_for_the_label_that_came_whole() -> None:
    """ "DC" is the Daily Courier, and the mayor whom it addresses is nobody's apposition."""
    found = _actors(INTERVIEW)
    assert found["Daily Courier"].count("DC") == 2
    assert "Mayor" not in found["Daily Courier"]


def test_a_question_that_points_back_reports_nothing() -> None:
    """ "Did you ask for that?" has none of the words of the turn before."""
    row = dateline.annotate(INTERVIEW)
    assert "ask" not in [statement["cue_lemma"] for statement in row["statements"]]
