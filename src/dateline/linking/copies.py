"""Copies: articles with the same letters and digits, whatever their case, marks and line ends.

The earliest published is the original; where the dates do not tell, the id decides, so that the order of reading
does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Copy(NamedTuple):
    """What is known of an article for finding its copies."""

    article_id: str
    text_key: str | None
    """A hash that copies share; None where there is nothing to compare."""
    published_at: str | None


def originals(articles: Iterable[Copy]) -> dict[str, str]:
    """By article, the article that it is a copy of; those that are no copy are left out."""
    alike: dict[str, list[Copy]] = {}
    for article in articles:
        if article.text_key is not None:
            alike.setdefault(article.text_key, []).append(article)
    found: dict[str, str] = {}
    for group in alike.values():
        first = min(group, key=_age)
        found |= {a.article_id: first.article_id for a in group if a is not first}
    return found


def _age(article: Copy) -> tuple[bool, str, str]:
    return (article.published_at is None, article.published_at or "", article.article_id)
