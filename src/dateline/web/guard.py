"""Who may reach the room, and what a browser may do with its pages.

Every answer forbids scripts, styles and frames from elsewhere and inline ones here. On this machine reading needs
nothing but one of its names; where the room is private it needs a token or a password. Changing needs a right
(``access.py``), kept as a cookie that no other site sends, and a request that comes from the room's own pages.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.web.access import Access, Person

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
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


class Prefix:
    """Says to the room that it stands under a prefix, whether the proxy before it takes that away or not."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self._app = app
        self._prefix = prefix.rstrip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if self._prefix and scope["type"] == "http":
            path = scope["path"]
            inside = path == self._prefix or path.startswith(self._prefix + "/")
            scope = {**scope, "root_path": self._prefix, "path": path if inside else self._prefix + path}
        await self._app(scope, receive, send)


class Reading:
    """Where the room is private, answers only those who may read; but for the page at which one enters."""

    def __init__(self, app: ASGIApp, guard: Guard, refused: Callable[[Request], Response]) -> None:
        self._app = app
        self._guard = guard
        self._refused = refused

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "http":
            request = Request(scope)
            path = path_of(request)
            if path != "/enter" and not path.startswith("/static/") and not self._guard.may(request, "read"):
                await self._refused(request)(scope, receive, send)
                return
        await self._app(scope, receive, send)


class Guard:
    """Says what a request may do."""

    def __init__(self, access: Access) -> None:
        self._access = access

    @property
    def is_private(self) -> bool:
        """Whether reading needs a right."""
        return self._access.private

    def who(self, request: Request) -> Person | None:
        """Who asks, by a cookie or by ``Authorization: Bearer``; None for somebody unknown."""
        kind, _, told = request.headers.get("authorization", "").partition(" ")
        given = told.strip() if kind.lower() == "bearer" else request.cookies.get(COOKIE, "")
        return self._access.who(given)

    def may(self, request: Request, right: str = "correct") -> bool:
        """Whether the request's sender has a right."""
        if right == "read" and not self._access.private:
            return True
        who = self.who(request)
        return who is not None and who.may(right)

    def refusal(self, request: Request, right: str = "correct") -> str | None:
        """Why a change is refused; None where it is allowed."""
        if not is_from_here(request):
            return "this request comes from another site: a change is made from the room's own pages"
        who = self.who(request)
        if who is None:
            return "to correct, enter the token that the server printed when it started, or your own"
        if not who.may(right):
            return f"this needs the right to {right}, and yours is to {who.right}"
        return None

    def let_in(self, request: Request, given: str, then: str) -> Response | None:
        """Keep what was entered as a cookie and go on to ``then``; None where it is neither token nor password."""
        kept = self._access.enter(given)
        if kept is None:
            return None
        answer = RedirectResponse(to(request, then), 303)
        secure = request.url.scheme == "https"
        path = "/" if self._access.is_own(kept) else request.scope.get("root_path") or "/"
        answer.set_cookie(COOKIE, kept, httponly=True, samesite="strict", secure=secure, path=path)
        return answer


def root(request: Request) -> str:
    """The prefix under which the room stands: empty, or such as ``/dateline``."""
    return str(request.scope.get("root_path", "")).rstrip("/")


def path_of(request: Request) -> str:
    """The request's path inside the room."""
    path, before = request.url.path, root(request)
    return path[len(before) :] or "/" if before and path.startswith(before) else path


def to(request: Request, address: str) -> str:
    """An address of the room as the browser has to ask for it; one elsewhere leads to the front page."""
    return root(request) + local(address)


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
