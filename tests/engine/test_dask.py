"""A cluster reads as one machine does."""

from __future__ import annotations

import gc
import socket
from collections.abc import Iterator
from pathlib import Path

import invented_reader
import pytest

import dateline
from dateline.engine import read_into
from dateline.engine.dask import Cluster
from dateline.engine.local import Summary
from dateline.errors import InputError
from dateline.record import Writer
from dateline.schema import Article

distributed = pytest.importorskip("distributed")


@pytest.fixture(name="scheduler", scope="module")
def made_scheduler() -> Iterator[str]:
    """The address of a cluster of two workers."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        yield cluster.scheduler_address


def articles(*texts: str) -> list[Article]:
    """Articles with ids from their place."""
    return [Article(f"n{i}", f"{i}.txt", text) for i, text in enumerate(texts)]


def read(path: Path, items: list[Article], scheduler: str) -> Summary:
    """Read with the invented reader on the cluster."""
    return read_into(Writer(path), items, Cluster(scheduler, read=invented_reader.read_tables))


def test_the_record_is_byte_for_byte_that_of_one_machine(tmp_path: Path, scheduler: str) -> None:
    """Whatever finishes first."""
    items = articles(*(f"Copy {i} from the harbour." for i in range(90)))
    assert read(tmp_path / "many", items, scheduler).added == 90

    class Quick:
        map = staticmethod(lambda batches: map(invented_reader.read_tables, batches))
        close = staticmethod(lambda: None)

    read_into(Writer(tmp_path / "one"), items, Quick())
    files = [sorted(p.relative_to(r) for p in r.rglob("*") if p.is_file() and "text.index" not in p.name)
             for r in (tmp_path / "many", tmp_path / "one")]  # fmt: skip
    assert files[0] == files[1]
    for name in files[0]:
        assert (tmp_path / "many" / name).read_bytes() == (tmp_path / "one" / name).read_bytes()


def test_parts_of_linking_come_in_their_order(scheduler: str) -> None:
    """What a worker cannot work out is worked out here."""
    cluster = Cluster(scheduler)
    assert list(cluster.spread(len, ["a", "bb", "ccc"])) == [1, 2, 3]
    cluster.close()


def test_what_a_worker_cannot_read_costs_one_article(tmp_path: Path, scheduler: str) -> None:
    """It is kept with a problem; the rest of its batch is read."""
    read(tmp_path / "r", articles("One.", "FAIL", "Three."), scheduler)
    record = dateline.open(tmp_path / "r")
    assert record.sql("SELECT article_id FROM problems").column(0).to_pylist() == ["n1"]
    assert record.statements().num_rows == 2
    assert record.articles().num_rows == 3


def test_a_worker_that_dies_costs_one_article(tmp_path: Path, scheduler: str) -> None:
    """Others read the rest."""
    read(tmp_path / "r", articles("One.", "KILL", "Three."), scheduler)
    record = dateline.open(tmp_path / "r")
    assert record.sql("SELECT article_id, error FROM problems").to_pylist() == [{"article_id": "n1", "error": "died"}]
    assert record.statements().num_rows == 2


def test_a_scheduler_that_vanishes_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also while batches are still being given out."""
    monkeypatch.setattr("dateline.engine.dask._CONNECT_SECONDS", 4)
    items = articles(*(f"Copy {i} from the harbour." for i in range(90)))
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as passing:
        engine = Cluster(passing.scheduler_address, read=invented_reader.read_tables)
        batches = engine.map([[item] for item in items])
        next(batches)
        passing.close()
        with pytest.raises(InputError, match="the Dask scheduler is gone"):
            list(batches)
        engine.close()


def test_a_wrong_address_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """That says what to look at."""
    monkeypatch.setattr("dateline.engine.dask._CONNECT_SECONDS", 1)
    with pytest.raises(InputError, match="there is no Dask cluster to use at tcp://127"):
        Cluster("tcp://127.0.0.1:1")


@pytest.mark.parametrize("address", ["nonsense", "ftp://127.0.0.1:1"])
def test_what_is_no_address_is_one_line(address: str, capfd: pytest.CaptureFixture[str]) -> None:
    """And nothing of Dask's is left that complains later."""
    with pytest.raises(InputError, match=f"there is no Dask cluster to use at {address}"):
        Cluster(address)
    gc.collect()
    assert capfd.readouterr().err == ""


def test_a_host_that_does_not_speak_dask_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes the connection and says nothing that Dask would; nobody waits for it for ever."""
    monkeypatch.setattr("dateline.engine.dask._CONNECT_SECONDS", 1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(InputError, match="there is no Dask cluster to use at tcp://127"):
            Cluster(address)


def test_a_worker_with_another_version_is_named(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its readings would not be those of this machine."""
    monkeypatch.setattr("dateline.engine.dask.reader_version", lambda: "9.9")
    with pytest.raises(InputError, match=r"has Dateline .*, this machine 9\.9"):
        Cluster(scheduler)
