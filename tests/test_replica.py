"""A replication record has no words, and becomes the record again beside the texts."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

import dateline
from dateline.cli import app
from dateline.record.columns import TABLES
from dateline.replica import rejoin, replicate

STORIES = {
    "a.txt": "TRIESTE, 5 March. Deputy Minister Ana Vidmar said that Italy would send ten ferries to Malta.",
    "b.txt": "KOPER, 6 March. Police arrested two skippers on Monday, the harbour master Marko Kosir said.",
    "c.txt": "TRIESTE, 7 March. Ana Vidmar denied that the line would close.",
}


def test_a_record_comes_back_from_its_replica_and_the_texts(tmp_path: Path) -> None:
    """Row for row, with its corrections; what differs is named."""
    texts = tmp_path / "texts"
    texts.mkdir()
    for name, text in STORIES.items():
        (texts / name).write_text(text, encoding="utf-8")
    dateline.read([texts], tmp_path / "r", workers=0)
    with dateline.open(tmp_path / "r") as record:
        event = record.events().to_pylist()[0]["event_id"]
        record.correct.event_type(event, "PROTEST", by="ed")
        assert replicate(record, tmp_path / "replica") == 3
        wanted = {t: record.table(t).to_pylist() for t in ("articles", "statements", "events", "mentions", "actors")}
    with dateline.open(tmp_path / "replica") as record:
        held = str([record.table(t).to_pylist() for t in TABLES]) + str(record.corrections.all())
        assert all(words not in held for words in ("would send", "ferries to Malta", "skippers on", "line would close"))
        hashes = {a["text_sha256"] for a in record.articles().to_pylist()}
        assert hashes == {a["text_sha256"] for a in wanted["articles"]}
    done = rejoin(tmp_path / "replica", [texts], tmp_path / "joined")
    assert (done.articles, done.differ, done.missing, done.more) == (3, (), (), 0)
    with dateline.open(tmp_path / "joined") as record:
        for table, rows in wanted.items():
            assert sorted(map(str, record.table(table).to_pylist())) == sorted(map(str, rows))
        assert record.table("events", event_id=event).to_pylist()[0]["type"] == "PROTEST"
        assert not record.corrections.orphaned()
    (texts / "b.txt").write_text(STORIES["b.txt"] + " More.", encoding="utf-8")
    (texts / "c.txt").unlink()
    (texts / "d.txt").write_text("KOPER, 9 March. It rained.", encoding="utf-8")
    asked = ["rejoin", str(tmp_path / "replica"), str(texts), "--record", str(tmp_path / "other")]
    shown = CliRunner().invoke(app, asked)
    assert shown.exit_code == 1
    assert "b.txt: its text is not the one that was read" in shown.output
    assert "c.txt: its text is not there" in shown.output
