"""The GeoPackage is read by GDAL, drafts of reviews by rdflib, WebAnno's tables line by line."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import Any

import pytest
import rdflib
from made_readings import reading

from dateline.export import export
from dateline.export.marks import Utf16, marks_of
from dateline.export.source import Source
from dateline.record import Record, Writer
from dateline.record.stored import stored_tables


def test_gdal_reads_the_geopackage(sample: Record, tmp_path: Path) -> None:
    """Both layers with their coordinates, columns and system of coordinates."""
    pyogrio = pytest.importorskip("pyogrio")
    path = export("geopackage", sample, tmp_path)[0]
    assert sorted(map(tuple, pyogrio.list_layers(path))) == [("events", "Point"), ("places", "Point")]
    places = {p["place_id"]: p for p in sample.table("places").to_pylist()}
    for layer in ("events", "places"):
        meta, _, points, columns = pyogrio.raw.read(path, layer=layer)
        assert meta["crs"] == "EPSG:4326"
        ids = dict(zip(meta["fields"], columns, strict=True))["place_id"]
        assert len(points) >= len(places)
        for place_id, point in zip(ids, points, strict=True):
            place = places[place_id]
            assert struct.unpack("<dd", point[5:]) == (place["longitude"], place["latitude"])


def test_rdflib_reads_drafts_of_reviews(sample: Record, tmp_path: Path) -> None:
    """Claim, author and article; no rating that nobody has given."""
    graph = rdflib.Graph().parse(export("claim-review", sample, tmp_path)[0], format="json-ld")
    query = """
        PREFIX s: <https://schema.org/> SELECT ?who ?claim ?article
        WHERE { ?r a s:ClaimReview ; s:itemReviewed ?c . ?c s:text ?claim ; s:author ?a ; s:appearance ?article .
                ?a s:name ?who }"""
    answers: Any = graph.query(query)
    found = {(str(who), str(claim), str(article).rpartition(":")[2]) for who, claim, article in answers}
    asked = sample.sql("""
        SELECT s.speaker, s.text, s.article_id FROM statements s JOIN actors a ON a.actor_id = s.speaker_id
        WHERE a.named AND s.stance = 'deny' AND s.act = 'speech'""").to_pylist()
    assert asked
    assert found >= {tuple(row.values()) for row in asked}
    assert (None, rdflib.URIRef("https://schema.org/reviewRating"), None) not in graph


UNITS = re.compile(r"(\d+)-(\d+)")
CELL = re.compile(r"((?:\\.|[^\\\[\]|_;*])*|\*)\[(\d+)\]")


def read_webanno(path: Path) -> tuple[list[str], set[tuple[str, str, int, int, str, str]]]:
    """The lines of text, and (layer, label, start, end, note, row) of each annotation, in code units."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "#FORMAT=WebAnno TSV 3.3"
    layers = [line.partition("=")[2].split("|")[0].rpartition(".")[2] for line in lines if line.startswith("#T_SP=")]
    found: dict[str, list[Any]] = {}
    for line in lines:
        if not re.match(r"\d+-\d+\t", line):
            continue
        _, at, _, *cells = line.removesuffix("\t").split("\t")
        start, end = map(int, at.split("-"))
        assert len(cells) == 3 * len(layers)
        for n, layer in enumerate(layers):
            columns = [re.split(r"(?<!\\)\|", c) if c != "_" else [] for c in cells[3 * n : 3 * n + 3]]
            for values in zip(*columns, strict=True):
                told = [CELL.fullmatch(v) for v in values]
                words = [re.sub(r"\\(.)", r"\1", t[1]) if t and t[1] != "*" else "" for t in told]
                key = told[0][2] if told[0] else ""
                mark = found.setdefault(key, [layer, *words, start, end])
                mark[-1] = max(mark[-1], end)
    texts = [line.partition("=")[2] for line in lines if line.startswith("#Text=")]
    return texts, {(m[0], m[1], m[4], m[5], m[2], m[3]) for m in found.values()}


def test_webanno_tables_hold_every_mark(sample: Record, tmp_path: Path) -> None:
    """With its label, note and row, in the units that UIMA counts, however marks overlap."""
    Writer(tmp_path / "r").commit([stored_tables([reading("one", speaker="\U0001f6a2\U0001d504na_[V]|idmar")])])
    with Record(tmp_path / "r") as wide:
        for record in (wide, sample):
            export("webanno-tsv", record, tmp_path)
            for layers in Source(record).articles():
                text = layers["article"]["text"]
                units = Utf16(text)
                _, found = read_webanno(tmp_path / "webanno" / f"{layers['article']['article_id']}.tsv")
                wanted = {
                    (m.layer.capitalize()[:-1], m.label, units.units(m.start), units.units(m.end), m.note, m.row)
                    for m in marks_of(layers)
                    if text[m.start : m.end].strip() == text[m.start : m.end] != ""
                }
                assert found >= wanted
