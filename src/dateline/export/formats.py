"""The formats by name; a new one is a file of this folder and a line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from dateline.export.brat import write_brat
from dateline.export.cas import write_cas
from dateline.export.citations import write_bibtex, write_csl
from dateline.export.claim_review import write_claim_review
from dateline.export.csv import write_csv
from dateline.export.databases import write_duckdb, write_sqlite
from dateline.export.datapackage import write_datapackage
from dateline.export.ftm import write_ftm
from dateline.export.gdelt import write_gdelt
from dateline.export.geojson import write_geojson
from dateline.export.geopackage import write_geopackage
from dateline.export.jsonl import write_jsonl
from dateline.export.jsonld import write_jsonld
from dateline.export.label_studio import write_label_studio
from dateline.export.map import map_of
from dateline.export.network import write_gexf, write_graphml
from dateline.export.parquet import write_parquet
from dateline.export.polecat import write_polecat
from dateline.export.report import write_html_report, write_report
from dateline.export.source import Source
from dateline.export.web_annotation import write_web_annotation
from dateline.export.webanno import write_webanno


@dataclass(frozen=True, slots=True)
class Format:
    """A format of tables."""

    about: str
    write: Callable[[pa.RecordBatchReader, Path], None]
    """Writes the rows of one table to one file."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A format that has a record in a shape of its own."""

    about: str
    write: Callable[[Source, Path], None]
    """Writes its files into a folder."""
    file: str | None = None
    """The name of its file, where it is one."""


FORMATS = {
    "csv": Format("a table a file, for spreadsheets", write_csv),
    "jsonl": Format("a table a file, exact, as JSON lines", write_jsonl),
    "parquet": Format("a table a file, exact, with types", write_parquet),
}


def _map(source: Source, folder: Path) -> None:
    (folder / "map.svg").write_text(map_of(source), encoding="utf-8")


def _docbin(source: Source, folder: Path) -> None:
    from dateline.export.docbin import write_docbin  # spaCy is slow to load, and the other formats need it not

    write_docbin(source, folder)


SHAPES = {
    "gdelt": Shape("GDELT 2.0 Events, Mentions and GKG 2.1", write_gdelt),
    "polecat": Shape("POLECAT's table of PLOVER events", write_polecat, "polecat.tsv"),
    "geojson": Shape("events and places as points", write_geojson, "places.geojson"),
    "geopackage": Shape("the same as a GeoPackage, for QGIS", write_geopackage, "places.gpkg"),
    "gexf": Shape("who did what to whom and who spoke of whom, for Gephi", write_gexf, "network.gexf"),
    "graphml": Shape("the same as GraphML", write_graphml, "network.graphml"),
    "ftm": Shape("FollowTheMoney entities of actors, articles and mentions", write_ftm, "entities.ftm.json"),
    "bibtex": Shape("citations of articles with their quotations", write_bibtex, "citations.bib"),
    "csl-json": Shape("the same as CSL-JSON", write_csl, "citations.json"),
    "json-ld": Shape("articles and quotations in schema.org's words", write_jsonld, "articles.jsonld"),
    "claim-review": Shape("claims as drafts of schema.org's ClaimReview", write_claim_review, "claims.jsonld"),
    "web-annotation": Shape("W3C Web Annotations of statements and events", write_web_annotation, "annotations.jsonl"),
    "label-studio": Shape("tasks with predictions, and the labelling configuration", write_label_studio),
    "brat": Shape("standoff files for brat", write_brat),
    "uima-cas": Shape("UIMA CAS JSON for INCEpTION and dkpro-cassis", write_cas),
    "webanno-tsv": Shape("WebAnno TSV 3.3 for INCEpTION and WebAnno", write_webanno),
    "spacy": Shape("a DocBin with span groups", _docbin, "articles.spacy"),
    "sqlite": Shape("all tables in one file, as Datasette serves it", write_sqlite, "record.sqlite"),
    "duckdb": Shape("all tables in one file, with every type", write_duckdb, "record.duckdb"),
    "datapackage": Shape("a Frictionless data package", write_datapackage),
    "report": Shape("who says what, and what is told to have happened, in Markdown", write_report, "report.md"),
    "report.html": Shape("the same as a page", write_html_report, "report.html"),
    "map.svg": Shape("a map of the places named", _map, "map.svg"),
}
