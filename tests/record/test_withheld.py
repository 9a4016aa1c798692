"""What is withdrawn, and what may not be published yet, is kept and never shown as current."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from made_readings import reading

import dateline
from dateline.linking import link
from dateline.record import Record, Writer
from dateline.record.columns import TABLES
from dateline.record.stored import stored_tables
from dateline.schema import Reading

AHEAD = (datetime.now(UTC) + timedelta(days=2)).isoformat(timespec="seconds")
PAST = (datetime.now(UTC) - timedelta(days=2)).isoformat(timespec="seconds")


def made(article_id: str, speaker: str, **particulars: object) -> Reading:
    """A reading of an article with these particulars."""
    found = reading(article_id, speaker=speaker)
    return replace(found, article=replace(found.article, **particulars))  # type: ignore[arg-type]


@pytest.fixture(name="record")
def made_record(tmp_path: Path) -> Record:
    """A record of a current article, one taken back, one under an embargo, and one whose embargo is over."""
    writer = Writer(tmp_path / "record")
    readings = [
        made("current", "Ana Vidmar"),
        made("killed", "Marko Kos", withdrawn=True, version="2"),
        made("early", "Tina Golob", embargo=AHEAD),
        made("free", "Ana Vidmar", embargo=PAST),
    ]
    writer.commit([stored_tables(readings)], [])
    return dateline.open(tmp_path / "record")


@pytest.mark.parametrize("linked", [False, True])
def test_no_public_table_shows_what_is_withheld(record: Record, linked: bool) -> None:
    """But ``withheld``, which says why and until when."""
    if linked:
        link(Writer(record.path))
    for name, (_, columns) in TABLES.items():
        if name != "withheld":
            told = str(record.table(name).to_pylist())
            assert "killed" not in told, name
            assert "early" not in told, name
            assert "Golob" not in told, name
            if any(c.name == "article_id" for c in columns) and name in ("articles", "statements", "events"):
                assert {r["article_id"] for r in record.table(name).to_pylist()} == {"current", "free"}
    why = {r["article_id"]: (r["why"], r["until"]) for r in record.table("withheld").to_pylist()}
    assert why == {"killed": ("withdrawn", None), "early": ("embargo", AHEAD)}


def test_search_counts_and_the_api_leave_it_out(record: Record) -> None:
    """It is given only to whoever asks for what is withheld."""
    assert {h.article_id for h in record.search("ferries")} == {"current", "free"}
    assert len(record.search("ferries", limit=1)) == 1
    assert set(record.matching("ferries")) == {"current", "free"}
    assert record.hits("ferries", ["killed"]) == []
    info = record.info()
    assert (info.articles, info.withheld) == (2, 2)
    assert record.article("killed") is None
    assert record.reading("early") is None
    asked = record.article("killed", withheld=True)
    assert asked is not None
    assert asked["article"]["withdrawn"] is True


def test_an_embargo_ends_by_itself(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a new commit; what is withdrawn stays so."""
    assert record.article("early") is None
    later = (datetime.now(UTC) + timedelta(days=3)).timestamp()
    monkeypatch.setattr("dateline.record.record.time.time", lambda: later)
    assert record.article("early") is not None
    assert {r["article_id"] for r in record.articles().to_pylist()} == {"current", "early", "free"}


def test_a_version_that_is_taken_back_supersedes_the_one_that_was_shown(tmp_path: Path) -> None:
    """And one that is issued again is shown again."""
    writer = Writer(tmp_path / "record")
    writer.commit([stored_tables([made("one", "Ana Vidmar", version="1")])], [])
    record = dateline.open(tmp_path / "record")
    assert record.info().articles == 1
    writer.commit([stored_tables([made("one", "Ana Vidmar", version="2", withdrawn=True)])], [])
    assert record.info().articles == 0
    writer.commit([stored_tables([made("one", "Ana Vidmar", version="3")])], [])
    assert record.info().articles == 1
