"""WebAnno TSV 3.3, as INCEpTION and WebAnno read it: an article a file, a token a line, a layer some columns.

The layers are INCEpTION's custom span layers ``Mention``, ``Statement``, ``Event``, ``Toponym`` and ``Time``, each with
the features ``label``, ``note`` and ``row``; a project that imports the files has to have them. Offsets are UTF-16 code
units. Tokens are cut where a mark begins or ends, so that no mark is widened (INCEpTION user guide, appendix "WebAnno
TSV 3.3").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from dateline.export.cas import LAYER_TYPES, stem_of
from dateline.export.exported import Manifest
from dateline.export.marks import Mark, Utf16, marks_of
from dateline.export.source import Row, Source

__all__ = ["write_webanno"]

_FEATURES = ("label", "note", "row")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_RESERVED = re.compile(r"[\\\[\]|_;*\t\n\r]|->")
_CONTROL = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f", "\\": "\\\\"}


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A mark with its number in the file."""

    mark: Mark
    number: int


def write_webanno(source: Source, folder: Path) -> None:
    """Write the folder ``webanno``, a ``.tsv`` an article."""
    made = folder / "webanno"
    made.mkdir()
    with Manifest(made) as manifest:
        for layers in source.articles():
            with (made / f"{stem_of(layers)}.tsv").open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(f"{line}\n" for line in _lines(layers))
            manifest.add(stem_of(layers), layers)


def _lines(layers: Row) -> Iterator[str]:
    text, units = layers["article"]["text"], Utf16(layers["article"]["text"])
    marks = [_Numbered(mark, n) for n, mark in enumerate((m for m in marks_of(layers) if m.start < m.end), 1)]
    yield "#FORMAT=WebAnno TSV 3.3"
    for name in LAYER_TYPES.values():
        yield f"#T_SP=webanno.custom.{name}|{'|'.join(_FEATURES)}"
    yield ""
    cuts = sorted({edge for one in marks for edge in (one.mark.start, one.mark.end)})
    number = 0
    for start, end in _sentences(layers["article"], len(text)):
        tokens = list(_tokens(text, start, end, cuts))
        if not tokens:
            continue
        number += 1
        yield ""
        yield f"#Text={_plain(text[tokens[0][0] : tokens[-1][1]])}"
        here = [one for one in marks if one.mark.start < end and start < one.mark.end]
        for place, (first, last) in enumerate(tokens, 1):
            over = [one for one in here if one.mark.start < last and first < one.mark.end]
            cells = [_cell(over, layer, feature) for layer in LAYER_TYPES for feature in _FEATURES]
            at = f"{units.units(first)}-{units.units(last)}"
            yield "\t".join((f"{number}-{place}", at, _plain(text[first:last]), *cells)) + "\t"


def _sentences(article: Row, length: int) -> Iterator[tuple[int, int]]:
    """The article's sentences and what stands between them."""
    at = 0
    for span in sorted(article["sentences"] or (), key=lambda s: (s["start"], s["end"])):
        if at < span["start"]:
            yield at, span["start"]
        if at < span["end"]:
            yield max(at, span["start"]), span["end"]
            at = span["end"]
    if at < length:
        yield at, length


def _tokens(text: str, start: int, end: int, cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
    for match in _TOKEN.finditer(text, start, end):
        edges = [match.start(), *(c for c in cuts if match.start() < c < match.end()), match.end()]
        yield from pairwise(edges)


def _cell(over: Sequence[_Numbered], layer: str, feature: str) -> str:
    values = [f"{_escaped(getattr(one.mark, feature)) or '*'}[{one.number}]" for one in over if one.mark.layer == layer]
    return "|".join(values) or "_"


def _escaped(value: str) -> str:
    return _RESERVED.sub(lambda m: _CONTROL.get(m[0], f"\\{m[0]}"), value)


def _plain(text: str) -> str:
    """Text of a sentence or a token in one line."""
    return re.sub(r"[\\\n\r\t\f]", lambda m: _CONTROL[m[0]], text)
