"""What comes out of tables: JSON lines, JSON, CSV, Parquet."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.intake import MAX_BYTES, articles
from dateline.intake.fields import article_id
from dateline.resources import table
from dateline.schema import Article, Problem


def read(path: Path, **columns: str) -> tuple[list[Article], list[Problem]]:
    """The articles and the problems of ``path``."""
    found = list(articles([str(path)], columns=columns))
    return [a for a in found if isinstance(a, Article)], [p for p in found if isinstance(p, Problem)]


def test_usual_names_of_columns_are_known(tmp_path: Path) -> None:
    """Headline, date, publisher, address and language are found under the names that exports use."""
    row = {"Title": "Head", "Main-Text": "Body.", "date_publish": "2017-07-17 17:03:00", "source": {"name": "Post"},
           "url": "https://example.org/1", "lang": "en-GB"}  # fmt: skip
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\n")
    (article,), _ = read(tmp_path)
    assert (article.text, article.title, article.publisher) == ("Body.", "Head", "Post")
    assert (article.published_at, article.language, article.uri) == (
        "2017-07-17T17:03:00",
        "en",
        "https://example.org/1",
    )
    assert article.article_id == article_id("https://example.org/1")
    assert article.text_method == "field"


def test_columns_can_be_named(tmp_path: Path) -> None:
    """A named column wins over the usual ones, inner keys are reached with a dot."""
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "no", "doc": {"words": "Yes."}, "nr": 5}))
    (article,), _ = read(tmp_path, text="doc.words", id="nr")
    assert article.text == "Yes."
    assert article.article_id == article_id(f"{tmp_path.name}/a.jsonl#id=5")


def test_an_unknown_field_is_one_clear_error(tmp_path: Path) -> None:
    """It is the person's slip, told at once."""
    with pytest.raises(InputError, match="no such field"):
        articles([str(tmp_path)], columns={"txet": "a"})


def test_a_named_column_that_is_not_there_is_a_problem_that_lists_those_that_are(tmp_path: Path) -> None:
    """A table of another shape does not stop the others."""
    (tmp_path / "a.csv").write_text("kopf;rumpf\nA;Words.\n")
    _, problems = read(tmp_path, text="body")
    assert problems[0].error == "no-text"
    assert "kopf, rumpf" in problems[0].message


def test_a_column_without_a_name_is_not_told(tmp_path: Path) -> None:
    """Nor is the same table told twice, where some rows have such a column and others have none."""
    (tmp_path / "a.csv").write_text("nr;kopf;\n1;A;x\n2;B\n3;C;\n")
    _, problems = read(tmp_path)
    assert [p.message.rpartition("there are ")[2] for p in problems] == ["nr, kopf"]


def test_broken_lines_are_problems_and_the_others_are_read(tmp_path: Path) -> None:
    """Each names its line; so does an object without words, and a line that is no object."""
    lines = [
        '{"text": "One."}',
        '{"text": "Tw',
        "",
        "[1]",
        '{"text": ""}',
        '{"text": 5}',
        "[" * 100_000,
        '{"text": "Six."}',
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    found, problems = read(tmp_path)
    assert [a.text for a in found] == ["One.", "Six."]
    assert [p.uri for p in problems] == [f"a.jsonl#{n}" for n in (2, 4, 5, 6, 7)]
    assert [p.error for p in problems] == ["json", "json", "empty", "empty", "json"]


def test_a_line_over_the_limit_is_a_problem_and_the_next_is_read(tmp_path: Path) -> None:
    """It is skipped without being held."""
    with gzip.open(tmp_path / "a.jsonl.gz", "wb", compresslevel=1) as out:
        out.write(b'{"text": "' + b"a" * (MAX_BYTES + 10) + b'"}\n{"text": "Good."}\n')
    found, problems = read(tmp_path)
    assert [a.text for a in found] == ["Good."]
    assert problems[0].error == "too-large"


def test_rows_before_a_break_in_a_zipped_file_are_kept(tmp_path: Path) -> None:
    """A truncated archive gives what stands before the cut, and a problem."""
    lines = b"".join(json.dumps({"id": n, "text": f"{n * n:x} words."}).encode() + b"\n" for n in range(9000))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines)[:-2000])
    found, problems = read(tmp_path)
    assert len(found) > 100
    assert problems[-1].error == "damaged"


def test_lone_surrogates_are_kept(tmp_path: Path) -> None:
    """They are no characters, but offsets count them."""
    (tmp_path / "a.jsonl").write_text('{"text": "a \\ud800 b \\ud83d\\ude00", "id": "\\udc00"}')
    (article,), _ = read(tmp_path)
    assert article.text == "a \ud800 b 😀"


@pytest.mark.parametrize("indent", [2, None])
@pytest.mark.parametrize(
    "document",
    [
        [{"text": "One."}, {"text": "Two."}],
        {"articles": [{"text": "One."}, {"text": "Two."}]},
        {"meta": {"n": 2}, "results": [{"text": "One."}, {"text": "Two."}]},
        {"a": {"text": "One."}, "b": {"text": "Two."}},
    ],
)
def test_a_json_document_holds_its_articles_in_several_ways(
    tmp_path: Path, document: object, indent: int | None
) -> None:
    """A list, a list under a key, or objects under their ids, over many lines or on one."""
    (tmp_path / "a.json").write_text(json.dumps(document, indent=indent))
    found, problems = read(tmp_path)
    assert [a.text for a in found] == ["One.", "Two."]
    assert not problems


