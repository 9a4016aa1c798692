"""What the rows of the events layer quote, whatever the text."""

from __future__ import annotations

import pytest
from event_sample import NO_CAST, events_of, grammars_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.events import find_events
from dateline.schema import Timeline

PIECES = st.sampled_from(
    [
        "Norway", "accused", "Iceland", "of", "seizing", "two", "trawlers", ",", ".", "“", "”", "\n\n", "police",
        "arrested", "who", "would", "not", "release", "the", "hostages", "if", "talks", "between", "and", "(", ")",
        "was", "killed", "by", "to", "must", "’s", "é", "🙂", "\t", "protests", "against", "in", "1991",
    ]
)  # fmt: skip
NO_TIMES = Timeline((), None, None, None)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, min_size=1, max_size=40))
def test_each_row_quotes_its_characters(pieces: list[str]) -> None:
    """Triggers are inside the text and participants quote it, in any jumble of words."""
    text = " ".join(pieces)
    for event in events_of(text):
        assert event.trigger
        for start, end in event.trigger:
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip()
        assert list(event.trigger) == sorted(event.trigger)
        for who in (*event.actors, *event.recipients):
            assert text[who.start : who.end] == who.text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=120))
def test_no_text_crashes_the_stage(text: str) -> None:
    """Any string of characters gives events or none."""
    assert isinstance(events_of(text), tuple)


@pytest.mark.parametrize("text", ["", " ", "\n", "(" * 500, "Norway " * 300, "and " * 400])
def test_odd_texts_give_no_events(text: str) -> None:
    """Empty, bracketed and endless texts are read in peace."""
    assert events_of(text) == ()


def test_an_article_reads_alike_alone_and_in_company() -> None:
    """The events of an article do not depend on those beside it."""
    texts = ["Norway expelled two diplomats.", "Police arrested a smuggler in Split.", "Norway expelled two diplomats."]
    together = [find_events(grammar, (), NO_TIMES, (), NO_CAST) for grammar in grammars_of(texts)]
    assert together == [events_of(text) for text in texts]
