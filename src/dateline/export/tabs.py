"""Tab-separated files without quoting, as GDELT and POLECAT have them: a cell holds neither tabs nor line ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

_BREAKS = re.compile(r"[\s\x00-\x1f\x7f\x85\u2028\u2029]+")


def cell(value: object) -> str:
    """``value`` in one line: null is empty, white space and control characters are one blank."""
    if value is None:
        return ""
    return _BREAKS.sub(" ", value).strip() if isinstance(value, str) else str(value)


def tabbed(path: Path, rows: Iterable[Sequence[object]], head: Sequence[str] = ()) -> None:
    """Write ``rows`` in UTF-8, under a line of column names where ``head`` has some."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        if head:
            file.write("\t".join(head) + "\n")
        file.writelines("\t".join(map(cell, row)) + "\n" for row in rows)


def moment(told: str | None) -> str:
    """An ISO 8601 date or date and time as GDELT's YYYYMMDDHHMMSS; what is not told is 0, and null is empty."""
    digits = re.sub(r"\D", "", re.split(r"[Z+.]|(?<=T.{5})-|(?<=T.{8})-", told)[0]) if told else ""
    return digits[:14].ljust(14, "0") if len(digits) >= 8 else ""
