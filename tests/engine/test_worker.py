"""What processes say to one another is rows, and nothing is run because bytes ask for it."""

from __future__ import annotations

import io
import os
import pickle

import pytest
from made_readings import reading

from dateline.engine.worker import receive, send
from dateline.record.stored import stored_tables


def test_articles_readings_lines_and_tables_arrive_as_they_were_sent() -> None:
    """Tables travel as Arrow has them."""
    read = reading()
    for message in ([read.article], [read], ["{}"], "ValueError: invented"):
        pipe = io.BytesIO()
        send(pipe, message)
        pipe.seek(0)
        assert receive(pipe) == message
    tables, pipe = stored_tables([read]), io.BytesIO()
    send(pipe, tables)
    pipe.seek(0)
    got = receive(pipe)
    assert got.keys() == tables.keys()
    assert all(got[name].equals(table) for name, table in tables.items())


def test_bytes_that_ask_for_a_function_are_refused() -> None:
    """A pickle can name anything; only rows are made of one."""

    class Bad:
        def __reduce__(self) -> tuple[object, ...]:
            return os.getcwd, ()

    pipe = io.BytesIO()
    send(pipe, [Bad()])
    pipe.seek(0)
    with pytest.raises(pickle.UnpicklingError, match="is not one of the classes"):
        receive(pipe)
