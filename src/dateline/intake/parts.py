"""The paragraphs that a text is put together from, where a file does not hold it as it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.schema import BlockKind

RIGHTS = re.compile(r"(?:Copyright|©|\(c\))\s+\d{4}|All Rights Reserved", re.IGNORECASE)
"""What a line of copyright says."""
PARAGRAPHS = "\n\n"
"""What stands between the paragraphs of a text that is put together."""


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph and what the markup says that it is."""

    text: str
    kind: BlockKind = "body"


def paragraphs(text: str, kind: BlockKind = "body") -> tuple[Part, ...]:
    """The paragraphs of plain ``text``, which blank lines part."""
    found: list[Part] = []
    lines: list[str] = []
    for line in [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        if line.strip():
            lines.append(line.rstrip())
        elif lines:
            found.append(Part("\n".join(lines), kind))
            lines = []
    return tuple(found)


def joined(lines: str) -> str:
    """Wrapped lines as one."""
    return " ".join(lines.split())
