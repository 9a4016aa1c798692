"""Whether a page is a live blog, and which of its elements are the posts.

A post is an element that stands beside others of its kind, each with a time and words of its own in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from dateline.intake.pages.markup import Parsed, Piece, Stamp
from dateline.schema import BlockKind

_CLOCK = re.compile(r"[0-2]?\d[:.][0-5]\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?(?: [ap]\.?m\.?)?")
"""What stands over a post of a live blog."""
_TITLE = re.compile(
    r"\blive\b|\bas it happened\b|\bminute by minute\b|\bliveblog\b|\brolling coverage\b", re.IGNORECASE
)
_HINT = re.compile(r"live[-_ ]?(?:blog|post|list|update|feed|event|ticker|entry)|liveblog")
NEVER = ("comment", "reply", "related", "teaser", "sidebar", "footer", "recommend")
"""What the classes of elements say whose times are not the article's."""


def is_clock(text: str) -> bool:
    """Whether a line is a time of day and no more."""
    return len(text) < 16 and _CLOCK.fullmatch(text) is not None


def is_live(page: Parsed) -> bool:
    """Whether ``page`` says that it is a live blog."""
    if _TITLE.search(page.title) or any("LiveBlogPosting" in data for data in page.data):
        return True
    return any(_HINT.search(s.hints) for s in page.stamps)


def clock_stamps(page: Parsed) -> list[Stamp]:
    """The lines of the page that are a time of day and no more, as stamps."""
    return [
        Stamp(p.text, tuple(e.number for e in p.path), i, " ".join(e.hints for e in p.path[-6:]))
        for i, p in enumerate(page.pieces)
        if is_clock(p.text)
    ]


def post_elements(stamps: Sequence[Stamp], worded: Iterable[int]) -> dict[int, str]:
    """By number the elements that are posts, each with its first time; none where fewer than two are alike.

    ``worded`` are the elements with words in them.
    """
    held = frozenset(worded)
    first: dict[int, str] = {}
    parents: dict[int, int] = {}
    for stamp in stamps:
        for parent, child in zip(stamp.path, stamp.path[1:], strict=False):
            if child in held:
                first.setdefault(child, stamp.at)
                parents[child] = parent
    counts = Counter(parents.values())
    if not counts or max(counts.values()) < 2:
        return {}
    holder = max(counts, key=lambda e: (counts[e], e))
    return {child: first[child] for child, parent in parents.items() if parent == holder}


def in_posts(page: Parsed) -> dict[int, BlockKind]:
    """By number the pieces of posts that are words, headings or clocks, where the page is a live blog."""
    stamps = [s for s in (*page.stamps, *clock_stamps(page)) if not any(w in s.hints for w in NEVER)]
    if len(stamps) < 2 or not is_live(page):
        return {}
    words = [p for p in page.pieces if len(p.text) >= 60 and p.linked < 0.5 * len(p.text)]
    posts = post_elements(stamps, (e.number for p in words for e in p.path))
    found: dict[int, BlockKind] = {}
    for i, piece in enumerate(page.pieces):
        if any(e.number in posts for e in piece.path) and not _is_aside(piece):
            if is_clock(piece.text):
                found[i] = "byline"
            elif piece.block in ("h2", "h3", "h4", "h5"):
                found[i] = "subhead"
            elif len(piece.text) >= 30 and piece.linked < 0.5 * len(piece.text):
                found[i] = "body"
    return found


def _is_aside(piece: Piece) -> bool:
    return any(w in e.hints for e in piece.path[-4:] for w in NEVER)
