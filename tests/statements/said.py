"""What the tests of this stage share: the statements of a short text, by their words."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.anatomy import find_blocks
from dateline.grammar import Parse, read_grammar
from dateline.language import parse
from dateline.schema import Anatomy, Article, Block, Statement, Timeline, quote
from dateline.statements import find_statements

NO_TIMES = Timeline((), None, None, None)


@dataclass(frozen=True)
class Said:
    """A statement with the words of its parts."""

    statement: Statement
    source: str
    cue: str
    content: str
    addressee: str | None
    reporter: str | None
    """The source of the statement that reports this one."""


def body(text: str) -> Parse:
    """``text`` as one body block, parsed."""
    article = Article("t", "t", text)
    return read_grammar(parse([article], [Anatomy((Block("body", 0, len(text)),))])[0])


def story(text: str) -> Parse:
    """``text`` with its blocks as the anatomy stage finds them, parsed."""
    article = Article("t", "t", text)
    return read_grammar(parse([article], [find_blocks(article)])[0])


def said(copy: Parse | str, timeline: Timeline = NO_TIMES) -> list[Said]:
    """The statements of ``copy``, in order."""
    if isinstance(copy, str):
        copy = body(copy)
    return in_words(copy.text, find_statements(copy, timeline))


def in_words(text: str, statements: tuple[Statement, ...]) -> list[Said]:
    """``statements`` with the words of their parts."""
    by_id = {s.id: s for s in statements}
    return [
        Said(
            s,
            quote(text, s.source),
            quote(text, s.cue),
            quote(text, s.content),
            text[slice(*s.addressee_span)] if s.addressee_span else None,
            quote(text, by_id[s.parent].source) if s.parent else None,
        )
        for s in statements
    ]
