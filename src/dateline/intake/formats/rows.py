"""Tables of articles: JSON lines, JSON, CSV and Parquet, and single items of JSON such as ninjs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence

from dateline.intake import tables
from dateline.intake.fields import article_of, known_columns
from dateline.intake.formats.format import Beginning, Format, Found, Input
from dateline.intake.formats.ninjs import is_ninjs, ninjs_draft
from dateline.intake.json_document import json_document
from dateline.schema import Problem

_ADDRESSES = frozenset({"url", "documentidentifier", "sourceurl", "link", "address"})


def _is_parquet(beginning: Beginning) -> bool:
    return beginning.raw.startswith(b"PAR1")


def _is_lines(beginning: Beginning) -> bool:
    text = beginning.text
    if not text.startswith("{") or text[1:].lstrip()[:1] not in ('"', "}", ""):
        return False
    lines = [line for line in text.splitlines() if line.strip()]
    more = len(lines) > 1 and (lines[1].startswith("{") or _is_object(lines[0]))
    return more or beginning.name.endswith(("jsonl", "ndjson"))


def _is_document(beginning: Beginning) -> bool:
    text = beginning.text
    start = text[1:].lstrip()[:1]
    return (text.startswith("{") and start in ('"', "}", "")) or (text.startswith("[") and start in ("{", "]"))


def _is_csv(beginning: Beginning) -> bool:
    """A name that says so, or a first line of usual columns, one of them the text."""
    if beginning.name.endswith((".csv", ".tsv")):
        return True
    line = beginning.text.split("\n", 1)[0].strip()
    for mark in "\t;,|":
        names = [name.strip().strip('"') for name in line.split(mark)]
        if len(names) > 1 and len(line) < 2000:
            found = known_columns(tuple(names))
            if "text" in found and len(found) > 1:
                return True
    return False


def _is_object(line: str) -> bool:
    """Whether ``line`` is a JSON object; one that is too deep to be looked at counts as one."""
    try:
        return isinstance(json.loads(line), dict)
    except RecursionError:
        return True
    except ValueError:
        return False


def _read(given: Input, rows: Iterable[tables.Numbered], apart: bool) -> Found:
    """The articles of ``rows``; where no row can have a text that is said once, unless each row must answer."""
    told: set[tuple[str, ...]] = set()
    for number, row in rows:
        if isinstance(row, tables.Fault):
            known = str(number) if given.layout.keep_ids else None
            yield Problem(f"{given.source.uri}#{number}", "intake", row.error, row.message, known)
        elif is_ninjs(row):
            yield given.article(ninjs_draft(row), number)
        elif apart or "text" in known_columns(tuple(row), given.layout) or given.layout.columns.get("text"):
            yield from article_of(row, number, given.source, given.layout)
        elif (keys := tuple(key for name in row if (key := str(name).strip()))) not in told:
            told.add(keys)
            yield _without_text(given, keys)


def _without_text(given: Input, names: Sequence[str]) -> Problem:
    keys = ", ".join(names)[:200]
    if any("".join(c for c in name.lower() if c.isalpha()) in _ADDRESSES for name in names):
        return given.problem(
            "no-body",
            f"this list gives addresses and metadata ({keys}) without the texts: fetch the pages and read those",
        )
    advice = "" if given.layout.keep_ids else "; name it (--text COLUMN)"
    return given.problem("no-text", f"no column is known to hold the text{advice}: there are {keys}")


def _lines(given: Input) -> Found:
    yield from _read(given, tables.json_lines(given.stream, given.head), given.layout.keep_ids)


def _document(given: Input) -> Found:
    def is_article(row: tables.Row) -> bool:
        return is_ninjs(row) or isinstance(row.get(known_columns(tuple(row), given.layout).get("text", "")), str)

    yield from _read(given, json_document(given.stream, given.head, is_article), given.layout.keep_ids)


def _csv(given: Input) -> Found:
    tabs = given.source.uri.lower().removesuffix(".gz").endswith(".tsv")
    yield from _read(given, tables.csv_rows(given.stream, given.head, tabs), False)


def _parquet(given: Input) -> Found:
    yield from _read(given, tables.parquet_rows(given.stream, given.head), False)


_FORMATS: tuple[tuple[str, Callable[[Beginning], bool], Callable[[Input], Found]], ...] = (
    ("jsonl", _is_lines, _lines),
    ("json", _is_document, _document),
    ("csv", _is_csv, _csv),
)
PARQUET = Format("parquet", _is_parquet, _parquet, binary=True)
JSON_LINES, JSON, CSV = (Format(*parts) for parts in _FORMATS)
