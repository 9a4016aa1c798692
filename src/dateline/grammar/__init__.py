"""The parse of an article read once, put right once, and frozen: what statements, actors and events look at.

Only this folder knows the labels of the parser. What puts right the parses of English stands in ``grammar/en``, its
words and turns of phrase in ``grammar_words.toml`` and ``patterns.toml``; a second language is a folder beside each.
"""

from __future__ import annotations

from dateline.grammar.parse import Parse, read_grammar
from dateline.grammar.sentence import Sentence, Word

__all__ = ["Parse", "Sentence", "Word", "read_grammar"]
