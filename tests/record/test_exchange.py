"""Corrections travel as a readable file, and whatever is taken back is as if it had not been."""

from __future__ import annotations

import contextlib
import itertools
import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_readings import reading

import dateline
from dateline.errors import DatelineError, FormatError, InputError
from dateline.linking import link
from dateline.record import Record, Writer
from dateline.record.corrections import Correction
from dateline.record.exchange import as_lines, export_corrections, from_lines, import_corrections
from dateline.record.stored import stored_tables

ARTICLES = {"one": "Ana Vidmar", "two": "Vera Vidmar", "three": "Ana Vidmar", "four": "Carlo Berti"}
Deed = tuple[str, int, int]


def made(path: Path) -> Record:
    """Four articles in which three names stand."""
    writer = Writer(path / "r")
    writer.commit([stored_tables([reading(a, speaker=who, verb=f"sail {a}") for a, who in ARTICLES.items()])])
    link(writer)
    return dateline.open(path / "r")


@pytest.fixture(name="record", scope="module")
def made_record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """One record for all; each test puts it back."""
    return made(tmp_path_factory.mktemp("record"))


@pytest.fixture(autouse=True)
def _undone(record: Record) -> Iterator[None]:
    yield
    take_back(record)


def take_back(record: Record) -> None:
    """Undo all that stands."""
    for one in record.corrections.standing():
        record.correct.undo(one.correction_id)


def everything(record: Record) -> dict[str, list[dict[str, Any]]]:
    """All rows of the tables that corrections change, in one order."""
    return {n: sorted(record.table(n).to_pylist(), key=str) for n in ("actors", "statements", "mentions", "events")}


def actor_id(record: Record, name: str) -> str:
    """The id of the actor called ``name``."""
    found: str = record.actors(name=name).to_pylist()[0]["actor_id"]
    return found


def people(record: Record) -> list[str]:
    """The ids of all actors, in the order of their names."""
    return [a["actor_id"] for a in sorted(record.actors().to_pylist(), key=lambda a: (a["name"], a["actor_id"]))]


def make(record: Record, said: Sequence[Deed]) -> None:
    """Make corrections as the numbers say, leaving out those that are refused."""
    for deed in said:
        with contextlib.suppress(DatelineError):
            make_one(record, deed)


def make_one(record: Record, deed: Deed) -> None:
    """One correction: its kind, and which of the actors or articles there are now it is about."""
    kind, one, other = deed
    ids = people(record)
    first, second = ids[one % len(ids)], ids[other % len(ids)]
    article = list(ARTICLES)[other % len(ARTICLES)]
    if kind == "merge":
        record.correct.merge(first, second, by="ed")
    elif kind == "split":
        record.correct.split(first, article, by="ed")
    elif kind == "split into":
        record.correct.split(f"{article}:a1", into=first, by="ed")
    elif kind == "rename":
        record.correct.rename(first, f"Name {other}", by="ed")
    elif kind == "drop":
        record.correct.drop(first, by="ed")
    else:
        record.correct.set_id(first, f"Q{other + 1}", by="ed")


