"""The sentences of ``tests/blind`` that were marked before the program read them, and what it reaches on them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from dateline.engine import cut
from dateline.reading import read_batch
from dateline.schema import Article, Event

HERE = Path(__file__).parent


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


def triggers() -> Iterator[tuple[str, float]]:
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


def without_events() -> tuple[str, float]:
    """The share of the sentences without an event that stay so."""
    sentences = [sentence for _, sentence in _rows("negatives.tsv")]
    return "sentences, rightly without", sum(not events for events in _events(sentences)) / len(sentences)
