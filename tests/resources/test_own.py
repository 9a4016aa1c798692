"""A person's own lists are checked, win over the shipped ones, and are named by what was read with them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import dateline
from dateline.errors import FormatError, InputError
from dateline.resources.own import check_lists

TEXT = (
    "SLATEPORT, 5 March. Fishermen blockaded the harbour of Slateport on Monday. "
    "The ferry will sail, Ana Vidmar hissed."
)


@pytest.fixture(name="lists")
def own_lists(tmp_path: Path) -> Path:
    """A type, a place, a cue and a line."""
    folder = tmp_path / "lists"
    folder.mkdir()
    for name, rows in {
        "types.tsv": "name\tlike\twords\nHARBOUR-BLOCKADE\tCOERCE PROTEST\tblockad*\n",
        "event_table.tsv": "type\tpos\tgrade\tactor\trecipient\twords\nCOERCE\tV\t3\tsubj\tobj\tblockade\n",
        "places.tsv": "# mine\nname\tother_names\tlat\tlon\tcountry\tplace_id\nSlateport\t\t45.5\t13.5\tITA\tmine-1\n",
        "cues.tsv": "lemma\tpos\tact\tstance\tframes\nhiss\tverb\tspeech\twarn\tclause quote\n",
    }.items():
        (folder / name).write_text(rows, encoding="utf-8")
    return folder


def test_lists_are_read_in_every_layer(lists: Path, tmp_path: Path) -> None:
    """In a process of its own, whose rows and record name them."""
    (tmp_path / "story.txt").write_text(TEXT, encoding="utf-8")
    read = [
        sys.executable,
        "-m",
        "dateline",
        "-q",
        "read",
        "story.txt",
        "--record",
        "r",
        "--lists",
        str(lists),
        "-w",
        "1",
    ]
    assert subprocess.run(read, cwd=tmp_path, check=False).returncode == 0
    with dateline.open(tmp_path / "r") as record:
        article = record.articles().to_pylist()[0]
        assert article["reader_version"].startswith(f"{dateline.__version__}+lists.")
        assert article["reader_version"] in (tmp_path / "r" / "record.toml").read_text(encoding="utf-8")
        assert "HARBOUR-BLOCKADE" in {e["type"] for e in record.events().to_pylist()}
        assert "mine-1" in {t["place_id"] for t in record.table("toponyms").to_pylist()}
        assert ("warn", "hissed") in {(s["stance"], s["cue_text"]) for s in record.statements().to_pylist()}


def test_a_fault_is_told_with_its_line(lists: Path) -> None:
    """An unknown type, a number that is none, a column, a name; all at once."""
    assert check_lists(lists)["types.tsv"] == 1
    (lists / "types.tsv").write_text("name\tlike\twords\nX\tRIOT\tx\n", encoding="utf-8")
    (lists / "places.tsv").write_text("name\tlat\tlon\nA\tnorth\t1\n", encoding="utf-8")
    (lists / "cues.tsv").write_text("lemma\tcolour\nhiss\tred\n", encoding="utf-8")
    (lists / "offices.tsv").write_text("# mine\noffice\tsector\tone\nking\tXYZ\tyes\n", encoding="utf-8")
    (lists / "colours.tsv").write_text("a\n", encoding="utf-8")
    with pytest.raises(FormatError) as told:
        check_lists(lists)
    lines = str(told.value)
    for place in ("types.tsv:2", "places.tsv:2", "cues.tsv:1", "offices.tsv:3", "colours.tsv"):
        assert place in lines, place
    with pytest.raises(InputError):
        check_lists(lists / "nothing")


def test_rows_add_replace_and_take_words_away(lists: Path) -> None:
    """Of a table with words a word stands once; ``# replace`` leaves nothing of the shipped table."""
    (lists / "agencies.tsv").write_text("# replace\nname\nHarbour News\n", encoding="utf-8")
    code = (
        "import json; from dateline.resources import table;"
        "print(json.dumps([table('agencies.tsv'), [r['type'] for r in table('event_table.tsv')"
        " if 'blockade' in r['words'].split() and r['pos'] == 'V'],"
        " [r['stance'] for r in table('cues.tsv') if (r['lemma'], r['pos']) == ('hiss', 'verb')]]))"
    )
    env = {**os.environ, "DATELINE_LISTS": str(lists)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    agencies, types, stances = json.loads(done.stdout)
    assert [row["name"] for row in agencies] == ["Harbour News"]
    assert types.count("COERCE") == 1
    assert stances == ["warn"]
