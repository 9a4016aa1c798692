"""Six short stories of our own in other manners: a court, a live blog, dashes, a communiqué, a match, an obituary.

Their statements were marked by reading, before the program had read them; of the mentions only those are marked that
tell who speaks. The rules were then mended by them, so that they show that nothing broke.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.evaluate import measured

FLOORS = {
    "statements found": 0.83,
    "statements, right speaker": 0.65,
    "words within words, right speaker": 0.7,
    "words within words, linked": 0.7,
}


@pytest.fixture(scope="module")
def reached() -> dict[str, float]:
    """What is reached over the six stories, by the name of the measure."""
    return {m.name: m.value for m in measured("stories", Path(__file__).parent / "manners")}


@pytest.mark.parametrize("name", FLOORS)
def test_other_manners_are_read(reached: dict[str, float], name: str) -> None:
    """As well as they were when the floor was set, a little below."""
    assert reached[name] >= FLOORS[name]
