"""Nothing that was committed is lost, and nothing half-written is seen."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from made_readings import reading

import dateline
from dateline.errors import DatelineWarning, RecordError
from dateline.record import Writer
from dateline.record import writer as writer_module
from dateline.record.batches import merge_batches
from dateline.record.log import read_state
from dateline.record.stored import stored_tables

TESTS = Path(__file__).parents[1]
ENDLESS = """
import sys, itertools
from made_readings import reading
from dateline.record import Writer
from dateline.record.stored import stored_tables
writer = Writer(sys.argv[1])
for i in itertools.count():
    writer.commit([stored_tables([reading(f"{sys.argv[2]}{i}-{n}") for n in range(3)])])
    writer.compact()
    print(i, flush=True)
"""


def count(path: Path) -> int:
    """How many articles the record holds."""
    answer: int = dateline.open(path).sql("SELECT count(*) FROM articles").column(0)[0].as_py()
    return answer


def started(record: Path, name: str) -> subprocess.Popen[str]:
    """A process that commits three articles at a time without end."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), *filter(None, sys.path)])}
    command = [sys.executable, "-c", ENDLESS, str(record), name]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)


def test_a_killed_writer_leaves_only_whole_commits(tmp_path: Path) -> None:
    """What it said was committed is there, three articles a commit, and another can go on at once."""
    Writer(tmp_path / "r")
    process = started(tmp_path / "r", "k")
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(12)]
    process.send_signal(signal.SIGKILL)
    process.wait()
    found = count(tmp_path / "r")
    assert found % 3 == 0
    assert found >= 3 * len(said)
    assert Writer(tmp_path / "r").commit([stored_tables([reading("after")])])
    assert count(tmp_path / "r") == found + 1


