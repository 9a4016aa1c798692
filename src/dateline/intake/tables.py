"""Rows of tables: JSON lines, JSON, CSV and Parquet, one at a time.

Each reader yields, for a row, its number (from 1; the line for JSON lines) and its cells, and for a row that cannot
be read its number and what is wrong with it (``Fault``); the rows after it are read.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, TypeGuard

from dateline.intake.encoding import decode, detect
from dateline.intake.source import MAX_BYTES

_HEAD = 65_536
_MAX_DOCUMENT = 500_000_000
"""Bytes of a JSON document that is one object or list; larger ones belong into JSON lines."""
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row, or the rest of a table, cannot be read."""

    error: str
    message: str


Numbered = tuple[int, Row | Fault]


def json_lines(stream: IO[bytes], head: bytes = b"") -> Iterator[Numbered]:
    """The objects of a file of JSON lines; ``head`` is what was read of ``stream`` already."""
    lines = _lines(stream, head)
    for number, line in enumerate(lines, start=1):
        if line is None:
            yield number, Fault("too-large", f"line {number} has more than {MAX_BYTES:,} bytes: split it")
        elif line.strip():
            yield number, _object(line, number)


def _object(line: bytes, number: int) -> Row | Fault:
    text, _ = decode(line, detect(line))
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        return Fault("json", f"line {number} is not JSON ({reason}): mend it; the other lines are read")
    if not isinstance(row, dict):
        return Fault("json", f"line {number} is no JSON object: an article is an object with a text")
    return row


def _lines(stream: IO[bytes], head: bytes) -> Iterator[bytes | None]:
    """The lines of ``stream`` as bytes of an encoding with plain line ends; None for one that is too long."""
    buffered = Rest(head, stream)
    first = buffered.peek(_HEAD)
    encoding = detect(first)
    if encoding.startswith(("utf-16", "utf-32")):
        text = io.TextIOWrapper(io.BufferedReader(buffered), encoding=encoding, errors="replace", newline="\n")
        for decoded in text:
            yield decoded.removeprefix("\ufeff").encode("utf-8", "replace")
        return
    reader = io.BufferedReader(buffered, _HEAD)
    while line := reader.readline(MAX_BYTES + 1):
        if len(line) <= MAX_BYTES:
            yield line.removeprefix(b"\xef\xbb\xbf")
            continue
        while line and not line.endswith(b"\n"):
            line = reader.readline(MAX_BYTES)
        yield None


class Rest(io.RawIOBase):
    """A stream whose first bytes were read already and are given again."""

    def __init__(self, head: bytes, stream: IO[bytes]) -> None:
        self._head, self._stream = head, stream

    def peek(self, size: int) -> bytes:
        """The next ``size`` bytes, which stay to be read."""
        while len(self._head) < size and (more := self._stream.read(size - len(self._head))):
            self._head += more
        return self._head[:size]

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        if self._head:
            chunk, self._head = self._head[: len(view)], self._head[len(view) :]
        else:
            chunk = self._stream.read(len(view)) or b""
        view[: len(chunk)] = chunk
        return len(chunk)


def json_document(
    stream: IO[bytes], head: bytes = b"", is_article: Callable[[Row], bool] = lambda row: False
) -> Iterator[Numbered]:
    """The articles of one JSON document: an object, a list, or an object that holds a list of them.

    ``is_article`` tells an object that is one from a wrapper.
    """
    raw = head + stream.read(_MAX_DOCUMENT + 1 - len(head))
    if len(raw) > _MAX_DOCUMENT:
        yield 1, Fault("too-large", f"more than {_MAX_DOCUMENT:,} bytes in one JSON document: use JSON lines")
        return
    text, _ = decode(raw, detect(raw))
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        if _looks_like_lines(text):
            yield from json_lines(io.BytesIO(raw))
            return
        where = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        yield 1, Fault("json", f"this is not JSON{where}: mend it, or give JSON lines the name .jsonl")
        return
    for number, row in enumerate(_articles_in(document, is_article), start=1):
        yield number, row if isinstance(row, dict) else Fault("json", f"item {number} is no JSON object")


