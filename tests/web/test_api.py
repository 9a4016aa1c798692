"""The JSON interface gives the rows of the pages, page by page or whole; Ask answers within limits."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import pyarrow.parquet as pq
import pytest
from made_readings import reading
from starlette.testclient import TestClient
from visitors import visitor

from dateline.linking import link
from dateline.record import Record, Writer
from dateline.record.stored import stored_tables
from dateline.web import asking
from dateline.web.api import RESOURCES
from dateline.web.asking import examples

MANY = 25


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A room with some articles."""
    writer = Writer(tmp_path_factory.mktemp("api") / "r")
    writer.commit([stored_tables([reading(f"n{n:02}", verb=f"sail {n}") for n in range(MANY)])])
    link(writer)
    with Record(writer.path) as record, visitor(record) as client:
        yield client


@pytest.mark.parametrize("name", RESOURCES)
def test_all_pages_hold_each_row_once(room: TestClient, name: str) -> None:
    """Each leads to the next by a cursor, and all say how many rows there are."""
    address: str | None = f"/api/v1/{name}?limit=7"
    rows, total = [], 0
    while address:
        page = room.get(address).json()
        rows += page["rows"]
        total, address = page["total"], page["next"]
    keys = [json.dumps(row, sort_keys=True) for row in rows]
    assert len(keys) == len(set(keys)) == total > 0


@pytest.mark.parametrize("name", RESOURCES)
def test_a_file_holds_all_rows(room: TestClient, name: str) -> None:
    """In each format, without a limit."""
    total = room.get(f"/api/v1/{name}").json()["total"]
    assert len(room.get(f"/api/v1/{name}.json").text.splitlines()) == total
    assert len(list(csv.reader(io.StringIO(room.get(f"/api/v1/{name}.csv").text)))) == total + 1
    assert pq.read_table(io.BytesIO(room.get(f"/api/v1/{name}.parquet").content)).num_rows == total


def test_rows_are_filtered_as_on_the_pages(room: TestClient) -> None:
    """By words in the text, by words of a statement; what is no filter is refused, not ignored."""
    assert room.get("/api/v1/articles", params={"q": "ferries", "publisher": "Gulf Wire"}).json()["total"] == MANY
    assert room.get("/api/v1/statements", params={"words": '"sail 7"'}).json()["total"] == 1
    answer = room.get("/api/v1/statements", params={"speker": "x"})
    assert answer.status_code == 400
    assert "no filter speker" in answer.json()["error"]


@pytest.mark.parametrize(
    "address", ["/api/v1/nothing", "/api/v1/articles?limit=0", "/api/v1/articles?limit=x", "/api/v1/articles?after=%FF",
                "/api/v1/articles.xls", "/api/v1/ask?sql=DROP TABLE x", "/api/v1/ask?sql=SELECT FROM", "/api/v1/ask"]
)  # fmt: skip
def test_what_cannot_be_answered_is_told_as_json(room: TestClient, address: str) -> None:
    """One line, no traceback."""
    answer = room.get(address)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_an_article_comes_with_all_its_layers(room: TestClient) -> None:
    """As ``record.article`` gives it."""
    found = room.get("/api/v1/article/n01").json()
    assert found["article"]["article_id"] == "n01"
    assert found["statements"]
    assert room.get("/api/v1/article/none").status_code == 404


def test_the_description_names_every_address(room: TestClient) -> None:
    """OpenAPI 3.1, with each filter."""
    told = room.get("/api/v1/openapi.json").json()
    assert told["openapi"] == "3.1.0"
    for name, resource in RESOURCES.items():
        given = {p["name"] for p in told["paths"][f"/api/v1/{name}"]["get"]["parameters"]}
        assert given == {*resource.filters, "limit", "after"}


@pytest.mark.parametrize("example", examples(), ids=lambda e: str(e["title"]))
def test_each_question_to_begin_with_is_answered(room: TestClient, example: dict[str, str]) -> None:
    """On the page, without an error."""
    answer = room.get("/ask", params={"sql": example["sql"]})
    assert answer.status_code == 200
    assert 'class="total"' in answer.text


def test_there_are_twenty_questions_to_begin_with(room: TestClient) -> None:
    """All on the page, each an address."""
    assert len(examples()) == 20
    assert all(e["title"] in room.get("/ask").text for e in examples())


def test_an_answer_is_taken_away(room: TestClient) -> None:
    """As CSV, where a formula is none, as JSON lines, as Parquet."""
    sql = {"sql": "SELECT '=1+1' AS a, 2 AS b"}
    assert room.get("/ask/answer.csv", params=sql).text.splitlines() == ["a,b", "'=1+1,2"]
    assert json.loads(room.get("/ask/answer.json", params=sql).text) == {"a": "=1+1", "b": 2}
    table = pq.read_table(io.BytesIO(room.get("/ask/answer.parquet", params=sql).content))
    assert table.to_pylist() == [{"a": "=1+1", "b": 2}]
    assert room.get("/ask/answer.xls", params=sql).status_code == 400


@pytest.mark.parametrize(
    "sql", ["SELECT * FROM read_csv('/etc/passwd')", "SELECT * FROM '/etc/passwd'", "COPY articles TO '/tmp/x'",
            "INSTALL httpfs", "SET threads = 1", "ATTACH 'x.db'", "SELECT 1; SELECT 2", "DELETE FROM articles"]
)  # fmt: skip
def test_a_question_only_reads_the_record(room: TestClient, sql: str) -> None:
    """No file, no network, no change."""
    answer = room.get("/ask", params={"sql": sql})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


def test_a_question_ends_in_time_and_shows_what_fits(room: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says that there is more."""
    answer = room.get("/ask", params={"sql": "SELECT * FROM range(2000)"})
    assert "the first of more" in answer.text
    monkeypatch.setattr(asking, "SECONDS", 0.05)
    endless = "SELECT count(*) AS n FROM range(100000000000) t(a) WHERE a % 7 = 3"
    assert "took longer" in room.get("/ask", params={"sql": endless}).text


def test_the_network_is_also_a_list_and_files(room: TestClient) -> None:
    """The same ties; who speaks of whom leads to the statements."""
    page = room.get("/network").text
    assert "<style" not in page
    assert "speaks of" in page
    assert "&amp;about=" in page
    drawn = room.get("/network.svg").text
    assert "Ana Vidmar and Italy: 25" in drawn or "Italy and Ana Vidmar: 25" in drawn
    rows = list(csv.DictReader(io.StringIO(room.get("/network.csv").text)))
    assert ("Ana Vidmar", "Italy", "said", "25") in {(r["one_name"], r["other_name"], r["kind"], r["n"]) for r in rows}
    assert room.get("/network.xls").status_code == 404


def test_the_map_is_also_a_list_and_a_file(room: TestClient) -> None:
    """The same places; the file may be styled by itself, the page not."""
    page = room.get("/map").text
    assert "<style" not in page
    assert "Trieste</a></td>" in page
    drawn = room.get("/map.svg")
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert "Trieste: 25 mentions" in drawn.text
