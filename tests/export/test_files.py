"""One file or folder with all tables: SQLite, DuckDB, a data package; and a report for people."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest
from datasette.app import Datasette
from frictionless import Package
from made_readings import reading

from dateline.export import export
from dateline.record import Record, Writer
from dateline.record.columns import TABLES
from dateline.record.stored import stored_tables


def test_duckdb_has_every_row_as_it_was(sample: Record, tmp_path: Path) -> None:
    """Types and all."""
    path = export("duckdb", sample, tmp_path / "r.duckdb")[0]
    with duckdb.connect(str(path), read_only=True) as base:
        for name in TABLES:
            found = base.sql(f'SELECT * FROM "{name}"').to_arrow_table().to_pylist()
            assert sorted(map(str, found)) == sorted(map(str, sample.table(name).to_pylist()))


def test_sqlite_has_every_row_and_keys_that_hold(sample: Record, tmp_path: Path) -> None:
    """Nested cells are JSON; a foreign key points to what is there."""
    path = export("sqlite", sample, tmp_path)[0]
    with sqlite3.connect(path) as base:
        base.row_factory = sqlite3.Row
        for name, (_, columns) in TABLES.items():
            rows = sample.table(name).to_pylist()
            found = [dict(r) for r in base.execute(f'SELECT * FROM "{name}"')]
            nested = {c.name for c in columns if c.type.endswith("]") or c.type.startswith("STRUCT")}
            flags = {c.name for c in columns if c.type == "BOOLEAN"}
            found = [{k: bool(v) if k in flags and v is not None else v for k, v in r.items()} for r in found]
            told = [{k: json.loads(v) if k in nested and v is not None else v for k, v in r.items()} for r in found]
            assert sorted(map(str, told)) == sorted(map(str, rows))
        broken = {(r["table"], r["parent"]) for r in base.execute("PRAGMA foreign_key_check")}
        assert broken <= {(name, "places") for name in TABLES} | {(name, "actors") for name in TABLES}


def test_datasette_serves_the_file_with_full_text_and_facets(sample: Record, tmp_path: Path) -> None:
    """It finds the search by itself."""
    path = export("sqlite", sample, tmp_path)[0]

    async def asked(address: str) -> dict[str, object]:
        answer = await Datasette([str(path)]).client.get(address)
        assert answer.status_code == 200
        found: dict[str, object] = answer.json()
        return found

    searched = asyncio.run(asked("/record/statements.json?_search=Vidmar&_facet=stance&_shape=objects"))
    assert searched["rows"]
    assert searched["facet_results"]


def test_frictionless_finds_the_package_sound(sample: Record, tmp_path: Path) -> None:
    """Types, keys and the number of rows."""
    export("datapackage", sample, tmp_path)
    package = Package(tmp_path / "package" / "datapackage.json")
    report = package.validate()
    assert report.valid, report.flatten(["title", "message"])[:3]
    for name in ("flat_events", "statements", "articles"):
        rows = package.get_resource(name).read_rows()
        assert len(rows) == sample.table(name).num_rows
    assert package.get_resource("articles").read_rows()[0]["text"] == sample.articles().to_pylist()[0]["text"]


def test_a_report_has_who_says_what_with_its_source(sample: Record, tmp_path: Path) -> None:
    """Offsets quote the article, and a claim stands under its speaker."""
    text = export("report", sample, tmp_path / "vidmar.md", where="statements: speaker = 'Ana Vidmar'")[0].read_text(
        "utf-8"
    )
    assert "### Ana Vidmar" in text
    assert text.count("\n### ") == 1
    page = export("report.html", sample, tmp_path / "r.html")[0].read_text("utf-8")
    assert page.count("<h2>") == 3
    lists = ElementTree.fromstring(f"<x>{page.partition('</style>')[2].removesuffix('</html>' + chr(10))}</x>").iter(
        "ul"
    )
    assert sum(len(one) for one in lists) == page.count("<li>")


@pytest.mark.parametrize("form", ["report", "report.html"])
def test_copy_cannot_bring_markup_into_a_report(tmp_path: Path, form: str) -> None:
    """What would be a tag or a link is taken as it stands."""
    evil = "<script>alert(1)</script> [x](javascript:1)"
    Writer(tmp_path / "r").commit([stored_tables([reading("one", speaker=evil)])])
    page = export(form, tmp_path / "r", tmp_path)[0].read_text("utf-8")
    assert "<script>" not in page.replace("\\<script", "")
    if form == "report":
        assert "[x](" not in page
    else:
        body = page.split("</style>")[1].removesuffix("</html>\n")
        assert not list(ElementTree.fromstring(f"<x>{body}</x>").iter("script"))
