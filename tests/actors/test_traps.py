"""A floor under who is who in short stories full of traps: couples, heirs, namesakes, turns, titles alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.evaluate import measured

TRAPS = Path(__file__).parent / "traps"
FLOORS = {"who is who, B3": 0.90, "statements, named speaker": 0.95, "statements, right speaker": 0.89}


@pytest.fixture(scope="module", name="found")
def _found() -> dict[str, float]:
    return {m.name: m.value for m in measured("stories", TRAPS)}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_traps_are_read_no_worse_than_before(name: str, found: dict[str, float]) -> None:
    """What was read right stays right."""
    assert found[name] >= FLOORS[name]
