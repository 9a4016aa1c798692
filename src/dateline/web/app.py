"""The reading room as one application: its addresses, and what stands before them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from dateline.errors import DatelineError
from dateline.record import Record
from dateline.web.access import Access, new_token
from dateline.web.api import Api
from dateline.web.asking import Asking
from dateline.web.correcting import Correcting
from dateline.web.forgetting import Forgetting
from dateline.web.guard import HOSTS, Guard, Headers, Reading
from dateline.web.listed import Listed
from dateline.web.news import News
from dateline.web.pages import Pages
from dateline.web.pasting import Pasting
from dateline.web.render import Renderer
from dateline.web.validating import Validating

_HERE = Path(__file__).parent


def create_app(
    record: Record, token: str | None = None, access: Access | None = None, *, hosts: Sequence[str] = (),
    others: Mapping[str, str] | None = None,
) -> Starlette:  # fmt: skip
    """The reading room over ``record``.

    ``token`` administers; ``access`` knows more people. ``hosts`` are names beside this machine's that the room answers
    to, ``others`` the addresses of the other records that the server shows, by name.
    """
    guard = Guard(access or Access(token or new_token(), record.path))
    render = Renderer(_HERE / "templates", guard, others)
    pages, correcting, asking = Pages(record, render), Correcting(record, render), Asking(record, render)
    api, listed = Api(record, render), Listed(record, render, correcting)
    routes = [
        Route("/", pages.today),
        Route("/articles", pages.articles),
        Route("/article/{article_id:path}", pages.article),
        Route("/stories", pages.stories),
        Route("/story/{story_id:path}", pages.story),
        Route("/compare", pages.compare),
        Route("/people", pages.people),
        Route("/actor/{actor_id:path}", pages.actor),
        Route("/statements", pages.statements),
        Route("/events", pages.events),
        Route("/occurrence/{occurrence_id:path}", pages.occurrence),
        Route("/notes", pages.notes),
        Route("/map", pages.map),
        Route("/map.svg", pages.map_file),
        Route("/network.json", listed.graph),
        Route("/map.{form}", listed.map_data),
        Route("/network", pages.network),
        Route("/network.{form}", pages.network_file),
        Route("/ask", asking.page),
        Route("/ask/answer.{form}", asking.download),
        Route("/queue", correcting.queue),
        Route("/history", correcting.history),
        Route("/history/{name}.jsonl", correcting.history_file),
        Route("/correct", correcting.correct, methods=["POST"]),
        *_validation(Validating(record, render, correcting)),
        Route("/enter", correcting.enter, methods=["GET", "POST"]),
        Route("/paste", Pasting(record, render).page, methods=["GET", "POST"]),
        Route("/forget", Forgetting(record, render).page, methods=["GET", "POST"]),
        Route("/news", News(record).stream),
        Route("/language/{code}", render.speak),
        *_listed(listed),
        Route("/record", pages.about),
        *api.routes(),
        Mount("/static", StaticFiles(directory=_HERE / "static")),
    ]
    before = [
        Middleware(Headers), Middleware(TrustedHostMiddleware, allowed_hosts=[*HOSTS, *hosts]),
        Middleware(Reading, guard=guard, refused=render.shut),
    ]  # fmt: skip
    return Starlette(
        routes=routes, middleware=before, exception_handlers={404: render.missing, DatelineError: render.failed}
    )


def _validation(validating: Validating) -> list[Route]:
    sample = "/validate/{sample_id:int}"
    return [
        Route("/validate", validating.samples, methods=["GET"]),
        Route("/validate", validating.draw, methods=["POST"]),
        Route("/validate/name", validating.name, methods=["POST"]),
        Route(sample, validating.judge),
        Route(f"{sample}/verdict", validating.verdict, methods=["POST"]),
        Route(f"{sample}/page/{{article_id:path}}", validating.page, methods=["GET"]),
        Route(f"{sample}/page/{{article_id:path}}", validating.mark, methods=["POST"]),
        Route(f"{sample}/report", validating.report),
        Route(f"{sample}/report.{{form}}", validating.report),
    ]


def _listed(listed: Listed) -> list[Route]:
    return [
        Route("/families", listed.families),
        Route("/family/{family_id:path}", listed.family),
        Route("/standing", listed.standing),
        Route("/withheld", listed.withheld),
        Route("/source/{article_id:path}", listed.source),
        Route("/source.bin/{article_id:path}", listed.source_file),
        Route("/weeks.csv", listed.weeks_file),
        Route("/views", listed.views, methods=["GET"]),
        Route("/views", listed.save, methods=["POST"]),
        Route("/views/look", listed.look, methods=["POST"]),
        Route("/views/{name}.atom", listed.atom),
    ]
