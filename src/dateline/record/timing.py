"""A limit on how long the database may work on one question."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from dateline.errors import InputError


@contextmanager
def in_time(cursor: duckdb.DuckDBPyConnection, seconds: float | None) -> Iterator[None]:
    """Interrupts what ``cursor`` works on after ``seconds``, with an InputError; None is no limit."""
    if seconds is None:
        yield
        return
    late = threading.Event()

    def stop() -> None:
        late.set()
        cursor.interrupt()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    except InputError as error:
        if late.is_set() and isinstance(error.__cause__, duckdb.InterruptException):
            raise InputError(f"the question took longer than {seconds:g} seconds: ask for less") from error
        raise
    finally:
        timer.cancel()
