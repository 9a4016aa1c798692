"""Weights that are not the shipped ones are told and not used."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from dateline import resources
from dateline.errors import DatelineWarning, FormatError
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


def test_a_table_that_is_not_as_it_was_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is used: a person may correct a table on purpose; whoever compares two readings has to know."""
    right = resources._as_recorded(Path(resources.path("months.tsv")).read_bytes())
    for known, told in ((right, 0), ("another", 1)):
        monkeypatch.setattr(resources, "_installed", lambda known=known: {"months.tsv": known})
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always", DatelineWarning)
            assert resources.text("months.tsv")
        assert len(warned) == told


def test_a_working_copy_has_no_hashes_of_tables() -> None:
    """They are written down when the package is installed."""
    assert all(len(value) == 43 for value in resources._installed().values())