def test_json_lines_under_another_name_are_read(tmp_path: Path) -> None:
    """A file of lines is often called .json."""
    (tmp_path / "a.json").write_text('{"text": "One."}\n{"text": "Two."}\n')
    (tmp_path / "b.json").write_text(json.dumps({"text": "Three. " * 20_000}) + '\n\n{"text": "Four."}\n')
    found, _ = read(tmp_path)
    assert [a.text.split()[0] for a in found] == ["One.", "Two.", "Three.", "Four."]


def test_a_broken_document_is_a_problem(tmp_path: Path) -> None:
    """It names the line."""
    (tmp_path / "a.json").write_text('[{"text": "One."},\n oops]')
    _, problems = read(tmp_path)
    assert problems[0].error == "json"
    assert "line 2" in problems[0].message


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_mark_between_cells_is_told(tmp_path: Path, mark: str) -> None:
    """Comma, semicolon, tab and bar; quoted cells hold marks and line ends."""
    (tmp_path / "a.csv").write_text(f'ID{mark}Text\n1{mark}"One{mark}\ntwo ""three"""\n', newline="")
    (article,), _ = read(tmp_path)
    assert article.text == f'One{mark}\ntwo "three"'
    assert article.article_id == article_id(f"{tmp_path.name}/a.csv#id=1")


def test_two_exports_that_number_from_one_stay_apart(tmp_path: Path) -> None:
    """A bare number counts the rows of its file; an archive's own id is the same everywhere."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.csv").write_text("id,text\n1,One.\nN-2031-0417,Two.\n")
    found, _ = read(tmp_path)
    assert len({a.article_id for a in found}) == 3


def test_a_row_with_too_many_cells_is_a_problem(tmp_path: Path) -> None:
    """Its text would be cut off at the mark that was not quoted."""
    (tmp_path / "a.csv").write_text("id,text\n1,Well, he said.\n2,Good.\n")
    found, problems = read(tmp_path)
    assert [a.text for a in found] == ["Good."]
    assert (problems[0].error, problems[0].uri) == ("csv", "a.csv#1")


@pytest.mark.parametrize(("encoding", "words"), [("cp1252", "Café “closed” – again."), ("utf-16", "Café – again.")])
def test_tables_in_other_encodings_are_read(tmp_path: Path, encoding: str, words: str) -> None:
    """As exports from spreadsheets come."""
    (tmp_path / "a.csv").write_bytes(f"id;text\n1;{words}\n".encode(encoding))
    (tmp_path / "b.jsonl").write_bytes(json.dumps({"text": words}, ensure_ascii=False).encode(encoding))
    found, _ = read(tmp_path)
    assert [a.text for a in found] == [words, words]


def test_parquet_is_read_and_a_damaged_file_is_a_problem(tmp_path: Path) -> None:
    """Also zipped."""
    whole = tmp_path / "a.parquet"
    pq.write_table(pa.table({"id": [1, 2], "body": ["One.", "Two."], "date": pa.array([0, 1], pa.date32())}), whole)
    (tmp_path / "b.parquet.gz").write_bytes(gzip.compress(whole.read_bytes()))
    (tmp_path / "c.parquet").write_bytes(whole.read_bytes()[:-30])
    found, problems = read(tmp_path)
    assert [a.text for a in found] == ["One.", "Two.", "One.", "Two."]
    assert found[1].published_at == "1970-01-02"
    assert [(p.uri, p.error) for p in problems] == [("c.parquet#1", "parquet")]


def test_a_date_that_is_not_understood_is_told_and_the_article_kept(tmp_path: Path) -> None:
    """Nobody guesses between March and April."""
    (tmp_path / "a.jsonl").write_text('{"text": "One.", "date": "03/04/2016"}')
    (article,), (problem,) = read(tmp_path)
    assert article.published_at is None
    assert problem.error == "date"
    assert problem.article_id == article.article_id


def test_markup_in_a_field_is_taken_out_of_its_tags(tmp_path: Path) -> None:
    """Feeds hold their articles as HTML."""
    words = "Mayor Ana Novak opened the harbour on Tuesday and thanked the workers for their patience."
    (tmp_path / "a.jsonl").write_text(json.dumps({"content": f"<div><p>{words}</p><p>{words}</p></div>"}))
    (article,), _ = read(tmp_path)
    assert article.text == f"{words}\n\n{words}"
    assert article.text_method == "markup"
    assert article.raw is not None


def test_the_table_of_usual_names_is_sound() -> None:
    """Each row names a known field, none twice."""
    rows = [(row["field"], row["name"]) for row in table("fields.tsv")]
    assert {field for field, _ in rows} == {"text", "id", "headline", "date", "publisher", "uri", "language"}
    assert len(set(rows)) == len(rows)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace"))))
def test_no_bytes_break_any_reader(tmp_path: Path, content: bytes) -> None:
    """Whatever a file holds, under any name, comes out as articles and problems."""
    for suffix in (".txt", ".html", ".jsonl", ".json", ".csv", ".parquet", ".txt.gz"):
        path = tmp_path / f"x{suffix}"
        path.write_bytes(content)
        assert all(isinstance(a, Article | Problem) for a in articles([str(path)]))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(words=st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_the_text_of_a_row_comes_back_as_it_was_written(tmp_path: Path, words: str) -> None:
    """No character is changed on the way through JSON lines."""
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": words}), encoding="utf-8")
    found, _ = read(tmp_path / "a.jsonl")
    assert all(a.text == words or a.text_method == "page" for a in found)
