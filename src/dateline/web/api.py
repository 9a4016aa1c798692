"""The JSON interface under ``/api/v1``: the same rows and filters as the pages, paged by cursor or streamed whole."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from dateline import __version__
from dateline.errors import DatelineError, InputError
from dateline.record import Record
from dateline.record.asked import FILTERS
from dateline.record.columns import TABLES
from dateline.record.filters import events_where
from dateline.record.forgotten import note_export
from dateline.web.asking import FORMS, SECONDS, json_line, lines
from dateline.web.correcting import json_correction
from dateline.web.filters import Where, actors_where, articles_where, occurrences_where, statements_where
from dateline.web.queries import rows
from dateline.web.render import Renderer

LIMIT = 1_000
"""Rows that one answer holds at most."""
_DAYS = ("from", "to", "year")


@dataclass(frozen=True, slots=True)
class Resource:
    """What one address gives."""

    what: str
    source: str
    key: str
    where: Callable[[Mapping[str, str]], Where]
    filters: tuple[str, ...]


RESOURCES = {
    "articles": Resource("a.*", "articles a", "a.article_id", articles_where,
                         ("q", "publisher", "language", "story", "actor", "place", *_DAYS)),
    "statements": Resource(
        "s.*", "statements s JOIN articles a ON a.article_id = s.article_id", "s.statement_id", statements_where,
        FILTERS["statements"][2]),
    "events": Resource("s.*", FILTERS["events"][0], "s.event_id", events_where, FILTERS["events"][2]),
    "occurrences": Resource("o.*", "occurrences o", "o.occurrence_id", occurrences_where,
                            ("type", "modality", "told", "who", "actor", "by_country", "to_country", "place", "story",
                             *_DAYS)),
    "actors": Resource("a.*", "actors a", "a.actor_id", actors_where, ("q", "kind", "country")),
}  # fmt: skip
"""By name; each is filtered as the page of the same name is."""


class Api:
    """The interface over one record."""

    def __init__(self, record: Record, render: Renderer) -> None:
        self._record = record
        self._render = render

    def routes(self) -> list[Route]:
        """Its addresses."""
        return [
            Route("/api/v1/openapi.json", self._told(lambda _: JSONResponse(description()))),
            Route("/api/v1/article/{article_id:path}", self._told(self.article)),
            Route("/api/v1/ask", self._told(self.ask)),
            Route("/api/v1/corrections", self._told(self.corrections), methods=["GET"]),
            Route("/api/v1/corrections", self.correct, methods=["POST"]),
            Route("/api/v1/{name}.{form}", self._told(self.whole)),
            Route("/api/v1/{name}", self._told(self.page)),
        ]

    def _told(self, ask: Callable[[Request], Response]) -> Callable[[Request], Response]:
        """The same, with what cannot be answered as JSON."""

        def answer(request: Request) -> Response:
            try:
                return ask(request)
            except DatelineError as error:
                return JSONResponse({"error": str(error)}, 400 if isinstance(error, InputError) else 503)

        return answer

    def page(self, request: Request) -> Response:
        """A page of rows: ``rows``, ``total`` of all pages, and ``next``, the address of the next one or null."""
        asked, resource = request.query_params, _resource(request)
        limit, after = _limit(asked.get("limit")), _after(asked.get("after"))
        where = self._where(resource, asked)
        total = rows(self._record, f"SELECT count(*) AS n FROM {resource.source} {where}", *where.values)[0]["n"]
        where.add(f"{resource.key} > ?", after)
        query = f"SELECT {resource.what} FROM {resource.source} {where} ORDER BY {resource.key} LIMIT ?"
        found = rows(self._record, query, *where.values, limit + 1)
        more = None
        if len(found) > limit:
            last = found[limit - 1][resource.key.partition(".")[2]]
            url = request.url.include_query_params(after=base64.urlsafe_b64encode(last.encode()).decode())
            more = f"{url.path}?{url.query}"
        return _json({"rows": found[:limit], "total": total, "next": more})

    def whole(self, request: Request) -> Response:
        """All rows as a file, streamed, however many they are."""
        resource, form = _resource(request), request.path_params["form"]
        if form not in FORMS:
            raise InputError(f"there is no format {form}: choose {', '.join(FORMS)}")
        where = self._where(resource, request.query_params)
        query = f"SELECT {resource.what} FROM {resource.source} {where} ORDER BY {resource.key}"
        batches = self._record.batches_of(query, 2_000, where.values)
        note_export(self._record.path, form, "a browser or program, by the room")
        headers = {"content-disposition": f'attachment; filename="{request.path_params["name"]}.{form}"'}
        return StreamingResponse(_streamed(batches, form), media_type=FORMS[form], headers=headers)

    def article(self, request: Request) -> Response:
        """One article with all its layers."""
        found = self._record.article(request.path_params["article_id"])
        return _json(found) if found else JSONResponse({"error": "there is no such article"}, 404)

    def ask(self, request: Request) -> Response:
        """The answer to one SELECT: ``rows``, and ``cut`` where there are more than LIMIT."""
        table = self._record.sql(request.query_params.get("sql", ""), seconds=SECONDS, rows=LIMIT + 1)
        return _json({"rows": table.slice(0, LIMIT).to_pylist(), "cut": table.num_rows > LIMIT})

    def corrections(self, request: Request) -> Response:
        """All corrections, in the order in which they were made."""
        orphaned = {c.correction_id for c in self._record.corrections.orphaned()}
        names = ("correction_id", "kind", "target", "value", "article_id", "layer", "quoted", "context", "made_by",
                 "made_at", "note", "undone", "undone_by", "undone_at")  # fmt: skip
        made = [
            {**{n: getattr(c, n) for n in names}, "orphaned": c.correction_id in orphaned}
            for c in self._record.corrections.all()
        ]
        return _json({"rows": made, "total": len(made), "next": None})

    async def correct(self, request: Request) -> Response:
        """Make a correction."""
        return await json_correction(self._record, self._render, request)

    def _where(self, resource: Resource, asked: Mapping[str, str]) -> Where:
        strange = [n for n in asked if n not in (*resource.filters, "limit", "after")]
        if strange:
            raise InputError(f"there is no filter {strange[0]}: choose some of {', '.join(resource.filters)}")
        if resource.where is articles_where and (asked.get("q") or "").strip():
            return articles_where(asked, self._record.matching(asked["q"]))
        return resource.where(asked)


def _resource(request: Request) -> Resource:
    name = request.path_params["name"]
    if name not in RESOURCES:
        raise InputError(f"there is nothing called {name}: choose one of {', '.join(RESOURCES)}, article/ID, ask")
    return RESOURCES[name]


def _limit(text: str | None) -> int:
    if text is None:
        return 100
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) <= LIMIT):
        raise InputError(f"limit is a number from 1 to {LIMIT:,}, not {text}")
    return int(text)


def _after(text: str | None) -> str | None:
    try:
        return (
            base64.urlsafe_b64decode(
                text,
            ).decode()
            if text
            else None
        )
    except ValueError:
        raise InputError("after is what the last answer gave in next") from None


def _json(content: Any) -> Response:
    """A surrogate or a date in it does not matter."""
    return Response(json_line(content), media_type="application/json")


def _streamed(batches: pa.RecordBatchReader, form: str) -> Iterator[bytes]:
    if form != "parquet":
        yield from lines(batches.schema.names, batches, form)
        return
    out = io.BytesIO()
    with pq.ParquetWriter(out, batches.schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def description() -> dict[str, Any]:
    """What can be asked, as OpenAPI 3.1."""
    paths: dict[str, Any] = {}
    for name, resource in RESOURCES.items():
        table = TABLES[name]
        given = [_parameter(p) for p in (*resource.filters, "limit", "after")]
        properties = {c.name: {"type": _JSON.get(c.kind, "array"), "description": c.about} for c in table[1]}
        page = {"type": "object", "properties": {
            "rows": {"type": "array", "items": {"type": "object", "properties": properties}},
            "total": {"type": "integer"}, "next": {"type": ["string", "null"]},
        }}  # fmt: skip
        paths[f"/api/v1/{name}"] = {"get": _operation(f"A page of {name}", given, page)}
        for form in FORMS:
            paths[f"/api/v1/{name}.{form}"] = {"get": _operation(f"All {name} as a file", given[:-2], None)}
    article = [{"name": "article_id", "in": "path", "required": True, "schema": {"type": "string"}}]
    paths["/api/v1/article/{article_id}"] = {"get": _operation("One article with all layers", article, {})}
    paths["/api/v1/ask"] = {"get": _operation("The answer to one SELECT", [_parameter("sql")], {})}
    body = {"required": True, "content": {"application/json": {"schema": {"type": "object", "required": ["kind"]}}}}
    paths["/api/v1/corrections"] = {
        "get": _operation("All corrections", [], {}),
        "post": {**_operation("Make a correction", [], {}), "requestBody": body, "security": [{"token": []}]},
    }
    token = {"type": "http", "scheme": "bearer", "description": "the token that the server prints when it starts"}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Dateline", "version": __version__},
        "paths": paths,
        "components": {"securitySchemes": {"token": token}},
    }


_JSON = {"text": "string", "int": "integer", "count": "integer", "number": "number", "yes/no": "boolean",
         "span": "object"}  # fmt: skip


def _parameter(name: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": {"type": "integer" if name == "limit" else "string"}}


def _operation(summary: str, parameters: list[dict[str, Any]], schema: dict[str, Any] | None) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}} if schema is not None else {}
    answers = {"200": {"description": "found", "content": content}, "400": {"description": "not to be answered"}}
    return {"summary": summary, "parameters": parameters, "responses": answers}
