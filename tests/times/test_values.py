"""The TIMEX3 values of times."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.language import Copy
from dateline.times import find_times
from dateline.times.calendar import easter, feast, interval
from dateline.times.grammar import grammar

Parsed = Callable[..., Copy]
PUBLISHED = "2016-02-12"  # a Friday
ODD_WORDS = [
    "31", "February", "last", "9999", "0", "week", "99 years ago", "the", "a.m.", "12:61", "’90s", "Q5", "-", ",",
    "May", "every", "half", "000", "century",
]  # fmt: skip


def values(copy: Copy) -> list[tuple[str, str]]:
    """The words and values of the times of ``copy``."""
    return [(copy.text[t.start : t.end], t.value) for t in find_times(copy).times]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("They met on February 11.", "February 11", "2016-02-11"),
        ("They met on 11 February.", "11 February", "2016-02-11"),
        ("They met on the 11-th of February.", "the 11-th of February", "2016-02-11"),
        ("They met on 11 fevralya 2016.", "11 fevralya 2016", "2016-02-11"),
        ("They met on 3 de enero de 2015.", "3 de enero de 2015", "2015-01-03"),
        ("They met on 5 März 2014.", "5 März 2014", "2014-03-05"),
        ("They met on Tuesday, Feb. 2, 2016.", "Tuesday, Feb. 2, 2016", "2016-02-02"),
        ("They met on 2016-02-11.", "2016-02-11", "2016-02-11"),
        ("They met on 11.02.2016.", "11.02.2016", "2016-02-11"),
        ("They met on 11/13/2015.", "11/13/2015", "2015-11-13"),
        ("The harbour was closed on Wednesday.", "Wednesday", "2016-02-10"),
        ("The harbour will open on Wednesday.", "Wednesday", "2016-02-17"),
        ("The harbour was closed last Friday.", "last Friday", "2016-02-05"),
        ("The pilots meet again on Tuesday.", "Tuesday", "2016-02-16"),
        ("“On Tuesday we block the port,” she said.", "Tuesday", "2016-02-16"),
        ("He is due in court on Tuesday.", "Tuesday", "2016-02-16"),
        ("The port has been shut since the spring of last year.", "the spring of last year", "2015-SP"),
        ("The choir sang on Thursday night.", "Thursday night", "2016-02-11TNI"),
        ("The choir sang yesterday.", "yesterday", "2016-02-11"),
        ("The choir sings tonight.", "tonight", "2016-02-12TNI"),
        ("The choir met the day before yesterday.", "the day before yesterday", "2016-02-10"),
        ("The choir sang last summer.", "last summer", "2015-SU"),
        ("The choir sang earlier this week.", "earlier this week", "2016-W06"),
        ("The choir sang last month.", "last month", "2016-01"),
        ("The choir has sung for the past three years.", "the past three years", "P3Y"),
        ("The choir has sung since 2014.", "2014", "2014"),
        ("The choir was founded in the early 1990s.", "early 1990s", "199X"),
        ("The choir was founded in the 19th century.", "the 19th century", "18"),
        ("Sales fell in the third quarter of 2015.", "the third quarter of 2015", "2015-Q3"),
        ("The choir sings every Monday.", "every Monday", "XXXX-WXX-1"),
        ("The choir sings twice a week.", "twice a week", "P1W"),
        ("The daily paper said so.", "daily", "P1D"),
        ("It was founded two decades ago.", "two decades ago", "1996"),
        ("It was founded three weeks ago.", "three weeks ago", "2016-W03"),
        ("The talks took two and a half hours.", "two and a half hours", "PT2H30M"),
        ("The talks took 16 hours.", "16 hours", "PT16H"),
        ("They met at 9 a.m. on Tuesday.", "9 a.m. on Tuesday", "2016-02-09T09:00"),
        ("They met at 14:30 GMT.", "14:30 GMT", "2016-02-12T14:30"),
        ("The shop opens at Christmas.", "Christmas", "2015-12-25"),
        ("The race was run on Easter Monday 2015.", "Easter Monday 2015", "2015-04-06"),
        ("Now the choir is silent.", "Now", "PRESENT_REF"),
        ("The plan covers 2014-2015.", "2014-2015", "2014/2015"),
        ("They met in May.", "May", "2015-05"),
        ("They will meet in May.", "May", "2016-05"),
        ("In recent years the choir grew.", "recent years", "PXY"),
        ("The chapel was lost in the October 3 avalanche.", "October 3", "2015-10-03"),
        ("They met in the second week of January.", "the second week of January", "2016-W02"),
        ("They met on the last Saturday of May 1911.", "the last Saturday of May 1911", "1911-05-27"),
        ("They will meet on the first Monday in June.", "the first Monday in June", "2016-06-06"),
        ("They met in the first half of March 2014.", "the first half of March 2014", "2014-03"),
        ("The mill burned on 5-Aug-2013.", "5-Aug-2013", "2013-08-05"),
        ("The choir sang at half past seven.", "half past seven", "2016-02-12T07:30"),
        ("The choir sang at twenty to nine in the evening.", "twenty to nine in the evening", "2016-02-12T20:40"),
        ("The choir sang at half eight on Monday.", "half eight on Monday", "2016-02-08T08:30"),
        ("The choir sang at ten on Monday.", "ten on Monday", "2016-02-08T10:00"),
        ("On this day in 1911 a mill burned.", "this day in 1911", "1911-02-12"),
        ("The film is about 9/11.", "9/11", "2001-09-11"),
        ("The memorial is for the September 11 attacks.", "September 11", "2001-09-11"),
        ("If the crew walks out on Thursday, the ferry stays in port.", "Thursday", "2016-02-18"),
        ("The closing date is Thursday.", "Thursday", "2016-02-18"),
        ("The inquest is on Thursday.", "Thursday", "2016-02-18"),
        ("Once the jury returns on Thursday, the judge will sum up.", "Thursday", "2016-02-18"),
        ("The queen is visiting Oldford on Thursday.", "Thursday", "2016-02-18"),
        ("The panel hears the case on Thursday.", "Thursday", "2016-02-18"),
        ("The paper of Thursday shows a fall.", "Thursday", "2016-02-11"),
        ("When the jury returned on Thursday, the judge thanked it.", "Thursday", "2016-02-11"),
        ("On Monday 20 people were hurt.", "Monday", "2016-02-08"),
    ],
)
def test_a_time_has_its_value(parsed: Parsed, text: str, words: str, value: str) -> None:
    """Each form of news English gives its TIMEX3 value, counted from the publication date."""
    assert values(parsed(text, PUBLISHED)) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He recalled the June 9 flood of 1972.", ["1972-06-09", "1972"]),
        ("They met on 3, 4 and 5 March.", ["2016-03-03", "2016-03-04", "2016-03-05"]),
        ("They meet on Monday 7, Wed 9 and Sunday 13 March.", ["2016-03-07", "2016-03-09", "2016-03-13"]),
        ("They met on May 2, 3 and 9, 2014.", ["2014-05-02", "2014-05-03", "2014-05-09", "2014"]),
        ("They met in the last week of June and the first week of July 1911.", ["1911-W26", "1911-W27"]),
        ("They met in June and July 1911.", ["1911-06", "1911-07"]),
        ("It snowed from December 3 to January 5, 2014.", ["2013-12-03", "2014-01-05"]),
        ("The boat left on Tuesday. At dusk it came back.", ["2016-02-09", "2016-02-09TEV"]),
        ("The strike begins on Tuesday. At noon the union spoke.", ["2016-02-16", "2016-02-12T12:00"]),
    ],
)
def test_a_date_takes_what_further_words_say_of_it(parsed: Parsed, text: str, found: list[str]) -> None:
    """A month or year behind a list rules all its days, and an hour stands on the day that the story tells of."""
    assert [v for _, v in values(parsed(text, PUBLISHED))] == found


@pytest.mark.parametrize(
    "text", ["He got five to ten.", "From five to ten boats sank.", "She left school at ten, she said."]
)
def test_numbers_that_are_no_hours(parsed: Parsed, text: str) -> None:
    """Only "at", "by" or "until" makes mere numbers an hour."""
    assert values(parsed(text, PUBLISHED)) == []


def test_the_same_day_is_the_one_named_before(parsed: Parsed) -> None:
    """ "The same day" and "the following week" hang on the last day named."""
    copy = parsed("It opened on 3 March 2014. The same day it closed. It fell the following week.", PUBLISHED)
    assert [v for _, v in values(copy)] == ["2014-03-03", "2014-03-03", "2014-W11"]


@pytest.mark.parametrize(
    ("text", "value", "reason"),
    [
        ("It opens on 31 February.", "2016-02-XX", "no-such-day"),
        ("It opened on 2016-02-31.", "2016-02-XX", "no-such-day"),
        ("It opened on 11/13/02.", "XXXX-XX-XX", "unclear-order"),
        ("It opened on 45/02/2016, they said.", "2016-XX-XX", "no-such-day"),
        ("It opened on 05/06/2015.", "2015-XX-XX", "unclear-order"),
    ],
)
def test_an_impossible_or_unclear_date_keeps_its_doubt(parsed: Parsed, text: str, value: str, reason: str) -> None:
    """What cannot be a date, or can be two, gives X, no days, and the reason."""
    times = find_times(parsed(text, PUBLISHED)).times
    assert [(t.value, t.date_start, t.date_end, t.reason) for t in times] == [(value, None, None, reason)]


def test_intervals(parsed: Parsed) -> None:
    """A value's first and last day; "the past three years" ends at the publication date."""
    found = find_times(parsed("It grew in 2015, last week and in the past three years.", PUBLISHED)).times
    assert [(t.date_start, t.date_end) for t in found] == [
        ("2015-01-01", "2015-12-31"),
        ("2016-02-01", "2016-02-07"),
        ("2013-02-12", "2016-02-12"),
    ]


