"""A reading comes back from the disk as it went there."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from made_readings import reading

import dateline
from dateline.record import Writer
from dateline.record.rebuild import rebuilt
from dateline.record.stored import stored_tables
from dateline.schema import (
    Actor,
    Anatomy,
    Article,
    Block,
    Cast,
    Dateline,
    Event,
    Figure,
    Mention,
    Participant,
    Problem,
    Reading,
    Span,
    Statement,
    Time,
    Timeline,
    Toponym,
)

WORDS = st.text(max_size=12)
NUMBERS = st.floats(allow_nan=False)
OFFSETS = st.integers(0, 60)
SPANS = st.builds(Span, OFFSETS, OFFSETS)


def some(kind: Any, **given_fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Instances of the dataclass ``kind``: offsets small, the rest as its types say."""
    for field in dataclasses.fields(kind):
        if field.name in ("start", "end", "outer"):
            given_fields[field.name] = OFFSETS if field.name != "outer" else st.none() | OFFSETS
        if field.name in ("source", "cue", "content", "trigger"):
            given_fields[field.name] = many(SPANS)
        if field.type in ("float", "float | None"):
            given_fields[field.name] = NUMBERS if field.type == "float" else st.none() | NUMBERS
        if field.type == "Span | None":
            given_fields[field.name] = st.none() | SPANS
        if field.type == "str":
            given_fields.setdefault(field.name, WORDS)
    return st.builds(kind, **given_fields)


def many(rows: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Up to three of them."""
    return st.lists(rows, max_size=3).map(tuple)


PEOPLE = many(some(Participant))
READINGS = some(
    Reading,
    article=some(Article),
    anatomy=st.builds(Anatomy, many(some(Block)), st.none() | SPANS, st.none() | some(Dateline, span=SPANS)),
    sentences=many(SPANS),
    toponyms=many(some(Toponym)),
    timeline=some(Timeline, times=many(some(Time))),
    figures=many(some(Figure)),
    cast=st.builds(Cast, many(some(Actor)), many(some(Mention)), many(some(Statement))),
    events=many(some(Event, quad=st.integers(1, 4), actors=PEOPLE, recipients=PEOPLE)),
    problems=many(some(Problem)),
)


@given(made=READINGS)
@settings(max_examples=25, deadline=None)
def test_nothing_of_a_reading_is_lost_in_its_tables(made: Reading) -> None:
    """Every field of every row is there again."""
    problems = tuple(dataclasses.replace(p, article_id=made.article.article_id) for p in made.problems)
    made = dataclasses.replace(made, problems=problems)
    tables = stored_tables([made])
    assert rebuilt({name: table.to_pylist() for name, table in tables.items()}) == made


def test_what_an_older_program_did_not_write_is_as_by_default() -> None:
    """A column that is missing, or null since its batch was merged with newer ones."""
    made = reading("one")
    rows = {name: table.to_pylist() for name, table in stored_tables([made]).items()}
    (article,) = rows["articles"]
    older = {name: value for name, value in article.items() if name != "problems"}
    for articles in ([older], [{**article, "problems": None}]):
        assert rebuilt({**rows, "articles": articles}) == made


def test_a_reading_comes_back_out_of_a_record(tmp_path: Path) -> None:
    """Also after its batch was merged with others."""
    made = [reading(f"n{i}", verb=f"sail {i}") for i in range(8)]
    writer = Writer(tmp_path / "r")
    for one in made:
        writer.commit([stored_tables([one])])
    for _ in range(2):
        record = dateline.open(tmp_path / "r")
        assert [record.reading(one.article.article_id) for one in made] == made
        writer.compact()
    assert len(writer.state.batches) == 1
    assert record.reading("other") is None
