"""Publication dates as inputs write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.intake.dates import iso_date


@pytest.mark.parametrize(
    ("given_date", "iso"),
    [
        ("2016-02-11", "2016-02-11"),
        ("2016-02-11T10:30:00Z", "2016-02-11T10:30:00Z"),
        ("2016-02-11T10:30:00+03:00", "2016-02-11T10:30:00+03:00"),
        ("2016-02-11 10:30:05.123", "2016-02-11T10:30:05"),
        ("20160211", "2016-02-11"),
        ("20160211T103000Z", "2016-02-11T10:30:00Z"),
        ("2016/02/11", "2016-02-11"),
        ("11 February 2016", "2016-02-11"),
        ("11th of February, 2016", "2016-02-11"),
        ("February 11, 2016", "2016-02-11"),
        ("Thursday, Feb. 11, 2016, 5:03 PM", "2016-02-11T17:03:00"),
        ("11 Feb 2016 14:05 GMT", "2016-02-11T14:05:00Z"),
        ("26-FEB-1987 15:01:01.01", "1987-02-26T15:01:01"),
        ("Thu, 11 Feb 2016 10:30:00 +0000", "2016-02-11T10:30:00Z"),
        ("11.02.2016 08:15", "2016-02-11T08:15:00"),
        ("29 décembre 2011 15:32", "2011-12-29T15:32:00"),
        ("1er mai 2016", "2016-05-01"),
        ("11. März 2016", "2016-03-11"),
        ("11 de febrero de 2016", "2016-02-11"),
        ("11 февраля 2016", "2016-02-11"),
        ("25/02/2016", "2016-02-25"),
        ("02/25/2016", "2016-02-25"),
        ("Published: 11 February 2016", "2016-02-11"),
        ("1455186600", "2016-02-11T10:30:00Z"),
        (1455186600000, "2016-02-11T10:30:00Z"),
        (date(2016, 2, 11), "2016-02-11"),
        (datetime(2016, 2, 11, 10, 30, tzinfo=UTC), "2016-02-11T10:30:00+00:00"),
    ],
)
def test_a_date_is_read_however_it_is_written(given_date: object, iso: str) -> None:
    """Standards, words, figures and seconds."""
    assert iso_date(given_date) == iso


@pytest.mark.parametrize("given_date", ["03/04/2016", "yesterday", "", None, "2016-13-45", "31 February 2016", True, 5])
def test_a_date_that_would_need_a_guess_is_refused(given_date: object) -> None:
    """Rather none than a wrong one."""
    assert iso_date(given_date) is None


@given(st.one_of(st.text(), st.floats(), st.integers(), st.dates(), st.datetimes()))
def test_nothing_breaks_the_reading_of_a_date(value: object) -> None:
    """Any value gives an ISO date or nothing."""
    found = iso_date(value)
    assert found is None or found[4] == "-"
