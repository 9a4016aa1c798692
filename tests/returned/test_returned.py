"""What annotators change on an export comes back as corrections, and nobody overwrites anybody."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from linked_record import record_of
from made_readings import reading

from dateline.errors import FormatError, InputError
from dateline.export import export
from dateline.record import Record
from dateline.record.exchange import export_corrections, import_corrections
from dateline.returned import Taken, read_annotated, take_in

WHEN = "2031-03-07T10:00:00.000000+00:00"
Region = dict[str, Any]
Change = Callable[[list[Region]], list[Region]]


@pytest.fixture(name="record")
def made_record(tmp_path: Path) -> Record:
    """Two articles: Ana Vidmar says what ferries of Italy would do."""
    return record_of(tmp_path / "r", [reading("one"), reading("two", verb="dock", speaker="\U0001f6a2 Vera Kos")])


def labelled(record: Record, folder: Path, *people: tuple[str, Change]) -> Path:
    """Label Studio's export in which each of ``people`` has changed the first task's regions."""
    tasks = json.loads(export("label-studio", record, folder)[-1].read_text(encoding="utf-8"))
    for task in tasks:
        shown = task.pop("predictions")[0]["result"]
        task["annotations"] = [
            {"result": change(json.loads(json.dumps(shown))) if task["data"]["article_id"] == "one" else shown,
             "completed_by": {"email": who}, "updated_at": "2031-03-07T10:00:00Z", "was_cancelled": False}
            for who, change in people
        ]  # fmt: skip
    path = folder / "annotated.json"
    path.write_text(json.dumps(tasks), encoding="utf-8")
    return path


def taken(record: Record, path: Path, by: str = "", exported: Path | None = None) -> Taken:
    """What comes of the annotations at ``path``."""
    return take_in(record, read_annotated(path, record, by, exported))


def typed(label: str, note: str | None = None) -> Change:
    """The event is of another type, or stands otherwise."""

    def change(regions: list[Region]) -> list[Region]:
        for region in regions:
            if region.get("from_name") == "events":
                region["value"]["labels"] = [label]
                region["meta"]["text"] = [note or region["meta"]["text"][0]]
        return regions

    return change


def without(layer: str) -> Change:
    """The regions of a layer are gone."""
    return lambda regions: [r for r in regions if r.get("from_name") != layer]


def named(name: str) -> Change:
    """The first actor is said to be another one."""

    def change(regions: list[Region]) -> list[Region]:
        who = [r for r in regions if r.get("from_name") == "who"]
        who[0]["value"]["text"] = [name]
        return regions

    return change


def event(record: Record, article: str = "one") -> dict[str, Any]:
    """The event of an article."""
    found: dict[str, Any] = record.events(article_id=article).to_pylist()[0]
    return found


def test_what_nobody_changed_is_no_correction(record: Record, tmp_path: Path) -> None:
    """An export that comes back as it was says nothing."""
    done = taken(record, labelled(record, tmp_path, ("ada@x.example", lambda r: r)))
    assert (done.files, done.corrections, done.conflicts, done.left) == (2, 0, [], [])


def test_label_studios_changes_say_who_and_when(record: Record, tmp_path: Path) -> None:
    """A type and a modality of one event; a second time adds nothing."""
    path = labelled(record, tmp_path, ("ada@x.example", typed("PROTEST", "denied")))
    assert taken(record, path).corrections == 2
    assert (event(record)["type"], event(record)["modality"]) == ("PROTEST", "denied")
    made = record.corrections.all()
    assert {(c.kind, c.value, c.made_by, c.made_at) for c in made} == {
        ("type", "PROTEST", "ada@x.example", WHEN), ("modality", "denied", "ada@x.example", WHEN),
    }  # fmt: skip
    assert {c.quoted for c in made} == {"sail"}
    again = taken(record, path)
    assert (again.corrections, again.conflicts) == (0, [])
    assert not record.corrections.orphaned()


def test_two_peoples_corrections_merge(record: Record, tmp_path: Path) -> None:
    """One says the type, the other who spoke; where both say the same both are kept."""
    path = labelled(record, tmp_path, ("ada", typed("PROTEST")), ("bo", named("Ana Vidmar-Kos")))
    done = taken(record, path)
    assert (done.corrections, done.conflicts) == (2, [])
    assert event(record)["type"] == "PROTEST"
    assert record.statements(article_id="one").to_pylist()[0]["speaker"] == "Ana Vidmar-Kos"
    alike = record_of(tmp_path / "other", [reading("one")])
    done = taken(alike, labelled(alike, tmp_path, ("ada", typed("AID")), ("bo", typed("AID"))))
    assert (done.corrections, {c.made_by for c in alike.corrections.all()}) == (2, {"ada", "bo"})


def test_who_disagrees_is_listed_and_nothing_is_taken(record: Record, tmp_path: Path) -> None:
    """Whether one gives another type or says that there is no event."""
    for other in (typed("AID"), without("events")):
        done = taken(record, labelled(record, tmp_path, ("ada", typed("PROTEST")), ("bo", other)))
        assert done.corrections == 0
        assert len(done.conflicts) == 1
        assert "ada" in done.conflicts[0]
        assert "bo" in done.conflicts[0]
    assert event(record)["type"] == "COOPERATE"


def test_what_was_corrected_since_the_export_is_not_overwritten(record: Record, tmp_path: Path) -> None:
    """It is a conflict, even with the last word; what was not touched there stays without one."""
    path = labelled(record, tmp_path, ("ada", typed("PROTEST", "denied")))
    record.correct.event_type(event(record)["event_id"], "AID", by="ed")
    done = taken(record, path)
    assert (done.corrections, len(done.conflicts)) == (1, 1)
    assert "the record says AID" in done.conflicts[0]
    assert (event(record)["type"], event(record)["modality"]) == ("AID", "denied")


def test_rows_are_rejected_and_added(record: Record, tmp_path: Path) -> None:
    """What is marked anew is a row with the words that it quotes, in all tables, until it is undone."""

    def change(regions: list[Region]) -> list[Region]:
        text = record.article("one")["article"]["text"]  # type: ignore[index]
        at = text.index("40 ferries")
        value = {"start": at, "end": at + 10, "text": "40 ferries", "labels": ["MOBILIZE"]}
        return [*without("events")(regions), {"id": "fresh", "from_name": "events", "type": "labels", "value": value}]

    done = taken(record, labelled(record, tmp_path, ("ada", change)))
    assert (done.corrections, done.conflicts) == (2, [])
    row = event(record)
    assert (row["type"], row["trigger_text"], row["modality"]) == ("MOBILIZE", "40 ferries", "asserted")
    assert (row["confidence"], row["quad"], row["block_kind"], row["statement_id"]) == (1.0, 4, "body", "one:s1")
    assert record.article("one")["events"] == [row]  # type: ignore[index]
    assert record.table("flat_events", article_id="one").to_pylist()[0]["words"] == "40 ferries"
    number = next(c.correction_id for c in record.corrections.all() if c.kind == "add-event")
    other = record_of(tmp_path / "other", [reading("one")])
    export_corrections(record.corrections, tmp_path / "corrections.jsonl")
    assert import_corrections(other.corrections, tmp_path / "corrections.jsonl") == 2
    assert event(other)["trigger_text"] == "40 ferries"
    record.corrections.undo(number)
    assert record.events(article_id="one").num_rows == 0


def test_brats_files_come_back(record: Record, tmp_path: Path) -> None:
    """A label, a note, a speaker, a new statement; who annotated has to be said."""
    export("brat", record, tmp_path)
    path = tmp_path / "brat" / "one.ann"
    lines = path.read_text(encoding="utf-8").replace("COOPERATE", "PROTEST").replace("Ana Vidmar: say", "Italy: say")
    text = record.article("one")["article"]["text"]  # type: ignore[index]
    at = text.index("40 ferries")
    lines += f"T90\tContent {at} {at + 10}\t40 ferries\n#9\tAnnotatorNotes T90\tAna Vidmar: promise\n"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(InputError, match="--by"):
        taken(record, tmp_path / "brat")
    done = taken(record, tmp_path / "brat", by="ada")
    assert (done.corrections, done.conflicts, done.left) == (3, [], [])
    assert event(record)["type"] == "PROTEST"
    said = {s["text"]: (s["speaker"], s["stance"]) for s in record.statements(article_id="one").to_pylist()}
    assert said == {"that 40 ferries of Italy would sail": ("Italy", "say"), "40 ferries": ("Ana Vidmar", "promise")}
    (tmp_path / "brat" / "exported.jsonl").unlink()
    with pytest.raises(InputError, match="exported"):
        taken(record, tmp_path / "brat", by="ada")


@pytest.mark.parametrize("form", ["json", "xmi"])
def test_inceptions_documents_come_back(record: Record, tmp_path: Path, form: str) -> None:
    """As it lays them out, one file an annotator under the name of the document."""
    cassis = pytest.importorskip("cassis")
    export("uima-cas", record, tmp_path)
    for stem, label, note in (("one", "PROTEST", "denied"), ("two", "AID", "intended")):
        with (tmp_path / "cas" / f"{stem}.json").open("rb") as file:
            cas = cassis.load_cas_from_json(file)
        marked = cas.select("dateline.Event")[0]
        marked.label, marked.note = label, note
        folder = tmp_path / "annotation" / f"{stem}.json"
        folder.mkdir(parents=True)
        getattr(cas, f"to_{form}")(folder / f"ada.{form}")
        cas.typesystem.to_xml(folder / "TypeSystem.xml")
    done = taken(record, tmp_path / "annotation", exported=tmp_path / "cas")
    assert (done.files, done.corrections, done.conflicts, done.left) == (2, 3, [], [])
    assert (event(record)["type"], event(record, "two")["type"]) == ("PROTEST", "AID")
    assert {c.made_by for c in record.corrections.all()} == {"ada"}


def test_webannos_tables_come_back(record: Record, tmp_path: Path) -> None:
    """Also behind characters of two code units."""
    export("webanno-tsv", record, tmp_path)
    for stem in ("one", "two"):
        path = tmp_path / "webanno" / f"{stem}.tsv"
        path.write_text(path.read_text(encoding="utf-8").replace("COOPERATE", "AID"), encoding="utf-8")
    done = taken(record, tmp_path / "webanno", by="ada")
    assert (done.corrections, done.conflicts, done.left) == (2, [], [])
    assert {e["type"] for e in record.events().to_pylist()} == {"AID"}


def test_what_is_no_annotation_is_said_in_one_line(record: Record, tmp_path: Path) -> None:
    """Tasks of another project, a broken file, a text that is another."""
    path = labelled(record, tmp_path, ("ada", typed("AID")))
    other = path.read_text(encoding="utf-8").replace("TRIESTE", "FERRARA")
    path.write_text(other, encoding="utf-8")
    assert "not the one that was exported" in taken(record, path).left[0]
    path.write_text('[{"data": {"text": "x"}}]', encoding="utf-8")
    with pytest.raises(FormatError, match="task 1"):
        taken(record, path)
    with pytest.raises(InputError, match="not there"):
        taken(record, tmp_path / "nothing")
    export("brat", record, tmp_path)
    (tmp_path / "brat" / "one.ann").write_bytes("#1\tAnnotatorNotes T1\tVid\xe9mar\n".encode("windows-1252"))
    with pytest.raises(FormatError, match="UTF-8"):
        taken(record, tmp_path / "brat", by="ada")
    (tmp_path / "brat" / "one.ann").write_text("T1\tnonsense\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"one\.ann:1"):
        taken(record, tmp_path / "brat", by="ada")
    (tmp_path / "brat" / "one.ann").write_text("", encoding="utf-8")
    (tmp_path / "brat" / "one.txt").unlink()
    with pytest.raises(InputError, match=r"one\.txt"):
        taken(record, tmp_path / "brat", by="ada")


def test_other_words_of_a_statement_are_its_words(record: Record, tmp_path: Path) -> None:
    """The row stays, with its speaker; another stance makes it a row anew."""

    def shorter(regions: list[Region]) -> list[Region]:
        for region in regions:
            if region["type"] == "labels" and region["value"]["labels"] == ["content"]:
                region["value"]["start"] += len("that ")
        return regions

    done = taken(record, labelled(record, tmp_path, ("ada", shorter)))
    assert (done.corrections, done.conflicts, done.left) == (1, [], [])
    row = record.statements(article_id="one").to_pylist()[0]
    assert (row["statement_id"], row["text"]) == ("one:s1", "40 ferries of Italy would sail")

    def warned(regions: list[Region]) -> list[Region]:
        for region in regions:
            if region["type"] == "labels" and region["value"]["labels"] == ["content"]:
                region["meta"]["text"] = ["Ana Vidmar: warn"]
        return regions

    done = taken(record, labelled(record, tmp_path, ("ada", warned)))
    assert (done.corrections, done.conflicts, done.left) == (2, [], [])
    row = record.statements(article_id="one").to_pylist()[0]
    assert (row["stance"], row["speaker"], row["text"]) == ("warn", "Ana Vidmar", "40 ferries of Italy would sail")
