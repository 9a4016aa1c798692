"""The one reading of the language that all later stages share: sentences, tokens, syntax and names, for a batch.

The parser sees a *view* of the text in which line ends inside a paragraph and odd quotation marks are replaced,
character for character, so that hard-wrapped copy parses like any other and every offset stays that of the article.
"""

from dateline.language.identify import identify
from dateline.language.parse import Copy, parse

__all__ = ["Copy", "identify", "parse"]
