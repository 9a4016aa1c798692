"""Helpers that link: the same files whatever their number, and a helper that dies costs nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import dateline
from dateline.engine.helping import helped
from dateline.errors import InputError
from dateline.record import Record

COPY = "PIRAN, 5 March (GULF WIRE) — The harbour board of Piran rejected the plan of {n} councillors for a new pier. "


def doubled(number: int) -> int:
    """A part's work."""
    return 2 * number


def deadly(number: int) -> int:
    """Ends a helper, and no other process."""
    if os.environ.get("DATELINE_HELPED") != "no":
        os._exit(1)
    return number


def test_answers_come_in_the_order_of_the_parts() -> None:
    """By two processes as by one."""
    with helped(2) as spread:
        assert list(spread(doubled, range(20))) == list(map(doubled, range(20)))


def test_a_helper_that_dies_costs_its_part_which_is_worked_out_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new helper takes its place."""
    with helped(2) as spread:
        first = list(spread(doubled, [1]))
        monkeypatch.setenv("DATELINE_HELPED", "no")  # for this process; the helper that runs was started without it
        assert [*first, *spread(deadly, [3]), *spread(doubled, [4])] == [2, 3, 8]


def test_linked_by_helpers_the_record_is_the_same(tmp_path: Path) -> None:
    """File for file, by one process and by two."""
    for name in ("a", "b", "c"):
        extra = " The ferry of Orla stays in the harbour." if name == "c" else ""
        (tmp_path / f"{name}.txt").write_text(COPY.format(n=name) * 6 + extra, encoding="utf-8")
    files = []
    for workers in (1, 2):
        path = tmp_path / f"record{workers}"
        dateline.read(str(tmp_path / "*.txt"), path, workers=0, link=False)
        generation = dateline.api.link(path, workers)
        with Record(path) as record:
            assert record.sql("SELECT count(*) AS n FROM copies").to_pylist()[0]["n"] > 0
        files.append({p.name: p.read_bytes() for p in (path / "links" / generation).iterdir()})
    assert files[0] == files[1]


def test_linking_by_a_cluster_that_is_not_there_is_one_line() -> None:
    """Whether Dask is installed or not."""
    with pytest.raises(InputError), helped(1, "dask", "tcp://127.0.0.1:9"):
        pass


def test_a_scheduler_that_nobody_would_ask_is_refused(tmp_path: Path) -> None:
    """Whoever names one wants a cluster: reading here instead would go unseen."""
    for ask in (
        lambda: dateline.read([__file__], tmp_path / "r", scheduler="tcp://127.0.0.1:9"),
        lambda: helped(1, "local", "tcp://127.0.0.1:9").__enter__(),
    ):
        with pytest.raises(InputError, match="add --engine dask"):
            ask()
    assert not (tmp_path / "r").exists()
