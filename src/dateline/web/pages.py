"""The pages of the reading room that only read, each a plain GET that a person can bookmark."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

import pyarrow as pa
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from dateline.export.map import Spot, draw_map
from dateline.record import Record
from dateline.record.apart import said_apart
from dateline.web import actor as actors
from dateline.web import gathered, network, queries, tallies
from dateline.web import story as told
from dateline.web.article import article_page
from dateline.web.asking import FORMS, written
from dateline.web.guard import to
from dateline.web.occurrences import occurrence, occurrences
from dateline.web.remarks import address, remarks, remarks_on
from dateline.web.render import Renderer, page_number
from dateline.web.saved import Views
from dateline.web.today import today
from dateline.web.words import EVENT_TYPES, MODALITIES, MODES, STANCES

_EVENTS_SHOWN = 10


class Pages:
    """The pages over one record."""

    def __init__(self, record: Record, render: Renderer) -> None:
        self._record = record
        self._render = render

    def today(self, request: Request) -> Response:
        """The front page: what the record holds, and where to go on."""
        orphaned, against = self._record.corrections.orphaned(), told.contradictions(self._record, most=6)
        shown = today(self._record)
        views = Views(self._record)
        fresh = [{"name": v.name, "address": v.address, "n": n} for v in views.all() if (n := len(views.fresh(v)))]
        return self._render.page(request, "today.html", orphaned=orphaned, against=against, fresh=fresh, **shown)

    def articles(self, request: Request) -> Response:
        """Articles, searched by their words."""
        found, narrow, hits = queries.articles(self._record, request.query_params, page_number(request))
        names = queries.publishers(self._record)
        return self._render.page(request, "articles.html", found=found, hits=hits, publishers=names, facets=narrow)

    def article(self, request: Request) -> Response:
        """An article with its furniture, statements and events."""
        shown = article_page(self._record, request.path_params["article_id"], request.query_params.get("at", ""))
        return self._render.page(request, "article.html", **shown) if shown else self._render.missing(request)

    def stories(self, request: Request) -> Response:
        """Running stories, the longest first."""
        found = told.stories(self._record, page_number(request), request.query_params.get("sort", ""))
        return self._render.page(request, "stories.html", found=found)

    def story(self, request: Request) -> Response:
        """A story: its articles, who said what, its events, its places."""
        shown = told.story(self._record, request.path_params["story_id"])
        if shown is None:
            return self._render.missing(request)
        events = occurrences(self._record, {"story": shown["story_id"], "sort": "reports"}, 1)
        return self._render.page(request, "story.html", events=events, most=_EVENTS_SHOWN, **shown)

    def compare(self, request: Request) -> Response:
        """Two articles side by side."""
        asked = request.query_params
        sides = told.compared(self._record, asked.get("a", ""), asked.get("b", ""))
        return self._render.page(request, "compare.html", sides=sides) if sides else self._render.missing(request)

    def people(self, request: Request) -> Response:
        """Who speaks and acts."""
        found, narrow = queries.people(self._record, request.query_params, page_number(request))
        return self._render.page(request, "people.html", found=found, facets=narrow)

    def actor(self, request: Request) -> Response:
        """One actor: names, roles, words and deeds."""
        actor_id = request.path_params["actor_id"]
        now = self._record.actor_id(actor_id)
        if now != actor_id:
            return RedirectResponse(to(request, f"/actor/{quote(now)}"), 302)
        who = actors.actor(self._record, actor_id)
        if who is None:
            return self._render.missing(request)
        asked = {**request.query_params, "speaker": actor_id}
        apart = said_apart(self._record.corrections.all())
        found, _ = queries.statements(self._record, asked, page_number(request))
        return self._render.page(
            request,
            "actor.html",
            who=who,
            found=found,
            events=occurrences(self._record, {"actor": actor_id}, 1),
            most=_EVENTS_SHOWN,
            articles=actors.articles_of(self._record, actor_id),
            stances=actors.stances_of(self._record, actor_id),
            months=actors.months_of(self._record, actor_id),
            about=actors.about_whom(self._record, actor_id),
            beside=actors.met_with(self._record, actor_id),
            alike=[a for a in actors.alike(self._record, who) if frozenset((a["actor_id"], actor_id)) not in apart],
            remarks=remarks_on(self._record, "actors", actor_id),
        )

    def statements(self, request: Request) -> Response:
        """Who said what."""
        asked, page = request.query_params, page_number(request)
        found, narrow = queries.statements(self._record, asked, page)
        speakers = gathered.by_speaker(self._record, asked, page) if asked.get("as") == "speakers" else None
        if asked.get("as") == "reading":
            found = queries.Rows(gathered.in_context(self._record, found.rows), found.page, found.total)
        return self._render.page(
            request, "statements.html", found=found, facets=narrow, modes=MODES, stances=STANCES, speakers=speakers,
            names=self._names(request, "speaker", "about", "addressee"),
        )  # fmt: skip

    def events(self, request: Request) -> Response:
        """Who did what to whom, each event once."""
        asked = request.query_params
        found = occurrences(self._record, asked, page_number(request))
        narrow = queries.occurrence_facets(self._record, asked)
        shape = asked.get("as", "")
        return self._render.page(
            request, "events.html", found=found, facets=narrow, types=EVENT_TYPES, modalities=MODALITIES,
            matrix=tallies.matrix(self._record, asked) if shape == "matrix" else None,
            days=tallies.timeline(self._record, asked) if shape == "timeline" else None,
            spots=tallies.places(self._record, asked) if shape == "map" else None, drawn=self._drawn(shape, asked),
            weeks=tallies.weeks(self._record, asked) if shape == "weeks" else None, series=tallies.series,
            names=self._names(request, "actor"),
        )  # fmt: skip

    def notes(self, request: Request) -> Response:
        """All notes and tags."""
        found, narrow = remarks(self._record, request.query_params, page_number(request))
        return self._render.page(request, "notes.html", found=found, facets=narrow, address=address)

    def _drawn(self, shape: str, asked: Mapping[str, str]) -> str:
        """The events of a list as a map or a network, to stand in a page."""
        if shape == "network":
            return queries.unstyled(network.draw(tallies.ties(self._record, asked)))
        if shape == "map":
            found = tallies.places(self._record, asked)
            spots = [Spot(r["latitude"], r["longitude"], r["n"], r["name"] or "") for r in found]
            return queries.unstyled(draw_map(spots, f"{len(spots):,} places", "events"))
        return ""

    def occurrence(self, request: Request) -> Response:
        """One event with all its reports."""
        found = occurrence(self._record, request.path_params["occurrence_id"])
        return self._render.page(request, "occurrence.html", o=found) if found else self._render.missing(request)

    def map(self, request: Request) -> Response:
        """Where: the places that are named, on a map and as a list."""
        found = queries.places(self._record, request.query_params, page_number(request))
        drawn = queries.map_of(self._record, request.query_params)
        return self._render.page(request, "map.html", found=found, map=queries.unstyled(drawn))

    def map_file(self, request: Request) -> Response:
        """The map to take away."""
        return picture(queries.map_of(self._record, request.query_params), "map.svg")

    def network(self, request: Request) -> Response:
        """Who has to do with whom, as a picture and as a list."""
        found = network.ties(self._record, page_number(request))
        drawn = queries.unstyled(network.draw(network.all_ties(self._record)))
        return self._render.page(request, "network.html", found=found, drawn=drawn)

    def network_file(self, request: Request) -> Response:
        """The picture, or all ties as CSV, to take away."""
        found, form = network.all_ties(self._record), request.path_params["form"]
        if form == "svg":
            return picture(network.draw(found), "network.svg")
        if form != "csv":
            return self._render.missing(request)
        table = pa.Table.from_pylist(found, network.SHAPE)
        headers = {"content-disposition": 'attachment; filename="network.csv"'}
        return StreamingResponse(written(table, "csv"), media_type=FORMS["csv"], headers=headers)

    def about(self, request: Request) -> Response:
        """What the record holds and what went wrong."""
        found = queries.problems(self._record, page_number(request))
        return self._render.page(request, "record.html", found=found, counts=queries.counts(self._record))

    def _names(self, request: Request, *parameters: str) -> dict[str, str]:
        """The names of the actors whose ids the address holds, by parameter."""
        ids = {p: request.query_params[p] for p in parameters if request.query_params.get(p)}
        query = "SELECT actor_id, name FROM actors WHERE actor_id IN (SELECT unnest(?::VARCHAR[]))"
        called = (
            {r["actor_id"]: r["name"] for r in queries.rows(self._record, query, list(ids.values()))} if ids else {}
        )
        return {p: called.get(actor_id, actor_id) for p, actor_id in ids.items()}


def picture(drawn: str, name: str) -> Response:
    """An SVG to take away, which may style itself."""
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    }
    return Response(drawn, media_type="image/svg+xml", headers=headers)
