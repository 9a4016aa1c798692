"""Which pieces of a page are its article, and what the others between them are.

trafilatura judges first, on the page without its scripts; a logistic model weighs that judgement with the other signs
of each piece (weights and how they were fitted: ``resources/page_signs.tsv``). What is not the body but stands among it
is typed by its tag and its classes, and kept; menus, footers and comments around it are left out.
"""

from __future__ import annotations

import functools
import logging
import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

import numpy as np

from dateline.intake.pages.live import in_posts, is_clock
from dateline.intake.pages.markup import Parsed, Piece
from dateline.intake.pages.signs import NAMES, Floats, bare, hinted, signs
from dateline.resources import table, toml
from dateline.schema import BlockKind

_MENU = re.compile(r"<nav\b[^>]*>.*?</nav\s*>", re.DOTALL | re.IGNORECASE)
_SHADOW = re.compile(r"<(/?)template\b", re.IGNORECASE)
_SURE = 0.5
_SHORT = 30
"""Characters under which a piece must be a whole line of what was extracted."""
_LEAD = 12
"""Pieces in front of the body among which its headline and byline are looked for."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A piece that is kept, and what it is."""

    piece: Piece
    kind: BlockKind


def choose(page: Parsed, markup: str) -> list[Chosen]:
    """The article's pieces in their order; none where no body is found."""
    pieces = page.pieces
    if not pieces:
        return []
    kept = extracted(page, markup)
    chances = _chances(signs(pieces, kept, page.title))
    body = [bool(c > _SURE) and not is_clock(p.text) for c, p in zip(chances, pieces, strict=True)]
    posts = in_posts(page)
    for i, told in posts.items():
        body[i] = told == "body"
    if not any(body):
        body = list(kept)
    if not any(body):
        return []
    first, last = body.index(True), len(body) - 1 - body[::-1].index(True)
    headline = _headline(pieces, first, page.title)
    found: list[Chosen] = []
    for i in range(min([first, *posts] if headline is None else [first, headline, *posts]), last + 1):
        kind = posts.get(i) or (inner_kind(pieces[i]) if body[i] else _kind(pieces[i], i < first))
        if i == headline or (kind == "body" and body[i]):
            kind = "headline" if i == headline else inner_kind(pieces[i])
        if kind is not None:
            found.append(Chosen(pieces[i], kind))
    return found


def extracted(page: Parsed, markup: str) -> list[bool]:
    """For each piece of ``page`` whether trafilatura takes it for the article; it is given only what has words."""
    from lxml import etree
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    kept, at = [], 0
    for start, end in page.wordless:
        kept.append(markup[at:start])
        at = end
    plain = _MENU.sub("", "".join([*kept, markup[at:]]))
    if "shadowroot" in plain:
        plain = _SHADOW.sub(r"<\1div", plain)
    try:
        found = bare_extraction(plain, fast=True, include_comments=False, include_tables=False, with_metadata=False)
    except (etree.LxmlError, ValueError, TypeError, AttributeError, LookupError, RecursionError, AssertionError):
        found = None  # pages from strangers break the extractor in these ways; the other signs decide alone
    text = "" if found is None or isinstance(found, dict) else found.text or ""
    lines = ["".join(line.split()) for line in text.split("\n") if line.strip()]
    whole, single = "\n".join(lines), set(lines)
    bares = ["".join(p.text.split()) for p in page.pieces]
    return [b in single if len(b) < _SHORT else b in whole for b in bares]


def _chances(rows: Floats) -> Floats:
    found: Floats = 1 / (1 + np.exp(-np.clip(rows @ _weights(), -30, 30)))
    return found


@functools.cache
def _weights() -> Floats:
    told = {row["sign"]: float(row["weight"]) for row in table("page_signs.tsv")}
    return np.array([told.get(name, 0.0) for name in NAMES])


def _headline(pieces: Sequence[Piece], first: int, title: str) -> int | None:
    """The h1 nearest to the body's beginning, or a piece like the page's title."""
    near = range(max(0, first - _LEAD), min(len(pieces), first + 3))
    heads = [i for i in near if pieces[i].block == "h1"]
    own = bare(title)
    like = [i for i in near if len(pieces[i].text) > 12 and bare(pieces[i].text) in own and pieces[i].block[:1] == "h"]
    both = [i for i in heads if i in like]
    return both[-1] if both else (heads[-1] if heads else (like[-1] if like else None))


def inner_kind(piece: Piece) -> BlockKind:
    """What a piece of the body is: a heading, a caption, a link to another story, or the body's own words."""
    text = piece.text
    if "figcaption" in piece.names():
        return "caption"
    titled = text[-1:] not in '.!?…:”"’»' and text.count(" ") > 1
    if piece.linked > 0.9 * len(text) and titled and piece.block[:1] != "h":
        return "related"
    return "subhead" if piece.block in ("h2", "h3", "h4", "h5") and len(text) < 160 else "body"


def _kind(piece: Piece, above: bool) -> BlockKind | None:
    """What a piece beside the body is; None for what is left out: controls, menus, counts, comments."""
    hints, names, text = hinted(piece), piece.names(), piece.text
    words = text.count(" ") + 1
    if not above and is_clock(text) and "comment" not in hints:
        return "byline"
    if "hidden" in hints or "comment" in hints or names & {"nav", "form", "footer"} or len(text) < 2:
        return None
    if "figcaption" in names or "figure" in names or ("caption" in hints and words > 2):
        return "caption"
    if _is_byline(text, hints, words, above):
        return "byline"
    low, told = text.casefold(), toml("page_words.toml")
    if "social" in hints or low in told["controls"]:
        return None
    if "promo" in hints or low.startswith(tuple(told["promo"])):
        return "promo" if words > 2 else None
    if low.startswith(tuple(told["related"])) or (piece.linked > 0.8 * len(text) and words > 2):
        return None if above else "related"
    if above:
        return "subhead" if "head" in hints and words > 4 else None
    if "related" in hints:
        return "related"
    return "note" if words > 3 else None


def _is_byline(text: str, hints: Container[str], words: int, above: bool) -> bool:
    """Whether a piece is a day and an hour, or short and called a byline by the page or by its first word."""
    if _stamp().match(text) or ("byline" in hints and words < 30):
        return True
    return above and text.casefold().startswith("by ") and words < 12


@functools.cache
def _stamp() -> re.Pattern[str]:
    months = "|".join(toml("page_words.toml")["months"])
    told = r"(?:last |first )?(?:published|updated|posted|modified|created)\b.{0,60}\d"
    days = rf"(?:\w+day,? )?(?:(?:{months})\.? \d{{1,2}},? \d{{4}}|\d{{1,2}}\.? (?:{months})\.?,? \d{{4}})"
    return re.compile(rf"(?:{told}|{days}).{{0,40}}$", re.IGNORECASE)
