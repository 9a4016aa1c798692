"""However a record grew, its occurrences are what linking it from scratch gives."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from linked_record import record_of
from told_events import article, event

from dateline.linking import occurrences
from dateline.schema import Reading

_DEEDS = ("shelled", "raided", "bombed")
_SIDES = (("Lorvania", "Tesk"), ("Tesk", "Lorvania"), ("Lorvanian gunboats", "Tesk"), ("", "Tesk"))
_WHERE = ("the herring harbour", "the old lighthouse", "the herring harbour and the old lighthouse")
_DAYS = ("2031-05-05", "2031-05-06", "2031-05-08")


@st.composite
def attacks(draw: st.DrawFn) -> dict[str, Any]:
    """A sentence about an attack, like many others."""
    deed, (actor, recipient) = draw(st.sampled_from(_DEEDS)), draw(st.sampled_from(_SIDES))
    day = draw(st.sampled_from(_DAYS))
    told = f"{actor or 'Somebody'} {deed} {draw(st.sampled_from(_WHERE))} of {recipient} at {draw(st.integers(6, 8))}."
    when = {"on": day} if draw(st.booleans()) else {}
    return event(told, "ASSAULT", deed, actor, recipient, **when)


@st.composite
def batches(draw: st.DrawFn) -> list[list[Reading]]:
    """Articles in batches."""
    told = draw(st.lists(st.lists(attacks(), min_size=1, max_size=3), min_size=2, max_size=7))
    articles = [article(f"n{n}", draw(st.sampled_from((*_DAYS, None))), *events) for n, events in enumerate(told)]
    cuts = draw(st.lists(st.booleans(), min_size=len(articles), max_size=len(articles)))
    made: list[list[Reading]] = [[]]
    for one, cut in zip(draw(st.permutations(articles)), cuts, strict=True):
        made[-1].append(one)
        if cut:
            made.append([])
    return [batch for batch in made if batch]


def _occurrences(path: Path, told: list[list[Reading]]) -> dict[str, str]:
    with record_of(path, *told) as record:
        return {e["event_id"]: e["occurrence_id"] for e in record.events().to_pylist()}


@settings(max_examples=12, deadline=None)
@given(batches())
def test_batches_give_what_linking_at_once_gives(told: list[list[Reading]]) -> None:
    """The same ids, whatever came with what."""
    with tempfile.TemporaryDirectory() as folder:
        grown = _occurrences(Path(folder) / "grown", told)
        assert grown == _occurrences(Path(folder) / "made", [[one for batch in told for one in batch]])


@settings(max_examples=12, deadline=None)
@given(told=batches(), crowd=st.integers(1, 4))
def test_crowds_do_not_depend_on_batches(told: list[list[Reading]], crowd: int) -> None:
    """Where many reports share a key and only neighbours are compared, it is the same."""
    before = occurrences.CROWD, occurrences.NEIGHBOURS
    occurrences.CROWD, occurrences.NEIGHBOURS = crowd, 2
    try:
        test_batches_give_what_linking_at_once_gives.hypothesis.inner_test(told)  # type: ignore[attr-defined]
    finally:
        occurrences.CROWD, occurrences.NEIGHBOURS = before
