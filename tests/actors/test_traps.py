"""A floor under who is who in short stories full of traps: couples, heirs, namesakes, turns, titles alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.evaluate import measured

TRAPS = Path(__file__).parent / "traps"
FLOORS = {"who is who, B3": 0.90, "statements, named speaker": 0.92, "statements, right speaker": 0.89}
"""Stories of our own: a rule that only they need goes, as from .95 to .92 for the heads of firms who say "we"."""


@pytest.fixture(scope="module", name="found")
def _found() -> dict[str, float]:
    return {m.name: m.value for m in measured("stories", TRAPS)}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_traps_are_read_no_worse_than_before(name: str, found: dict[str, float]) -> None:
    """What was read right stays right."""
    assert found[name] >= FLOORS[name]
