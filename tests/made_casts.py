"""Casts of short made-up copy, for the tests of who is who."""

from __future__ import annotations

from dateline.actors import find_actors
from dateline.anatomy import find_blocks
from dateline.grammar import read_grammar
from dateline.language import Copy, parse
from dateline.places import find_toponyms
from dateline.schema import Actor, Article, Cast, Span, Statement, StatementMode


def parsed(text: str) -> Copy:
    """``text`` with its blocks and its parse."""
    article = Article(article_id="t", uri="t", text=text)
    return parse([article], [find_blocks(article)])[0]


def cast_of(text: str, *sources: str, contents: tuple[str, ...] = ()) -> Cast:
    """The cast of ``text``, with a statement for each of ``sources``, whose words are those of ``contents``."""
    copy = parsed(text)
    statements = []
    for n, source in enumerate(sources):
        at = text.index(source)
        content = contents[n] if n < len(contents) else ""
        where = text.index(content) if content else 0
        spans = (Span(where, where + len(content)),) if content else ()
        mode: StatementMode = "direct" if content[:1] in '“"' and content else "indirect"
        statements.append(
            Statement(f"s{n}", None, mode, "speech", "say", False, (Span(at, at + len(source)),), (), "say", spans, 1.0)
        )
    return find_actors(read_grammar(copy), find_toponyms(copy), statements)


def mentions(cast: Cast, text: str) -> dict[str, list[str]]:
    """The words of each actor's mentions, by the actor's name."""
    names = {a.id: a.name for a in cast.actors}
    found: dict[str, list[str]] = {}
    for m in cast.mentions:
        found.setdefault(names[m.actor], []).append(text[m.start : m.end])
    return found


def actor(cast: Cast, name: str) -> Actor:
    """The one actor called ``name``."""
    (found,) = [a for a in cast.actors if a.name == name]
    return found
