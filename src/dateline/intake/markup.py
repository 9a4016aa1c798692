"""The article on a web page, by trafilatura (Barbaresi, ACL 2021), and what the page says of itself."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trafilatura.settings import Document

_PARAGRAPHS = re.compile(r"\n+")
_LOOKS = re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|p|section)\b[^>]*>", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html\b[^>]{0,300}?\slang\s*=\s*[\"']?([A-Za-z]{2})\b", re.IGNORECASE)
_DATES = {"original_date": True, "extensive_search": True, "max_date": "2100-12-31"}
"""A fixed last date: by default the search would ask the clock."""


@dataclass(frozen=True, slots=True)
class Page:
    """What was found on a page."""

    text: str
    """The article, a blank line between paragraphs."""
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    address: str | None = None
    language: str | None = None


def looks_like_markup(text: str) -> bool:
    """Whether ``text`` opens as HTML does."""
    start = text[:2000].lstrip("\ufeff \t\r\n")
    return start.startswith("<") and bool(_LOOKS.search(start))


def read_page(markup: str) -> Page | None:
    """The article of the page ``markup``; None where none is found on it.

    A page on which nothing is sure enough for precision is read once more without it.
    """
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    found = _extracted(markup, precise=True) or _extracted(markup, precise=False)
    if found is None:
        return None
    language = _LANGUAGE.search(markup[:5000])
    return Page(
        text=_PARAGRAPHS.sub("\n\n", (found.text or "").strip()),
        title=found.title or None,
        date=found.date or None,
        publisher=found.sitename or found.hostname or None,
        address=found.url or None,
        language=language.group(1).lower() if language else None,
    )


def _extracted(markup: str, precise: bool) -> Document | None:
    from lxml import etree
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            markup,
            favor_precision=precise,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params=_DATES,
        )
    except (etree.LxmlError, ValueError, TypeError, AttributeError, LookupError, RecursionError, AssertionError):
        return None  # pages from strangers break the extractor in these ways; the caller makes a problem of it
    return found if found is not None and not isinstance(found, dict) and (found.text or "").strip() else None
