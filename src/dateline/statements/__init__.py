"""Who said what: source, cue and content of each statement; direct, indirect and mixed; words within words."""

from dateline.language import Copy
from dateline.schema import Statement, Timeline

__all__ = ["find_statements"]


def find_statements(copy: Copy, timeline: Timeline) -> tuple[Statement, ...]:
    """The statements of an article, in order, without their speakers."""
    return ()