kinds = st.sampled_from(["merge", "split", "split into", "rename", "drop", "set-id"])
deeds = st.lists(st.tuples(kinds, st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=5)


@settings(max_examples=15, deadline=None)
@given(deeds)
def test_undoing_restores_what_was(record: Record, said: list[Deed]) -> None:
    """Whatever was corrected, the tables are as they were once all is taken back, in whatever order."""
    take_back(record)
    before = everything(record)
    make(record, said)
    take_back(record)
    assert everything(record) == before


@settings(max_examples=10, deadline=None)
@given(deeds)
def test_every_id_that_is_shown_is_an_actors(record: Record, said: list[Deed]) -> None:
    """Statements, mentions and events point to rows that are there; one article is shown as the tables show it."""
    take_back(record)
    make(record, said)
    shown = everything(record)
    ids = [a["actor_id"] for a in shown["actors"]]
    assert len(set(ids)) == len(ids)
    named = {a["actor_id"]: a["name"] for a in shown["actors"]}
    for row in shown["statements"]:
        assert row["speaker"] == named.get(row["speaker_id"])
    met = {m["actor_id"] for m in shown["mentions"]} | {p["id"] for e in shown["events"] for p in e["actors"]}
    assert met - {None} <= set(ids)
    for article in ARTICLES:
        one = record.article(article)
        assert one is not None
        for layer in ("statements", "mentions", "events"):
            asked = [r for r in shown[layer] if r["article_id"] == article]
            assert sorted(one[layer], key=str) == asked


@settings(max_examples=8, deadline=None)
@given(deeds, st.randoms(use_true_random=False))
def test_the_order_of_a_file_does_not_matter(record: Record, said: list[Deed], random: Any) -> None:
    """Taken into a fresh record in any order, and twice, corrections show the same as where they were made."""
    take_back(record)
    make(record, said)
    lines = list(as_lines(record.corrections.standing()))
    random.shuffle(lines)
    with tempfile.TemporaryDirectory() as folder, made(Path(folder)) as other:
        for _ in range(2):
            other.corrections.take_in(from_lines(lines))
        assert len(other.corrections.all()) == len(lines)
        assert everything(other) == everything(record)


def test_splitting_what_was_merged_restores_it(record: Record) -> None:
    """But for the id, which is new: the merged one stays a redirect."""
    short, carlo = actor_id(record, "Vera Vidmar"), actor_id(record, "Carlo Berti")
    before = everything(record)
    record.correct.merge(short, carlo, by="ed")
    record.correct.split(carlo, "two", by="ed")
    fresh = record.statements(article_id="two").to_pylist()[0]["speaker_id"]
    restored = json.loads(json.dumps(everything(record)).replace(fresh, short))
    assert {n: sorted(rows, key=str) for n, rows in restored.items()} == before
    assert record.actor_id(short) == carlo


def test_the_same_record_twice_has_the_same_ids(tmp_path: Path) -> None:
    """The new actors of splits too."""
    records = [made(tmp_path / n) for n in ("x", "y")]
    for record in records:
        record.correct.split("one:a1", by="ed")
    assert everything(records[0]) == everything(records[1])


def test_a_file_goes_there_and_back(record: Record, tmp_path: Path) -> None:
    """Undone ones too; an undoing travels to where the correction still stands."""
    file = tmp_path / "corrections.jsonl"
    number = record.correct.rename(actor_id(record, "Carlo Berti"), "Karl Berti", by="Jože", note="his own spelling")
    with made(tmp_path) as other:
        export_corrections(record.corrections, file)
        assert "his own spelling" in file.read_text(encoding="utf-8")
        import_corrections(other.corrections, file)
        assert other.actors(name="Karl Berti").num_rows == 1
        record.correct.undo(number)
        export_corrections(record.corrections, file)
        assert import_corrections(other.corrections, file) == 0
        assert other.actors(name="Karl Berti").num_rows == 0
        assert [c.key for c in other.corrections.all()] == [c.key for c in record.corrections.all()]


def test_an_own_table_travels_too(record: Record, tmp_path: Path) -> None:
    """Of two of one name the later one counts, whichever file comes first; that it was taken away, too."""
    table, file, later = tmp_path / "own.tsv", tmp_path / "first.jsonl", tmp_path / "later.jsonl"
    for number, to in (("Q1", file), ("Q2", later)):
        table.write_text(
            f"name\taliases\twikidata_id\tfrom\nCarlo Berti\tC. Berti|Karl\t{number}\t2031\n", encoding="utf-8"
        )
        record.correct.table(table)
        export_corrections(record.corrections, to)
    for n, order in enumerate(((file, later), (later, file), (later, later))):
        with made(tmp_path / str(n)) as other:
            new = [import_corrections(other.corrections, one) for one in order]
            assert [a["wikidata_id"] for a in other.actors(name="Carlo Berti").to_pylist()] == ["Q2"]
            assert everything(other) == everything(record)
            assert sum(new) - len(other.corrections.all()) == 2 - (n > 0)
    table.write_text("name\n", encoding="utf-8")
    record.correct.table(table)
    export_corrections(record.corrections, file)
    with made(tmp_path / "last") as other:
        import_corrections(other.corrections, later)
        assert import_corrections(other.corrections, file) == 1
        assert other.actors(name="Carlo Berti").to_pylist()[0]["wikidata_id"] is None


def test_of_corrections_of_one_moment_the_file_does_not_decide(record: Record) -> None:
    """Two names given in the same microsecond show alike, whichever was taken in first."""
    carlo = actor_id(record, "Carlo Berti")
    both = [Correction(0, "rename", carlo, n, "ed", "2031-03-05T12:00:00+00:00") for n in ("Karl", "Charles")]
    shown = []
    for order in (both, both[::-1]):
        record.corrections.take_in(order)
        shown.append(record.actors(actor_id=carlo).to_pylist()[0]["name"])
        with record.corrections.base() as base:
            base.execute("DELETE FROM corrections")
            base.commit()
    assert shown[0] == shown[1]


def test_the_last_made_counts_where_the_clock_was_put_back(record: Record) -> None:
    """A correction made after one of tomorrow comes after it."""
    carlo = actor_id(record, "Carlo Berti")
    record.corrections.take_in([Correction(0, "rename", carlo, "Karl", "ed", "2999-03-05T12:00:00+00:00")])
    record.correct.rename(carlo, "Charles", by="ed")
    assert record.actors(actor_id=carlo).to_pylist()[0]["name"] == "Charles"


def test_merges_in_a_circle_from_two_files_leave_one_actor(record: Record) -> None:
    """The first counts, whichever file came first."""
    ana, short = actor_id(record, "Ana Vidmar"), actor_id(record, "Vera Vidmar")
    both = [
        Correction(0, "merge", ana, short, "ed", "2031-03-05T12:00:00+00:00"),
        Correction(0, "merge", short, ana, "al", "2031-03-06T12:00:00+00:00"),
    ]
    for one in reversed(both):
        record.corrections.take_in([one])
    assert record.actor_id(ana) == record.actor_id(short) == short


@pytest.mark.parametrize(
    "line",
    [
        "no", "[]", "{}", '{"kind": "merge", "target": "a", "value": "b", "made_by": "ed", "made_at": "noon"}',
        '{"kind": "burn", "target": "a", "value": "b", "made_by": "ed", "made_at": "2031-03-05T12:00:00+00:00"}',
        '{"kind": "drop", "target": 7, "made_by": "ed", "made_at": "2031-03-05T12:00:00+00:00"}',
        '{"kind": "rename", "target": "a", "made_by": "ed", "made_at": "2031-03-05T12:00:00+00:00"}',
        '{"kind": "split", "target": "a", "value": "b", "made_by": "ed", "made_at": "2031-03-05T12:00:00+00:00"}',
        '{"kind": "drop", "target": "a", "made_by": "ed", "made_at": "2031-03-05T12:00:00+00:00", "x": "y"}',
        '{"table": "own.tsv"}', '{"table": "own.tsv", "made_at": "noon", "rows": []}',
        '{"table": "own.tsv", "made_at": "2031-03-05T12:00:00+00:00", "rows": [{"name": "Ana", "country": "Italy"}]}',
    ],
)  # fmt: skip
def test_a_line_that_is_no_correction_is_told_with_its_number(record: Record, tmp_path: Path, line: str) -> None:
    """And nothing of the file is taken in."""
    good = next(as_lines([Correction(0, "drop", "a", "", "ed", "2031-03-05T12:00:00+00:00")]))
    file = tmp_path / "c.jsonl"
    file.write_text(f"{good}\n{line}\n", encoding="utf-8")
    before = record.corrections.all()
    with pytest.raises(FormatError, match=r"c\.jsonl:2"):
        import_corrections(record.corrections, file)
    assert record.corrections.all() == before


def test_a_file_that_is_not_there_is_told(record: Record, tmp_path: Path) -> None:
    """In one line."""
    with pytest.raises(InputError, match="cannot be read"):
        import_corrections(record.corrections, tmp_path / "none.jsonl")


def test_independent_corrections_commute(tmp_path: Path) -> None:
    """One of each kind to different actors shows the same in every order in which they are taken in."""
    with made(tmp_path) as record:
        record.correct.merge(actor_id(record, "Vera Vidmar"), actor_id(record, "Ana Vidmar"), by="ed")
        record.correct.split(actor_id(record, "Ana Vidmar"), "three", by="ed")
        record.correct.drop(actor_id(record, "Carlo Berti"), by="ed")
        record.correct.set_id(actor_id(record, "Italy"), "Q38", by="ed")
        lines, shown = list(as_lines(record.corrections.all())), everything(record)
    for n, order in enumerate(itertools.permutations(lines)):
        if n % 5 == 0:
            with made(tmp_path / str(n)) as other:
                other.corrections.take_in(from_lines(order))
                assert everything(other) == shown
