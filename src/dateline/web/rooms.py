"""One room, or several records side by side, each a room under its name; behind a proxy under a prefix."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from dateline.errors import InputError
from dateline.record import Record
from dateline.web.access import Access, read_passwords, tokens
from dateline.web.app import create_app
from dateline.web.guard import Prefix, root
from dateline.web.where import LOOPBACK, Where

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_PREFIX = re.compile(r"(/[\w.~-]+)*")


def rooms(records: Sequence[Record], token: str, where: Where) -> ASGIApp:
    """The application over ``records``; raises InputError where strangers could read, or a name or prefix is wrong."""
    if not _PREFIX.fullmatch(where.prefix):
        raise InputError(f"{where.prefix} is no prefix: it is such as /dateline, without a slash at its end")
    passwords = read_passwords(where.password_file) if where.password_file else []
    open_to_others = where.host not in LOOPBACK or bool(where.names)
    for record in records:
        if open_to_others and not (passwords or tokens(record.path)):
            raise InputError(
                f"others than this machine's people could read {record.path}: give --password-file FILE, "
                f"or make a token first: dateline token add NAME --record {record.path}"
            )
    private = open_to_others or bool(passwords)
    hosts = [*where.names, *([where.host] if where.host not in (*LOOPBACK, "0.0.0.0", "::") else [])]
    called = names_of(records)
    made = {}
    for name, record in zip(called, records, strict=True):
        others = {other: f"../{other}/" for other in called} if len(records) > 1 else {}
        access = Access(token, record.path, passwords, private=private)
        made[name] = create_app(record, token, access, hosts=hosts, others=others)
    if len(records) == 1:
        return Prefix(made[called[0]], where.prefix)
    return Prefix(_side_by_side(made), where.prefix)


def names_of(records: Sequence[Record]) -> list[str]:
    """The names of the records' folders as parts of addresses, each once."""
    made: list[str] = []
    for record in records:
        plain = re.sub(r"[^\w.-]+", "-", record.path.name).strip("-.") or "record"
        name, number = plain, 2
        while name in made:
            name, number = f"{plain}-{number}", number + 1
        made.append(name)
    return made


def _side_by_side(made: dict[str, Starlette]) -> Starlette:
    first = next(iter(made))

    def front(request: Request) -> Response:
        return RedirectResponse(f"{root(request)}/{first}/", 302)

    def enter(request: Request) -> Response:
        return RedirectResponse(f"{root(request)}/{first}/enter?{request.url.query}", 302)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for app in made.values():
                await stack.enter_async_context(app.router.lifespan_context(app))
            yield

    routes = [Route("/", front), Route("/enter", enter), *(Mount(f"/{name}", app) for name, app in made.items())]
    return Starlette(routes=routes, lifespan=lifespan)
