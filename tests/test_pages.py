"""The pages name what there is, and what they show runs."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

import dateline
from dateline.cli import app
from dateline.record import Record
from dateline.record.correct import Correct

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs").rglob("*.md"))
TEXTS = {page.relative_to(ROOT / "docs").as_posix(): page.read_text(encoding="utf-8") for page in PAGES}


def commands(text: str) -> list[list[str]]:
    """The lines of a page that are commands, without what is said beside them."""
    lines = [re.split(r" {3,}", line.strip())[0] for line in text.splitlines() if line.startswith("    dateline ")]
    return [shlex.split(line) for line in lines]


def resolved(words: list[str]) -> tuple[Any, list[str]]:
    """The command that ``words`` name, and what is left of them."""
    command: Any = get_command(app)
    left = words[1:]
    while left and hasattr(command, "commands"):
        assert left[0] in command.commands, f"there is no command {left[0]}: {' '.join(words)}"
        command, left = command.commands[left[0]], left[1:]
    return command, left


@pytest.mark.parametrize("page", sorted(n for n, text in TEXTS.items() if commands(text)))
def test_each_command_of_a_page_is_one(page: str) -> None:
    """Its name, its options, and all that it needs."""
    for words in commands(TEXTS[page]):
        if any("|" in word and word.isascii() and " " not in word for word in words):
            continue  # a choice that a person makes
        command, left = resolved(words)
        command.make_context("dateline", [w for w in left if w != "..."])


def blocks(text: str, kind: str = "python") -> list[str]:
    """The fenced blocks of one kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```", text, flags=re.M | re.S)


@pytest.mark.parametrize("page", sorted(n for n, text in TEXTS.items() if blocks(text)))
def test_python_of_a_page_names_what_there_is(page: str) -> None:
    """Methods of a record and of its corrections, and the names of the package."""
    for block in blocks(TEXTS[page]):
        for node in ast.walk(ast.parse(block)):
            if isinstance(node, ast.Attribute):
                owner = ast.unparse(node.value)
                if owner == "record":
                    assert hasattr(Record, node.attr) or node.attr in ("correct", "corrections"), node.attr
                elif owner == "record.correct":
                    assert hasattr(Correct, node.attr), node.attr


def walked(command: Any, name: str = "dateline") -> Iterator[str]:
    """The names of all commands."""
    for own, one in getattr(command, "commands", {}).items():
        if hasattr(one, "commands"):
            yield from walked(one, f"{name} {own}")
        else:
            yield f"{name} {own}"


def test_every_command_and_public_name_is_on_a_page() -> None:
    """Of ``dateline --help`` with its groups, and of the package."""
    said = "\n".join([*TEXTS.values(), (ROOT / "README.md").read_text(encoding="utf-8")])
    said = re.sub(r"[ \t]+", " ", said)
    missing = [name for name in walked(get_command(app)) if not re.search(rf"{re.escape(name)}\b", said)]
    assert missing == []
    assert [n for n in dateline.__all__ if not n.startswith("_") and f"dateline.{n}(" not in said] == []


def test_the_table_of_commands_is_that_of_the_program() -> None:
    """``python scripts/commands.py docs/commands.md`` writes it."""
    spec = importlib.util.spec_from_file_location("commands", ROOT / "scripts" / "commands.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.page(TEXTS["commands.md"]) == TEXTS["commands.md"], "python scripts/commands.py docs/commands.md"


def test_the_site_has_every_page_and_picture() -> None:
    """The navigation names each page that there is, and pages show pictures that there are."""
    nav = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("nav:")[2]
    assert {line.rpartition(" ")[2] for line in nav.splitlines() if line.endswith(".md")} == set(TEXTS)
    for name, text in TEXTS.items():
        for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", text):
            assert ((ROOT / "docs" / name).parent / target).exists(), (name, target)


def test_the_site_is_built(tmp_path: Path) -> None:
    """By mkdocs, with every link checked, where it is installed."""
    pytest.importorskip("material")
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path)))
    assert (tmp_path / "howto.html").exists()


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "notebooks").glob("*.ipynb")), ids=lambda p: p.stem)
def test_a_notebook_runs_and_draws(path: Path, sample: Record, monkeypatch: Any) -> None:
    """Cell after cell, as a person would run it."""
    pytest.importorskip("pandas")
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    from matplotlib import pyplot

    pyplot.close("all")
    monkeypatch.setenv("DATELINE_RECORD", str(sample.path))
    names: dict[str, Any] = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), path.name, "exec"), names)
    assert pyplot.gcf().axes[0].has_data()
    pyplot.close("all")
