"""A record is checked, mended and copied."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from linked_record import record_of
from made_readings import reading

import dateline
from dateline.api import backup, check, repair
from dateline.errors import InputError, RecordError
from dateline.record import Writer
from dateline.record.log import read_state
from dateline.record.stored import stored_tables

QUESTIONS = (
    "SELECT article_id, text, headline FROM articles ORDER BY ALL",
    "SELECT * EXCLUDE confidence FROM statements ORDER BY ALL",
    "SELECT * FROM actors ORDER BY actor_id",
)


@pytest.fixture(name="record")
def made_record(tmp_path: Path) -> Path:
    """A linked record of two commits, read from a file each; entries 1 and 3 add a batch, 2 and 4 links."""
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(
            f"TRIESTE, 5 March. Minister Ana Vidmar said that {name} ferry would sail.\n"
        )
        dateline.read(tmp_path / f"{name}.txt", tmp_path / "r", workers=0)
    return tmp_path / "r"


def answers(record: Path) -> list[Any]:
    """What the record says."""
    with dateline.open(record) as opened:
        return [opened.sql(question).to_pylist() for question in QUESTIONS]


def batches(record: Path) -> list[Path]:
    """The folders of the current batches, in their order."""
    return [record / "batches" / name for name in read_state(record).batches]


def test_a_whole_record_is_whole(record: Path) -> None:
    """So is one of made-up readings, with a row in every layer."""
    found = check(record)
    assert (found.damage, found.articles, found.files) == ((), 2, 20)
    record_of(record.with_name("made"), [reading("one")], [reading("two")]).close()
    assert check(record.with_name("made")).damage == ()
    assert repair(record, workers=0).done == ()


def test_a_flipped_bit_a_missing_table_and_a_missing_batch_are_told(record: Path) -> None:
    """By the hashes in the log."""
    first, second = batches(record)
    file = first / "statements.parquet"
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 1
    file.write_bytes(whole)
    (first / "times.parquet").unlink()
    shutil.rmtree(second)
    told = "\n".join(check(record).damage)
    assert "statements.parquet is damaged" in told
    assert "times.parquet is missing" in told
    assert f"{second} is missing" in told


def test_rows_that_do_not_fit_their_text_are_told(record: Path) -> None:
    """Even where the file itself is sound."""
    file = batches(record)[0] / "statements.parquet"
    table = pq.read_table(file)
    at = table.schema.get_field_index("text")
    pq.write_table(table.set_column(at, table.schema.field(at), pc.utf8_upper(table.column(at))), file)
    from dateline.record.check import _by_article
    from dateline.record.content import faults

    found = [fault for stored in _by_article(file.parent) for fault in faults(stored)]
    assert found
    assert all("the words of content" in fault for fault in found)


@pytest.mark.parametrize("table", ["statements", "articles"])
@pytest.mark.parametrize("harm", ["cut", "missing", "folder"])
def test_what_a_damaged_batch_held_is_read_again(record: Path, table: str, harm: str) -> None:
    """From its own texts where they are whole, else from the input; the damaged folder is kept aside."""
    before, folder = answers(record), batches(record)[0]
    if harm == "folder":
        shutil.rmtree(folder)
    elif harm == "missing":
        (folder / f"{table}.parquet").unlink()
    else:
        file = folder / f"{table}.parquet"
        file.write_bytes(file.read_bytes()[:50])
    assert repair(record, workers=0).left == ()
    assert answers(record) == before
    assert check(record).damage == ()
    assert (record / "damaged").exists() == (harm != "folder")


def test_input_that_is_gone_is_named(record: Path) -> None:
    """What can be mended is."""
    shutil.rmtree(batches(record)[0])
    record.with_name("one.txt").unlink()
    assert [line.split()[0] for line in repair(record, workers=0).left] == [str(record.with_name("one.txt"))]
    assert dateline.open(record).articles().num_rows == 1


@pytest.mark.parametrize("number", [1, 2, 3, 4])
@pytest.mark.parametrize("harm", ["missing", "cut"])
def test_an_entry_of_the_log_is_written_anew(record: Path, number: int, harm: str) -> None:
    """What its batch held is there again."""
    before, entry = answers(record), record / "log" / f"{number:08d}.json"
    if harm == "cut":
        entry.write_bytes(entry.read_bytes()[:40])
        os.utime(entry, (time.time() - 7200,) * 2)
    else:
        entry.unlink()
    if (number, harm) != (4, "missing"):
        assert check(record).damage
        assert any(entry.name in line for line in repair(record, workers=0).done)
    else:
        dateline.api.link(record)
    assert answers(record) == before
    assert check(record).damage == ()


def test_a_copy_is_the_record_as_it_was(record: Path) -> None:
    """Corrections too; what is written later is not in it, and a folder in use is refused."""
    with dateline.open(record) as opened:
        actor = opened.sql("SELECT actor_id FROM actors WHERE name LIKE '%Vidmar'").column(0)[0].as_py()
        opened.correct.rename(actor, "Ana Vidmar Rossi", by="ed")
    before = answers(record)
    assert backup(record, record.with_name("copy")) == read_state(record).number
    Writer(record).commit([stored_tables([reading("three")])])
    assert answers(record.with_name("copy")) == before
    assert check(record.with_name("copy")).damage == ()
    with pytest.raises(InputError, match="is there already"):
        backup(record, record.with_name("copy"))


def test_a_damaged_record_is_not_copied(record: Path) -> None:
    """Nothing is left where the copy would be."""
    (batches(record)[0] / "times.parquet").unlink()
    with pytest.raises(RecordError, match=r"times\.parquet is missing"):
        backup(record, record.with_name("copy"))
    assert not record.with_name("copy").exists()


def test_the_commands_say_what_they_find_and_do(record: Path) -> None:
    """Exit code 1 where a record is damaged, 0 when it was mended."""
    (batches(record)[0] / "times.parquet").unlink()
    codes = []
    for command in ("check", "repair", "check"):
        asked = [sys.executable, "-m", "dateline", command, "--record", str(record)]
        codes.append(subprocess.run(asked, capture_output=True, text=True).returncode)
    assert codes == [1, 0, 0]
