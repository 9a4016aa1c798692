"""From bytes to articles: files, folders, tables and pages, in whatever encoding, one article at a time.

Text is kept as it was read: for a plain file ``Article.text`` is the decoded file itself, a byte-order mark aside and
line ends as they stand; for a page it is what of it is the article, each character with its way back to the bytes.
Nothing wrong with one input stops the others: it comes out as a ``Problem``.
"""

from dateline.intake.inputs import articles, articles_by_content
from dateline.intake.original import Bytes, Original, original_of
from dateline.intake.source import MAX_BYTES

__all__ = ["MAX_BYTES", "Bytes", "Original", "articles", "articles_by_content", "original_of"]
