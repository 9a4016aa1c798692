"""Articles in batches, cut by what comes in and never by how many processes there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.schema import Article

BATCH_ARTICLES = 32
BATCH_CHARS = 200_000
_FIRST_ARTICLES, _FIRST_BATCHES = 4, 16
"""The first batches are small, so that a small folder keeps every process busy."""


def cut(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """``articles`` in batches, by number and by length."""
    batch: list[Article] = []
    chars = count = 0
    for article in articles:
        most = BATCH_ARTICLES if count >= _FIRST_BATCHES else _FIRST_ARTICLES
        if batch and (len(batch) >= most or chars + len(article.text) > BATCH_CHARS):
            yield batch
            batch, chars, count = [], 0, count + 1
        batch.append(article)
        chars += len(article.text)
    if batch:
        yield batch