def _looks_like_lines(text: str) -> bool:
    try:
        return isinstance(json.loads(text.lstrip().split("\n", 1)[0]), dict)
    except (ValueError, RecursionError):
        return False


_LISTS = ("articles", "items", "item", "results", "documents", "docs", "data")
"""Keys under which a document often holds its articles, the usual ones first."""


def _articles_in(document: object, is_article: Callable[[Row], bool]) -> list[object]:
    """The list of articles that a document holds, however deep, or the one that it is."""
    if isinstance(document, list):
        return document
    if not isinstance(document, dict) or is_article(document):
        return [document]
    values = list(document.values())
    by_key = _by_key(document)
    if len(document) > 1 and by_key and all(is_article(v) for v in values):
        return by_key
    inner = _inside(document, is_article)
    if inner is not None or by_key:
        return by_key if inner is None else inner
    lists = [v for v in values if v and _is_list_of_rows(v)]
    long = any(isinstance(v, str) and len(v) > 200 for v in values)
    return max(lists, key=len) if lists and not long else [document]


def _by_key(document: Row) -> list[object]:
    """The values of a document all of whose values are rows, each with its key for an id."""
    rows = [{"id": key, **value} for key, value in document.items() if isinstance(value, dict)]
    return [*rows] if len(rows) == len(document) else []


def _is_list_of_rows(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list) and all(isinstance(x, dict) for x in value)


def _inside(document: Row, is_article: Callable[[Row], bool]) -> list[object] | None:
    """The articles under a usual key, or in a document within this one; None where there are none."""
    named = [document[key] for key in _LISTS if key in document]
    for value in (*named, *(v for v in document.values() if isinstance(v, dict))):
        if _is_list_of_rows(value):
            return value
        if isinstance(value, dict):
            found = _articles_in(value, is_article)
            if len(found) > 1 or (found and isinstance(found[0], dict) and is_article(found[0])):
                return found
    return None


def csv_rows(stream: IO[bytes], head: bytes = b"", tabs: bool = False) -> Iterator[Numbered]:
    """The rows of a table with a line of column names, whichever of comma, semicolon, tab or bar parts them."""
    rest = Rest(head, stream)
    first = rest.peek(1_000_000)
    encoding = detect(first)
    codec = "cp1252" if encoding == "windows-1252" else encoding
    text = io.TextIOWrapper(io.BufferedReader(rest), encoding=codec, errors="replace", newline="")
    sample, _ = decode(first, encoding)
    csv.field_size_limit(MAX_BYTES)
    reader = csv.reader(text, delimiter=_delimiter(sample, tabs))
    number, names = 0, None
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            number += 1
            yield number, Fault("csv", f"row {number}, line {reader.line_num}: {error}; the other rows are read")
            continue
        if not any(cells):
            continue
        if names is None:
            names = [c.strip().removeprefix("\ufeff") for c in cells]
            continue
        number += 1
        if len(cells) > len(names) and any(cells[len(names) :]):
            yield (
                number,
                Fault(
                    "csv",
                    f"row {number} has {len(cells)} cells for {len(names)} columns: quote cells with the delimiter",
                ),
            )
            continue
        yield number, dict(zip(names, cells, strict=False))


def _delimiter(sample: str, tabs: bool) -> str:
    line = next((line for line in sample.splitlines() if line.strip()), "")
    counts = {mark: line.count(mark) for mark in "\t;,|"}
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] else ("\t" if tabs else ",")


def parquet_rows(stream: IO[bytes], head: bytes = b"") -> Iterator[Numbered]:
    """The rows of a Parquet file, which is kept in a temporary file, for it is read from its end."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    with tempfile.TemporaryFile() as file:
        file.write(head)
        shutil.copyfileobj(stream, file)
        file.seek(0)
        try:
            for batch in pq.ParquetFile(file).iter_batches(batch_size=64):
                for row in batch.to_pylist():
                    number += 1
                    yield number, row
        except (pa.ArrowException, OSError, ValueError, KeyError) as error:
            reason = str(error).split("\n")[0][:160]
            yield number + 1, Fault("parquet", f"damaged after row {number} ({reason}): write the file anew")
