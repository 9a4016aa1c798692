"""What times are counted from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.language import Copy, parse
from dateline.schema import Anatomy, Article, Block, Dateline, Span
from dateline.times import find_times

LEAD = "TRIESTE, 11 February. "


def wired(text: str, published_at: str | None = None, date: str = "11 February") -> Copy:
    """``text`` behind the dateline "TRIESTE, 11 February."."""
    lead = LEAD.replace("11 February", date)
    whole = lead + text
    at = whole.find(date)
    dateline = Dateline(Span(0, len(lead) - 1), Span(0, 7), Span(at, at + len(date)))
    blocks = (Block("dateline", 0, len(lead) - 1), Block("body", len(lead), len(whole)))
    article = Article("t", "t", whole, published_at=published_at)
    return parse([article], [Anatomy(blocks, None, dateline)])[0]


@pytest.mark.parametrize(
    ("published", "value"),
    [
        ("2016-02-11", "2016-02-11"),
        ("2016-02-13T08:00:00Z", "2016-02-11"),
        ("2016-01-05", "2015-02-11"),
        (None, "XXXX-02-11"),
    ],
)
def test_a_dateline_without_a_year_takes_it_from_the_publication(published: str | None, value: str) -> None:
    """The dateline's day is the nearest not after the publication; without one the year stays unknown."""
    line = find_times(wired("The ferry sailed.", published))
    assert line.dateline_value == value
    assert line.times[0].value == value


def test_a_whole_dateline_is_the_anchor() -> None:
    """Without a publication date, a dateline with a year is counted from."""
    line = find_times(wired("The ferry sailed yesterday.", None, "11 February 2016"))
    assert (line.anchor, line.anchor_from) == ("2016-02-11", "dateline")
    assert [t.value for t in line.times] == ["2016-02-11", "2016-02-10"]


def test_without_a_year_relative_times_keep_what_is_known() -> None:
    """Month and day come from the dateline; the year, and so the weekday, stays X."""
    line = find_times(wired("The ferry sailed yesterday and on Friday. It was built last year."))
    assert line.anchor is None
    assert [t.value for t in line.times] == ["XXXX-02-11", "XXXX-02-10", "XXXX-WXX-5", "XXXX"]
    assert all(t.date_start is None for t in line.times)


def test_without_anything_days_are_unknown() -> None:
    """No anchor: yesterday is some day, a season some year's."""
    copy = wired("x")
    bare = replace(copy, anatomy=Anatomy(()))
    text = "The ferry sailed yesterday. It was built last summer."
    made = parse([Article("t", "t", text)], [Anatomy((Block("body", 0, len(text)),))])[0]
    assert [t.value for t in find_times(made).times] == ["XXXX-XX-XX", "XXXX-SU"]
    assert find_times(bare).anchor is None


def test_a_full_date_of_the_story_is_an_anchor_but_one_in_a_quotation_is_not() -> None:
    """The first full date outside quotations anchors a story that has nothing else."""
    text = "“We met on 3 May 2001,” she said on 5 June 2014. The ferry sailed the day before yesterday."
    made = parse([Article("t", "t", text)], [Anatomy((Block("body", 0, len(text)),))])[0]
    line = find_times(made)
    assert (line.anchor, line.anchor_from) == ("2014-06-05", "text")
    assert line.times[-1].value == "2014-06-03"


def test_a_publication_stamp_that_is_no_date_is_passed_over() -> None:
    """Free text in the date's field does not anchor and does not crash."""
    assert find_times(wired("It sailed today.", "7:58 AM ET")).anchor is None
    assert find_times(wired("It sailed today.", "2016-13-45")).anchor is None


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31", "9999-12-31T23:59:00-12:00"])
def test_a_publication_day_at_the_calendars_edge_keeps_all_times(published: str) -> None:
    """What lies beyond the years 1 to 9999 is kept without a day; the rest has its own."""
    text = "They met on Monday and on 3 May 2015. They will meet next week, and met last year, and in the winter."
    copy = wired(text, published)
    times = find_times(copy).times
    words = [copy.text[t.start : t.end] for t in times]
    assert words == ["11 February", "Monday", "3 May 2015", "next week", "last year", "the winter"]
    assert times[2].value == "2015-05-03"
    assert any(t.date_start is None for t in times)
