"""The networks of the judge: what torch fits is what numpy computes."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch is in the training extra only")

from dateline.training.networks import Cases, Settings, fit, joined


def cases(number: int = 60) -> Cases:
    """Cases whose label is told by one of two signs."""
    labels = np.arange(number) % 2
    rows = [np.array([label, 2]) for label in labels]
    return Cases(rows, np.zeros((number, 3), np.float32), labels, np.ones(number, np.float32))


SETTINGS = Settings(buckets=4, classes=2, hidden=4, epochs=60, batch=8, rate=0.02)


def test_a_sign_that_tells_the_label_is_learned() -> None:
    """The chances are those of a network that has seen each sign with its label."""
    network = fit(cases(), SETTINGS)
    chances = network.chances([np.array([0, 2]), np.array([1, 2])], np.zeros((2, 3), np.float32))
    assert chances[0, 0] > 0.9
    assert chances[1, 1] > 0.9
    assert np.allclose(chances.sum(axis=1), 1.0)


def test_the_same_cases_give_the_same_weights() -> None:
    """Nothing is left to chance but by the seed."""
    one, other = fit(cases(), SETTINGS), fit(cases(), SETTINGS)
    assert np.array_equal(one.linear, other.linear)


def test_joined_networks_mean_their_logits() -> None:
    """Two of the same are as sure as one."""
    network = fit(cases(), SETTINGS)
    asked = [np.array([0])], np.ones((1, 3), np.float32)
    assert np.allclose(joined([network, network]).chances(*asked), network.chances(*asked), atol=1e-5)
