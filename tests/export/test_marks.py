"""Spans in the shapes of annotation tools quote the same words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cassis
import pytest
import rdflib
import spacy
from hypothesis import given
from hypothesis import strategies as st
from made_readings import reading
from spacy.tokens import DocBin

from dateline.export import export
from dateline.export.label_studio import CONFIG
from dateline.export.marks import Utf16
from dateline.record import Record, Writer
from dateline.record.stored import stored_tables


@pytest.fixture(name="wide")
def record_with_wide_characters(tmp_path: Path) -> Path:
    """A speaker whose name stands behind characters of two UTF-16 code units."""
    Writer(tmp_path / "r").commit([stored_tables([reading("one", speaker="\U0001f6a2\U0001d504na Vidmar")])])
    return tmp_path / "r"


@given(st.text(alphabet="aé\U0001f6a2\U0001d504"))
def test_code_points_and_code_units_go_over_into_each_other(text: str) -> None:
    """For every offset, as Python's own encoder counts."""
    units = Utf16(text)
    for at in range(len(text) + 1):
        assert units.units(at) == len(text[:at].encode("utf-16-le")) // 2
        assert units.points(units.units(at)) == at


def in_units(text: str, start: int, end: int) -> str:
    """What JavaScript's ``slice`` gives."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def test_label_studio_counts_as_javascript_does(wide: Path, sample: Record, tmp_path: Path) -> None:
    """Every region quotes its words; every relation joins regions that are there; every label is in the config."""
    for record in (wide, sample):
        tasks, config = export("label-studio", record, tmp_path)[::-1]
        assert config.read_text(encoding="utf-8") == CONFIG
        for task in json.loads(tasks.read_text(encoding="utf-8")):
            results = task["predictions"][0]["result"]
            regions = [r for r in results if r["type"] != "relation"]
            ids = {r["id"] for r in regions}
            for region in regions:
                value = region["value"]
                if region["type"] == "labels":
                    assert in_units(task["data"]["text"], value["start"], value["end"]) == value["text"]
                    assert all(f'"{label}"' in CONFIG for label in value["labels"])
            assert all({r["from_id"], r["to_id"]} <= ids for r in results if r["type"] == "relation")


def test_label_studios_own_library_takes_config_and_tasks(sample: Record, tmp_path: Path) -> None:
    """Where it is installed."""
    label_studio = pytest.importorskip("label_studio_sdk.label_interface")
    interface = label_studio.LabelInterface(CONFIG)
    interface.validate()
    tasks = export("label-studio", sample, tmp_path)[-1]
    for task in json.loads(tasks.read_text(encoding="utf-8")):
        assert interface.validate_task({"data": task["data"]})


def test_brat_quotes_what_stands_at_its_offsets(sample: Record, tmp_path: Path) -> None:
    """The text is the article's, byte for byte; relations join what is there."""
    export("brat", sample, tmp_path)
    texts = {row["article_id"]: row["text"] for row in sample.articles().to_pylist()}
    files = sorted((tmp_path / "brat").glob("*.ann"))
    assert len(files) == len(texts)
    marked = 0
    for path in files:
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        assert text == texts[path.stem]
        known = set()
        for line in path.read_text(encoding="utf-8").splitlines():
            key, told, *words = line.split("\t")
            if key.startswith("T"):
                pieces = [tuple(map(int, p.split())) for p in told.split(" ", 1)[1].split(";")]
                assert " ".join(text[s:e] for s, e in pieces) == words[0]
                known.add(key)
                marked += 1
            elif key.startswith("R"):
                assert {part.partition(":")[2] for part in told.split()[1:]} <= known
    assert marked > 1000


def test_cassis_reads_what_inception_imports(wide: Path, sample: Record, tmp_path: Path) -> None:
    """Covered texts are the words of the rows, also behind characters of two code units."""
    export("uima-cas", sample, tmp_path)
    export("uima-cas", wide, tmp_path)
    assert len(list((tmp_path / "cas").iterdir())) == sample.info().articles + 2
    with (tmp_path / "cas" / "one.json").open("rb") as file:
        cas = cassis.load_cas_from_json(file)
    found: dict[str, list[Any]] = {
        name: list(cas.select(f"dateline.{name}")) for name in ("Mention", "Statement", "Event")
    }
    assert [m.get_covered_text() for m in found["Mention"]] == ["\U0001f6a2\U0001d504na Vidmar", "Italy"]
    assert {(s.label, s.get_covered_text()) for s in found["Statement"]} >= {("cue", "said")}
    assert [(e.label, e.get_covered_text()) for e in found["Event"]] == [("COOPERATE", "sail")]
    row = next(iter(sample.statements().to_pylist()))
    with (tmp_path / "cas" / f"{row['article_id']}.json").open("rb") as file:
        cas = cassis.load_cas_from_json(file)
    said = [s for s in cas.select("dateline.Statement") if s.row == row["statement_id"] and s.label == "content"]
    assert " … ".join(s.get_covered_text() for s in said) == row["text"]


def test_spacy_reads_the_docbin(sample: Record, tmp_path: Path) -> None:
    """A Doc an article, with its rows as span groups."""
    path = export("spacy", sample, tmp_path)[0]
    docs = {d.user_data["article_id"]: d for d in DocBin().from_disk(path).get_docs(spacy.blank("en").vocab)}
    assert {i: d.text for i, d in docs.items()} == {r["article_id"]: r["text"] for r in sample.articles().to_pylist()}
    for row in sample.events().to_pylist():
        spans = [s for s in docs[row["article_id"]].spans["dateline-events"] if s.id_ == row["event_id"]]
        assert {s.label_ for s in spans} == {row["type"]}
        assert all(word in " ".join(s.text for s in spans) for word in row["trigger_text"].split(" … "))


def test_web_annotations_select_by_position_and_by_quote(sample: Record, tmp_path: Path) -> None:
    """Both selectors find the same words."""
    texts = {row["uri"]: row["text"] for row in sample.articles().to_pylist()}
    found = [json.loads(line) for line in export("web-annotation", sample, tmp_path)[0].open(encoding="utf-8")]
    assert len(found) == sample.info().statements + sample.info().events
    assert len({one["id"] for one in found}) == len(found)
    for one in found:
        assert (one["type"], one["@context"]) == ("Annotation", "http://www.w3.org/ns/anno.jsonld")
        for target in one["target"]:
            text, (position, quote) = texts[target["source"]], target["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_rdflib_reads_quotations_and_who_spoke_them(sample: Record, tmp_path: Path) -> None:
    """A query over the graph gives speakers and words."""
    graph = rdflib.Graph().parse(export("json-ld", sample, tmp_path)[0], format="json-ld")
    query = """
        PREFIX s: <https://schema.org/> SELECT ?name ?text
        WHERE { ?a a s:NewsArticle ; s:hasPart ?q . ?q s:text ?text ; s:spokenByCharacter ?p . ?p s:name ?name }"""
    asked = sample.sql("SELECT speaker, text FROM statements WHERE mode <> 'indirect' AND speaker_id IS NOT NULL")
    answers: Any = graph.query(query)
    assert {(str(n), str(t)) for n, t in answers} >= {tuple(r.values()) for r in asked.to_pylist()}
