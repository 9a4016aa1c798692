"""Forget and redact in the room: for those who administer, told twice, and what is left is said."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dateline.errors import InputError
from dateline.forgetting import forget_articles, forget_person, redact_words
from dateline.record import Record
from dateline.record.forget import Forgotten
from dateline.web.correcting import form
from dateline.web.render import Renderer


class Forgetting:
    """The page that says what would be forgotten, and what was."""

    def __init__(self, record: Record, render: Renderer) -> None:
        self._record = record
        self._render = render

    async def page(self, request: Request) -> Response:
        """Ask whether it is meant; on a POST do it, and say what is left."""
        refused = self._render.guard.refusal(request, "administer")
        if refused:
            return self._render.refused(request, refused)
        if request.method == "GET":
            return self._render.page(request, "forget.html", done=None, called=self._called(request))
        said = await form(request)
        if said.get("sure") != "yes":
            raise InputError("nothing was forgotten: say that it is meant, since it cannot be undone")
        done = await run_in_threadpool(self._forget, said)
        return self._render.page(request, "forget.html", done=done, called="")

    def _called(self, request: Request) -> str:
        what, key = request.query_params.get("what", ""), request.query_params.get("id", "")
        found = self._record.actors(actor_id=key) if what == "person" else self._record.articles(article_id=key)
        rows = found.to_pylist()
        if not rows:
            return key
        return str(rows[0].get("name") or rows[0].get("headline") or rows[0].get("uri") or key)

    def _forget(self, said: dict[str, str]) -> Forgotten:
        what, key = said.get("what", ""), said.get("id", "")
        if what == "article":
            return forget_articles(self._record.path, [key])
        if what == "person":
            return forget_person(self._record.path, key)
        if what == "words":
            words = [line.strip() for line in said.get("words", "").splitlines() if line.strip()]
            return redact_words(self._record.path, key, words)
        raise InputError("say what is to be forgotten: an article, a person, or words of an article")