def test_two_writers_never_clash(tmp_path: Path) -> None:
    """All that either committed is there, and the log has no gap, while a reader looks on."""
    Writer(tmp_path / "r")
    both = [started(tmp_path / "r", name) for name in "ab"]
    record = dateline.open(tmp_path / "r")
    told = 0
    for process in both:
        assert process.stdout is not None
        for _ in range(10):
            process.stdout.readline()
            told += 1
            record.sql("SELECT count(*) FROM statements")
    for process in both:
        process.kill()
        process.wait()
    ids = dateline.open(tmp_path / "r").articles().column("article_id").to_pylist()
    assert len(ids) == len(set(ids)) >= 3 * told
    numbers = sorted(int(p.stem) for p in (tmp_path / "r" / "log").glob("0*.json"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_two_writers_of_the_same_article_leave_one(tmp_path: Path) -> None:
    """The second takes in what the first has done before it commits."""
    first, second = Writer(tmp_path / "r"), Writer(tmp_path / "r")
    assert first.commit([stored_tables([reading("one"), reading("two")])])
    assert second.commit([stored_tables([reading("two", verb="wait"), reading("three")])])
    assert not first.commit([stored_tables([reading("three")])])
    record = dateline.open(tmp_path / "r")
    assert sorted(record.articles().column("article_id").to_pylist()) == ["one", "three", "two"]
    assert "wait" in record.statements(article_id="two").to_pylist()[0]["text"]


def test_a_change_while_batches_are_merged_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another commit supersedes meanwhile stays superseded in the merged batch."""
    writer = Writer(tmp_path / "r")
    for i in range(8):
        writer.commit([stored_tables([reading(f"n{i}"), reading(f"m{i}")])])
    other = Writer(tmp_path / "r")

    def merge(*given: Any) -> dict[str, int]:
        rows = merge_batches(*given)
        other.commit([stored_tables([reading("n3", verb="wait")])])
        return rows

    monkeypatch.setattr(writer_module, "merge_batches", merge)
    assert writer.compact() == 1
    assert count(tmp_path / "r") == 16
    assert "wait" in dateline.open(tmp_path / "r").statements(article_id="n3").to_pylist()[0]["text"]


def test_an_article_that_goes_back_to_its_first_text_is_current_again(tmp_path: Path) -> None:
    """The same reading may be superseded in one batch and current in another."""
    for verb in ("sail", "wait", "sail"):
        assert Writer(tmp_path / "r").commit([stored_tables([reading("one", verb=verb)])])
    assert [s["text"][-4:] for s in dateline.open(tmp_path / "r").statements().to_pylist()] == ["sail"]


def test_what_is_superseded_takes_no_room(tmp_path: Path) -> None:
    """A batch without a current reading is left at once, one with few is written anew."""
    writer = Writer(tmp_path / "r")
    first = [reading(f"n{i}") for i in range(4)]
    writer.commit([stored_tables(first)])
    writer.commit([stored_tables([reading(f"n{i}", verb="wait") for i in range(4)])])
    assert len(writer.state.batches) == 1
    writer.commit([stored_tables([reading("n0", verb="sink")])])
    assert writer.compact() == 1
    assert [len(b.dead) for b in writer.state.batches.values()] == [0, 0]
    record = dateline.open(tmp_path / "r")
    assert sorted(s["text"][-4:] for s in record.statements().to_pylist()) == ["sink", "wait", "wait", "wait"]
    assert [record.reading(f"n{i}") is not None for i in range(4)] == [True] * 4


def test_a_full_disk_is_told_and_the_record_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was committed before can be read, and the next writer goes on."""
    writer = Writer(tmp_path / "r")
    writer.commit([stored_tables([reading("one")])])

    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for name in ("write_table", "fsync"):
        with monkeypatch.context() as patched:
            patched.setattr(
                *((pq.ParquetWriter, "write_table", full) if name == "write_table" else (os, "fsync", full))
            )
            with pytest.raises(RecordError, match="is full"):
                writer.commit([stored_tables([reading("two")])])
        assert count(tmp_path / "r") == 1
    assert [p for p in (tmp_path / "r" / "log").iterdir() if p.name.startswith(".")] == []
    assert Writer(tmp_path / "r").commit([stored_tables([reading("two")])])
    assert count(tmp_path / "r") == 2


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    """The error says which file and what to do, whether its end is gone or its middle is wrong."""
    Writer(tmp_path / "r").commit([stored_tables([reading("one")])])
    file = next((tmp_path / "r" / "batches").glob("*/statements.parquet"))
    whole = file.read_bytes()
    file.write_bytes(whole[:4] + b"\xff" * 60 + whole[64:])
    with pytest.raises(RecordError, match="damaged"):
        dateline.open(tmp_path / "r").statements()
    file.write_bytes(whole[:100])
    with pytest.raises(RecordError, match=r"statements\.parquet"):
        dateline.open(tmp_path / "r").statements()


def test_a_lost_batch_is_told_and_read_anew(tmp_path: Path) -> None:
    """Its articles count as not read, so that the same input brings them back."""
    Writer(tmp_path / "r").commit([stored_tables([reading("one")])])
    Writer(tmp_path / "r").commit([stored_tables([reading("two")])])
    lost = next(iter(read_state(tmp_path / "r").batches))
    (tmp_path / "r" / "batches" / lost).rename(tmp_path / "gone")
    with pytest.warns(DatelineWarning, match=lost):
        assert dateline.open(tmp_path / "r").info().missing == (lost,)
    writer = Writer(tmp_path / "r")
    assert writer.fingerprint_of("one") is None
    assert writer.commit([stored_tables([reading("one")])])
    with pytest.warns(DatelineWarning, match=lost):
        assert count(tmp_path / "r") == 2


def test_a_damaged_log_entry_is_named(tmp_path: Path) -> None:
    """One in the middle of the log is damage; one at its end is another writer's, not there yet."""
    for name in ("one", "two"):
        Writer(tmp_path / "r").commit([stored_tables([reading(name)])])
    last = tmp_path / "r" / "log" / "00000002.json"
    whole = last.read_bytes()
    last.write_bytes(whole[:30])
    assert count(tmp_path / "r") == 1
    last.write_bytes(whole)
    (tmp_path / "r" / "log" / "00000001.json").write_bytes(b"{")
    with pytest.raises(RecordError, match=r"00000001\.json is damaged"):
        dateline.open(tmp_path / "r")


def test_a_checkpoint_says_the_same_as_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening from it, without it and past it gives one state."""
    monkeypatch.setattr(writer_module, "CHECKPOINT_EVERY", 4)
    writer = Writer(tmp_path / "r")
    for i in range(6):
        writer.commit([stored_tables([reading(f"n{i % 3}", verb=f"sail {i}"), reading(f"m{i}")])])
    assert [p.stem for p in (tmp_path / "r" / "log" / "checkpoints").iterdir()] == ["00000004"]
    with_it = read_state(tmp_path / "r")
    next((tmp_path / "r" / "log" / "checkpoints").iterdir()).unlink()
    assert with_it == read_state(tmp_path / "r") == writer.state


def test_a_commit_shows_in_an_open_record(tmp_path: Path) -> None:
    """Nobody has to open it again, and threads may ask at the same time."""
    writer = Writer(tmp_path / "r")
    record = dateline.open(tmp_path / "r")
    wrong: list[object] = []

    def ask() -> None:
        try:
            for _ in range(8):
                rows = record.sql("SELECT count(*) AS n FROM articles a JOIN statements s USING (article_id)")
                assert rows.column(0)[0].as_py() <= 4
        except Exception as error:  # noqa: BLE001 - told to the main thread
            wrong.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for i in range(4):
        writer.commit([stored_tables([reading(f"n{i}")])])
    for thread in threads:
        thread.join()
    assert wrong == []
    assert record.articles().num_rows == 4


def test_folders_that_nothing_names_go_when_nobody_can_need_them(tmp_path: Path) -> None:
    """A fresh one stays: a writer may be about to name it."""
    writer = Writer(tmp_path / "r")
    for name in ("old", "new"):
        (tmp_path / "r" / "batches" / name).mkdir()
    os.utime(tmp_path / "r" / "batches" / "old", (time.time() - 7200,) * 2)
    writer.compact()
    assert [p.name for p in (tmp_path / "r" / "batches").iterdir()] == ["new"]
