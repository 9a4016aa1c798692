"""Who acts on whom, on a set of marked sentences, with its floor."""

from __future__ import annotations

from event_sample import rows_of

from dateline.reading import read_batch
from dateline.schema import Article, Event, Participant

FLOOR = 0.8
"""Share of the marked events that must be found with nobody missing and nobody too many on either side."""


def test_both_sides_are_above_their_floor() -> None:
    """Active, passive, nominal, controlled, joined and reciprocal forms, headlines and companies in disputes."""
    rows = rows_of("participants.tsv")
    assert len(rows) >= 60
    articles = [Article(str(i), str(i), row["text"], language="en") for i, row in enumerate(rows)]
    wrong = [row for row, r in zip(rows, read_batch(articles), strict=True) if not any(fits(row, e) for e in r.events)]
    assert 1 - len(wrong) / len(rows) >= FLOOR, wrong


def fits(row: dict[str, str], event: Event) -> bool:
    """The event is that of ``row``, between those whom the row names."""
    start = row["text"].index(row["trigger"])
    if event.type != row["type"] or not any(s <= start < e for s, e in event.trigger):
        return False
    return named(row["actor"], event.actors) and named(row["recipient"], event.recipients)


def named(cell: str, side: tuple[Participant, ...]) -> bool:
    """Each of those in ``cell`` is one of ``side``, and there are no others."""
    wanted = [] if cell == "-" else cell.split(" + ")
    return len(wanted) == len(side) and all(sum(w in p.text for p in side) == 1 for w in wanted)
