"""The Python side: read, open, annotate."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import dateline
from dateline.errors import InputError

STORY = "TRIESTE, 5 March. The ferry line will open in June, Transport Minister Ana Vidmar said on Tuesday.\n"
UNGUARDED = """
import sys, dateline
print(dateline.read(sys.argv[1], sys.argv[2], workers=2).added)
"""
SLOW = """
import dataclasses, sys, time
from dateline.engine import TABLES, Pool, read_into
from dateline.record import Writer
from dateline.schema import Article
def items():
    for i in range(10_000):
        time.sleep(0.001)
        yield Article(f"n{i}", f"{i}.txt", f"Copy {i}.")
def progress(told):
    print(told.read, flush=True)
job = dataclasses.replace(TABLES, target="invented_reader:read_tables")
read_into(Writer(sys.argv[1]), items(), Pool(1, job), progress=progress)
"""


def stories(folder: Path, count: int = 3) -> Path:
    """A folder of stories."""
    folder.mkdir()
    for i in range(count):
        (folder / f"{i}.txt").write_text(STORY.replace("June", f"June {i + 1}"), encoding="utf-8")
    return folder


def test_a_folder_becomes_a_record_that_answers(tmp_path: Path) -> None:
    """All layers are there, and the text is found again by its words."""
    summary = dateline.read(stories(tmp_path / "in"), tmp_path / "r", workers=0)
    assert (summary.added, summary.problems) == (3, 0)
    record = dateline.open(tmp_path / "r")
    found = record.article(record.search("ferry")[0].article_id)
    assert found is not None
    assert found["article"]["text"].startswith("TRIESTE")
    assert found["blocks"][0]["kind"] in ("dateline", "body")
    assert dateline.read([str(tmp_path / "in")], tmp_path / "r", workers=0).unchanged == 3


def test_a_path_that_is_not_there_makes_no_record(tmp_path: Path) -> None:
    """The error comes before anything is written."""
    with pytest.raises(InputError, match="nowhere"):
        dateline.read([tmp_path / "nowhere"], tmp_path / "r")
    assert not (tmp_path / "r").exists()


def test_a_program_needs_no_guard(tmp_path: Path) -> None:
    """Processes are started by name, so that a script of one line reads with several of them."""
    script = tmp_path / "script.py"
    script.write_text(UNGUARDED)
    command = [sys.executable, str(script), str(stories(tmp_path / "in")), str(tmp_path / "r")]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "3\n"


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_ended_goes_on_later(tmp_path: Path, sign: signal.Signals) -> None:
    """A kill loses at most what was not committed, an interrupt nothing that was read."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *filter(None, sys.path)])}
    command = [sys.executable, "-c", SLOW, str(tmp_path / "r")]
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    read = 0
    while read < 1100:
        read = int(process.stdout.readline())
    process.send_signal(sign)
    process.communicate()
    kept = dateline.open(tmp_path / "r").articles().num_rows
    assert kept >= (read if sign == signal.SIGINT else 1000)
