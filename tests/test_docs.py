"""The docs say what is so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from documented import pieces
from page_runner import PageRunner, r_can

from dateline.record import Record
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


NOT_RUN = 38
"""Pieces of the pages that are marked as not run: who adds one says why in its mark, and here that it is one more."""
SHOWN = {
    path.relative_to(ROOT).as_posix(): list(pieces(path.name, path.read_text(encoding="utf-8")))
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
}


@pytest.mark.parametrize(
    "page", [page for page, shown in SHOWN.items() if page != "README.md" and any(not p.why_not for p in shown)]
)
def test_what_a_page_shows_runs(page: str, sample: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Command after command and block after block, on a record of the sample stories (the README: test_readme.py)."""
    runner, with_r = PageRunner(tmp_path, monkeypatch), r_can()
    runner.prepare(sample, SHOWN[page])
    for piece in SHOWN[page]:
        if piece.why_not is None and (piece.kind != "r" or with_r):
            try:
                runner.run(piece)
            except Exception as error:
                error.add_note(f"{page}, line {piece.line}")
                raise


def test_what_is_not_run_is_marked_with_a_reason() -> None:
    """And counted; all that a page shows is of a kind that can be run, or a file."""
    left_out = [piece for shown in SHOWN.values() for piece in shown if piece.why_not]
    assert len(left_out) == NOT_RUN, [f"{p.page}:{p.line} {p.why_not}" for p in left_out]
    assert all(len(piece.why_not or "") >= 8 for piece in left_out)
    assert {piece.kind for shown in SHOWN.values() for piece in shown} <= {"sh", "python", "r", "sql", "tsv"}
