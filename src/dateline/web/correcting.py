"""Correcting in the room: the queue of doubtful rows, what is done to a row or an actor, and the history with undo.

A change is a POST from the room's own pages by somebody who has entered the token; without it the pages say so.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from dateline.errors import InputError
from dateline.record import Record
from dateline.record.candidates import candidates
from dateline.record.correct import Correct, user
from dateline.record.exchange import as_lines, tables_as_lines
from dateline.record.gold import gold_rows
from dateline.record.own import own_tables
from dateline.record.rows import NONE
from dateline.web.filters import DAY, Where
from dateline.web.guard import to
from dateline.web.marking import mark, told_value
from dateline.web.queries import OPENING, Row, rows
from dateline.web.render import Renderer

MOST_BYTES = 64_000
"""Bytes that the body of a change may have."""
_BY = "dateline-by"
_AROUND = 350
"""Code points of the article shown before and after a doubtful row."""
_NEXT = 1_000
_SHOWN = 500
"""Corrections that the history shows."""
Said = Mapping[str, str]
ACTIONS: dict[str, Callable[[Correct, Said, str], int]] = {
    "speaker": lambda c, s, by: c.speaker(s["row"], s["value"], by=by, note=s.get("note", "")),
    "reject": lambda c, s, by: c.reject(s["layer"], s["row"], by=by, note=s.get("note", "")),
    "confirm": lambda c, s, by: c.confirm(s["layer"], s["row"], by=by, note=s.get("note", "")),
    "type": lambda c, s, by: c.event_type(s["row"], s["value"], by=by, note=s.get("note", "")),
    "modality": lambda c, s, by: c.modality(s["row"], s["value"], by=by, note=s.get("note", "")),
    "sides": lambda c, s, by: c.exchange_sides(s["row"], by=by, note=s.get("note", "")),
    "block": lambda c, s, by: c.block(s["article"], _number(s["block"]), s["value"], by=by, note=s.get("note", "")),
    "merge": lambda c, s, by: c.merge(s["actor"], s["value"], by=by, note=s.get("note", "")),
    "split": lambda c, s, by: c.split(
        s["actor"], s["article"], into=s.get("value") or None, by=by, note=s.get("note", "")
    ),
    "rename": lambda c, s, by: c.rename(s["actor"], s["value"], by=by, note=s.get("note", "")),
    "drop": lambda c, s, by: c.drop(s["actor"], by=by, note=s.get("note", "")),
    "set-id": lambda c, s, by: c.set_id(s["actor"], s["value"], by=by, note=s.get("note", "")),
    "distinct": lambda c, s, by: c.distinct(s["actor"], s["value"], by=by, note=s.get("note", "")),
    "day": lambda c, s, by: c.event_day(s["row"], s["value"] or NONE, s.get("to", ""), by=by, note=s.get("note", "")),
    "place": lambda c, s, by: c.event_place(s["row"], s["value"] or NONE, by=by, note=s.get("note", "")),
    "note": lambda c, s, by: c.note(s["layer"], s["row"], s["value"], by=by),
    "tag": lambda c, s, by: c.tag(s["layer"], s["row"], s["value"], by=by),
    "again": lambda c, s, by: c.again(_number(s["number"]), s["row"], by=by),
}
"""What can be said, by the kind of the correction, with the fields that each takes."""


class Correcting:
    """The pages that change a record, and those that show what was changed."""

    def __init__(self, record: Record, render: Renderer) -> None:
        self._record = record
        self._render = render

    async def correct(self, request: Request) -> Response:
        """Make a correction, or undo one, and go back to where it was made."""
        refused = self._render.guard.refusal(request)
        if refused:
            return self._render.refused(request, refused)
        said = await form(request)
        by = self.name_of(request, said)
        await run_in_threadpool(make, self._record, said, by)
        answer = RedirectResponse(to(request, said.get("next", "/")), 303)
        self.remember(answer, said)
        return answer

    def remember(self, answer: Response, said: Said) -> None:
        """Keep the name that somebody gave, so that it need not be given again."""
        told = " ".join(said.get("by", "").split())[:80]
        if told:
            answer.set_cookie(_BY, quote(told), samesite="strict", httponly=True)

    def name_of(self, request: Request, said: Said) -> str:
        """Who says so: whose the token is, else the name in the form or the cookie, else the user of this machine."""
        who = self._render.guard.who(request)
        told = " ".join(said.get("by", "").split())[:80]
        return (who.name if who else "") or told or unquote(request.cookies.get(_BY, "")) or user()

    async def enter(self, request: Request) -> Response:
        """Take the token that the server printed: from a form, or from the address that it printed."""
        if request.method == "GET" and not request.query_params.get("token"):
            return self._render.page(request, "enter.html")
        if request.method == "GET":
            given, then = request.query_params.get("token", ""), "/"
        else:
            said = await form(request)
            given, then = said.get("token", "").strip(), said.get("next", "/")
        entered = self._render.guard.let_in(request, given, then)
        if entered is None:
            return self._render.refused(request, "this is no token and no password of this room")
        return entered

    def queue(self, request: Request) -> Response:
        """The most doubtful row that nobody has judged, in its surroundings."""
        asked = request.query_params
        layer = "events" if asked.get("layer") == "events" else "statements"
        ids, total = self._doubtful(layer, asked)
        here = asked.get("row") or (ids[0] if ids else None)
        shown = shown_row(self._record, layer, here) if here else None
        at = ids.index(here) if here in ids else -1
        around = {
            "before": ids[at - 1] if at > 0 else None,
            "after": ids[at + 1] if at + 1 < len(ids) else None,
            "number": at + 1,
        }
        keep = {k: asked[k] for k in ("layer", "publisher", "below", "story") if asked.get(k)}
        onward = f"/queue?{urlencode({**keep, **({'row': around['after']} if around['after'] else {})})}"
        latest = next((c for c in reversed(self._record.corrections.standing())), None)
        return self._render.page(
            request, "queue.html", layer=layer, row=shown, total=total, around=around, onward=onward, keep=keep,
            latest=latest, publishers=self._publishers(),
        )  # fmt: skip

    def history(self, request: Request) -> Response:
        """All corrections, the last first."""
        orphaned = {c.correction_id for c in self._record.corrections.orphaned()}
        made = list(reversed(self._record.corrections.all()))
        if request.query_params.get("orphaned"):
            made = [c for c in made if c.correction_id in orphaned]
        ids = sorted({i for c in made for i in (c.target, c.value) if i})
        query = "SELECT actor_id, name FROM actors WHERE actor_id IN (SELECT unnest(?::VARCHAR[]))"
        names = {r["actor_id"]: r["name"] for r in rows(self._record, query, ids)} if ids else {}
        lost = [c for c in made if c.correction_id in orphaned]
        maybe = self._record.ask_stored(lambda base: candidates(base, lost)) if lost else {}
        return self._render.page(
            request, "history.html", made=made[:_SHOWN], total=len(made), orphaned=orphaned, names=names, maybe=maybe,
            told=told_value,
        )  # fmt: skip

    def history_file(self, request: Request) -> Response:
        """All corrections, or what was judged as gold, to take away."""
        name = request.path_params["name"]
        if name == "gold":
            lines: Iterable[str] = (json.dumps(row, ensure_ascii=False) for row in gold_rows(self._record))
        elif name == "corrections":
            made = self._record.corrections
            lines = [*as_lines(made.all()), *tables_as_lines(own_tables(made))]
        else:
            return self._render.missing(request)
        headers = {"content-disposition": f'attachment; filename="{name}.jsonl"'}
        return Response("".join(f"{line}\n" for line in lines), media_type="application/x-ndjson", headers=headers)

    def _doubtful(self, layer: str, asked: Mapping[str, str]) -> tuple[list[str], int]:
        """The rows to judge, the least sure first, and how many there are."""
        row_id = "statement_id" if layer == "statements" else "event_id"
        where = Where()
        where.add("s.block_kind IS DISTINCT FROM 'background'")
        judged = "SELECT row_id FROM corrected.rows WHERE layer = ? AND judged"
        where.add(f"s.{row_id} NOT IN ({judged})", layer)
        where.add("a.publisher = ?", asked.get("publisher"))
        where.add("a.story_id = ?", asked.get("story"))
        where.add("s.confidence < ?", _share(asked.get("below")))
        source = f"{layer} s JOIN articles a ON a.article_id = s.article_id {where}"
        total = rows(self._record, f"SELECT count(*) AS n FROM {source}", *where.values)[0]["n"]
        query = f"SELECT s.{row_id} AS id FROM {source} ORDER BY s.confidence NULLS LAST, s.{row_id} LIMIT {_NEXT}"
        return [r["id"] for r in rows(self._record, query, *where.values)], total

    def _publishers(self) -> list[str]:
        query = "SELECT DISTINCT publisher FROM articles WHERE publisher IS NOT NULL ORDER BY publisher LIMIT 200"
        return [r["publisher"] for r in rows(self._record, query)]


def shown_row(record: Record, layer: str, row_id: str) -> Row | None:
    """A row with the text round it, cut at its borders, and the actors of its article."""
    column = "statement_id" if layer == "statements" else "event_id"
    spans = "content" if layer == "statements" else "trigger"
    query = f"""SELECT s.*, a.headline, a.publisher, a.text AS whole, {DAY} AS day, {OPENING} AS opening
                FROM {layer} s JOIN articles a ON a.article_id = s.article_id WHERE s.{column} = ?"""
    found = rows(record, query, row_id)
    if not found:
        return None
    row = found[0]
    marks = [(p["start"], p["end"], "content" if layer == "statements" else "trigger") for p in row[spans]]
    if layer == "statements":
        marks += [(p["start"], p["end"], kind) for kind in ("cue", "source") for p in row[kind] or ()]
    places = """SELECT DISTINCT p.place_id, p.name FROM toponyms t JOIN places p ON p.place_id = t.place_id
                WHERE t.article_id = ? ORDER BY p.name LIMIT 60"""
    query = """SELECT a.actor_id, a.name, count(*) AS n FROM mentions m JOIN actors a ON a.actor_id = m.actor_id
               WHERE m.article_id = ? GROUP BY ALL ORDER BY min(m."start") LIMIT 60"""
    cast = rows(record, query, row["article_id"])
    named = rows(record, places, row["article_id"]) if layer == "events" else []
    return {**row, "row_id": row_id, "pieces": _cut(row["whole"], marks), "cast": cast, "places": named}


def make(record: Record, said: Said, by: str) -> int:
    """Make the correction that ``said`` names, or undo one; its number. Raises InputError where a field is missing."""
    kind = said.get("kind", "")
    if kind == "undo":
        number = _number(said.get("number", ""))
        record.correct.undo(number, by=by)
        return number
    if kind == "mark":
        try:
            return mark(record, said, by)
        except KeyError as error:
            raise InputError(f"a mark needs {error.args[0]}") from None
    if kind not in ACTIONS:
        raise InputError(
            f"there is no correction {kind or 'without a kind'}: choose one of {', '.join(ACTIONS)}, mark, undo"
        )
    try:
        return ACTIONS[kind](record.correct, said, by)
    except KeyError as error:
        raise InputError(f"a correction of kind {kind} needs {error.args[0]}") from None


async def json_correction(record: Record, render: Renderer, request: Request) -> Response:
    """``POST /api/v1/corrections``: the same as JSON."""
    refused = render.guard.refusal(request)
    if refused:
        return JSONResponse({"error": refused}, 403)
    if not request.headers.get("content-type", "").startswith("application/json"):
        return JSONResponse({"error": "a correction is sent as application/json"}, 415)
    try:
        said: Any = await request.json()
    except ValueError:
        said = None
    if not isinstance(said, dict) or not all(isinstance(v, str) for v in said.values()):
        return JSONResponse({"error": "a correction is an object of strings: kind, and what this kind takes"}, 400)
    try:
        who = render.guard.who(request)
        number = await run_in_threadpool(make, record, said, (who.name if who else "") or said.get("by", "") or user())
    except InputError as error:
        return JSONResponse({"error": str(error)}, 400)
    return JSONResponse({"correction_id": number}, 201)


def _cut(text: str, marks: list[tuple[int, int, str]]) -> list[tuple[str, str]]:
    """The text round the marks, cut at their borders: words and the classes over them."""
    start = max(0, min(s for s, _, _ in marks) - _AROUND)
    end = min(len(text), max(e for _, e, _ in marks) + _AROUND)
    borders = sorted({start, end, *(b for s, e, _ in marks for b in (s, e))})
    pieces = []
    for here, there in pairwise(borders):
        over = " ".join(sorted({kind for s, e, kind in marks if s <= here and there <= e}))
        pieces.append((text[here:there], over))
    return pieces


async def form(request: Request, most: int = MOST_BYTES) -> dict[str, str]:
    """The fields of a form in a body that is not too long."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise InputError(f"this is too long: at most {most:,} bytes are taken")
    return {k: v[-1] for k, v in parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True).items()}


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise InputError(f"{text or 'nothing'} is no number of a correction or a block")
    return int(text)


def _share(text: str | None) -> float | None:
    try:
        return min(1.0, max(0.0, float(text))) if text else None
    except ValueError:
        return None
