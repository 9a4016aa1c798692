"""Pages from templates: what every page may use, and how text from strangers is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from dateline.errors import InputError
from dateline.web import words
from dateline.web.guard import Guard, path_of, root, to
from dateline.web.tongues import COOKIE, LANGUAGES, tongue_of

NAV = {
    "/": "Today",
    "/stories": "Stories",
    "/articles": "Articles",
    "/people": "People",
    "/statements": "Statements",
    "/events": "Events",
    "/map": "Map",
    "/network": "Network",
    "/ask": "Ask",
    "/queue": "Correct",
    "/validate": "Validate",
}
"""The pages that every page leads to."""


class Renderer:
    """Renders templates for requests; all text is escaped, and no character of it turns the reading order."""

    def __init__(self, templates: Path, guard: Guard, others: Mapping[str, str] | None = None) -> None:
        """``others`` are the other records that this server shows: their addresses by name."""
        self.guard = guard
        self.others = dict(others or {})
        self._templates = Environment(
            loader=FileSystemLoader(templates), autoescape=select_autoescape(), trim_blocks=True, lstrip_blocks=True,
            finalize=words.shown,
        )  # fmt: skip
        self._templates.globals.update(
            spans=spans, title=words.title, meaning=words.meaning, marked=words.marked, pages_of=_numbers, nav=NAV,
            types=words.EVENT_TYPES, modalities=words.MODALITIES,
            block_kinds=words.BLOCKS,
        )  # fmt: skip
        self._templates.filters["short"] = words.shortened

    def page(self, request: Request, name: str, status: int = 200, **shown: Any) -> Response:
        """The page ``name`` with what it shows."""
        asked = {k: v for k, v in request.query_params.items() if v}
        path, who = path_of(request), self.guard.who(request)
        here = path + (f"?{request.url.query}" if request.url.query else "")
        tongue = tongue_of(request)
        html = self._templates.get_template(name).render(
            _=tongue.say, words=tongue.words, day=tongue.day, number=tongue.number, language=tongue.code,
            languages=LANGUAGES, asked=asked, turn=turn(request), path=path, here=here, root=root(request),
            who_reads=who, may=who is not None and who.may("correct"), rules=who is not None and who.may("administer"),
            private=self.guard.is_private, others=self.others, **shown
        )  # fmt: skip
        return HTMLResponse(_under(root(request), html), status)

    def speak(self, request: Request) -> Response:
        """Show the pages in another language from now on."""
        code = request.path_params["code"]
        if code not in LANGUAGES:
            return self.missing(request)
        answer = RedirectResponse(to(request, request.query_params.get("next", "/")), 303)
        answer.set_cookie(COOKIE, code, max_age=31_536_000, samesite="strict", path=root(request) or "/")
        return answer

    def shut(self, request: Request) -> Response:
        """What may be read by those alone who have entered."""
        if path_of(request).startswith("/api/"):
            return JSONResponse({"error": "this room is read with a token: Authorization: Bearer TOKEN"}, 401)
        return self.page(request, "enter.html", status=401)

    def missing(self, request: Request, _: Exception | None = None) -> Response:
        """What is not there."""
        return self.page(request, "missing.html", status=404)

    def refused(self, request: Request, why: str) -> Response:
        """What may not be done, with a form for the token."""
        return self.page(request, "refused.html", status=403, why=why)

    def failed(self, request: Request, error: Exception) -> Response:
        """What cannot be answered, in one line: no question (400), or a record that cannot be read (503)."""
        status = 400 if isinstance(error, InputError) else 503
        return self.page(request, "failed.html", status=status, error=str(error))


_ADDRESS = re.compile(r'(\s(?:href|src|action)=")/(?!/)')


def _under(prefix: str, html: str) -> str:
    """A page whose addresses, which begin at the room's root, stand under ``prefix``.

    Text of others cannot look like an address here: its quotation marks are escaped.
    """
    return _ADDRESS.sub(rf"\g<1>{prefix}/", html) if prefix else html


def turn(request: Request) -> Callable[..., str]:
    """A function giving this page's address with some of its parameters changed; any other change starts at page 1."""

    def turned(**changed: object) -> str:
        kept = {k: v for k, v in request.query_params.items() if k != "page"}
        asked: Mapping[str, object] = {**kept, **changed}
        told = urlencode({k: v for k, v in asked.items() if v not in (None, "")})
        path = path_of(request)
        return f"{path}?{told}" if told else path

    return turned


def page_number(request: Request) -> int:
    """The page that is asked for, from 1."""
    text = request.query_params.get("page", "1")
    return min(max(1, int(text)), 100_000) if text.isascii() and text.isdigit() else 1


def spans(pieces: list[dict[str, int]] | None) -> str:
    """Spans as the ``at`` of an address."""
    return ",".join(f"{p['start']}-{p['end']}" for p in pieces or ())


def _numbers(total: int, of_page: int) -> int:
    return max(1, -(-total // of_page))