@pytest.mark.parametrize(
    "text", ["They sold 2000 people a ticket.", "It costs $1999.", "He may march on.", "10 Downing Street"]
)
def test_numbers_and_words_that_are_no_times(parsed: Parsed, text: str) -> None:
    """Amounts, prices and verbs are not times."""
    assert values(parsed(text, PUBLISHED)) == []


def test_a_persons_age_is_no_duration(parsed: Parsed) -> None:
    """Ages are figures."""
    assert values(parsed("The 25-year-old sailor is 30 years old.", PUBLISHED)) == []


def test_feasts_and_weeks() -> None:
    """Easter, movable feasts and ISO weeks."""
    assert easter(2016).isoformat() == "2016-03-27"
    assert feast("11:4:4", 2015).isoformat() == "2015-11-26"
    assert feast("5:1:-1", 2016).isoformat() == "2016-05-30"
    assert feast("11:2:+1", 1998).isoformat() == "1998-11-03"
    week = interval("2015-W53")
    assert week is not None
    assert week[0].isoformat() == "2015-12-28"
    assert interval("2015-02-31") is None
    assert interval("PXY") is None


def test_the_words_of_time_are_read() -> None:
    """The table gives months in other languages, and the grammar compiles."""
    known = grammar()
    assert known.months["oktyabrya"] == known.months["oct"] == 10
    assert known.weekdays["friday"] == 5
    assert "february" in known.openers


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                "31",
                "February",
                "last",
                "9999",
                "0",
                "week",
                "99 years ago",
                "the",
                "a.m.",
                "12:61",
                "’90s",
                "Q5",
                "-",
                ",",
                "May",
                "every",
                "half",
                "000",
                "century",
            ]
        ),
        max_size=12,
    )
)
def test_no_words_crash_the_stage_and_spans_are_sound(parsed: Parsed, pieces: list[str]) -> None:
    """Spans are inside the text, not empty, in order and without overlaps; days are in order."""
    copy = parsed(" ".join(pieces), PUBLISHED)
    end = 0
    for row in find_times(copy).times:
        assert end <= row.start < row.end <= len(copy.text)
        assert copy.text[row.start : row.end].strip() == copy.text[row.start : row.end]
        if row.date_start and row.date_end:
            assert row.date_start <= row.date_end
        end = row.end
