"""The filters of the pages and of ``/api/v1``: those of the record, which Python and the command line take, too."""

from __future__ import annotations

from dateline.record.filters import (
    DAY,
    DOUBTFUL,
    HAPPENED,
    Where,
    actors_where,
    add_words,
    articles_where,
    fold,
    folded,
    occurrences_where,
    statements_where,
)

__all__ = [
    "DAY", "DOUBTFUL", "HAPPENED", "Where", "actors_where", "add_words", "articles_where", "fold", "folded",
    "occurrences_where", "statements_where",
]  # fmt: skip
