"""Gold as JSON lines, plain or gzipped: what of a row every scorer reads."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dateline.errors import FormatError
from dateline.schema import Article, Span


def gold_rows(path: str | Path) -> Iterator[dict[str, Any]]:
    """The rows of the JSON lines at ``path``; raises ``FormatError`` where a line is not one."""
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise FormatError(f"{path}, line {number}: not JSON ({error}); gold is one object a line") from error
            if not isinstance(row, dict) or "id" not in row or "text" not in row:
                raise FormatError(f"{path}, line {number}: a row of gold needs the keys id and text")
            yield row


def article_of(row: dict[str, Any]) -> Article:
    """The article that the reader is given for a row of gold: its text and its date, nothing of the marks."""
    date = row.get("published_at") or row.get("dct") or row.get("date")
    return Article(str(row["id"]), str(row["id"]), row["text"], published_at=date, language="en")


def is_unseen(found: Sequence[Span], unseen: Sequence[Span]) -> bool:
    """Whether what was found begins where nobody has marked anything."""
    return bool(found) and any(span.start <= found[0].start < span.end for span in unseen)


def spans(pairs: Sequence[Sequence[int]] | None) -> tuple[Span, ...]:
    """Spans from pairs of offsets."""
    return tuple(Span(start, end) for start, end in pairs or ())
