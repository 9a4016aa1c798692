"""Who may reach the room, and what a browser may do with its pages.

Every answer forbids scripts, styles and frames from elsewhere and inline ones here. Reading needs nothing but a name of
this machine; changing needs the token that the server prints when it starts, kept as a cookie that no other site sends,
and a request that comes from the room's own pages.
"""

from __future__ import annotations

import hmac
import secrets
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
HOSTS = ["127.0.0.1", "localhost"]
"""Names the room answers to: a page elsewhere cannot reach it under a name of its own (DNS rebinding)."""
COOKIE = "dateline-token"


class Headers:
    """Adds HEADERS to every answer that does not set them itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                static = scope.get("path", "").startswith("/static/")
                headers.setdefault("cache-control", "max-age=3600" if static else "no-cache")
            await send(message)

        await self._app(scope, receive, sent)


def new_token() -> str:
    """A token that nobody guesses."""
    return secrets.token_urlsafe(18)


class Guard:
    """Says whether a request may change the record."""

    def __init__(self, token: str) -> None:
        self._token = token

    def knows(self, request: Request) -> bool:
        """Whether the request carries the token, as a cookie or as ``Authorization: Bearer``."""
        kind, _, told = request.headers.get("authorization", "").partition(" ")
        given = told.strip() if kind.lower() == "bearer" else request.cookies.get(COOKIE, "")
        return hmac.compare_digest(given.encode(), self._token.encode())

    def is_token(self, given: str) -> bool:
        """Whether this is the token."""
        return hmac.compare_digest(given.encode(), self._token.encode())

    def refusal(self, request: Request) -> str | None:
        """Why a change is refused; None where it is allowed."""
        if not is_from_here(request):
            return "this request comes from another site: a change is made from the room's own pages"
        if not self.knows(request):
            return "to correct, enter the token that the server printed when it started"
        return None

    def let_in(self, request: Request, given: str, then: str) -> Response:
        """Keep the token as a cookie and go on to ``then``."""
        answer = RedirectResponse(local(then), 303)
        if self.is_token(given):
            answer.set_cookie(COOKIE, given, httponly=True, samesite="strict", path="/")
        return answer


def is_from_here(request: Request) -> bool:
    """Whether a page of the room, or no page at all, made the request."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def local(address: str) -> str:
    """``address`` where it is a path of the room, else the front page."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if plain else "/"
