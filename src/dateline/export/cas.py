"""UIMA CAS JSON 0.4 with its type system in each file, as INCEpTION imports it and dkpro-cassis reads it.

Offsets are UTF-16 code units, as UIMA counts. A type a layer, under the name ``dateline.``; ``label`` is what it is,
``row`` the row of the record, ``note`` what a person should see.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from dateline.export.exported import Manifest
from dateline.export.marks import Utf16, marks_of
from dateline.export.source import Row, Source

__all__ = ["LAYER_TYPES", "stem_of", "write_cas"]

LAYER_TYPES = {
    "statements": "Statement",
    "events": "Event",
    "mentions": "Mention",
    "toponyms": "Toponym",
    "times": "Time",
}
"""By layer the name of its type."""
_SENTENCE = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"


def write_cas(source: Source, folder: Path) -> None:
    """Write the folder ``cas``, a file an article."""
    made = folder / "cas"
    made.mkdir()
    types = _types()
    with Manifest(made) as manifest:
        for layers in source.articles():
            written = json.dumps(_cas(layers, types), ensure_ascii=False, indent=1)
            (made / f"{stem_of(layers)}.json").write_text(written + "\n", encoding="utf-8", newline="\n")
            manifest.add(stem_of(layers), layers)


def stem_of(layers: Row) -> str:
    """The article's id as the name of a file."""
    return re.sub(r"[^A-Za-z0-9._-]", "_", layers["article"]["article_id"])


def _types() -> Row:
    features = {name: {"%NAME": name, "%RANGE": "uima.cas.String"} for name in ("label", "row", "note")}
    own = {f"dateline.{name}": features for name in LAYER_TYPES.values()} | {_SENTENCE: {}}
    return {name: {"%NAME": name, "%SUPER_TYPE": "uima.tcas.Annotation", **held} for name, held in own.items()}


def _cas(layers: Row, types: Row) -> Row:
    article = layers["article"]
    text, units = article["text"], Utf16(article["text"])
    sofa: Row = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text/plain",
                 "sofaString": text}  # fmt: skip
    document: Row = {"%ID": 2, "%TYPE": "uima.tcas.DocumentAnnotation", "@sofa": 1, "begin": 0,
                     "end": units.units(len(text)), "language": article["language"] or "x-unspecified"}  # fmt: skip
    found = [sofa, document]
    for span in article["sentences"] or ():
        found.append({"%ID": len(found) + 1, "%TYPE": _SENTENCE, "@sofa": 1, "begin": units.units(span["start"]),
                      "end": units.units(span["end"])})  # fmt: skip
    for mark in marks_of(layers):
        found.append({
            "%ID": len(found) + 1, "%TYPE": f"dateline.{LAYER_TYPES[mark.layer]}", "@sofa": 1,
            "begin": units.units(mark.start), "end": units.units(mark.end), "label": mark.label, "row": mark.row,
            "note": mark.note,
        })  # fmt: skip
    view = {"%SOFA": 1, "%MEMBERS": [one["%ID"] for one in found[1:]]}
    return {"%TYPES": types, "%VIEWS": {"_InitialView": view}, "%FEATURE_STRUCTURES": found}
