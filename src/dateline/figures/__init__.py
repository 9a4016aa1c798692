"""Quantities and what they count: numerals (``numbers``), units, and the phrase counted.

A figure's span covers the words that say how exact it is, the number and the unit ("more than 40", "$3 million a
day"); what is counted is a span of its own. Numbers inside times, names and addresses are no figures. Two figures are
comparable when unit and head of the counted phrase are the same. In a score ``high`` is the other side's number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.figures.amounts import Amount, amount_of
from dateline.figures.counted import Phrases
from dateline.figures.kinds import is_age, is_name, special, telephones
from dateline.figures.numbers import numerals
from dateline.figures.units import money_of, rate_at
from dateline.schema import Figure, Span, Time

if TYPE_CHECKING:
    from dateline.language import Copy

__all__ = ["find_figures"]


def find_figures(copy: Copy, times: Sequence[Time]) -> tuple[Figure, ...]:
    """The figures of an article, in order; numbers inside ``times`` are not figures."""
    text, phrases = copy.text, Phrases(copy.doc)
    taken = bytearray(len(text))
    for time in times:
        taken[time.start : time.end] = b"\1" * (time.end - time.start)
    for start, end in telephones(text):
        taken[start:end] = b"\1" * (end - start)
    found: list[Figure] = []
    done = 0
    for numeral in numerals(text):
        if numeral.start < done:
            continue
        amount = special(text, numeral) or amount_of(text, numeral)
        if amount is None or is_name(copy, amount):
            continue
        if any(taken[numeral.start : numeral.end if amount.high is None else amount.end]):
            continue
        figure = _inherited(text, _figure(text, phrases, amount), found)
        found.append(figure)
        done = figure.end
    return tuple(found)


_COMPARED = re.compile(r"\b(?:from|against|vs\.?|versus|compared (?:with|to)|to|up from|down from)\s$")

_JOINED = (" and ", ", ", " or ")


def _inherited(text: str, figure: Figure, earlier: Sequence[Figure]) -> Figure:
    """A bare number has the unit of the figure that it is compared with or joined to as an age: "to 6.5 mln tonnes
    from 7.1 mln", "aged 20 and 31".
    """
    if not earlier or figure.unit != "count" or figure.counted is not None or figure.start - earlier[-1].end > 24:
        return figure
    unit = earlier[-1].unit
    if unit == "age" and text[earlier[-1].end : figure.start] in _JOINED and text[earlier[-1].start] in "aA":
        return replace(figure, unit=unit)
    if unit in ("count", "share", "age", "score", "times") or not _COMPARED.search(
        text[earlier[-1].end : figure.start]
    ):
        return figure
    return replace(figure, unit=unit)


def _figure(text: str, phrases: Phrases, amount: Amount) -> Figure:
    """The figure of ``amount``, with what it counts."""
    if amount.unit == "score":
        return Figure(amount.start, amount.end, amount.value, amount.high, amount.bound, amount.unit, None)
    unit, end = amount.unit, amount.end
    money = money_of(text, end) if amount.value is None and unit == "count" else None
    if money is not None:
        return Figure(amount.start, money.end, None, None, amount.bound, money.name, None)
    if unit == "count" and is_age(text, amount):
        return Figure(amount.start, end, amount.value, None, amount.bound, "age", None)
    share = unit in ("share", "percent") or (amount.value is None and unit == "count")
    counted: Span | None = None
    if unit in ("count", "share", "percent") or text[end : end + 4] == " of ":
        share = (share or unit != "count") and not amount.numeral.ratio
        counted = phrases.counted(text, amount.numeral.start, end, share)
    if unit == "count" and counted is not None:
        rate = rate_at(text, counted.end)
        unit = f"count/{rate[0]}" if rate is not None else unit
    return Figure(amount.start, end, amount.value, amount.high, amount.bound, unit, counted)
