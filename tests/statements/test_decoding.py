"""Scores become linked attributions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.statements.decoding import (
    DISTANCES,
    Linked,
    Settings,
    confidence,
    distance_bucket,
    kept,
    segments,
    viterbi,
)


@given(st.integers(0, 2**32 - 1))
def test_an_inside_tag_only_follows_its_own_begin(seed: int) -> None:
    """Whatever the scores say."""
    scores = np.random.default_rng(seed).normal(size=(2, 9, 7)).astype(np.float32)
    for path in viterbi(scores).tolist():
        before = 0
        for label in path:
            if label and label % 2 == 0:
                assert before in (label - 1, label)
            before = label


def test_the_best_sequence_is_found() -> None:
    """A weak begin is taken where the strong inside after it needs one."""
    scores = np.zeros((1, 3, 3), dtype=np.float32)
    scores[0, :, 0] = 1
    scores[0, 1:, 2] = 5
    assert viterbi(scores)[0].tolist() == [1, 2, 2]


@pytest.mark.parametrize("seed", range(20))
def test_sequences_decoded_together_have_the_paths_they_have_alone(seed: int) -> None:
    """Sequences side by side, with many equal scores and forbidden labels, are decoded as each by itself."""
    chance = np.random.default_rng(seed)
    scores = np.round(chance.normal(size=(6, 30, 5)) * 2).astype(np.float32)
    scores[chance.random((6, 30)) < 0.2, 1:] = -1e4
    assert viterbi(scores).tolist() == [viterbi(row[None])[0].tolist() for row in scores]


def test_segments_open_with_their_begin() -> None:
    """Two runs that touch are two."""
    assert segments(np.array([1, 2, 1, 0, 3, 4]), 1) == [(0, 2), (2, 3)]


def test_the_surer_attribution_has_the_words() -> None:
    """Of two that claim one content, the doubtful one is dropped."""
    sure = Linked(((5, 6),), (), ((0, 4),), (), 0.9)
    doubtful = Linked(((7, 8),), (), ((1, 4),), (), 0.5)
    other = Linked(((12, 13),), (), ((9, 11),), (), 0.4)
    assert kept([doubtful, other, sure], Settings(keep=0.3)) == [sure, other]


def test_what_is_too_doubtful_is_dropped() -> None:
    """Below the chance that pays."""
    assert kept([Linked(((5, 6),), (), ((0, 4),), (), 0.2)], Settings(keep=0.3)) == []


def test_confidence_is_a_chance() -> None:
    """However far the features go."""
    settings = Settings(weights=(0.0, 1.0))
    assert confidence((0.0,), settings) == 0.5
    assert 0 < confidence((-1e9,), settings) < confidence((1e9,), settings) <= 1


def test_distances_fall_into_buckets() -> None:
    """Near ones apart, far ones by powers of two, both signs."""
    buckets = distance_bucket(np.arange(-5000, 5000))
    assert buckets.min() >= 0
    assert buckets.max() < DISTANCES
    assert len(set(distance_bucket(np.arange(-64, 65)).tolist())) == 129
