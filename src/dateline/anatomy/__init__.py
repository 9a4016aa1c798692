"""The parts of an article: headline, dateline, body, related links, promos, notes, background."""

from dateline.schema import Anatomy, Article, Block

__all__ = ["find_blocks"]


def find_blocks(article: Article) -> Anatomy:
    """The blocks of ``article``."""
    return Anatomy(blocks=(Block("body", 0, len(article.text)),))
