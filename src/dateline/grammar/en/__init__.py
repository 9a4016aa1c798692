"""How the small English model goes wrong on news copy, put right."""

from __future__ import annotations

from dateline.grammar.columns import Columns
from dateline.grammar.en.forms import mend_forms
from dateline.grammar.en.trees import mend_trees
from dateline.schema import Anatomy

__all__ = ["mend"]


def mend(columns: Columns, anatomy: Anatomy) -> None:
    """Put ``columns`` right in place: parts of speech and lemmas first, then heads and relations."""
    mend_forms(columns)
    mend_trees(columns, anatomy)
