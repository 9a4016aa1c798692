"""An article that is pasted, dropped or uploaded is read at once and shown as any article is; kept only where asked."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dateline.errors import InputError
from dateline.intake import articles
from dateline.linking import link
from dateline.reading import read_batch
from dateline.record import Record, Writer
from dateline.record.stored import stored_tables
from dateline.schema import Article, Problem, hashed
from dateline.web.article import article_page
from dateline.web.guard import to
from dateline.web.render import Renderer

MOST_LETTERS = 200_000
"""Characters that a pasted article may have."""
MOST_BYTES = 20_000_000
"""Bytes that an uploaded file may have."""
MOST_ARTICLES = 50
"""Articles of an uploaded file that are read; `dateline read` takes more."""
_ID = "pasted"


class Pasting:
    """The page that takes an article, and what it answers."""

    def __init__(self, record: Record, render: Renderer) -> None:
        self._record = record
        self._render = render

    async def page(self, request: Request) -> Response:
        """The form, and on a POST with the token the article as read."""
        if request.method == "GET":
            return self._render.page(request, "paste.html")
        refused = self._render.guard.refusal(request)
        if refused:
            return self._render.refused(request, refused)
        if int(request.headers.get("content-length") or 0) > MOST_BYTES + 8 * MOST_LETTERS:
            raise InputError(f"this is too long: a file has at most {MOST_BYTES:,} bytes; use `dateline read`")
        async with request.form(max_files=1, max_part_size=8 * MOST_LETTERS) as said:
            text, day = str(said.get("text") or "").replace("\r\n", "\n"), str(said.get("day") or "") or None
            upload, keep = said.get("file"), bool(said.get("keep"))
            name, body = "", b""
            if isinstance(upload, UploadFile) and upload.filename:
                name, body = upload.filename, await upload.read(MOST_BYTES + 1)
        if keep and not self._render.guard.may(request, "administer"):
            return self._render.refused(request, "to keep an article needs the right to administer")
        if len(body) > MOST_BYTES:
            raise InputError(f"this is too long: a file has at most {MOST_BYTES:,} bytes; use `dateline read`")
        found = await run_in_threadpool(_articles, name, body, text, day)
        if keep:
            first = await run_in_threadpool(self._keep, found)
            return RedirectResponse(to(request, f"/article/{quote(first)}"), 303)
        shown = await run_in_threadpool(self._read, found[0])
        return self._render.page(request, "article.html", pasted=True, more=len(found) - 1, **shown)

    def _keep(self, found: list[Article]) -> str:
        """Read the articles into the record, and link them; the id of the first."""
        writer = Writer(self._record.path)
        writer.commit([stored_tables(read_batch(found))], sources=["the reading room"])
        link(writer)
        writer.update_text()
        if self._record.article(found[0].article_id) is None:
            raise InputError("this article was forgotten once, and is not kept again")
        return found[0].article_id

    def _read(self, article: Article) -> dict[str, Any]:
        """The article's page, over a record that is gone when it is made."""
        with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
            path = Path(folder) / "record"
            Writer(path).commit([stored_tables(read_batch([article]))])
            with Record(path) as record:
                shown = article_page(record, article.article_id, "")
        if shown is None:
            raise InputError("this could not be read")
        return shown


def _articles(name: str, body: bytes, text: str, day: str | None) -> list[Article]:
    """The articles of an uploaded file, or the one that was pasted; raises InputError where there is none."""
    if not name:
        if not text.strip():
            raise InputError("there is nothing to read: paste the text of an article, or choose a file")
        if len(text) > MOST_LETTERS:
            raise InputError(f"an article that is pasted has at most {MOST_LETTERS:,} characters: use `dateline read`")
        told = hashed(text)[:16]
        return [Article(f"{_ID}-{told}", _ID, text, published_at=day)]
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        path = Path(folder) / (Path(name.replace("\\", "/")).name or "file")
        path.write_bytes(body)
        found: list[Article] = []
        problems: list[Problem] = []
        for item in articles([str(path)]):
            if isinstance(item, Article):
                found.append(item)
            else:
                problems.append(item)
            if len(found) == MOST_ARTICLES:
                break
    if not found:
        raise InputError(problems[0].message if problems else f"there is no article in {name}")
    return found
