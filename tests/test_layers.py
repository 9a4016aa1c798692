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
