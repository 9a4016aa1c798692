"""News of the record to open pages: an event each time something was committed or corrected (server-sent events)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from dateline.record import Record
from dateline.web.queries import rows

SECONDS = 2.0
"""Between two looks at the log."""
MOST = 100
"""Pages that may listen at a time."""
_STILL = 10
"""Looks without news after which a comment is sent, so that a proxy keeps the line."""


class News:
    """The stream of news over one record."""

    def __init__(self, record: Record, seconds: float = SECONDS) -> None:
        self._record = record
        self._seconds = seconds
        self._listening = 0

    async def stream(self, request: Request) -> Response:
        """Events ``batch`` with the number of the last commit and of the articles, one now and one with each change."""
        if self._listening >= MOST:
            return PlainTextResponse("too many pages listen", 503)
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        return StreamingResponse(self._events(request), media_type="text/event-stream", headers=headers)

    async def _events(self, request: Request) -> AsyncIterator[str]:
        self._listening += 1
        try:
            before, still = None, 0
            while not await request.is_disconnected():
                now = await run_in_threadpool(self._number)
                still += 1
                if now != before:
                    told = {"commit": now, "articles": await run_in_threadpool(self._articles)}
                    yield f"event: batch\ndata: {json.dumps(told)}\n\n"
                    before, still = now, 0
                elif still >= _STILL:
                    yield ": still here\n\n"
                    still = 0
                await asyncio.sleep(self._seconds)
        finally:
            self._listening -= 1

    def _number(self) -> int:
        return self._record.refresh().number

    def _articles(self) -> int:
        found: int = rows(self._record, "SELECT count(*) AS n FROM articles")[0]["n"]
        return found
