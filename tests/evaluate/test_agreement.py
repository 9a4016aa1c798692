"""Agreement and intervals against values from the literature."""

from __future__ import annotations

import pytest

from dateline.evaluate.agreement import agreement, alpha, stratified, wilson

FOUR_CODERS = ["111", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", "555", "11", "3"]
"""Krippendorff 2011, section C: nominal data, four coders, values missing; alpha is 0.743."""


def test_alpha_is_that_of_krippendorffs_example() -> None:
    """With missing values and a unit that one coder alone judged."""
    found = alpha([list(unit) for unit in FOUR_CODERS])
    assert found is not None
    assert round(found, 3) == 0.743


def test_alpha_of_two_coders_and_two_values() -> None:
    """Krippendorff 2011, section A: ten units, alpha is 0.095."""
    first, second = "0100000010", "1110010000"
    found = alpha([[a, b] for a, b in zip(first, second, strict=True)])
    assert found is not None
    assert round(found, 3) == 0.095


def test_without_two_values_there_is_no_alpha() -> None:
    """Nor without two coders."""
    assert alpha([["right", "right"], ["right", "right"]]) is None
    assert alpha([["right"], ["wrong"]]) is None
    assert agreement([["right", "right"], ["right", "wrong"]]) == 0.5
    assert agreement([["right"]]) is None


def test_wilsons_interval() -> None:
    """Newcombe 1998, table I: 81 of 263 and 0 of 20."""
    share = wilson(81, 263)
    assert share is not None
    assert (round(share.low, 4), round(share.high, 4)) == (0.2553, 0.3662)
    none = wilson(0, 20)
    assert none is not None
    assert (none.low, round(none.high, 4)) == (0.0, 0.1611)
    assert wilson(0, 0) is None


def test_a_layered_sample_is_weighted_by_the_size_of_its_layers() -> None:
    """A small layer that is all wrong counts little."""
    share = stratified({"large": (5, 50, 9_000), "small": (50, 50, 1_000)})
    assert share is not None
    assert share.value == pytest.approx(0.19)
    assert share.low < 0.19 < share.high
    assert share.high - share.low < 0.25
    assert stratified({"none": (0, 0, 5)}) is None
