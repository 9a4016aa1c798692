"""The parts of an article: headline, byline, dateline, body, related links, promos, captions, notes, background.

Cleaning labels and never deletes: each line that is not blank stands in a block, and later stages choose by its kind
what they read. The layout of news copy is told by the words that furniture uses, by where a line stands and by what
stands beside it.
"""

from dateline.anatomy.blocks import find_blocks

__all__ = ["find_blocks"]
