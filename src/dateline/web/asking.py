"""Ask: SQL over the record in the browser, read-only, with limits, and examples that a test runs."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from dateline import resources
from dateline.errors import InputError
from dateline.export import csv
from dateline.record import Record
from dateline.record.columns import TABLES
from dateline.web.render import Renderer

SECONDS, SHOWN, MOST = 20.0, 500, 1_000_000
"""How long a question may take; rows that the page shows; rows that a file holds."""
FORMS = {"csv": "text/csv; charset=utf-8", "json": "application/x-ndjson", "parquet": "application/vnd.apache.parquet"}
_BARS = 60


def examples() -> list[dict[str, str]]:
    """Questions to begin with: ``title`` and ``sql``."""
    found: list[dict[str, str]] = resources.toml("questions.toml")["question"]
    return found


class Asking:
    """The page of questions and their answers as files."""

    def __init__(self, record: Record, render: Renderer) -> None:
        self._record = record
        self._render = render

    def page(self, request: Request) -> Response:
        """A question, its answer as a table, and what can be asked."""
        query, error, table = request.query_params.get("sql", "").strip(), "", None
        if query:
            try:
                table = self._record.sql(query, seconds=SECONDS, rows=SHOWN + 1)
            except InputError as wrong:
                error = str(wrong)
        rows = _rows(table)
        return self._render.page(
            request, "ask.html", status=400 if error else 200, query=query, error=error, rows=rows[:SHOWN],
            columns=table.column_names if table is not None else [], cut=len(rows) > SHOWN, shown=SHOWN,
            bars=_bars(table, rows), examples=examples(), tables=TABLES,
        )  # fmt: skip

    def download(self, request: Request) -> Response:
        """The answer as CSV, JSON lines or Parquet."""
        form = request.path_params["form"]
        if form not in FORMS:
            raise InputError(f"there is no format {form}: choose csv, json or parquet")
        table = self._record.sql(request.query_params.get("sql", ""), seconds=SECONDS, rows=MOST + 1)
        if table.num_rows > MOST:
            raise InputError(
                f"the answer has more than {MOST:,} rows: give the same to `dateline ask`, or ask for less"
            )
        headers = {"content-disposition": f'attachment; filename="answer.{form}"'}
        return StreamingResponse(written(table, form), media_type=FORMS[form], headers=headers)


def written(table: pa.Table, form: str) -> Iterator[bytes]:
    """A table as CSV, JSON lines or Parquet, piece by piece."""
    if form == "parquet":
        out = io.BytesIO()
        pq.write_table(table, out)
        yield out.getvalue()
        return
    yield from lines(table.schema.names, table.to_batches(max_chunksize=1_000), form)


def lines(names: Sequence[str], batches: Iterable[pa.RecordBatch], form: str) -> Iterator[bytes]:
    """Batches of rows as CSV or JSON lines."""
    if form == "csv":
        yield csv.head(names)
    for batch in batches:
        if form == "csv":
            yield csv.lines(batch)
        else:
            yield from map(json_line, batch.to_pylist())


def json_line(row: dict[str, Any]) -> bytes:
    """A row as a line of JSON."""
    return (json.dumps(row, ensure_ascii=False, default=str) + "\n").encode("utf-8", "surrogatepass")


def _rows(table: pa.Table | None) -> list[list[Any]]:
    """The rows as cells that a person reads."""
    if table is None:
        return []
    return [[_shown(v) for v in row.values()] for row in table.to_pylist()]


def _shown(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (list, dict)) else value


def _bars(table: pa.Table | None, rows: list[list[Any]]) -> list[tuple[str, float]]:
    """A chart, where the answer is names with one number each."""
    if table is None or table.num_columns != 2 or not 2 <= len(rows) <= _BARS:
        return []
    kind = table.schema.field(1).type
    if not (pa.types.is_integer(kind) or pa.types.is_floating(kind)):
        return []
    values = [
        ("none" if name is None else str(name), float(n))
        for (name, _), n in zip(rows, table.column(1).to_pylist(), strict=True)
        if n
    ]
    return values if all(n >= 0 for _, n in values) else []
