"""Each shape is read back by a library that it is for."""

from __future__ import annotations

import json
from pathlib import Path

import bibtexparser
import networkx
import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from followthemoney import model
from made_readings import reading

from dateline.export import SHAPES, export
from dateline.record import Record, Writer
from dateline.record.stored import stored_tables


@pytest.mark.parametrize("form", SHAPES)
def test_a_shape_is_the_same_each_time(sample: Record, tmp_path: Path, form: str) -> None:
    """Two exports of one record are equal byte for byte, whether or not the record holds its tables in memory."""
    first = export(form, sample, tmp_path / "a")
    second = export(form, sample, tmp_path / "b")
    assert [p.relative_to(tmp_path / "a") for p in first] == [p.relative_to(tmp_path / "b") for p in second]
    if form not in ("duckdb", "sqlite"):
        assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


@pytest.mark.parametrize("form", SHAPES)
def test_an_empty_record_is_exported(tmp_path: Path, form: str) -> None:
    """Nothing to say is no error."""
    Writer(tmp_path / "r").commit([stored_tables([reading("one")])])
    export(form, tmp_path / "r", tmp_path / "out", where="false")


def test_points_stand_where_the_record_has_them(sample: Record, tmp_path: Path) -> None:
    """Longitude first, as RFC 7946 wants it."""
    found = json.loads(export("geojson", sample, tmp_path)[0].read_text(encoding="utf-8"))
    assert found["type"] == "FeatureCollection"
    places = {p["place_id"]: p for p in sample.table("places").to_pylist()}
    layers = [f["properties"]["layer"] for f in found["features"]]
    assert layers.count("places") == len(places)
    assert layers.count("events") > 100
    for feature in found["features"]:
        place = places[feature["properties"]["place_id"]]
        assert feature["geometry"]["coordinates"] == [place["longitude"], place["latitude"]]


@pytest.mark.parametrize(("form", "read"), [("gexf", networkx.read_gexf), ("graphml", networkx.read_graphml)])
def test_networks_are_read_by_networkx(sample: Record, tmp_path: Path, form: str, read: object) -> None:
    """Nodes are the actors, edges say what was done how often."""
    graph = read(export(form, sample, tmp_path)[0])  # type: ignore[operator]
    names = {row["actor_id"]: row["name"] for row in sample.actors().to_pylist()}
    assert graph.number_of_edges() > 100
    assert all(data["label"] == names[node] for node, data in graph.nodes(data=True))
    edges = list(graph.edges(data=True))
    assert {data["relation"] for *_, data in edges} == {"did", "spoke of"}
    assert all(float(data["weight"]) >= 1 for *_, data in edges)


def test_a_name_with_marks_of_xml_is_kept(tmp_path: Path) -> None:
    """Angle brackets, ampersands and quotation marks are letters like others; control characters XML forbids go."""
    Writer(tmp_path / "r").commit([stored_tables([reading("one", speaker='A & "B" <C>\x01')])])
    for form, read in (("gexf", networkx.read_gexf), ("graphml", networkx.read_graphml)):
        graph = read(export(form, tmp_path / "r", tmp_path)[0])
        assert 'A & "B" <C>' in {data["label"] for _, data in graph.nodes(data=True)}


def test_entities_are_valid_follow_the_money(sample: Record, tmp_path: Path) -> None:
    """The model takes every property, and mentions point to what is there."""
    entities = [
        model.get_proxy(json.loads(line), cleaned=False)
        for line in export("ftm", sample, tmp_path)[0].read_text(encoding="utf-8").splitlines()
    ]
    ids = {entity.id for entity in entities}
    assert len(ids) == len(entities)
    assert {entity.schema.name for entity in entities} == {"Article", "Person", "Organization", "PublicBody", "Mention"}
    for entity in entities:
        entity.schema.validate(entity.to_dict())
        if entity.schema.name == "Mention":
            assert set(entity.get("resolved") + entity.get("document")) <= ids
    assert "Ana Vidmar" in {name for entity in entities for name in entity.get("name")}


def test_bibtex_is_read_by_a_parser(sample: Record, tmp_path: Path) -> None:
    """An entry an article, without a block that fails."""
    library = bibtexparser.parse_string(export("bibtex", sample, tmp_path)[0].read_text(encoding="utf-8"))
    assert not library.failed_blocks
    titles = {e.key: e.fields_dict["title"].value for e in library.entries if "title" in e.fields_dict}
    for row in sample.articles().to_pylist():
        if row["headline"] and not set("{}$&%#_\\~^") & set(row["headline"]):
            assert titles[row["article_id"]] == " ".join(row["headline"].split())


def test_csl_json_is_cited_by_a_processor(sample: Record, tmp_path: Path) -> None:
    """A style sets the items that it is given."""
    items = json.loads(export("csl-json", sample, tmp_path)[0].read_text(encoding="utf-8"))
    assert len(items) == sample.info().articles
    source = CiteProcJSON(items)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    shelf = CitationStylesBibliography(style, source, formatter.plain)
    dated = next(i for i in items if "issued" in i and "title" in i)
    shelf.register(Citation([CitationItem(dated["id"])]))
    assert dated["title"].split()[0] in str(shelf.bibliography()[0])
