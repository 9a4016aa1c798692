"""A process that reads: batches of articles come in on its standard input, what was read goes out on its output.

It is started by name and not forked, so that a program with threads or without a ``__main__`` guard can read too, and
loads the language model once. It ends when its input does, so that it never outlives whoever started it.
"""

from __future__ import annotations

import gc
import importlib
import io
import json
import os
import pickle
import struct
import sys
from collections.abc import Callable, Sequence
from typing import IO, TYPE_CHECKING, Any

from dateline.annotation import annotation, sourced
from dateline.reading import read_batch
from dateline.schema import Article, Reading

if TYPE_CHECKING:
    from dateline.record.stored import Tables

_LENGTH = struct.Struct("<Q")


def read_tables(articles: Sequence[Article]) -> Tables:
    """Read a batch, and lay its rows out as the tables of a record."""
    from dateline.record.stored import stored_tables

    return stored_tables(read_batch(articles))


def read_lines(articles: Sequence[Article]) -> list[str]:
    """Read a batch, and give a line of JSON for each article."""
    return json_lines(read_batch(articles))


def read_sourced_lines(articles: Sequence[Article]) -> list[str]:
    """The same, each with the bytes that the article was read from."""
    return json_lines(read_batch(articles), sourced)


def json_lines(readings: Sequence[Reading], row_of: Callable[[Reading], dict[str, Any]] = annotation) -> list[str]:
    """Each reading as the line that ``dateline annotate`` writes."""
    rows = [row_of(reading) for reading in readings]
    return [json.dumps(row, ensure_ascii=not _is_encodable(row["text"])) for row in rows]


def _is_encodable(text: str) -> bool:
    """Whether ``text`` has no lone surrogate, which UTF-8 has no bytes for and JSON escapes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class _Unpickler(pickle.Unpickler):
    """Makes rows of ours and nothing else, whatever the bytes say: only our dataclasses are looked up by name."""

    def find_class(self, module: str, name: str) -> Any:
        if module == "dateline.schema" and name.isidentifier():
            return super().find_class(module, name)
        raise pickle.UnpicklingError(
            f"{module}.{name} is not one of the classes of dateline.schema, and nothing else is unpacked"
        )


def send(stream: IO[bytes], message: object) -> None:
    """Write a message with its length before it: articles, lines or readings; tables as Arrow's own streams."""
    if isinstance(message, dict):
        message = {name: _stream_of(table) for name, table in message.items()}
    content = pickle.dumps(message, protocol=5)
    stream.write(_LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """The next message; raises EOFError where the stream ends first."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    content = stream.read(length)
    if len(content) < length:
        raise EOFError
    message = _Unpickler(io.BytesIO(content)).load()
    if isinstance(message, dict):
        return {name: _table_in(table) for name, table in message.items()}
    return message


def _stream_of(table: Any) -> bytes:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    written: bytes = sink.getvalue().to_pybytes()
    return written


def _table_in(content: bytes) -> Any:
    import pyarrow as pa

    with pa.ipc.open_stream(content) as reader:
        return reader.read_all()


def main(target: str) -> None:
    """Read until there is no more."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    module, _, name = target.partition(":")
    read: Callable[[Sequence[Article]], object] = getattr(importlib.import_module(module), name)
    try:
        send(answers, _answer(read, receive(sys.stdin.buffer)))
        # the model and the tables stay as long as the process: no later search for cycles need go through them
        gc.collect()
        gc.freeze()
        while True:
            send(answers, _answer(read, receive(sys.stdin.buffer)))
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        return


def _answer(read: Callable[[Sequence[Article]], object], articles: Sequence[Article]) -> object:
    """What ``read`` gives, or in one line why there are none."""
    try:
        return read(articles)
    except Exception as error:  # noqa: BLE001 - the batch's boundary: its articles are tried one by one
        return f"{type(error).__name__}: {error}"
