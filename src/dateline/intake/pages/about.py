"""What a page says of itself: title, date, publisher, address, language.

A date is taken from JSON-LD (schema.org), then from meta tags (Open Graph, Dublin Core and their like), then from time
elements that are about the article, then from a line that says when it was published, and last from its address; of a
comment's or of a file's version none is.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from dateline.intake.dates import PUBLISHED, iso_date
from dateline.intake.pages.choice import Chosen
from dateline.intake.pages.markup import Parsed

_DATES = (
    "article:published_time", "og:published_time", "datepublished", "date.published", "datecreated", "dc.date.issued",
    "dcterms.created", "dcterms.date", "dc.date", "dc.date.created", "sailthru.date", "parsely-pub-date", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "article.published", "citation_date",
    "cxenseparse:recs:publishtime", "bt:pubdate", "rnews:datepublished", "originalpublicationdate", "date", "dat",
    "article:modified_time", "og:updated_time", "lastmod", "last-modified",
)  # fmt: skip
_SITES = ("og:site_name", "application-name", "publisher", "dc.publisher", "twitter:site", "article:publisher")
_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
                      r"(?:[/-]?([0-2]\d|3[01])(?!\d))?(?=[/\-_.]|$)", re.IGNORECASE)  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NOT_ABOUT = re.compile(r"comment|reply|related|teaser|sidebar|footer|widget|recommend|promo")
_ARTICLES = re.compile(r"article|posting|report|webpage|liveblog|review", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class About:
    """What was found; each is None where the page does not say."""

    title: str | None
    date: str | None
    """ISO 8601; a year and a month where the page gives no day."""
    publisher: str | None
    address: str | None
    language: str | None


def about(page: Parsed, chosen: Sequence[Chosen]) -> About:
    """What ``page`` says of its article, of which ``chosen`` is the text."""
    metas: dict[str, str] = {}
    for told in page.metas:
        name = (
            told.get("property") or told.get("name") or told.get("itemprop") or told.get("http-equiv") or ""
        ).lower()
        if told["<"] == "meta" and name and told.get("content", "").strip():
            metas.setdefault(name, told["content"].strip())
    linked = linked_articles(page.data)
    address = next(
        (t["href"] for t in page.metas if t["<"] == "link" and t.get("rel") == "canonical" and t.get("href")), None
    )
    address = address or metas.get("og:url")
    language = next((t["lang"] for t in page.metas if t["<"] == "html" and t.get("lang")), None) or metas.get(
        "og:locale"
    )
    heads = [c.piece.text for c in chosen if c.kind == "headline"]
    title = heads[0] if heads else metas.get("og:title") or _first(linked, "headline") or page.title or None
    return About(
        title=html.unescape(title) if title else None,
        date=_date(page, metas, linked, chosen, address),
        publisher=_site(metas, linked) or (urlsplit(address).hostname if address else None),
        address=address,
        language=language[:2].lower() if language and language[:2].isalpha() else None,
    )


def linked_articles(data: Sequence[str]) -> list[dict[str, Any]]:
    """The articles among the objects of JSON-LD."""
    return list(_linked(tuple(data)))


def _linked(data: Sequence[str]) -> Iterator[dict[str, Any]]:
    for text in data:
        try:
            found = json.loads(text.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _articles(found, 0)


def _articles(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for one in value[:50]:
            yield from _articles(one, depth + 1)
    elif isinstance(value, dict) and depth < 6:
        kinds = value.get("@type")
        if any(_ARTICLES.search(str(k)) for k in (kinds if isinstance(kinds, list) else [kinds])):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _articles(value.get(key), depth + 1)


def _first(linked: Sequence[dict[str, Any]], key: str) -> str | None:
    return next((v for one in linked if isinstance(v := one.get(key), str) and v.strip()), None)


def _site(metas: dict[str, str], linked: Sequence[dict[str, Any]]) -> str | None:
    for name in _SITES:
        if name in metas and not metas[name].startswith("http"):
            return html.unescape(metas[name]).lstrip("@")
    for one in linked:
        named: object = one.get("publisher")
        called: object = named.get("name") if isinstance(named, dict) else named
        if isinstance(called, str) and called.strip():
            return called.strip()
    return None


def _date(
    page: Parsed, metas: dict[str, str], linked: Sequence[dict[str, Any]], chosen: Sequence[Chosen], address: str | None
) -> str | None:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        if found := iso_date(_first(linked, key)):
            return found
    for name in _DATES[:-4]:
        if found := iso_date(metas.get(name)):
            return found
    for told in page.metas:
        ours = told["<"] == "time" and not _NOT_ABOUT.search(told.get("/", ""))
        if ours and (found := iso_date(told.get("datetime"))):
            return found
    if found := _visible(page, chosen):
        return found
    for name in _DATES[-4:]:
        if found := iso_date(metas.get(name)):
            return found
    return _in_address(address)


def _visible(page: Parsed, chosen: Sequence[Chosen]) -> str | None:
    """The date of a line among the article's or just above it that says little else."""
    if not chosen:
        return None
    places = {id(p): i for i, p in enumerate(page.pieces)}
    first, last = places[id(chosen[0].piece)], places[id(chosen[-1].piece)]
    for piece in page.pieces[max(0, first - 8) : last + 4]:
        text = piece.text
        if len(text) > 140 or "blockquote" in piece.names() or any(_NOT_ABOUT.search(e.hints) for e in piece.path[-3:]):
            continue
        led = PUBLISHED.match(text)
        found = iso_date(text[led.end() :] if led else text)
        if found and (led or len(text) < 45):
            return found
    return None


def _in_address(address: str | None) -> str | None:
    match = _IN_PATH.search(urlsplit(address).path) if address else None
    if match is None:
        return None
    year, month, day = match.groups()
    number = int(month) if month.isdigit() else _MONTHS.index(month.lower()) + 1
    return f"{year}-{number:02d}" + (f"-{day}" if day else "")
