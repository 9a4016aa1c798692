"""When the posts of a live blog were posted, by the page's own markup.

A post is an element that stands beside others of its kind, each with a time and words of the article in it; or, where
posts stand in no element of their own, what comes after a time up to the next one. What JSON-LD says of a
``LiveBlogPosting`` (schema.org) is asked where the markup has no times.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline.intake.dates import iso_date
from dateline.intake.pages.live import NEVER, is_live, post_elements
from dateline.intake.pages.markup import Parsed, Stamp
from dateline.intake.pages.signs import bare
from dateline.intake.pages.source import Place
from dateline.schema import Moment

_WORDS = 30
"""Characters of a piece that is words of a post and no name or clock."""
_FEWEST = 3
"""Posts of a page that does not say that it is a live blog; fewer are the times of one article."""


def find_moments(page: Parsed, places: Sequence[Place], linked: Sequence[dict[str, Any]]) -> tuple[Moment, ...]:
    """The posts among the kept pieces of a page, with their times; none where it is no live blog."""
    stamps = [s for s in page.stamps if not any(w in s.hints for w in NEVER) and _moment(s.at)]
    words = [p for p in places if p.kind in ("body", "subhead") and len(p.piece.text) >= _WORDS]
    return (
        _in_elements(stamps, places, words, is_live(page))
        or _in_order(page, stamps, places, words)
        or _told(places, linked)
    )


def _moment(stamp: str | None) -> str | None:
    """``stamp`` as ISO 8601 where it has a time of day."""
    found = iso_date(stamp)
    return found if found and "T" in found else None


def _in_elements(
    stamps: Sequence[Stamp], places: Sequence[Place], words: Sequence[Place], live: bool
) -> tuple[Moment, ...]:
    """Posts that are elements beside one another."""
    posts = post_elements(stamps, (e.number for p in words for e in p.piece.path))
    if len(posts) < (2 if live else _FEWEST):
        return ()
    found: list[Moment] = []
    last: int | None = None
    for place in places:
        own = next((e.number for e in place.piece.path if e.number in posts), None)
        if own is not None and own == last:
            found[-1] = Moment(found[-1].start, place.end, found[-1].at)
        elif own is not None:
            found.append(Moment(place.start, place.end, _moment(posts[own])))
        last = own
    return tuple(found)


def _in_order(
    page: Parsed, stamps: Sequence[Stamp], places: Sequence[Place], words: Sequence[Place]
) -> tuple[Moment, ...]:
    """Posts that come one after the other, each under its time."""
    if len(stamps) < _FEWEST:
        return ()
    numbers = {id(piece): i for i, piece in enumerate(page.pieces)}
    ends = [*(s.before for s in stamps[1:]), len(page.pieces)]
    found: list[Moment] = []
    for stamp, end in zip(stamps, ends, strict=True):
        if any(stamp.before <= numbers[id(p.piece)] < end for p in words):
            inside = [p for p in places if stamp.before <= numbers[id(p.piece)] < end]
            found.append(Moment(inside[0].start, inside[-1].end, _moment(stamp.at)))
    return tuple(found) if len(found) >= _FEWEST else ()


def _told(places: Sequence[Place], linked: Sequence[dict[str, Any]]) -> tuple[Moment, ...]:
    """Posts by what JSON-LD says of them, each found by its first words."""
    updates = [u for one in linked for u in _listed(one.get("liveBlogUpdate")) if isinstance(u, dict)]
    bares = [bare(p.piece.text) for p in places]
    begun: dict[int, str] = {}
    for update in updates:
        at = _moment(str(update.get("datePublished") or ""))
        openings = [bare(str(update.get(k) or ""))[:50] for k in ("headline", "articleBody")]
        opening = next((o for o in openings if len(o) > 8 and any(b.startswith(o) for b in bares)), None)
        if at and opening:
            begun.setdefault(next(i for i, b in enumerate(bares) if b.startswith(opening)), at)
    starts = sorted(begun)
    ends = [*starts[1:], len(places)][: len(starts)]
    return tuple(Moment(places[s].start, places[e - 1].end, begun[s]) for s, e in zip(starts, ends, strict=True))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
