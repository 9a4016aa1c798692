"""What is told without having happened, and the past that is told over several sentences."""

from __future__ import annotations

import pytest

import dateline

PUBLISHED = "2026-03-04"  # a Wednesday


def events(text: str) -> list[tuple[str, str]]:
    """The types and modalities of the events of ``text``."""
    return [(e["type"], e["modality"]) for e in dateline.annotate(text, published_at=PUBLISHED)["events"]]


@pytest.mark.parametrize(
    "text",
    [
        "In the novel a spy murders the minister.",
        "The play ends when guards kill the king.",
        "The new series follows detectives who arrest a banker.",
        "In the video game rebels attack Oslo.",
        "The exercise simulated a raid on the airport by gunmen.",
        "Soldiers staged a mock attack on the bridge.",
        "The mural shows police beating a striker.",
        "A proverb says that hungry wolves attack the village.",
        "Two hikers were killed when a slope gave way.",
        "A falling crane injured six people.",
        "A teenager was hurt as a stage collapsed.",
        "Ten were killed in the crash, the harbour office said.",
        "The pipe band marched past the mayor.",
        "Apprentices demonstrated their machine to visitors.",
        "Senators torpedoed the bill. The court shot down the appeal.",
        "Fans bombarded the singer with messages.",
        "Hundreds gathered to mark the day when the bridge fell.",
        "The tenor was slaughtered in the reviews.",
        "“Pay first,” the mayor shot back.",
    ],
)
def test_nothing_of_the_kind_happened(text: str) -> None:
    """Plots, drills, monuments, accidents, bands and figures of speech are no violence and no protest."""
    assert [kind for kind, _ in events(text) if kind in ("ASSAULT", "COERCE", "PROTEST", "MOBILIZE")] == []


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("The rebels killed two men when they stormed the bank.", ["ASSAULT", "ASSAULT"]),
        ("Two men were killed when police opened fire on the crowd.", ["ASSAULT"]),
        ("A shell killed a nurse.", ["ASSAULT"]),
        ("Protesters marched through Riga.", ["PROTEST"]),
        ("Police arrested a trader at the harbour.", ["COERCE"]),
    ],
)
def test_what_did_happen_is_kept(text: str, types: list[str]) -> None:
    """Violence by people and weapons, and protest by people, are events."""
    assert [t for t, m in events(text) if m == "asserted"][: len(types)] == types


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Police came close to arresting the mayor.", "denied"),
        ("The guards nearly shot the driver.", "denied"),
        ("Should rebels attack the port, the ferry would stop.", "hypothetical"),
        ("Had rebels attacked the port, the army would be gone.", "hypothetical"),
        ("It is false that police beat the student.", "denied"),
        ("It is not true that police beat the student.", "denied"),
        ("Rather than arrest the driver, police let her go.", "denied"),
        ("Instead of arresting the driver, police let her go.", "denied"),
        ("The army was to have bombed the camp on Monday.", "denied"),
        ("The union stopped short of calling a strike.", "denied"),
        ("A former guard was acquitted of torturing prisoners.", "denied"),
        ("Three men pleaded guilty to kidnapping a banker.", "reported"),
        ("He stands trial for the murder of a priest.", "reported"),
        ("A jury cleared the guard of beating the prisoner.", "denied"),
        ("The march of the dockers was called off. The rally was cancelled.", "denied"),
    ],
)
def test_what_did_not_happen_or_is_charged_is_no_fact(text: str, modality: str) -> None:
    """An act that was left undone is denied, a condition is hypothetical, and a charge is reported."""
    force = [m for t, m in events(text) if t in ("ASSAULT", "COERCE", "PROTEST", "MOBILIZE")]
    assert set(force) <= {modality}


@pytest.mark.parametrize(
    "text",
    [
        "In 1998 rebels seized the port. They shot the harbour master.",
        "Forty years ago police raided the press. They arrested the editor.",
        "Lars Holm, who has died aged 88, led the dockers. Police arrested him twice.",
        "It is 50 years since the army bombed the village.",
        "The city marked the centenary of the massacre in which soldiers killed 60 miners.",
        "On this day in 1911 troops fired on strikers.",
        "Sixty years ago this week the dockers walked out. Police arrested their leaders.",
        "The colonel, who led the coup of 1975 and jailed hundreds of students, is ill.",
    ],
)
def test_the_past_is_told_until_the_story_returns(text: str) -> None:
    """An old date, a life that has ended and an anniversary make history of the sentences that go on from them."""
    found = events(text)
    assert found
    assert {m for _, m in found} == {"historical"}


def test_the_story_returns_with_a_day_of_this_week() -> None:
    """What stands with a recent day, or is said now, is no history."""
    text = "In 1998 rebels seized the port. They shot a guard. On Monday police arrested two men there."
    assert [m for _, m in events(text)] == ["historical", "historical", "asserted"]


def test_aid_that_is_held_up_is_withheld() -> None:
    """A shipment that is delayed is not given."""
    assert events("Norway is holding up a shipment of grain to Chad.")[0] == ("SANCTION", "asserted")
    assert ("AID", "asserted") not in events("Norway delayed its aid to Chad.")


def test_what_is_prevented_has_not_been_done() -> None:
    """The guards did something, the man they held did not."""
    assert ("ASSAULT", "denied") in events("Guards prevented a man from stabbing the senator.")
