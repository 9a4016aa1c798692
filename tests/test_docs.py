"""The docs say what is so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from dateline.resources.hashes import HASHED

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def requirements() -> list[str]:
    """The names of all direct dependencies, extras and the build's included."""
    project = PROJECT["project"]
    every = [*project["dependencies"], *PROJECT["build-system"]["requires"]]
    for extra in project["optional-dependencies"].values():
        every += extra
    return sorted({re.split(r"[<>=!~\[; ]", name)[0] for name in every})


@pytest.mark.parametrize("name", requirements())
def test_each_dependency_has_its_licence_listed(name: str) -> None:
    """A dependency without a line in docs/licences.md is one that nobody has checked."""
    assert f"| {name} |" in (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")


def test_the_lock_names_every_dependency() -> None:
    """What is pinned covers what reading needs."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").lower().replace("_", "-")
    pinned = {line.split("==")[0].strip() for line in lock.splitlines() if "==" in line}
    needed = {re.split(r"[<>=]", n)[0].lower() for n in PROJECT["project"]["dependencies"]}
    assert needed <= pinned


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_each_version_that_is_locked_has_its_hashes(name: str) -> None:
    """What is installed is what was tested, file by file; `make lock` writes them."""
    lock = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", "")
    assert [line.split()[0] for line in lock.splitlines() if "==" in line and "--hash=sha256:" not in line] == []
    assert "://" not in lock


def test_no_document_holds_a_machine_path() -> None:
    """Docs speak of the project alone."""
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        assert not re.search(r"(?<![\w.])/(work|root|home|tmp)/|\.\./shared", path.read_text(encoding="utf-8")), path


def test_the_citation_names_the_version() -> None:
    """Who cites it cites what was released."""
    assert f"\nversion: {PROJECT['project']['version']}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_each_file_of_weights_has_a_card() -> None:
    """That the page of cards names, and that lies beside it."""
    page = (ROOT / "docs" / "cards.md").read_text(encoding="utf-8")
    for name in HASHED:
        assert f"`{name}`" in page, name
        if name.endswith((".onnx", ".npz")):
            card = ROOT / "src" / "dateline" / "resources" / Path(name).with_suffix(".md")
            assert len(card.read_text(encoding="utf-8").splitlines()) > 8


def test_the_container_installs_what_is_locked() -> None:
    """Hash by hash, for a Python that the package takes, and not as root."""
    made = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "--require-hashes -r requirements.lock" in made
    assert "\nUSER " in made
    version = re.search(r"^FROM python:3\.(\d+)", made, re.M)
    assert version is not None
    assert int(version[1]) >= int(PROJECT["project"]["requires-python"].rpartition(".")[2])
