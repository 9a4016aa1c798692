"""The same filters narrow a record in Python, on the command line and under the API; frames hold the same rows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from linked_record import record_of
from made_readings import reading
from starlette.testclient import TestClient
from typer.testing import CliRunner

from dateline.cli import app
from dateline.errors import InputError
from dateline.record import Record
from dateline.record.asked import FILTERS
from dateline.web.app import create_app

ASKED = [
    ("statements", {"who": "vidmar"}, 1),
    ("statements", {"words": "ferr* sail"}, 1),
    ("statements", {"from": "2032"}, 0),
    ("events", {"who": "ITA", "words": "dock"}, 1),
    ("events", {"by_country": "ITA", "to": "2031-03-05"}, 2),
    ("events", {"modality": "denied", "who": "Italy"}, 0),
    ("articles", {"q": "sail"}, 1),
    ("occurrences", {"by_country": "ITA"}, 2),
    ("actors", {"q": "kos"}, 1),
]


@pytest.fixture(name="record")
def made_record(tmp_path: Path) -> Record:
    """Two articles."""
    return record_of(tmp_path / "r", [reading("one"), reading("two", verb="dock", speaker="Vera Kos")])


def test_a_filter_means_the_same_everywhere(record: Record) -> None:
    """In Python, on the command line, under /api/v1."""
    client = TestClient(create_app(record), base_url="http://127.0.0.1:8484")
    for table, filters, number in ASKED:
        assert record.table(table, **filters).num_rows == number, (table, filters)
        told = [f"{n}={v}" for n, v in filters.items()]
        shown = CliRunner().invoke(app, ["rows", table, *told, "-r", str(record.path), "-f", "json"])
        assert len(shown.stdout.splitlines()) == number
        assert client.get(f"/api/v1/{table}", params=filters).json()["total"] == number


def test_every_filter_is_taken(record: Record) -> None:
    """Each by itself, with any value."""
    for table, (_, _, names) in FILTERS.items():
        for name in names:
            record.table(table, **{name: "2031"})
    assert record.statements(since="2031", until="2031-03-06").num_rows == 2
    with pytest.raises(InputError, match="no filter and no column"):
        record.events(colour="red")
    assert record.events(type="COOPERATE", who="italy").num_rows == 2


def test_frames_hold_the_rows_of_the_table(record: Record) -> None:
    """Relation, pandas, polars; polars over the very memory of the Arrow table."""
    wanted = record.statements(who="vidmar").to_pylist()
    found = record.relation("statements", who="vidmar").to_arrow_table().to_pylist()
    assert found == wanted
    assert record.relation("events").aggregate("count(*) AS n").fetchall() == [(2,)]
    pandas = pytest.importorskip("pandas")
    frame = record.to_pandas("flat_statements", speaker="Vera Kos")
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame["words"]) == ["that 40 ferries of Italy would dock"]
    polars = pytest.importorskip("polars")
    rows = record.to_polars("statements", who="vidmar")
    assert isinstance(rows, polars.DataFrame)
    assert json.dumps(rows["content"].to_list()) == json.dumps([r["content"] for r in wanted])
