"""The second opinion: chances that sum to one, distances by number, and what both opinions say together."""

from __future__ import annotations

import numpy as np
import pytest

from dateline.events.heads import REACH, Heads, distances, heads, mixed
from dateline.events.judge import LABELS, MODALITIES, judge
from dateline.events.sides import SIDES
from dateline.language.encoder import WIDTH


def test_the_shipped_heads_say_types_modalities_and_sides() -> None:
    """One row of chances for each state."""
    rows = np.random.default_rng(0).normal(size=(3, WIDTH)).astype(np.float32)
    shipped: Heads = heads()
    found = (shipped.types(rows), shipped.stands(rows), shipped.sides(rows[0], rows, [-1, 2, 70], 0))
    assert [one.shape for one in found] == [(3, len(LABELS)), (3, len(MODALITIES)), (3, len(SIDES))]
    assert all(np.allclose(one.sum(axis=1), 1, atol=1e-5) for one in found)
    assert judge().heads is shipped


@pytest.mark.parametrize(("away", "number"), [(0, 16), (1, 17), (-8, 8), (9, 25), (-REACH, 3), (10**6, 29)])
def test_distances_are_numbered_by_ones_and_then_by_half_powers(away: int, number: int) -> None:
    """What is farther than the reach is as far as the reach."""
    assert distances([away]).tolist() == [number]


def test_two_opinions_are_weighed_by_their_geometric_mean() -> None:
    """With no weight the first alone counts, with all of it the second."""
    one, other = np.array([[0.8, 0.2]], np.float32), np.array([[0.2, 0.8]], np.float32)
    assert np.allclose(mixed(one, other, 0.0), one, atol=1e-4)
    assert np.allclose(mixed(one, other, 1.0), other, atol=1e-4)
    assert np.allclose(mixed(one, other, 0.5), 0.5, atol=1e-4)
