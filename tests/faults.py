"""What goes wrong with disks, clocks and neighbours, each with the outcome that ``docs/record.md`` promises.

    PYTHONPATH=src:tests python tests/faults.py

Each fault is made for real where that can be done without rights of its own (limits on files, folders of others, bytes
on the disk), is followed by what a person would do next, and tells its outcome in a line. Each is a test.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import shutil
import signal
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

from linked_record import record_of
from made_readings import reading

from dateline.errors import DatelineError, DatelineWarning, RecordError
from dateline.linking import link
from dateline.record import Record, Writer, corrections
from dateline.record.check import check
from dateline.record.folder import linking
from dateline.record.repair import mend_links, repair
from dateline.record.stored import stored_tables

_NOBODY = 65534


def holds(path: Path) -> list[str]:
    """The articles of a record."""
    with Record(path) as record:
        return sorted(record.articles().column("article_id").to_pylist())


def refused(do: Callable[[], object]) -> str:
    """The one line with which ``do`` is refused."""
    try:
        do()
    except DatelineError as error:
        return str(error)
    raise AssertionError("it was not refused")


def in_a_child(do: Callable[[], str]) -> str:
    """What ``do`` gives in a process of its own, whose limits and rights may be lowered."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        with suppress(BaseException):
            os.write(theirs, do().encode()[:4000])
        os._exit(0)
    os.close(theirs)
    os.waitpid(child, 0)
    with os.fdopen(ours, "rb") as told:
        return told.read().decode()


def commit(path: Path, *names: str, verb: str = "sail") -> None:
    """Add a reading for each of ``names``."""
    Writer(path).commit([stored_tables([reading(name, verb=verb) for name in names])])


def full_disk(path: Path) -> str:
    """Writing is refused in one line, what was committed stays, and the same command completes it later."""
    commit(path, "one")

    def write() -> str:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
        return refused(lambda: commit(path, "two"))

    line = in_a_child(write)
    assert "is full: free some space" in line, line
    assert holds(path) == ["one"]
    commit(path, "two")
    assert holds(path) == ["one", "two"]
    assert check(path).damage == ()
    return line


def read_only_folder(path: Path) -> str:
    """Writing is refused in one line; asking works."""
    commit(path, "one")
    for folder in (path, *(p for p in path.rglob("*") if p.is_dir())):
        folder.chmod(0o555)
    path.parent.chmod(0o755)

    def write() -> str:
        if os.geteuid() == 0:
            os.setuid(_NOBODY)
        return refused(lambda: commit(path, "two"))

    try:
        line = in_a_child(write)
        assert "may not be written" in line, line
        assert holds(path) == ["one"]
    finally:
        for folder in (path, *(p for p in path.rglob("*") if p.is_dir())):
            folder.chmod(0o755)
    return line


