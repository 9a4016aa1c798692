"""The pages of the reading room, each a plain GET that a person can bookmark."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from dateline.errors import DatelineError
from dateline.record import Record
from dateline.web import queries
from dateline.web.article import article_page
from dateline.web.occurrences import occurrence, occurrences
from dateline.web.words import EVENT_TYPES, MODALITIES, MODES, STANCES, WORDS, day

_HERE = Path(__file__).parent
_HOSTS = ["127.0.0.1", "localhost", "testserver"]
"""Names the room answers to: a page elsewhere cannot reach it under a name of its own (DNS rebinding)."""
_FOUND_AT_MOST = 500


def create_app(record: Record) -> Starlette:
    """The reading room over ``record``."""
    room = _Room(record)
    routes = [
        Route("/", room.stories),
        Route("/article/{article_id:path}", room.article),
        Route("/people", room.people),
        Route("/actor/{actor_id:path}", room.actor),
        Route("/statements", room.statements),
        Route("/events", room.events),
        Route("/occurrence/{occurrence_id:path}", room.occurrence),
        Route("/record", room.about),
        Mount("/static", StaticFiles(directory=_HERE / "static")),
    ]
    hosts = Middleware(TrustedHostMiddleware, allowed_hosts=_HOSTS)
    return Starlette(
        routes=routes, middleware=[hosts], exception_handlers={404: room.missing, DatelineError: room.failed}
    )


class _Room:
    """The pages over one record."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.templates = Environment(
            loader=FileSystemLoader(_HERE / "templates"), autoescape=select_autoescape(), trim_blocks=True,
            lstrip_blocks=True,
        )  # fmt: skip
        self.templates.globals.update(words=WORDS, spans=_spans, day=day)

    def page(self, request: Request, name: str, status: int = 200, **shown: Any) -> Response:
        """The page ``name`` with what it shows."""
        asked = {k: v for k, v in request.query_params.items() if v}
        html = self.templates.get_template(name).render(
            asked=asked, turn=_turn(request), path=request.url.path, **shown
        )
        return HTMLResponse(html, status)

    def stories(self, request: Request) -> Response:
        """The front page: articles, searched by their words."""
        asked = request.query_params
        words = asked.get("q", "").strip()
        ids, snippets = None, {}
        if words:
            hits = self.record.search(words, limit=_FOUND_AT_MOST)
            ids, snippets = [h.article_id for h in hits], {h.article_id: h.snippet for h in hits}
        found = queries.stories(self.record, asked, ids, _page(request))
        names = queries.publishers(self.record)
        return self.page(request, "stories.html", found=found, snippets=snippets, publishers=names,
                         counts=queries.counts(self.record))  # fmt: skip

    def article(self, request: Request) -> Response:
        """An article with its furniture, statements and events."""
        shown = article_page(self.record, request.path_params["article_id"], request.query_params.get("at", ""))
        if shown is None:
            return self.missing(request)
        return self.page(request, "article.html", **shown)

    def people(self, request: Request) -> Response:
        """Who speaks and acts."""
        found = queries.people(self.record, request.query_params, _page(request))
        return self.page(request, "people.html", found=found)

    def actor(self, request: Request) -> Response:
        """One actor: names, roles, words and deeds."""
        actor_id = request.path_params["actor_id"]
        now = self.record.actor_id(actor_id)
        if now != actor_id:
            return RedirectResponse(f"/actor/{quote(now)}", 302)
        who = queries.actor(self.record, actor_id)
        if who is None:
            return self.missing(request)
        events = queries.events_of(self.record, actor_id)
        return self.page(
            request,
            "actor.html",
            who=who,
            found=queries.said_by(self.record, actor_id, _page(request)),
            events=events,
            names=queries.names_in(self.record, events),
            articles=queries.articles_of(self.record, actor_id),
        )

    def statements(self, request: Request) -> Response:
        """Who said what."""
        found = queries.statements(self.record, request.query_params, _page(request))
        return self.page(request, "statements.html", found=found, modes=MODES, stances=STANCES)

    def events(self, request: Request) -> Response:
        """Who did what to whom, each event once."""
        found = occurrences(self.record, request.query_params, _page(request))
        return self.page(request, "events.html", found=found, types=EVENT_TYPES, modalities=MODALITIES)

    def occurrence(self, request: Request) -> Response:
        """One event with all its reports."""
        found = occurrence(self.record, request.path_params["occurrence_id"])
        return self.missing(request) if found is None else self.page(request, "occurrence.html", o=found)

    def about(self, request: Request) -> Response:
        """What the record holds and what went wrong."""
        found = queries.problems(self.record, _page(request))
        return self.page(request, "record.html", found=found, counts=queries.counts(self.record))

    def missing(self, request: Request, _: Exception | None = None) -> Response:
        """What is not there."""
        return self.page(request, "missing.html", status=404)

    def failed(self, request: Request, error: Exception) -> Response:
        """A record that cannot be read now: one line."""
        return PlainTextResponse(f"{error}\n", 503)


def _page(request: Request) -> int:
    text = request.query_params.get("page", "1")
    return min(max(1, int(text)), 100_000) if text.isascii() and text.isdigit() else 1


def _turn(request: Request) -> Callable[..., str]:
    """A function giving this page's address with some of its parameters changed."""

    def turned(**changed: object) -> str:
        asked: Mapping[str, object] = {**request.query_params, **changed}
        return f"{request.url.path}?{urlencode({k: v for k, v in asked.items() if v not in (None, '')})}"

    return turned


def _spans(pieces: list[dict[str, int]] | None) -> str:
    """Spans as the ``at`` of an address."""
    return ",".join(f"{p['start']}-{p['end']}" for p in pieces or ())
