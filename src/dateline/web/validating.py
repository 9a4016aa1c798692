"""Validate: samples that coders judge blind to each other, pages that they mark from scratch, and the report."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dateline.errors import InputError
from dateline.evaluate.validated import as_markdown, report, told
from dateline.record import Record
from dateline.record.validation import ASPECTS, LAYERS, STRATA, Sample, Validation
from dateline.web.correcting import Correcting, form, shown_row
from dateline.web.guard import to
from dateline.web.highlight import paragraphs
from dateline.web.marking import pieces_of
from dateline.web.render import Renderer


class Validating:
    """The pages of validation."""

    def __init__(self, record: Record, render: Renderer, correcting: Correcting) -> None:
        self._record = record
        self._render = render
        self._correcting = correcting
        self._validation = Validation(record.path)

    def samples(self, request: Request) -> Response:
        """The samples, and a form to draw one."""
        coder = self._coder(request)
        shown = [
            {"sample": s, "mine": len(self._validation.verdicts(s.sample_id, coder)),
             "pages": sum(c == coder for _, c in self._validation.finished(s.sample_id))}
            for s in self._validation.samples()
        ]  # fmt: skip
        return self._render.page(request, "validate.html", shown=shown, coder=coder, layers=LAYERS, strata=STRATA)

    async def draw(self, request: Request) -> Response:
        """Draw a sample, and go to it."""
        said, refused = await self._said(request)
        if refused is not None:
            return refused
        number = self._validation.draw(
            self._record, said.get("name", ""), said.get("layer", ""), size=_number(said.get("size") or "0"),
            strata=said.get("strata", "none"), seed=said.get("seed") or "1", pages=_number(said.get("pages") or "0"),
            question=said.get("question", ""), by=self._correcting.name_of(request, said),
            filters={k: said.get(k, "") for k in ("publisher", "from", "to")},
        )  # fmt: skip
        return self._on(request, f"/validate/{number}", said)

    async def name(self, request: Request) -> Response:
        """Judge under another name."""
        said, refused = await self._said(request)
        return self._on(request, said.get("next", "/validate"), said) if refused is None else refused

    def judge(self, request: Request) -> Response:
        """The next row that this coder has not judged, or the one that is named."""
        sample = self._sample(request)
        if sample is None:
            return self._render.missing(request)
        coder = self._coder(request)
        mine = {v.row_no: v for v in self._validation.verdicts(sample.sample_id, coder)}
        rows = {row["row_no"]: row for row in self._validation.rows(sample.sample_id)}
        asked = request.query_params.get("row", "")
        number = int(asked) if asked.isascii() and asked.isdigit() and int(asked) in rows else next(
            (n for n in sorted(rows) if n not in mine), None)  # fmt: skip
        row = shown_row(self._record, sample.layer, rows[number]["row_id"]) if number is not None else None
        finished = {a for a, c in self._validation.finished(sample.sample_id) if c == coder}
        pages = [(a, a in finished) for a in self._validation.pages(sample.sample_id)]
        return self._render.page(
            request, "judge.html", sample=sample, row=row, row_no=number, rows=rows, mine=mine, coder=coder,
            aspects=ASPECTS[sample.layer], pages=pages, layer=sample.layer,
        )  # fmt: skip

    async def verdict(self, request: Request) -> Response:
        """Keep a verdict, and go on."""
        said, refused = await self._said(request)
        if refused is not None:
            return refused
        sample = self._sample(request)
        if sample is None:
            return self._render.missing(request)
        self._validation.judge(
            sample.sample_id, _number(said.get("row", "")), self._correcting.name_of(request, said),
            said.get("verdict", ""), aspect=said.get("aspect", ""), note=said.get("note", ""),
        )  # fmt: skip
        return self._on(request, f"/validate/{sample.sample_id}", said)

    def page(self, request: Request) -> Response:
        """An article without a mark, to be marked from scratch."""
        sample, article_id = self._sample(request), request.path_params["article_id"]
        found = self._record.article(article_id)
        if sample is None or found is None or article_id not in self._validation.pages(sample.sample_id):
            return self._render.missing(request)
        coder, text = self._coder(request), found["article"]["text"]
        marks = [p for a, c, p in self._validation.marks(sample.sample_id) if (a, c) == (article_id, coder)]
        shown = [
            {"at": ",".join(f"{s}-{e}" for s, e in p), "words": " … ".join(text[s:e] for s, e in p)} for p in marks
        ]
        return self._render.page(
            request, "scratch.html", sample=sample, article=found["article"], marks=shown, coder=coder,
            paragraphs=paragraphs(text, found["blocks"], [], []),
            done=(article_id, coder) in self._validation.finished(sample.sample_id),
        )  # fmt: skip

    async def mark(self, request: Request) -> Response:
        """Keep a mark on a page, take one away, or call the page done."""
        said, refused = await self._said(request)
        if refused is not None:
            return refused
        sample, article_id = self._sample(request), request.path_params["article_id"]
        found = self._record.article(article_id)
        if sample is None or found is None:
            return self._render.missing(request)
        coder = self._correcting.name_of(request, said)
        if said.get("done"):
            self._validation.finish(sample.sample_id, article_id, coder)
            return self._on(request, f"/validate/{sample.sample_id}", said)
        pieces = list(pieces_of(found["article"]["text"], said.get("content", "")))
        self._validation.mark(sample.sample_id, article_id, coder, pieces, take_away=bool(said.get("away")))
        return self._on(request, f"/validate/{sample.sample_id}/page/{quote(article_id)}", said)

    def report(self, request: Request) -> Response:
        """The report, for those who have judged all they were asked, or administer."""
        sample = self._sample(request)
        if sample is None:
            return self._render.missing(request)
        if not self._may_see(request, sample):
            raise InputError("the report would show what others say: judge all rows and pages of the sample first")
        found = report(self._record, self._validation, sample)
        form_ = request.path_params.get("form")
        if form_ == "md":
            return _file(as_markdown(found), "text/markdown; charset=utf-8", f"validation-{sample.sample_id}.md")
        if form_ == "csv":
            return _file(self._as_csv(sample), "text/csv; charset=utf-8", f"validation-{sample.sample_id}.csv")
        return self._render.page(request, "report.html", found=found, sample=sample, told=told)

    def _as_csv(self, sample: Sample) -> str:
        rows = {row["row_no"]: row for row in self._validation.rows(sample.sample_id)}
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(
            ["row_id", "article_id", "stratum", "confidence", "coder", "verdict", "aspect", "note", "made_at"]
        )
        for v in self._validation.verdicts(sample.sample_id):
            r = rows[v.row_no]
            writer.writerow([r["row_id"], r["article_id"], r["stratum"], r["confidence"], v.coder, v.verdict, v.aspect,
                             _plain(v.note), v.made_at])  # fmt: skip
        return out.getvalue()

    def _may_see(self, request: Request, sample: Sample) -> bool:
        who, coder = self._render.guard.who(request), self._coder(request)
        if who is not None and who.may("administer"):
            return True
        rows = len(self._validation.verdicts(sample.sample_id, coder))
        pages = sum(c == coder for _, c in self._validation.finished(sample.sample_id))
        return who is not None and rows >= sample.size and pages >= sample.pages

    def _sample(self, request: Request) -> Sample | None:
        return self._validation.sample(int(request.path_params["sample_id"]))

    def _coder(self, request: Request) -> str:
        return self._correcting.name_of(request, {})

    async def _said(self, request: Request) -> tuple[Mapping[str, str], Response | None]:
        refused = self._render.guard.refusal(request)
        if refused:
            return {}, self._render.refused(request, refused)
        return await form(request), None

    def _on(self, request: Request, address: str, said: Mapping[str, str]) -> Response:
        answer = RedirectResponse(to(request, address), 303)
        self._correcting.remember(answer, said)
        return answer


def _plain(note: str) -> str:
    """A note that no spreadsheet takes for a formula."""
    return f"'{note}" if note[:1] in ("=", "+", "-", "@", "\t", "\r") else note


def _file(content: str, kind: str, name: str) -> Response:
    return Response(content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise InputError(f"{text or 'nothing'} is no number of rows or pages")
    return int(text)
