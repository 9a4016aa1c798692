"""Weights that are not the shipped ones are told and not used."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline import resources
from dateline.errors import FormatError
from dateline.resources.hashes import HASHED, checked, sha256


@pytest.mark.parametrize("name", HASHED)
def test_what_ships_is_what_its_hash_says(name: str) -> None:
    """`python -m dateline.resources.hashes` writes them where a file was made anew."""
    assert checked(name) == resources.path(name)


def test_every_file_that_is_no_text_has_a_hash() -> None:
    """And nothing that ships is a pickle."""
    folder = Path(resources.path("."))
    binary = [
        p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.suffix in (".bin", ".onnx", ".npz", ".pkl")
    ]
    assert set(binary) <= set(HASHED)


def test_another_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one line with what to do."""
    (tmp_path / "events.npz").write_bytes(b"cut")
    assert sha256(str(tmp_path / "events.npz")) != sha256(resources.path("models/events.npz"))
    monkeypatch.setattr(resources, "path", lambda _: str(tmp_path / "events.npz"))
    with pytest.raises(FormatError, match="is not the file that was shipped"):
        checked.__wrapped__("models/events.npz")
