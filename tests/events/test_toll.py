"""The dead by a toll that is told later, what is warned against, and what is left unsaid."""

from __future__ import annotations

from typing import Any

import pytest

import dateline

PUBLISHED = "2026-03-04"


def events(text: str) -> list[dict[str, Any]]:
    """The events of ``text``."""
    found: list[dict[str, Any]] = dateline.annotate(text, published_at=PUBLISHED)["events"]
    return found


@pytest.mark.parametrize(
    "toll",
    [
        "The death toll has risen to 15, doctors said.",
        "By Tuesday the toll stood at 15.",
        "The number of dead climbed from four to 15.",
    ],
)
def test_a_toll_counts_the_dead_of_the_attack_before_it(toll: str) -> None:
    """The last number that the toll reaches is that of the dead."""
    found = events(f"A bomb killed four people in Koper on Monday. {toll}")
    assert [e["dead"] for e in found if e["type"] == "ASSAULT"] == [15.0]


def test_a_toll_that_is_taken_or_paid_counts_no_dead() -> None:
    """ "Took a toll" and a road's toll are no deaths."""
    found = events(
        "A bomb killed four people in Koper on Monday. The road toll rose to 15. It took its toll on 20 towns."
    )
    assert [e["dead"] for e in found if e["type"] == "ASSAULT"] == [4.0]


def test_what_is_warned_against_has_not_been_done_by_who_warns() -> None:
    """The attack is a supposition, and the one who warns does not attack."""
    (attack,) = (e for e in events("The envoy warned against attacking the port of Malaba.") if e["type"] == "ASSAULT")
    assert (attack["modality"], attack["actor"]) == ("hypothetical", [])


def test_declining_to_comment_rejects_nothing() -> None:
    """An invitation that is declined is rejected."""
    assert events("The ministry declined to comment. The bank refused to give details.") == []
    assert [e["type"] for e in events("The ministry refused to sign the treaty with Malaba.")][:1] == ["REJECT"]
