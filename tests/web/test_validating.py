"""A sample is drawn, judged by coders who do not see each other's verdicts, and reported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from linked_record import record_of
from made_readings import reading
from starlette.testclient import TestClient
from visitors import visitor

from dateline.errors import InputError
from dateline.evaluate.validated import as_markdown, matched, report
from dateline.record import Record
from dateline.record.validation import Validation
from dateline.web.access import make_token


@pytest.fixture(name="record")
def made_record(tmp_path: Path) -> Iterator[Record]:
    """Six articles."""
    with record_of(
        tmp_path / "r",
        [reading(f"a{n}", verb=verb) for n, verb in enumerate(["sail", "wait", "turn", "stop", "go", "run"])],
    ) as record:
        yield record


def coder(record: Record, name: str) -> TestClient:
    """Somebody with a token to correct."""
    room = visitor(record)
    room.cookies.set("dateline-token", make_token(record.path, name, "correct"))
    return room


def drawn(record: Record, **given: object) -> int:
    """A sample of all statements, with one page."""
    asked: dict[str, object] = {"size": 6, "pages": 1, "seed": "7", **given}
    return Validation(record.path).draw(record, "pilot", "statements", **asked)  # type: ignore[arg-type]


def test_a_sample_is_drawn_again_by_its_seed(record: Record) -> None:
    """Another seed gives another order; layers have the same number each; nonsense is refused."""
    kept = Validation(record.path)
    first, again, other = (kept.rows(drawn(record, seed=s, size=4)) for s in ("7", "7", "8"))
    assert [r["row_id"] for r in first] == [r["row_id"] for r in again]
    assert [r["row_id"] for r in first] != [r["row_id"] for r in other]
    layered = kept.sample(drawn(record, strata="confidence", size=2))
    assert layered is not None
    assert layered.population == {"0.8 and more": 6}
    for wrong in ({"size": 0, "pages": 0}, {"strata": "mood"}, {"size": 10_000}):
        with pytest.raises(InputError):
            drawn(record, **wrong)


def test_coders_are_blind_to_each_other_until_they_have_judged_all(record: Record) -> None:
    """Then the report tells agreement, errors by group, and what was asked."""
    number = drawn(record, pages=0)
    with coder(record, "ines") as ines, coder(record, "jo") as jo:
        for row in range(6):
            said = {
                "row": str(row),
                "verdict": "wrong" if row == 0 else "right",
                "aspect": "speaker" if row == 0 else "",
            }
            ines.post(f"/validate/{number}/verdict", data=said)
        page = jo.get(f"/validate/{number}").text
        assert "<b>0</b> of 6 rows judged by jo" in page
        assert "you said" not in page
        assert jo.get(f"/validate/{number}/report").status_code == 400
        for row in range(6):
            jo.post(f"/validate/{number}/verdict", data={"row": str(row), "verdict": "wrong" if row < 2 else "right"})
        page = jo.get(f"/validate/{number}/report").text
        assert "20.0% (3.6 to 62.4)" in page
        assert "0.59" in page
        assert "speaker: 1" in page
        text = jo.get(f"/validate/{number}/report.md").text
        assert "each blind to the others: ines (6 rows); jo (6 rows)" in text
        assert jo.get(f"/validate/{number}/report.csv").text.count("\n") == 13
        assert jo.post(f"/validate/{number}/verdict", data={"row": "99", "verdict": "right"}).status_code == 400
    with visitor(record) as stranger:
        assert stranger.post(f"/validate/{number}/verdict", data={"row": "0", "verdict": "right"}).status_code == 403


def test_recall_is_what_was_read_of_what_coders_mark_from_scratch(record: Record) -> None:
    """On a page that shows no mark of the reading."""
    number = drawn(record, size=0)
    article = Validation(record.path).pages(number)[0]
    text = record.articles(article_id=article).to_pylist()[0]["text"]
    with coder(record, "ines") as room:
        page = room.get(f"/validate/{number}/page/{article}").text
        assert 'data-at="18"' in page
        assert 'class="content' not in page
        where = f"/validate/{number}/page/{article}"
        room.post(where, data={"content": text[text.index("that 40") : -1]})
        room.post(where, data={"content": "TRIESTE, 5 March"})
        room.post(where, data={"content": "Italy"})
        room.post(where, data={"content": "Italy", "away": "1"})
        room.post(where, data={"done": "1"})
        assert "of 2 marks on 1 pages had been read" in room.get(f"/validate/{number}/report").text
    kept = Validation(record.path)
    sample = kept.sample(number)
    assert sample is not None
    found = report(record, kept, sample).recall
    assert found is not None
    assert (found.marked, found.found, found.read) == (2, 1, 1)
    assert "Of 2 marks 1 had been read: 50.0%" in as_markdown(report(record, kept, sample))


def test_marks_match_one_to_one() -> None:
    """Half of the characters of either must be common; triggers need only touch."""
    assert matched([[(0, 10)]], [[(0, 6)], [(4, 10)]], "statements") == 1
    assert matched([[(0, 10)], [(20, 30)]], [[(0, 4)], [(20, 28)]], "statements") == 1
    assert matched([[(0, 10)]], [[(9, 30)]], "events") == 1


def test_a_sample_is_drawn_from_the_page(record: Record) -> None:
    """And stands on the list."""
    with coder(record, "ines") as room:
        said = {"name": "first <pilot>", "layer": "events", "size": "3", "pages": "0", "strata": "type"}
        page = room.post("/validate", data=said).text
        assert "first &lt;pilot&gt;" in page
        assert "first &lt;pilot&gt;" in room.get("/validate").text
        assert room.post("/validate", data={**said, "size": "x"}).status_code == 400
    with visitor(record) as stranger:
        assert stranger.get("/validate/99").status_code == 404
