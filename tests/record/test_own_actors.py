"""A person's own table of actors wins over what linking found."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from made_readings import reading
from typer.testing import CliRunner

import dateline
from dateline.cli import app
from dateline.errors import FormatError, InputError
from dateline.linking import link
from dateline.record import Record, Writer
from dateline.record.stored import stored_tables

HEAD = "name\taliases\twikidata_id\tkind\tcountry\trole\tfrom\tto\n"
ANA = "Ana Vidmar-Kos\tana vídmar|Vera Vidmar\tQ42\tperson\tITA\tdeputy minister\t2030-01\t\n"


@pytest.fixture(name="record")
def made_record(tmp_path: Path) -> Record:
    """Two names of one woman, and a man."""
    writer = Writer(tmp_path / "r")
    names = {"one": "Ana Vidmar", "two": "Vera Vidmar", "three": "Carlo Berti"}
    writer.commit([stored_tables([reading(a, speaker=who, verb=f"sail {a}") for a, who in names.items()])])
    link(writer)
    return dateline.open(tmp_path / "r")


def taken_in(record: Record, rows: str, head: str = HEAD) -> int:
    """Take in a table of ``rows``."""
    file = record.path.parent / "ministers.tsv"
    file.write_text(head + rows, encoding="utf-8")
    return record.correct.table(file)


def names(record: Record) -> set[str]:
    """The names of all who speak."""
    return set(record.statements().column("speaker").to_pylist())


def test_all_who_go_by_a_name_of_a_row_are_one(record: Record) -> None:
    """With the row's name, id and role; their ids redirect; an empty table takes it away."""
    before = record.actors().to_pylist()
    old = {a["actor_id"] for a in before if "Vidmar" in a["name"]}
    assert taken_in(record, ANA) == 1
    row = record.actors(name="Ana Vidmar-Kos").to_pylist()[0]
    assert (row["wikidata_id"], row["country"], row["roles"]) == ("Q42", "ITA", ["deputy minister", "minister"])
    assert row["aliases"] == ["Ana Vidmar", "Vera Vidmar", "ana vídmar", "Vidmar"]
    assert {record.actor_id(a) for a in old} == {row["actor_id"]}
    assert names(record) == {"Ana Vidmar-Kos", "Carlo Berti"}
    shown = record.article("two")
    assert shown is not None
    assert shown["statements"] == record.statements(article_id="two").to_pylist()
    assert taken_in(record, "") == 0
    assert sorted(record.actors().to_pylist(), key=str) == sorted(before, key=str)


def test_the_record_names_the_tables_that_it_holds(record: Record) -> None:
    """In record.toml, which stays readable whatever they are called; no more once one is taken away."""
    marker = record.path / "record.toml"
    before = marker.read_text(encoding="utf-8")
    taken_in(record, ANA)
    strange = record.path.parent / 'štet"\x7f.tsv'
    strange.write_text("name\nCarlo Berti\n", encoding="utf-8")
    record.correct.table(strange)
    assert tomllib.loads(marker.read_text(encoding="utf-8"))["tables"] == {"own": ["ministers.tsv", 'štet"?.tsv']}
    assert Record(record.path).actors(name="Ana Vidmar-Kos").num_rows == 1
    strange.write_text("name\n", encoding="utf-8")
    record.correct.table(strange)
    taken_in(record, "")
    assert marker.read_text(encoding="utf-8") == before


def test_it_holds_for_what_is_read_later(record: Record) -> None:
    """Under the same id."""
    taken_in(record, ANA)
    own = record.actors(wikidata_id="Q42").to_pylist()[0]["actor_id"]
    writer = Writer(record.path)
    writer.commit([stored_tables([reading("four", speaker="ANA VIDMAR")])])
    link(writer)
    assert record.statements(article_id="four").to_pylist()[0]["speaker_id"] == own


def test_corrections_win_over_it(record: Record) -> None:
    """Those made before and those made after."""
    ana = record.actors(name="Ana Vidmar").to_pylist()[0]["actor_id"]
    carlo = record.actors(name="Carlo Berti").to_pylist()[0]["actor_id"]
    record.correct.rename(ana, "Ana", by="ed")
    taken_in(record, ANA)
    assert names(record) == {"Ana", "Carlo Berti"}
    number = record.correct.merge(ana, carlo, by="ed")
    assert names(record) == {"Carlo Berti"}
    record.correct.undo(number)
    record.correct.split("two:a1", by="ed")
    assert names(record) == {"Ana", "Vera Vidmar", "Carlo Berti"}
    assert record.corrections.orphaned() == []


def test_another_country_or_kind_does_not_fit(record: Record) -> None:
    """Never by the name alone where something clashes; nor a surname; nor one of two rows that both fit."""
    for row in ("Ana Vidmar\t\tQ1\t\tSVN\t\t\t\n", "Ana Vidmar\t\tQ1\tgroup\t\t\t\t\n", "Vidmar\t\tQ1\t\t\t\t\t\n",
                "Ana Vidmar\t\tQ1\t\t\t\t\t\nAna Vidmar\t\tQ2\t\t\t\t\t\n"):  # fmt: skip
        taken_in(record, row)
        assert record.actors(name="Ana Vidmar").to_pylist()[0]["wikidata_id"] is None
    taken_in(record, "Ana Vidmar\t\tQ1\t\t\t\t\t\nAna Vidmar\t\tQ2\t\tITA\t\t\t\n")
    assert record.actors(name="Ana Vidmar").to_pylist()[0]["wikidata_id"] == "Q2"


