"""No function branches so often that it cannot be read at once: a table, or several functions, say the same."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SRC = Path(__file__).parents[1] / "src" / "dateline"
LIMIT = 30
_ONE = ast.If | ast.For | ast.While | ast.IfExp | ast.ExceptHandler | ast.match_case | ast.Assert


def branch_points(function: ast.AST) -> int:
    """How often ``function`` branches: conditions, loops, handlers, and the parts of "and" and "or" after the first."""
    found = 0
    for node in ast.walk(function):
        if isinstance(node, ast.BoolOp):
            found += len(node.values) - 1
        elif isinstance(node, ast.comprehension):
            found += 1 + len(node.ifs)
        else:
            found += isinstance(node, _ONE)
    return found


def _functions() -> Iterator[tuple[str, int]]:
    for path in sorted(SRC.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.relative_to(SRC)}: {node.name}", branch_points(node)


def test_no_function_branches_more_than_thirty_times() -> None:
    """Where one has to, it is cut into what it asks one after the other, or its conditions become rows of a table."""
    assert {name: points for name, points in _functions() if points > LIMIT} == {}


def test_branch_points_are_counted() -> None:
    """Each condition, loop, handler and further part of a condition counts one."""
    told = ast.parse(
        "def f(a):\n    if a and a.b or a.c:\n        return [x for x in a if x]\n    return 1 if a else 2"
    )
    assert branch_points(told) == 6
