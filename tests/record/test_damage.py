"""What is missing, cut short or half-written is told by name; nothing is lost in silence."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from linked_record import record_of
from made_readings import reading

import dateline
from dateline.errors import DatelineWarning, RecordError
from dateline.linking import link
from dateline.record import Writer
from dateline.record.folder import reading as held
from dateline.record.log import read_state
from dateline.record.stored import stored_tables


@pytest.fixture(name="record")
def made_record(tmp_path: Path) -> Path:
    """A linked record of two commits; entries 1 and 3 add a batch, 2 and 4 links."""
    record_of(tmp_path / "r", [reading("one")], [reading("two")]).close()
    return tmp_path / "r"


def long_ago(path: Path) -> None:
    """Let the file be two hours old."""
    os.utime(path, (time.time() - 7200,) * 2)


def test_a_missing_log_entry_is_named(record: Path) -> None:
    """For who asks and for who writes."""
    (record / "log" / "00000002.json").unlink()
    for use in (dateline.open, Writer):
        with pytest.raises(RecordError, match=r"00000002\.json is missing: .*dateline repair"):
            use(record)


def test_a_half_written_last_entry_is_somebodys_only_for_a_minute(record: Path) -> None:
    """After that it is damage, and no writer tries for ever."""
    last = record / "log" / "00000005.json"
    last.write_bytes(b'{"version": 1, "num')
    writer = Writer(record)
    assert dateline.open(record).articles().num_rows == 2
    long_ago(last)
    with pytest.raises(RecordError, match=r"00000005\.json is damaged"):
        writer.commit([stored_tables([reading("three")])])
    with pytest.raises(RecordError, match=r"00000005\.json is damaged"):
        dateline.open(record)


def test_a_missing_batch_is_named_whenever_the_record_is_asked(record: Path) -> None:
    """What else there is can be asked for."""
    lost = next(iter(read_state(record).batches))
    (record / "batches" / lost).rename(record / "elsewhere")
    with pytest.warns(DatelineWarning, match=f"{lost} is missing"):
        opened = dateline.open(record)
    assert opened.articles().num_rows == 1
    asked = subprocess.run(
        [sys.executable, "-m", "dateline", "ask", "SELECT count(*) AS n FROM articles", "-r", str(record)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert lost in asked.stderr
    assert len(asked.stderr.splitlines()) == 1


@pytest.mark.parametrize("cut", [0, 60, None])
def test_a_table_of_a_batch_that_is_missing_or_cut_is_named(record: Path, cut: int | None) -> None:
    """In one line, with what to do."""
    file = next((record / "batches").glob("*/statements.parquet"))
    if cut is None:
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:cut])
    with pytest.raises(RecordError, match=r"statements\.parquet is (missing|damaged).*dateline repair"):
        dateline.open(record).statements()


@pytest.mark.parametrize("table", ["actors", "articles", "reports"])
@pytest.mark.parametrize("harm", ["missing", "cut", "flipped"])
def test_a_harmed_table_of_links_is_named_and_made_anew_by_linking(record: Path, table: str, harm: str) -> None:
    """Linking says done only where it is."""
    before = dateline.open(record).sql("SELECT * FROM actors ORDER BY actor_id").to_pylist()
    file = next((record / "links").glob(f"*/{table}.parquet"))
    whole = file.read_bytes()
    if harm == "missing":
        file.unlink()
    else:
        file.write_bytes(whole[:60] if harm == "cut" else whole[:40] + bytes([whole[40] ^ 1]) + whole[41:])
    if harm != "flipped":
        with pytest.raises(RecordError, match=rf"{table}\.parquet is (missing|damaged).*dateline link"):
            dateline.open(record).sql("SELECT * FROM actors, occurrences")
    assert link(record) == read_state(record).links
    assert file.read_bytes() == whole
    assert dateline.open(record).sql("SELECT * FROM actors ORDER BY actor_id").to_pylist() == before


def test_merged_batches_leave_the_disk_once_nobody_reads(tmp_path: Path) -> None:
    """A reader that is in one meanwhile keeps it; the next commit clears away."""
    writer = Writer(tmp_path / "r")
    for i in range(8):
        writer.commit([stored_tables([reading(f"n{i}")])])
    with held(tmp_path / "r"):
        assert writer.compact() == 1
        assert len(list((tmp_path / "r" / "batches").iterdir())) == 9
    writer.compact()
    assert [p.name for p in (tmp_path / "r" / "batches").iterdir()] == list(writer.state.batches)
    assert dateline.open(tmp_path / "r").articles().num_rows == 8


def test_a_stream_of_rows_keeps_its_files_until_it_ends(tmp_path: Path) -> None:
    """Even where all batches are merged meanwhile."""
    writer = Writer(tmp_path / "r")
    for i in range(8):
        writer.commit([stored_tables([reading(f"n{i}")])])
    rows = dateline.open(tmp_path / "r").batches_of("SELECT article_id FROM articles", rows=1)
    first = rows.read_next_batch().num_rows
    writer.compact()
    assert first + sum(batch.num_rows for batch in rows) == 8
    writer.compact()
    assert len(list((tmp_path / "r" / "batches").iterdir())) == 1


def test_links_of_before_leave_the_disk(record: Path) -> None:
    """Only the current generation stays."""
    writer = Writer(record)
    writer.commit([stored_tables([reading("three")])])
    link(writer)
    assert [p.name for p in (record / "links").iterdir() if p.name == writer.state.links] == [writer.state.links]
    assert len(list((record / "links").iterdir())) <= 2


def test_an_interrupted_command_says_what_is_kept(tmp_path: Path) -> None:
    """One line and the exit code of shells."""
    (tmp_path / "in").mkdir()
    for i in range(1500):
        (tmp_path / "in" / f"{i}.txt").write_text(
            f"TRIESTE, 5 March. Ana Vidmar said on day {i} that she would sail.\n"
        )
    command = [sys.executable, "-m", "dateline", "read", str(tmp_path / "in"), "-r", str(tmp_path / "r"), "-w", "1"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    while not (tmp_path / "r" / "record.toml").exists():
        assert process.poll() is None
    told = ""
    while process.poll() is None:  # a library that is just being called can swallow the first interrupt
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            told = process.communicate(timeout=3)[1]
    assert process.returncode == 130
    assert told.startswith("dateline: interrupted; what was committed is kept")


def test_an_answer_in_csv_ends_its_lines_as_they_do_here(record: Path) -> None:
    """So that an id of it can be given to another command."""
    asked = subprocess.run(
        [sys.executable, "-m", "dateline", "ask", "SELECT article_id FROM articles ORDER BY 1", "-r", str(record),
         "-f", "csv"],
        capture_output=True, check=True,
    )  # fmt: skip
    assert asked.stdout == b"article_id\none\ntwo\n"


def test_what_cannot_be_written_can_be_searched(record: Path) -> None:
    """The index is made outside, and goes when the record is closed."""
    for part in record.glob("text.index*"):
        part.unlink()
    (record / "text.index").mkdir()
    opened = dateline.open(record)
    assert sorted(hit.article_id for hit in opened.search("ferries")) == ["one", "two"]
    Writer(record).commit([stored_tables([reading("three")])])
    assert len(opened.search("ferries")) == 3
    opened.close()
