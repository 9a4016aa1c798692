"""The tables of a record in its page: ``python -m dateline.record.page docs/record.md`` writes them as they are now."""

from __future__ import annotations

import sys
from pathlib import Path

from dateline.record.columns import TABLES, Column


def as_markdown() -> str:
    """The tables as they stand in ``docs/record.md``."""
    made = []
    for name, (about, columns) in TABLES.items():
        made += [f"### {name}", "", about, "", "| column | type | what |", "|---|---|---|"]
        made += [f"| {c.name} | {_shown(c)} | {c.about} |" for c in columns]
        made.append("")
    return "\n".join(made)


def _shown(column: Column) -> str:
    return column.kind if column.type.startswith("STRUCT") else column.type


def written(page: str) -> str:
    """``page``, the text of ``docs/record.md``, with its tables as they are now."""
    return page[: page.index(MARK)] + f"{MARK}\n\n{as_markdown()}"


MARK = "<!-- tables: python -m dateline.record.page docs/record.md -->"
"""The line of the page below which the tables stand."""

if __name__ == "__main__":
    document = Path(sys.argv[1])
    document.write_text(written(document.read_text(encoding="utf-8")), encoding="utf-8")
