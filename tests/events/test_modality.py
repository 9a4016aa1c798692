"""How events stand, on a set of marked sentences, with its floor."""

from __future__ import annotations

import functools
from collections import Counter

from event_sample import rows_of

from dateline.reading import read_batch
from dateline.schema import Article, Event

FLOOR = 0.85
"""Share of the marked events that must be found with the right modality; one that is not found counts as wrong."""
FLOOR_OF_EACH = 0.7
GOLD = ("modality.tsv", "modality_more.tsv")


@functools.cache
def rows() -> list[dict[str, str]]:
    """The marked sentences."""
    return [row for name in GOLD for row in rows_of(name)]


@functools.cache
def verdicts() -> list[tuple[str, str]]:
    """For each marked event its modality and the one found, or "none"."""
    articles = [
        Article(article_id=str(i), uri=str(i), text=row["text"], language="en", published_at="2031-03-06")
        for i, row in enumerate(rows())
    ]
    readings = read_batch(articles)
    return [(row["modality"], found(row, reading.events)) for row, reading in zip(rows(), readings, strict=True)]


def found(row: dict[str, str], events: tuple[Event, ...]) -> str:
    """The modality of the event whose trigger holds the marked word, and whose type is the marked one."""
    start = row["text"].index(row["trigger"])
    for event in events:
        if event.type == row["type"] and any(s <= start < e for s, e in event.trigger):
            return event.modality
    return "none"


def test_the_set_has_all_eight_in_all_forms() -> None:
    """At least 200 sentences, at least 25 of each modality, in four forms."""
    assert len(rows()) >= 200
    counts = Counter(row["modality"] for row in rows())
    assert len(counts) == 8
    assert min(counts.values()) >= 25
    assert {row["form"] for row in rows()} == {"active", "passive", "nominal", "embedded"}


def test_modality_is_above_its_floor() -> None:
    """Accuracy over the whole set, what is not found counted as wrong."""
    right = sum(gold == given for gold, given in verdicts())
    assert right / len(verdicts()) >= FLOOR, Counter(v for v in verdicts() if v[0] != v[1])


def test_each_modality_is_above_its_floor() -> None:
    """None of the eight is bought by the others."""
    total = Counter(gold for gold, _ in verdicts())
    right = Counter(gold for gold, given in verdicts() if gold == given)
    assert min(right[m] / total[m] for m in total) >= FLOOR_OF_EACH, right


def test_what_did_not_happen_is_never_told_as_a_fact() -> None:
    """Of the sentences that are no facts, at most one in twenty comes out as asserted."""
    others = [(gold, given) for gold, given in verdicts() if gold != "asserted"]
    assert sum(given == "asserted" for _, given in others) / len(others) <= 0.05
