"""The accuracy gate: the whole program read over the marked stories stays above the floors in floors.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from dateline.evaluate import Measure, measured

HERE = Path(__file__).parent
FLOORS: dict[str, float] = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["stories"]


@pytest.fixture(scope="module", name="measures")
def _measures() -> dict[str, Measure]:
    return {m.name: m for m in measured("stories", HERE / "gold")}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_measure_is_not_below_its_floor(name: str, measures: dict[str, Measure]) -> None:
    """What reads worse than before fails here, with the measure by name."""
    assert measures[name].value >= FLOORS[name], f"floor {FLOORS[name]}: {measures[name].line()}"


def test_every_measure_has_a_floor(measures: dict[str, Measure]) -> None:
    """A measure that nobody guards would fall unseen."""
    assert set(FLOORS) == set(measures)
