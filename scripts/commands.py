"""Write the table of commands on its page: ``python scripts/commands.py docs/commands.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from dateline.cli import app

MARK = "<!-- commands: python scripts/commands.py docs/commands.md -->"


def rows(command: Any, name: str = "dateline") -> Iterator[tuple[str, str]]:
    """The name of each command with the first sentence of its help, those of groups under the name of the group."""
    for own, one in command.commands.items():
        if hasattr(one, "commands"):
            yield from rows(one, f"{name} {own}")
        else:
            yield f"{name} {own}", str(one.help or "").split("\n\n")[0].replace("\n", " ")


def page(text: str) -> str:
    """The page ``text`` with the table of all commands, as they are, in place of what stands after the mark."""
    head = text.partition(MARK)[0]
    table = [f"| `{name}` | {about} |" for name, about in rows(get_command(app))]
    return "\n".join([head + MARK, "", "| command | what it does |", "|---|---|", *table, ""])


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(page(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
