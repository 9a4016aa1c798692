"""Nouns whose actor is the likeliest by learned weights: who is nearest, who was called so, or somebody new."""

from __future__ import annotations

import pytest
from made_casts import cast_of, mentions

from dateline.actors.choice.likeliest import SORTS, likeliest, weights
from dateline.actors.signs.characters import Character


def test_the_highest_sum_wins_and_a_sign_without_a_weight_counts_for_nothing() -> None:
    """Somebody new is a candidate like the others."""
    near, far = (Character(n, "organisation", named=True) for n in range(2))
    told = {"new": 0.5, "called so": 1.0, "sentences 6-": -2.0}
    found = [(None, ["new"]), (near, ["called so", "unheard of"]), (far, ["called so", "sentences 6-"])]
    assert likeliest(found, told) is near
    assert likeliest(found[::2], told) is None


@pytest.mark.parametrize("sort", SORTS)
def test_being_called_so_speaks_for_somebody_and_distance_against(sort: str) -> None:
    """In the weights that ship."""
    told = weights(sort)
    assert told["called so"] > 0 > told["sentences 6-"]


def test_a_body_is_known_again_by_a_noun_that_its_name_holds() -> None:
    """And not a body of another sort that stands nearer."""
    text = (
        "Zorin Shipping fired Ana Vidmar on Monday. The Dockers' Union went to court. The company refused to comment."
    )
    assert "The company" in mentions(cast_of(text), text)["Zorin Shipping"]
