"""The Python side: ``annotate``, ``read`` and ``open``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.annotation import annotation
from dateline.reading import read_batch
from dateline.schema import Article

if TYPE_CHECKING:
    from dateline.record import Record


def annotate(
    text: str,
    *,
    id: str = "-",  # noqa: A002 - the contract's own name
    published_at: str | None = None,
    publisher: str | None = None,
    uri: str = "-",
) -> dict[str, Any]:
    """All layers of one text with their offsets, as ``dateline annotate`` writes them.

    ``published_at`` is an ISO 8601 date or date and time; relative times are counted from it.
    """
    article = Article(article_id=id, uri=uri, text=text, published_at=published_at, publisher=publisher)
    return annotation(read_batch([article])[0])


def read(paths: Sequence[str], record: str) -> int:
    """Read files, folders and globs into the record at ``record``; the number of articles added."""
    raise NotImplementedError


def open(record: str | Path) -> Record:  # noqa: A001 - the design's own name
    """Open the record at ``record``; raises RecordError where there is none, or one of a newer version."""
    from dateline.record import Record

    return Record(record)
