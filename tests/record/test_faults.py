"""What goes wrong with disks, clocks and neighbours has the outcome that is documented."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("there are neither forks nor limits", allow_module_level=True)

from faults import FAULTS


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_has_its_documented_outcome(fault: str) -> None:
    """``python tests/faults.py`` tells each. (A test's own folder may not be entered by another user.)"""
    with tempfile.TemporaryDirectory() as folder:
        assert FAULTS[fault](Path(folder) / "r")
