"""An article that is pasted is read at once and shown as any article is; nothing of it is kept."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dateline.errors import InputError
from dateline.reading import read_batch
from dateline.record import Record, Writer
from dateline.record.stored import stored_tables
from dateline.schema import Article
from dateline.web.article import article_page
from dateline.web.correcting import form
from dateline.web.render import Renderer

MOST_LETTERS = 200_000
"""Characters that a pasted article may have."""
_ID = "pasted"


class Pasting:
    """The page that takes an article, and what it answers."""

    def __init__(self, render: Renderer) -> None:
        self._render = render

    async def page(self, request: Request) -> Response:
        """The form, and on a POST with the token the article as read."""
        if request.method == "GET":
            return self._render.page(request, "paste.html")
        refused = self._render.guard.refusal(request)
        if refused:
            return self._render.refused(request, refused)
        said = await form(request, 8 * MOST_LETTERS)
        text, day = said.get("text", "").replace("\r\n", "\n"), said.get("day") or None
        if not text.strip():
            raise InputError("there is nothing to read: paste the text of an article")
        if len(text) > MOST_LETTERS:
            raise InputError(f"an article that is pasted has at most {MOST_LETTERS:,} characters: use `dateline read`")
        shown = await run_in_threadpool(self._read, text, day)
        return self._render.page(request, "article.html", pasted=True, **shown)

    def _read(self, text: str, day: str | None) -> dict[str, Any]:
        """The article's page, over a record that is gone when it is made."""
        with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
            path = Path(folder) / "record"
            Writer(path).commit([stored_tables(read_batch([Article(_ID, "pasted", text, published_at=day)]))])
            with Record(path) as record:
                shown = article_page(record, _ID, "")
        if shown is None:
            raise InputError("this could not be read")
        return shown
