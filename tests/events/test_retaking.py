"""Freeing a place from those who hold it, and what translated copy makes of that."""

from __future__ import annotations

from typing import Any

import dateline

CALQUE = """Deputy Prime Minister Anton Rudin: joint work of Niger and Russia will help the release of militants

NIAMEY, 4 March. Deputy Prime Minister of the Russia Anton Rudin hopes, that the army of Niger will free the militants
from the city of Zinder and other districts of the country. About this he stated at the meeting of Commission.

“We would very much like, that the liberation of Zinder from militants has been completed as soon as possible”, – said
Rudin. He in his turn noted, that works in this direction will be continued also in the current year.
"""
SMALL = """The delegation told of the fight against “Islamic state” (ISIS). This causes concern, first of all, for the
deputies, because two provinces of Iraq and a number of large villages captured by is, he said.
"""


def _events(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = dateline.annotate(text)["events"]
    return found


def _sides(event: dict[str, Any], side: str) -> list[str]:
    return [p["text"] for p in event[side]]


def _at(text: str, words: str) -> list[dict[str, Any]]:
    return [e for e in _events(text) if any(text[a:b] == words for a, b in e["trigger"])]


def test_freeing_a_town_from_those_who_hold_it_is_an_assault_on_them() -> None:
    text = "The army of Niger freed the town of Zinder from militants on Monday."
    (event,) = _at(text, "freed")
    assert event["type"] == "ASSAULT"
    assert _sides(event, "recipient") == ["militants"]


def test_freeing_captives_stays_a_release() -> None:
    text = "The militants in Niger freed three engineers on Monday, and the government released two rebels."
    assert [e["type"] for e in _events(text)] == ["RETREAT", "RETREAT"]


def test_translated_copy_that_frees_militants_from_a_city_means_a_hoped_retaking() -> None:
    found = [e for word in ("release", "free", "liberation") for e in _at(CALQUE, word)]
    assert {e["type"] for e in found} == {"ASSAULT"}
    assert [e["modality"] for e in found[:2]] == ["hoped", "hoped"]
    assert all("militants" in " ".join(_sides(e, "recipient")) for e in found)
    assert any(_sides(e, "actor") == ["the army of Niger"] for e in found)


def test_a_group_in_small_letters_takes_provinces_where_they_lie() -> None:
    row = dateline.annotate(SMALL)
    names = {a["id"]: a["name"] for a in row["actors"]}
    (event,) = [e for e in row["events"] if e["type"] == "ASSAULT" and "captured" in SMALL[e["trigger"][-1][0] :][:8]]
    assert [names[p["id"]] for p in event["actor"]] == ["Islamic State"]
    assert event["modality"] == "reported"
    iraq = next(t["place_id"] for t in row["toponyms"] if SMALL[t["start"] : t["end"]] == "Iraq")
    assert event["place_id"] == iraq


def test_what_joint_work_will_help_is_hoped_for() -> None:
    (event,) = _at("The envoy said the aid will facilitate the release of the hostages.", "release")
    assert event["modality"] == "hoped"
