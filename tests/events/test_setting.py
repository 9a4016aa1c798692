"""Where and when an event was, how many it struck, and how it stands in its article."""

from __future__ import annotations

from dataclasses import replace

from event_sample import cast_of, events_of, grammar_of, said, span

import dateline
from dateline.events import find_events
from dateline.schema import Cast, Event, Figure, Time, Timeline, Toponym

NO_CAST = Cast((), (), ())


def place(text: str, words: str, place_id: str) -> Toponym:
    """The toponym ``words`` of ``text``."""
    return Toponym(*span(text, words), "place", place_id, words, 0.0, 0.0, "NOR", None, "PPL", 1.0)


def day(text: str, words: str, value: str) -> Time:
    """The date ``words`` of ``text``."""
    return Time(*span(text, words), value, value, value)


def read(text: str, places: tuple[Toponym, ...] = (), times: tuple[Time, ...] = ()) -> tuple[Event, ...]:
    """The events of ``text`` published on 6 March 2031."""
    return find_events(grammar_of(text), places, Timeline(times, "2031-03-06", "published", None), (), NO_CAST)


def test_place_and_date_of_the_clause_come_first() -> None:
    """What stands in the event's own clause is its place and its day."""
    text = "Police arrested two smugglers in Bergen on Tuesday."
    (event,) = read(text, (place(text, "Bergen", "p1"),), (day(text, "Tuesday", "2031-03-04"),))
    assert (event.place_id, event.place_from) == ("p1", "clause")
    assert (event.date_start, event.date_from) == ("2031-03-04", "clause")


def test_the_end_of_something_is_no_day_of_its_own() -> None:
    """What is agreed until a day is not agreed on that day."""
    text = "The minister agreed with the union to freeze fees until Tuesday."
    event = read(text, times=(day(text, "Tuesday", "2031-03-11"),))[0]
    assert (event.date_start, event.date_from) == ("2031-03-06", "dateline")


def test_without_a_date_the_day_of_the_article_counts_and_says_so() -> None:
    """A day taken from the article is marked as such."""
    (event,) = read("Police arrested two smugglers.")
    assert (event.date_start, event.date_from) == ("2031-03-06", "dateline")


def test_a_date_years_back_makes_history() -> None:
    """What happened years before the article is background."""
    text = "Norway expelled two diplomats on 3 May 2012."
    (event,) = read(text, (), (day(text, "3 May 2012", "2012-05-03"),))
    assert event.modality == "historical"


def test_the_dead_are_counted_by_the_figure_of_the_object() -> None:
    """ "Killed six soldiers": six dead."""
    text = "Rebels killed six soldiers near the river."
    figure = Figure(*span(text, "six"), 6.0, None, "exact", "count", span(text, "soldiers"))
    (event,) = find_events(grammar_of(text), (), Timeline((), None, None, None), (figure,), NO_CAST)
    assert (event.dead, event.injured) == (6.0, None)


def test_an_event_inside_words_is_reported_and_names_them() -> None:
    """A fact only in somebody's words carries the statement."""
    text = "Rebels attacked a convoy, the ministry said."
    (event,) = events_of(text, cast_of(text, {}, (said(text, "Rebels attacked a convoy"),)))
    assert (event.modality, event.statement) == ("reported", "s1")


def test_an_event_in_a_denial_is_denied() -> None:
    """What somebody denies is not told as a fact."""
    text = "Rebels attacked a convoy: the ministry denied that."
    events = events_of(text, cast_of(text, {}, (said(text, "Rebels attacked a convoy", "deny"),)))
    assert [e.modality for e in events if e.type == "ASSAULT"] == ["denied"]


def test_a_day_in_what_is_asked_for_is_not_the_day_of_the_asking() -> None:
    """A call for a freeze until 2033 is made today."""
    text = "Norway called for a freeze of the fees until 2033."
    asking = replace(said(text, "a freeze of the fees until 2033", "demand"), cue=(span(text, "called for"),))
    times = Timeline((day(text, "2033", "2033-01-01"),), "2031-03-06", "published", None)
    (event,) = find_events(grammar_of(text), (), times, (), Cast((), (), (asking,)))
    assert (event.type, event.date_start) == ("REQUEST", "2031-03-06")


def test_a_day_in_a_relative_clause_is_not_that_of_the_clause_around_it() -> None:
    """Since when somebody was held does not say when he was freed."""
    text = "The general, who had been held since 3 May 2030, was freed by the rebels."
    (event,) = [e for e in read(text, (), (day(text, "3 May 2030", "2030-05-03"),)) if e.type == "RETREAT"]
    assert (event.date_start, event.date_from) == ("2031-03-06", "dateline")


def test_a_year_long_past_before_the_noun_makes_the_event_history() -> None:
    """ "The 2009 attack" and whoever was killed in it, but no act upon a thing of that year."""
    text = "Mr. Doyle, whose son was killed in the 2009 Karsk attack, condemned the 2009 law on Monday."
    row = dateline.annotate(text, published_at="2016-05-03")
    found = {text[e["trigger"][0][0] : e["trigger"][-1][1]]: e["modality"] for e in row["events"]}
    assert found["killed"] == "historical"
    assert found["condemned"] == "asserted"
