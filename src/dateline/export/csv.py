"""CSV (RFC 4180, UTF-8) for spreadsheets: spans and lists are JSON in their cell, null is an empty cell.

A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV Injection"): copy comes
from strangers. So CSV is for looking; JSON lines and Parquet hold the words exactly.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

_FORMULA = b"=+-@\t\r"
_QUOTED = b'",\r\n'
_WORDS = pa.large_string()
_FIRST = pa.array([bytes([c]) for c in _FORMULA], pa.large_binary())
_COMMA, _MARK, _APOSTROPHE, _NOTHING, _END = (pa.scalar(word, _WORDS) for word in (",", '"', "'", "", "\r\n"))


def write_csv(rows: pa.RecordBatchReader, path: Path) -> None:
    """Write ``rows`` to ``path`` under a line of column names."""
    with path.open("wb") as file:
        file.write(head(rows.schema.names))
        for batch in rows:
            file.write(lines(batch))


def head(names: Sequence[str]) -> bytes:
    """The line of column names."""
    return _joined([pa.array([name], _WORDS) for name in names])


def lines(batch: pa.RecordBatch) -> bytes:
    """The rows of a batch, a line each."""
    return _joined([cells(column) for column in batch.columns])


def _joined(columns: list[pa.Array]) -> bytes:
    told = [_quoted(words) for words in columns]
    rows = pc.binary_join_element_wise(*told, _COMMA, null_handling="replace", null_replacement="")
    if len(told) == 1:
        rows = pc.if_else(pc.equal(rows, _NOTHING), pa.scalar('""', _WORDS), rows)
    ended = pc.binary_join_element_wise(rows, _END, _NOTHING)
    size = pc.sum(pc.binary_length(ended)).as_py() or 0
    held = ended.buffers()[2]
    return held.slice(0, size).to_pybytes() if held is not None else b""


def cells(column: pa.Array) -> pa.Array:
    """The values of a column as words that a spreadsheet takes for text or numbers."""
    if pa.types.is_nested(column.type):
        return _words([None if v is None else json.dumps(v, ensure_ascii=False) for v in column.to_pylist()])
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        words = column.cast(_WORDS)
        if not _anywhere(words, _FORMULA):
            return words
        formula = pc.is_in(pc.binary_slice(words.cast(pa.large_binary()), 0, 1), _FIRST)
        return pc.if_else(formula, pc.binary_join_element_wise(_APOSTROPHE, words, _NOTHING), words)
    if not pa.types.is_floating(column.type) and not pa.types.is_integer(column.type):
        return _words([None if v is None else str(v) for v in column.to_pylist()])
    told = column.dictionary_encode()
    return _words([None if v is None else str(v) for v in told.dictionary.to_pylist()]).take(told.indices)


def _words(told: list[str | None]) -> pa.Array:
    return pa.array(told, _WORDS)


def _quoted(words: pa.Array) -> pa.Array:
    """The same with quotation marks where a cell needs them."""
    if not _anywhere(words, _QUOTED):
        return words
    needed = pc.match_substring_regex(words, f"[{_QUOTED.decode()}]")
    doubled = pc.replace_substring(words, '"', '""')
    return pc.if_else(needed, pc.binary_join_element_wise(_MARK, doubled, _MARK, _NOTHING), words)


def _anywhere(words: pa.Array, characters: bytes) -> bool:
    """Whether one of ``characters`` is in the bytes of the column at all: told much sooner than in which cell."""
    held = words.buffers()[2]
    told = held.to_pybytes() if held is not None else b""
    return any(character in told for character in characters)
