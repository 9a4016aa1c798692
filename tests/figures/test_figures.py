"""Single behaviours of the figures stage."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.figures import find_figures
from dateline.figures.numbers import numerals
from dateline.language import Copy
from dateline.resources import table, toml
from dateline.times import find_times

Parsed = Callable[..., Copy]
ODD_WORDS = [
    "1,200", "1,2", "½", "half", "of", "the", "$", "3m", "-", "–", "12-9", "%", "per", "a", "day", "boats", "and",
    "two", "hundred", "million", "million-million", "0/0", "5 1/0", "999999999999", "between", "or more", "No.", "7/8",
    "or\nmore", "more\nthan",
]  # fmt: skip


def found(copy: Copy) -> list[tuple[str, float | None, str]]:
    """The words, values and units of the figures of ``copy``."""
    return [(copy.text[f.start : f.end], f.value, f.unit) for f in find_figures(copy, find_times(copy).times)]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry left at 7 a.m. on 3 May 2014.",
        "It rained for three days in 1999.",
        "Call 555-0134 or come to 10 Old Mill Street.",
        "Article 7 and Flight 12 were mentioned.",
        "One of them left, and no one knew.",
        "She lives near Ground Zero.",
    ],
)
def test_times_names_and_pronouns_are_no_figures(parsed: Parsed, text: str) -> None:
    """Numbers in dates, durations, addresses, telephone numbers and names count nothing."""
    assert found(parsed(text)) == []


def test_a_vague_amount_has_no_made_up_value(parsed: Parsed) -> None:
    """ "Dozens" has no value, whatever it counts."""
    assert found(parsed("Dozens of boats and millions of dollars were lost.")) == [
        ("Dozens", None, "count"),
        ("millions of dollars", None, "USD"),
    ]


def test_a_number_between_commas_behind_an_office_is_an_age(parsed: Parsed) -> None:
    """ "The deputy, 45, was arrested": nobody counts deputies there."""
    assert found(parsed("The deputy, 45, was arrested.")) == [("45", 45.0, "age")]
    assert found(parsed("Of the deputies, 45, or a third, were arrested."))[0] == ("45", 45.0, "count")


def test_a_bound_may_run_over_a_line_end(parsed: Parsed) -> None:
    """Hard-wrapped copy breaks "or less" too."""
    figures = find_figures(parsed("They sold 40 boats or\nless, and 30 or\nmore."), ())
    assert [f.value for f in figures] == [40.0, 30.0]


def test_ages_that_are_joined_are_both_ages(parsed: Parsed) -> None:
    """ "Aged 20 and 31": the second is no count."""
    text = "Two brothers aged 20 and 31 were arrested."
    assert found(parsed(text))[1:] == [("aged 20", 20.0, "age"), ("31", 31.0, "age")]


def test_a_bare_number_takes_the_unit_of_what_it_is_compared_with(parsed: Parsed) -> None:
    """ "To 6.5 million tonnes from 7.1 million": both are tonnes."""
    assert found(parsed("Output fell to 6.5 million tonnes from 7.1 million.")) == [
        ("6.5 million tonnes", 6.5e6, "t"),
        ("7.1 million", 7.1e6, "t"),
    ]


@pytest.mark.parametrize(
    ("text", "words", "value", "unit"),
    [
        ("Three in eight barns burned.", "Three in eight", 0.375, "share"),
        ("Nine out of every ten voters came.", "Nine out of every ten", 0.9, "share"),
        ("About 1 in 20 hens was ill.", "About 1 in 20", 0.05, "share"),
        ("It was minus 8 degrees.", "minus 8 degrees", -8.0, "deg"),
        ("It was -8C on the moor.", "-8C", -8.0, "degC"),
        ("It was eight degrees below zero.", "eight degrees below zero", -8.0, "deg"),
        ("The inn is one and three-quarter miles off.", "one and three-quarter miles", 1.75, "mi"),
        ("The inn is a mile and a half off.", "a mile and a half", 1.5, "mi"),
        ("He baked a dozen and a half pies.", "a dozen and a half", 18.0, "count"),
        ("He baked a hundred and fifty pies.", "a hundred and fifty", 150.0, "count"),
        ("He baked a quarter of a million pies.", "a quarter of a million", 250_000.0, "count"),
        ("It cost Rs 2.5 lakh crore.", "Rs 2.5 lakh crore", 2.5e12, "INR"),
        ("It cost Rs 5 cr.", "Rs 5 cr", 5e7, "INR"),
        ("A bun costs 45p.", "45p", 0.45, "GBP"),
        ("The vat is nine-tenths full.", "nine-tenths", 0.9, "share"),
    ],
)
def test_a_figure_has_its_value(parsed: Parsed, text: str, words: str, value: float, unit: str) -> None:
    """Shares of so many, signs, mixed fractions and scales are read whole."""
    assert found(parsed(text)) == [(words, value, unit)]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("The board approved the levy 9-4.", (9.0, 4.0)),
        ("Rovers were 2-1 up at the break.", (2.0, 1.0)),
        ("It passed by 58 votes to 42.", (58.0, 42.0)),
        ("By a vote of seven to two it fell.", (7.0, 2.0)),
    ],
)
def test_the_sides_of_a_vote_or_a_game_are_one_figure(parsed: Parsed, text: str, sides: tuple[float, float]) -> None:
    """A score or a vote has the other side's number as its high."""
    figures = find_figures(parsed(text), ())
    assert [(f.value, f.high, f.unit) for f in figures] == [(*sides, "score")]


