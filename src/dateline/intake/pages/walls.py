"""Pages that hold no article: not found, consent walls, browser checks, errors, lists of headlines."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from dateline.intake.pages.choice import Chosen
from dateline.resources import toml

_SHORT = 120
"""Words under which the body is looked at for what walls say."""
_SAYS = {
    "not-found": "the page says that what was asked for was not found",
    "consent": "the page only asks for consent to cookies or data processing",
    "check": "the page only checks the browser",
    "archive": "the page is an error of a web archive",
    "server": "the page is an error of its server",
    "search": "the page is a list of search results",
    "list": "the page is a list of headlines",
}


def wall(title: str, chosen: Sequence[Chosen]) -> tuple[str, str] | None:
    """The kind of page that this is instead of an article and what to say of it, or None."""
    body = [c.piece for c in chosen if c.kind in ("body", "subhead", "headline")]
    words = sum(p.text.count(" ") + 1 for p in body)
    text = "\n".join(p.text for p in body)
    for kind, expression in _walls().items():
        by_title = expression.search(title) is not None
        if (by_title and words < 3 * _SHORT) or (words < _SHORT and expression.search(text)):
            return kind, _SAYS[kind]
    prose = [p for p in body if p.text[-1:] in '.!?”"' and p.text.count(" ") > 8]
    linked = sum(p.linked for p in body)
    if len(body) > 6 and not prose and linked > 0.6 * len(text):
        return "list", _SAYS["list"]
    return None


@functools.cache
def _walls() -> dict[str, re.Pattern[str]]:
    told = toml("page_words.toml")["walls"]
    return {kind: re.compile("|".join(words), re.IGNORECASE | re.MULTILINE) for kind, words in told.items()}
