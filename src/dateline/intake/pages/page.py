"""A page as an article: its text with typed blocks, its way back to the bytes, and what the page says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.intake.pages.about import About, about, linked_articles
from dateline.intake.pages.choice import choose
from dateline.intake.pages.data import from_data
from dateline.intake.pages.markup import parsed
from dateline.intake.pages.posts import find_moments
from dateline.intake.pages.source import emitted, in_bytes
from dateline.intake.pages.walls import wall
from dateline.schema import Block, Moment, SourceSpan


@dataclass(frozen=True, slots=True)
class Page:
    """What was found on a page."""

    text: str
    """The article, a blank line between paragraphs."""
    about: About
    marked: tuple[Block, ...]
    """Its blocks that are no body, by the page's own markup."""
    source_spans: tuple[SourceSpan, ...]
    """Where its characters stand in the bytes of the page."""
    moments: tuple[Moment, ...] = ()
    """The posts of a live blog, with their times."""


@dataclass(frozen=True, slots=True)
class Wall:
    """Why a page is no article."""

    error: str
    message: str


_STUB = 400
"""Characters of a body under which the page's data is asked for a longer one."""


def read_page(markup: str, raw: bytes | None = None, encoding: str = "utf-8") -> Page | Wall:
    """The article of the page ``markup``, which is ``raw`` decoded by ``encoding``."""
    page = parsed(markup)
    chosen = choose(page, markup)
    words = sum(len(c.piece.text) for c in chosen if c.kind == "body")
    made = from_data(markup, page.scripts) if words < _STUB and page.scripts else None
    if made is not None and len(made.text) > 2 * words:
        chosen = [c for c in chosen if c.kind == "headline"]
    else:
        found = wall(page.title, chosen)
        if found is not None:
            return Wall(f"no-article:{found[0]}", f"{found[1]}: there is no article on it")
        made = emitted(chosen, markup)
        if not any(c.kind == "body" for c in chosen) or not made.text.strip():
            return Wall("no-text", "no article is found on this page")
    spans = in_bytes(made.runs, markup, raw, encoding) if raw is not None else ()
    moments = find_moments(page, made.places, linked_articles(page.data))
    return Page(made.text, about(page, chosen), made.marked, spans, moments)
