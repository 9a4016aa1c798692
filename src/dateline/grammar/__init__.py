"""The parse of an article read once, put right once, and frozen: what statements, actors and events look at.

Only this folder knows the labels of the parser. What holds for English alone stands in ``grammar/en`` and in the table
``grammar_words.toml``; a second language is a folder beside it.
"""

from __future__ import annotations

from dateline.grammar.parse import Parse, read_grammar
from dateline.grammar.sentence import Sentence, Word

__all__ = ["Parse", "Sentence", "Word", "read_grammar"]
