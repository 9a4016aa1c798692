"""From a match to a TIMEX3 value and its days: the normaliser of each kind of the grammar."""

from __future__ import annotations

from collections.abc import Callable

from dateline.times.amounts import (
    duration_value,
    every_value,
    offset_value,
    plain_units,
    reference_value,
    set_value,
    times_a_value,
    weekdays_value,
)
from dateline.times.clocks import clock_value, spoken_clock
from dateline.times.context import Context, Parts, Valued
from dateline.times.dates import (
    calendar_day,
    deictic_value,
    in_week,
    iso_value,
    month_alone_value,
    month_year,
    named_day,
    numeric_value,
    this_day,
    week_of,
)
from dateline.times.nearby import which_value
from dateline.times.parts import counted_part
from dateline.times.spans import (
    century_value,
    decade_value,
    feast_value,
    half_value,
    season_value,
    the_weekend,
    year_end,
    year_value,
    years_value,
)

__all__ = ["Context", "Valued", "value_of"]


def value_of(kind: str, parts: Parts, context: Context) -> Valued | None:
    """The value of a match of ``kind`` with the named ``parts``; None where it is no time after all."""
    return _NORMALISERS[kind](parts, context)


_NORMALISERS: dict[str, Callable[[Parts, Context], Valued | None]] = {
    "iso": iso_value,
    "numeric": numeric_value,
    "dashed": calendar_day,
    "named_day": named_day,
    "nth_of": counted_part,
    "listed": calendar_day,
    "this_day": this_day,
    "week_of": week_of,
    "day_month": calendar_day,
    "month_days": calendar_day,
    "month_day": calendar_day,
    "month_year": month_year,
    "spoken_clock": spoken_clock,
    "clock": clock_value,
    "half": half_value,
    "decade": decade_value,
    "century": century_value,
    "weekday": in_week,
    "deictic": deictic_value,
    "every": every_value,
    "times_a": times_a_value,
    "weekdays": weekdays_value,
    "offset": offset_value,
    "which": which_value,
    "feast": feast_value,
    "season": season_value,
    "duration": duration_value,
    "plain_units": plain_units,
    "the_weekend": the_weekend,
    "year_end": year_end,
    "years": years_value,
    "year": year_value,
    "month": month_alone_value,
    "set": set_value,
    "reference": reference_value,
}
