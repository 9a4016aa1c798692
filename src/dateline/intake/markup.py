"""Whether a text is the markup of a page."""

from __future__ import annotations

import re

_LOOKS = re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|p|section)\b[^>]*>", re.IGNORECASE)


def looks_like_markup(text: str) -> bool:
    """Whether ``text`` opens as HTML does."""
    start = text[:2000].lstrip("\ufeff \t\r\n")
    return start.startswith("<") and bool(_LOOKS.search(start))
