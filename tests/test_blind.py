"""The sets that were marked before the program read them: what they reach stays above the floors in floors.toml."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.engine import cut
from dateline.evaluate import measured
from dateline.reading import read_batch
from dateline.schema import Article, Event

HERE = Path(__file__).parent
FLOORS: dict[str, float] = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["blind"]


def _rows(name: str) -> list[list[str]]:
    with (HERE / "blind" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, dialect="excel-tab", quoting=csv.QUOTE_NONE))


def _events(sentences: list[str]) -> Iterator[tuple[Event, ...]]:
    articles = [Article(str(i), str(i), s, published_at="2032-06-16") for i, s in enumerate(sentences)]
    for batch in cut(articles):
        for reading in read_batch(batch):
            yield reading.events


def _meets(event: Event, start: int, end: int) -> bool:
    return any(s < end and start < e for s, e in event.trigger)


def _triggers() -> Iterator[tuple[str, float]]:
    """Shares of the marked sentences with an event of the right type, and of the right modality too."""
    rows = _rows("modality.tsv")
    typed = right = 0
    for (sentence, words, kind, modality, *_), events in zip(rows, _events([r[0] for r in rows]), strict=True):
        at = sentence.index(words)
        found = [e for e in events if e.type == kind and _meets(e, at, at + len(words))]
        typed += bool(found)
        right += any(e.modality == modality for e in found)
    yield "sentences, right type", typed / len(rows)
    yield "sentences, right type and modality", right / len(rows)


def _without_events() -> tuple[str, float]:
    """The share of the sentences without an event that stay so."""
    sentences = [sentence for _, sentence in _rows("negatives.tsv")]
    return "sentences, rightly without", sum(not events for events in _events(sentences)) / len(sentences)


@pytest.fixture(scope="module", name="reached")
def _reached() -> dict[str, float]:
    stories = {m.name: m.value for m in measured("stories", HERE / "blind")}
    return stories | dict([*_triggers(), _without_events()])


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_measure_is_not_below_its_floor(name: str, reached: dict[str, float]) -> None:
    """What reads worse than before fails here, with the measure by name."""
    assert reached[name] >= FLOORS[name], f"{name}: floor {FLOORS[name]}, reached {reached[name]:.3f}"


def test_every_measure_has_a_floor(reached: dict[str, float]) -> None:
    """A measure that nobody guards would fall unseen."""
    assert set(FLOORS) == set(reached)
