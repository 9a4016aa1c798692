"""The weights of the pronoun resolver are learned from choices, and the shipped table fits the code."""

from __future__ import annotations

from dateline.resources import table
from dateline.training.antecedents import SORTS, Choice, fit, right_choices


def test_a_sign_of_the_right_candidates_gets_a_positive_weight() -> None:
    """What stands beside the right candidates speaks for them."""
    lessons = [Choice(str(n), "news", (("nobody",), ("subject",), ("object",)), 1) for n in range(20)]
    weights = fit(lessons)
    assert weights["subject"] > 0 > weights["object"]
    assert right_choices(weights, lessons) == (20, 20)


def test_the_shipped_table_has_a_weight_for_each_sort() -> None:
    """Every row is a sign and four numbers; "nobody" is among the signs."""
    rows = table("antecedents.tsv")
    assert "nobody" in {row["sign"] for row in rows}
    for row in rows:
        assert all(abs(float(row[sort])) < 20 for sort in SORTS)