@pytest.mark.parametrize(
    "text", ["A six-figure sum was paid.", "A two-way street was shut.", "He got five to ten years."]
)
def test_words_that_hold_numbers_are_no_figures(parsed: Parsed, text: str) -> None:
    """ "Six-figure" is not six of anything, and a range of years is a time."""
    assert found(parsed(text)) == []


def test_cents_are_kept_in_the_currency(parsed: Parsed) -> None:
    """Fifty cents is half a dollar."""
    assert found(parsed("Bread costs 50 cents.")) == [("50 cents", 0.5, "USD")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("two hundred and fifty", 250),
        ("one thousand two hundred", 1200),
        ("1,00,000", 100_000),
        ("1 500 000", 1_500_000),
        ("twenty-five", 25),
        ("three million", 3e6),
        ("two dozen", 24),
        ("5 1/2", 5.5),
        ("2½ million", 2.5e6),
        ("1,5 million", 1.5e6),
        ("one and a half", 1.5),
    ],
)
def test_numerals(text: str, value: float) -> None:
    """Numbers in digits and words are read whole."""
    assert [(n.start, n.end, n.value) for n in numerals(text)] == [(0, len(text), value)]


def test_the_tables_are_read() -> None:
    """Units, currencies and words are whole."""
    assert all(row["unit"] and row["forms"] and float(row["times_value"]) for row in table("units.tsv"))
    assert all(len(row["code"]) == 3 and float(row["times_value"]) for row in table("currencies.tsv"))
    bounds = {*toml("figure_words.toml")["before"].values(), *toml("figure_words.toml")["behind"].values()}
    assert bounds == {"at least", "at most", "about", "exact"}


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(ODD_WORDS), max_size=10), st.sampled_from([" ", "", "\n"]))
def test_no_numbers_crash_the_stage_and_spans_are_sound(parsed: Parsed, pieces: list[str], glue: str) -> None:
    """Spans are inside the text, not empty, in order and without overlaps."""
    copy = parsed(glue.join(pieces))
    end = 0
    for row in find_figures(copy, find_times(copy).times):
        assert end <= row.start < row.end <= len(copy.text)
        if row.counted is not None:
            assert 0 <= row.counted.start < row.counted.end <= len(copy.text)
        end = row.end


def test_a_telephone_number_counts_nothing(parsed: Parsed) -> None:
    """With or without its country, in groups or with hyphens; what is called beside it still counts."""
    for number in ("+44 20 7946 0018", "(555) 010-4477", "1-555-010-4477", "555 0142", "0118 496 0733"):
        assert found(parsed(f"Call {number} for details.")) == []
    assert found(parsed("Residents made 300 calls to 555 0142.")) == [("300", 300.0, "count")]
    assert found(parsed("The army may call up 20 000 men."))[0][1] == 20000
    assert found(parsed("She called 12 boats.")) == [("12", 12.0, "count")]


def test_a_scale_in_a_title_counts_like_any_other(parsed: Parsed) -> None:
    """Headlines put "Billion" in capitals; "MN" is a state."""
    assert found(parsed("Orla Mills Posts Profit of $2.1 Billion")) == [("$2.1 Billion", 2.1e9, "USD")]
    assert found(parsed("Fund Raises 40 MILLION Euros"))[0][1] == 40e6


def test_a_half_behind_a_scale_is_half_of_it(parsed: Parsed) -> None:
    """Two dozen and a half are thirty."""
    assert found(parsed("Two dozen and a half eggs broke.")) == [("Two dozen and a half", 30.0, "count")]
    assert found(parsed("Two and a half eggs broke.")) == [("Two and a half", 2.5, "count")]


def test_one_in_so_many_is_a_share() -> None:
    """The one is a word, the many are digits."""
    assert round(numerals("One in 12 children is ill.")[0].value or 0, 4) == 0.0833