def ministers(path: Path) -> Record:
    """Two called Vidmar without more, one with a given name, and one who is a mayor."""
    writer = Writer(path / "m")
    told = {"one": ("Vidmar", "2031-05-01"), "two": ("Vidmar", "2035-05-01"), "three": ("Vera Vidmar", "2031-06-01")}
    made = []
    for article_id, (who, day) in told.items():
        one = reading(article_id, speaker=who, verb=f"sail {article_id}")
        actors = tuple(replace(a, roles=("head of the foreign ministry",)) for a in one.cast.actors[:1])
        made.append(replace(one, article=replace(one.article, published_at=day),
                            cast=replace(one.cast, actors=actors + one.cast.actors[1:])))  # fmt: skip
    writer.commit([stored_tables(made)])
    link(writer)
    return dateline.open(path / "m")


def speakers(record: Record) -> dict[str, str]:
    """Who speaks, by article."""
    return {s["article_id"]: s["speaker"] for s in record.statements().to_pylist()}


def test_a_surname_is_who_has_the_role_on_the_day(tmp_path: Path) -> None:
    """Whatever linking found; not outside the days, nor under another given name; an empty table takes it away."""
    with ministers(tmp_path) as record:
        before = speakers(record)
        taken_in(record, "Ana Vidmar\t\tQ42\tperson\t\tforeign minister\t2030\t2033-06\n")
        assert speakers(record) == {**before, "one": "Ana Vidmar"}
        assert [r["reason"] for r in record.table("links", article_id="one").to_pylist()] == ["own-table", "same-name"]
        shown = record.article("one")
        assert shown is not None
        assert shown["statements"] == record.statements(article_id="one").to_pylist()
        ana = record.actors(name="Ana Vidmar").to_pylist()[0]
        assert ("foreign minister" in ana["roles"], ana["wikidata_id"]) == (True, "Q42")
        number = record.correct.split("one:a1", by="ed")
        assert speakers(record)["one"] == "Vidmar"
        record.correct.undo(number)
        taken_in(record, "Ana Vidmar\t\t\t\t\tmayor\t\t\n")
        assert speakers(record) == before
        taken_in(record, "")
        assert speakers(record) == before


def test_of_two_rows_of_one_name_the_days_and_the_role_tell(record: Record) -> None:
    """Two women called Ana Vidmar, one after the other; or one a mayor and the other a minister."""
    ana = "Ana Vidmar\t\t{}\t\t\t{}\t{}\t{}\n"
    taken_in(record, ana.format("Q1", "", "2020", "2030") + ana.format("Q2", "", "2031", ""))
    assert record.actors(name="Ana Vidmar").to_pylist()[0]["wikidata_id"] == "Q2"
    taken_in(record, ana.format("Q1", "mayor", "", "") + ana.format("Q2", "minister", "", ""))
    assert record.actors(name="Ana Vidmar").to_pylist()[0]["wikidata_id"] == "Q2"


@pytest.mark.parametrize(
    ("head", "row", "told"),
    [
        ("aliases\n", "x\n", "no column name"), ("name,colour\n", "x,y\n", "colour"),
        ("name,country\n", "x,Italy\n", ":2"),
        ("name,wikidata_id\n", "x,42\n", ":2"), ("name,kind\n", "x,man\n", ":2"), ("name,from\n", "x,soon\n", ":2"),
        ("name,role\n", ",y\n", "no name"), ("name\n", "x,y\n", "more cells"),
    ],
)  # fmt: skip
def test_a_table_that_is_wrong_is_told_with_its_line(record: Record, head: str, row: str, told: str) -> None:
    """And nothing of it is kept."""
    with pytest.raises(FormatError, match=told):
        taken_in(record, row, head)
    with pytest.raises(InputError):
        record.correct.table(record.path / "none.tsv")
    assert names(record) == {"Ana Vidmar", "Vera Vidmar", "Carlo Berti"}


def test_the_command_takes_a_table_in(record: Record, tmp_path: Path) -> None:
    """CSV too."""
    file = tmp_path / "own.csv"
    file.write_text("name,wikidata_id\nCarlo Berti,Q7\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["correct", "table", str(file), "--record", str(record.path)])
    assert (done.exit_code, done.output) == (0, "1 actor in the table own.csv\n")
    assert record.actors(wikidata_id="Q7").num_rows == 1


def test_an_alias_of_one_word_gathers_who_is_called_nothing_else(tmp_path: Path) -> None:
    """A surname alone is somebody in each article; the alias makes them one, and leaves who has another name."""
    writer = Writer(tmp_path / "r")
    called = {"one": "Skala", "two": "Skala", "three": "Ivo Skala", "four": "Mira Skala"}
    writer.commit([stored_tables([reading(a, speaker=who, verb=f"sail {a}") for a, who in called.items()])])
    link(writer)
    record = dateline.open(tmp_path / "r")
    assert taken_in(record, "Ivo Skala\tSkala\tQ43\tperson\t\t\t\t\n") == 1
    assert names(record) == {"Ivo Skala", "Mira Skala"}
    assert record.actors(name="Ivo Skala").num_rows == 1
