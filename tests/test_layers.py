"""Imports follow the flow of copy downward only."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "dateline"
ORDER = [
    "errors", "volume", "stores", "schema", "resources", "intake", "anatomy", "language", "grammar", "places", "times",
    "figures", "statements", "actors", "events", "reading", "annotation", "record", "linking", "engine", "watch",
    "export", "returned", "replica",
    "api", "spacy", "mcp", "evaluate", "training", "forgetting", "web", "answers", "places_in",
    "amended", "terminal", "keeping", "correcting", "amending", "granting", "leaving", "cli",
]  # fmt: skip
"""A part may import the parts before it, and itself."""


def part(path: Path) -> str:
    """The part of the package that the file at ``path`` belongs to."""
    inside = path.relative_to(SRC)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


def imported(path: Path) -> set[str]:
    """The parts that the file at ``path`` imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("dateline."):
            found.add(node.module.split(".")[1])
        if isinstance(node, ast.ImportFrom) and node.module == "dateline":
            found |= {a.name for a in node.names if a.name in ORDER}
    return found


@pytest.mark.parametrize("path", sorted(SRC.rglob("*.py")), ids=lambda p: str(p.relative_to(SRC)))
def test_a_file_imports_only_what_is_upstream(path: Path) -> None:
    """Nothing imports a later stage, the record, the web or the engine from above."""
    own = part(path)
    if own in ("__init__", "__main__"):
        return
    assert own in ORDER, f"{own} has no place in the order"
    allowed = set(ORDER[: ORDER.index(own) + 1])
    assert imported(path) <= allowed


def _file_of(module: str, name: str) -> Path:
    """The file that ``from module import name`` reads first."""
    whole = SRC.parent.joinpath(*module.split("."))
    files = (whole.with_suffix(".py"), whole / f"{name}.py", whole / name / "__init__.py")
    return next((f for f in files if f.exists()), whole / "__init__.py")


def _imports() -> dict[Path, set[Path]]:
    """What each file imports, also where a function does so when it is called; its own package's face aside."""
    found: dict[Path, set[Path]] = {}
    for path in SRC.rglob("*.py"):
        nodes = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.ImportFrom)]
        files = {
            _file_of(str(n.module), a.name) for n in nodes if (n.module or "").startswith("dateline") for a in n.names
        }
        found[path] = {f for f in files if f.name != "__init__.py" or f.parent not in path.parents}
    return found


def test_no_files_import_each_other_in_a_circle() -> None:
    """Files that import nothing that is left are taken away, until none is; what then stands is a circle."""
    left = _imports()
    while free := [path for path, needed in left.items() if not needed & left.keys()]:
        for path in free:
            del left[path]
    assert sorted(str(path.relative_to(SRC)) for path in left) == []


def test_who_is_who_has_five_rooms_that_import_downward() -> None:
    """Names, mentions, signs, the choice among them, and who speaks; ``cast`` beside them puts them together."""
    rooms = ["names", "mentions", "signs", "choice", "speakers"]
    actors = SRC / "actors"
    assert {p.name for p in actors.iterdir() if p.is_dir() and p.name != "__pycache__"} == set(rooms)
    for path, needed in _imports().items():
        if path.parent.parent == actors:
            inside = {f.parent.name for f in needed if f.parent.parent == actors}
            assert inside <= set(rooms[: rooms.index(path.parent.name) + 1]), path
