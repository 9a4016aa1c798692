"""Pages beside the first lists: events in other shapes, sayings, standing paragraphs, the page that an article is from,
what is withheld, saved views, and pictures as data."""

from __future__ import annotations

import json
from urllib.parse import quote

import pyarrow as pa
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from dateline.errors import InputError
from dateline.intake.original import Piece
from dateline.record import Record
from dateline.web import gathered, network, queries, tallies
from dateline.web.article import at_spans
from dateline.web.asking import FORMS, written
from dateline.web.correcting import Correcting, form
from dateline.web.filters import Where
from dateline.web.guard import root, to
from dateline.web.render import Renderer, page_number
from dateline.web.saved import Views

_SOURCE = 300_000
"""Characters of a page that its source shows at most, round the mark."""


class Listed:
    """These pages over one record."""

    def __init__(self, record: Record, render: Renderer, correcting: Correcting) -> None:
        self._record = record
        self._render = render
        self._correcting = correcting
        self._views = Views(record)

    def families(self, request: Request) -> Response:
        """Sayings that several articles have."""
        found = gathered.families(self._record, request.query_params, page_number(request))
        return self._render.page(request, "families.html", found=found)

    def family(self, request: Request) -> Response:
        """One saying in all its wordings."""
        said = gathered.family(self._record, request.path_params["family_id"])
        return self._render.page(request, "family.html", said=said) if said else self._render.missing(request)

    def standing(self, request: Request) -> Response:
        """Paragraphs that articles have in common; with ``id`` who has one."""
        passage = request.query_params.get("id", "")
        holders = gathered.holders(self._record, passage) if passage else []
        found = gathered.standing(self._record, page_number(request))
        return self._render.page(request, "standing.html", found=found, holders=holders)

    def withheld(self, request: Request) -> Response:
        """What is kept and not shown: withdrawn, or under an embargo."""
        found = queries.page_of(self._record, "*", "withheld", Where(), "article_id", page_number(request))
        return self._render.page(request, "withheld.html", found=found)

    def source(self, request: Request) -> Response:
        """The page or file that an article was read from, with the same characters marked."""
        article_id = request.path_params["article_id"]
        found, article = self._record.original(article_id), self._record.article(article_id)
        if article is None:
            return self._render.missing(request)
        marks = at_spans(request.query_params.get("at", ""))
        pieces = list(found.shown(marks, _SOURCE // 2)) if found is not None and marks else []
        if found is not None and not pieces:
            pieces = [Piece(found.raw.decode(found.encoding, "replace")[:_SOURCE], False)]
        return self._render.page(
            request, "source.html", article=article["article"], pieces=pieces, found=found, marks=marks
        )

    def source_file(self, request: Request) -> Response:
        """Its bytes, to take away: never shown in the room's own name."""
        found = self._record.original(request.path_params["article_id"])
        if found is None:
            return self._render.missing(request)
        headers = {"content-disposition": 'attachment; filename="source.bin"'}
        return Response(found.raw, media_type="application/octet-stream", headers=headers)

    def views(self, request: Request) -> Response:
        """The saved views, with what is new in each."""
        shown = [{"view": v, "fresh": len(self._views.fresh(v))} for v in self._views.all()]
        return self._render.page(request, "views.html", shown=shown)

    async def save(self, request: Request) -> Response:
        """Save a view, or take one away."""
        refused = self._render.guard.refusal(request)
        if refused:
            return self._render.refused(request, refused)
        said = await form(request)
        if said.get("away"):
            self._views.drop(said["away"])
            return RedirectResponse(to(request, "/views"), 303)
        self._views.save(said.get("name", ""), said.get("address", ""), self._correcting.name_of(request, said))
        return RedirectResponse(to(request, said.get("address", "/views")), 303)

    async def look(self, request: Request) -> Response:
        """Go to a view; what it shows is not new any more, where the one who looks may correct."""
        said = await form(request)
        name = said.get("name", "")
        known = next((v for v in self._views.all() if v.name == name), None)
        if known is None:
            return self._render.missing(request)
        if self._render.guard.refusal(request) is None:
            self._views.look(name)
        return RedirectResponse(to(request, known.address), 303)

    def atom(self, request: Request) -> Response:
        """What is new in a view as a feed."""
        view = next((v for v in self._views.all() if v.name == request.path_params["name"]), None)
        if view is None:
            return self._render.missing(request)
        base = f"{request.url.scheme}://{request.url.netloc}{root(request)}"
        return Response(self._views.atom(view, base), media_type="application/atom+xml")

    def map_data(self, request: Request) -> Response:
        """The places of the map as CSV or GeoJSON (RFC 7946)."""
        kind, asked = request.path_params["form"], request.query_params
        spots = queries.every_place(self._record, asked)
        if kind == "csv":
            return _table(pa.Table.from_pylist(spots), "map.csv") if spots else _empty("map.csv")
        if kind != "geojson":
            raise InputError("there is the map as svg, csv and geojson")
        made = [{"type": "Feature", "geometry": {"type": "Point", "coordinates": [s["longitude"], s["latitude"]]},
                 "properties": {k: s[k] for k in ("place_id", "name", "country", "mentions", "articles")}}
                for s in spots]  # fmt: skip
        told = json.dumps({"type": "FeatureCollection", "features": made}, ensure_ascii=False)
        headers = {"content-disposition": 'attachment; filename="map.geojson"'}
        return Response(told, media_type="application/geo+json", headers=headers)

    def graph(self, request: Request) -> Response:
        """The network as nodes with their communities and ties, for the canvas and to take away."""
        made = network.graph(network.all_ties(self._record))
        return Response(json.dumps(made, ensure_ascii=False), media_type="application/json")

    def weeks_file(self, request: Request) -> Response:
        """Quad classes by week as CSV."""
        found = tallies.weeks(self._record, request.query_params)
        return _table(pa.Table.from_pylist(found.rows), "weeks.csv") if found.rows else _empty("weeks.csv")


def _table(table: pa.Table, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{quote(name)}"'}
    return StreamingResponse(written(table, "csv"), media_type=FORMS["csv"], headers=headers)


def _empty(name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{quote(name)}"'}
    return Response("", media_type=FORMS["csv"], headers=headers)
