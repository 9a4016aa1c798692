"""The accuracy gate: the whole program, read over what is marked, stays above the floors in floors.toml."""

from __future__ import annotations

import functools
import shutil
import tempfile
import tomllib
from pathlib import Path

import pytest
from blind_sentences import triggers, without_events

from dateline.evaluate import measured

HERE = Path(__file__).parent
CORPUS = HERE.parent / "corpus"
MARKED = ("stories", "blind", "unread")
FLOORS: dict[str, dict[str, float]] = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))


@functools.cache
def reached(marked: str) -> dict[str, float]:
    """What is measured on the stories of a section of the floors; on the blind ones' sentences too."""
    with tempfile.TemporaryDirectory() as made:
        for name in (CORPUS / "unread.txt").read_text(encoding="utf-8").split():
            shutil.copy(CORPUS / "stories" / f"{name}.wire", made)
        folder = {"stories": HERE / "gold", "blind": HERE / "blind", "unread": Path(made)}[marked]
        stories = {m.name: m.value for m in measured("stories", folder)}
    return stories | dict([*triggers(), without_events()]) if marked == "blind" else stories


@pytest.mark.parametrize(("marked", "name"), [(m, name) for m in MARKED for name in sorted(FLOORS[m])])
def test_the_measure_is_not_below_its_floor(marked: str, name: str) -> None:
    """What reads worse than before fails here, with the measure by name."""
    floor, value = FLOORS[marked][name], reached(marked)[name]
    assert value >= floor, f"{marked}, {name}: floor {floor}, reached {value:.3f}"


@pytest.mark.parametrize("marked", MARKED)
def test_every_measure_has_a_floor(marked: str) -> None:
    """A measure that nobody guards would fall unseen."""
    assert set(FLOORS[marked]) == set(reached(marked))
