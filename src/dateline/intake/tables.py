"""Rows of tables: JSON lines, CSV and Parquet, one at a time.

Each reader yields, for a row, its number (from 1; the line for JSON lines) and its cells, and for a row that cannot
be read its number and what is wrong with it (``Fault``); the rows after it are read.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO

from dateline.intake.encoding import decode, detect
from dateline.intake.source import MAX_BYTES

_HEAD = 65_536
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
