"""Who said what: source, cue and content of each statement; direct, indirect and mixed; words within words."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.grammar import Parse
from dateline.schema import Statement, Timeline
from dateline.statements.attribution import Attribution
from dateline.statements.combining import combine
from dateline.statements.finding import find_drafts
from dateline.statements.finishing import finish
from dateline.statements.syntax import read_syntax
from dateline.statements.where import placed

__all__ = ["Attribution", "find_statements", "placed"]


def find_statements(
    grammar: Parse, timeline: Timeline, attributions: Sequence[Attribution] | None = None
) -> tuple[Statement, ...]:
    """The statements of an article, in order, without their speakers.

    ``attributions`` are the outermost ones as a learned model finds them; they take the place of the outermost ones of
    the rules, which then add only what the model does not know: headlines, turns, quotations without a cue outside
    all learned content, and the statements within statements.
    """
    syntax = read_syntax(grammar)
    drafts = find_drafts(syntax)
    if attributions is not None:
        drafts = combine(syntax, drafts, attributions)
    return finish(syntax, timeline, drafts)