def clock_going_back(path: Path) -> str:
    """Order is the log's: what is committed or corrected later counts, whatever the clock says."""
    commit(path, "one")
    link(path)
    with Record(path) as record:
        actor = record.sql("SELECT actor_id FROM actors WHERE name = 'Ana Vidmar'").column(0)[0].as_py()
        record.corrections.add("rename", actor, "Ana First", "ed")

        class Back(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
                return datetime(1999, 1, 1, tzinfo=UTC) + timedelta(seconds=1)

        with (
            mock.patch.object(corrections, "datetime", Back),
            mock.patch.object(time, "time", return_value=915_148_800.0),
            warnings.catch_warnings(),
        ):
            warnings.simplefilter("ignore", DatelineWarning)
            commit(path, "one", verb="sink")
            record.corrections.add("rename", actor, "Ana Last", "ed")
            link(path)
        text = record.sql("SELECT text FROM articles").column(0)[0].as_py()
        name = record.sql("SELECT name FROM actors WHERE name LIKE 'Ana %'").column(0).to_pylist()
    assert text.endswith("sink."), text
    assert name == ["Ana Last"], name
    return "the later commit and the later correction count"


def _endless(path: str, name: str, times: int) -> None:
    for number in range(times):
        Writer(path).commit([stored_tables([reading(f"{name}{number}-{n}") for n in range(3)])])


def two_writers(path: Path) -> str:
    """Both count, the log has no gap, and a reader meanwhile sees whole commits only."""
    Writer(path)
    start = multiprocessing.get_context("fork")
    both = [start.Process(target=_endless, args=(str(path), name, 5)) for name in "ab"]
    for one in both:
        one.start()
    with Record(path) as record:
        while any(one.is_alive() for one in both):
            seen = record.sql("SELECT count(*) FROM articles").column(0)[0].as_py()
            assert seen % 3 == 0, seen
    for one in both:
        one.join()
        assert one.exitcode == 0
    assert len(holds(path)) == 30
    numbers = sorted(int(p.stem) for p in (path / "log").glob("0*.json"))
    assert numbers == list(range(1, 11))
    return "30 of 30 articles, 10 entries without a gap; the reader saw whole commits only"


def _harmed(path: Path, harm: Callable[[bytes], bytes], table: str = "events") -> str:
    """Harm a table of a batch: the check names it, and repair reads what it held again."""
    record_of(path, [reading("one"), reading("two")]).close()
    commit(path, "three")
    (file, *_) = sorted((path / "batches").glob(f"*/{table}.parquet"))
    file.write_bytes(harm(file.read_bytes()))
    (line, *_) = check(path).damage
    assert str(file) in line, line
    repaired = repair(path, _again, lambda *_: None)
    mend_links(path, repaired, link)
    assert check(path).damage == ()
    assert holds(path) == ["one", "three", "two"]
    return line


def _again(writer: Writer, articles: Iterable[Any]) -> None:
    """Stands in for reading: the readings that were made for these articles."""
    writer.commit([stored_tables([reading(a.article_id) for a in articles])])


def cut_table(path: Path) -> str:
    """A Parquet file cut short is named, by asking too, and repair reads again what it held."""
    return _harmed(path, lambda content: content[: len(content) // 2])


def flipped_bit(path: Path) -> str:
    """A bit is found by the hash in the log, and repair reads again what the table held."""

    def flip(content: bytes) -> bytes:
        at = len(content) // 3
        return content[:at] + bytes([content[at] ^ 4]) + content[at + 1 :]

    return _harmed(path, flip)


def cut_links(path: Path) -> str:
    """A table of links that is cut stops the questions that need it, and linking makes it anew."""
    record_of(path, [reading("one")], [reading("two")]).close()
    links = path / "links" / str(Writer(path).state.links)
    (links / "actors.parquet").write_bytes((links / "actors.parquet").read_bytes()[:100])
    (line, *_) = check(path).damage
    assert "make the links anew with `dateline link`" in line, line
    link(path)
    assert check(path).damage == ()
    assert holds(path) == ["one", "two"]
    return line


def lost_links(path: Path) -> str:
    """Links that are gone, their folder too, stop the questions that need them, and linking makes them anew."""
    record_of(path, [reading("one")], [reading("two")]).close()
    shutil.rmtree(path / "links")
    line = refused(lambda: holds(path))
    assert "make the links anew with `dateline link`" in line, line
    link(path)
    assert check(path).damage == ()
    assert holds(path) == ["one", "two"]
    return line


def reordered_writes(path: Path) -> str:
    """A network file system that shows the log before the batch: it is told, and is there once it has arrived."""
    commit(path, "one")
    commit(path, "two")
    late = path / "batches" / list(Writer(path).state.batches)[-1]
    hidden = path.parent / f"{path.name}-late"
    late.rename(hidden)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", DatelineWarning)
        assert holds(path) == ["one"]
    hidden.rename(late)
    assert holds(path) == ["one", "two"]
    entry = path / "log" / "00000001.json"
    entry.rename(hidden)
    line = refused(lambda: holds(path))
    assert "00000001.json is missing" in line, line
    hidden.rename(entry)
    assert holds(path) == ["one", "two"]
    return str(told[0].message)


def two_linkers(path: Path) -> str:
    """The second is told that it waits, and finds the links made."""
    commit(path, "one")
    start = multiprocessing.get_context("fork")
    ours, theirs = start.Pipe()

    def hold() -> None:
        with linking(path):
            theirs.send("held")
            theirs.recv()

    other = start.Process(target=hold)
    other.start()
    assert ours.recv() == "held"
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", DatelineWarning)
        threading.Timer(0.2, lambda: ours.send("go on")).start()
        link(path)
    other.join()
    (line,) = (str(one.message) for one in told)
    assert "another process is linking" in line, line
    assert Writer(path).state.links
    return line


def wrong_clock(path: Path) -> str:
    """A machine whose clock is behind the record's last commit is told so, and goes on."""
    commit(path, "one")
    entry = path / "log" / "00000001.json"
    os.utime(entry, (time.time() + 90_000,) * 2)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", DatelineWarning)
        commit(path, "two")
    assert holds(path) == ["one", "two"]
    line = str(told[0].message)
    assert "set it right" in line, line
    return line


def newer_record(path: Path) -> str:
    """A record of a newer program is refused, and left as it is."""
    commit(path, "one")
    marker = path / "record.toml"
    marker.write_text(marker.read_text().replace("version = 1", "version = 99"))
    line = refused(lambda: commit(path, "two"))
    assert "upgrade with" in line, line
    return line


FAULTS: dict[str, Callable[[Path], str]] = {
    "a full disk": full_disk,
    "a read-only folder": read_only_folder,
    "a clock that goes back": clock_going_back,
    "two writers and a reader": two_writers,
    "a Parquet file cut short": cut_table,
    "a flipped bit": flipped_bit,
    "a cut table of links": cut_links,
    "links that are gone": lost_links,
    "two linkers": two_linkers,
    "a clock that is behind": wrong_clock,
    "writes that arrive out of order": reordered_writes,
    "a record of a newer program": newer_record,
}

if __name__ == "__main__":
    failed = 0
    for name, fault in FAULTS.items():
        with tempfile.TemporaryDirectory() as folder:
            try:
                print(f"{name:<32} {fault(Path(folder) / 'r')}", flush=True)
            except (AssertionError, RecordError) as error:
                failed += 1
                print(f"{name:<32} FAILED: {error}", flush=True)
    sys.exit(1 if failed else 0)
