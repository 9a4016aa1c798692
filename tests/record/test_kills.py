"""A writer that is killed leaves a whole record, which the next one completes."""

from __future__ import annotations

import sys

import pytest
from kills import main


@pytest.mark.skipif(sys.platform == "win32", reason="there is no server of processes to fork from")
def test_a_record_survives_kills_at_random_moments() -> None:
    """One; ``python tests/kills.py 200`` does it at length."""
    assert main(1, seed=1, rounds=1)[0] >= 1
