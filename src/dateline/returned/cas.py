"""INCEpTION's documents: UIMA CAS as JSON or XMI, read by dkpro-cassis, and WebAnno TSV 3.

The layers are ours (``dateline.Event``) or custom ones of the same names (``webanno.custom.Event``). An XMI file needs
its ``TypeSystem.xml`` in the same folder. INCEpTION writes one file an annotator, under the name of the document:
``annotation/<document>/<annotator>.json``; so who annotated is the file's name where its folder is the document's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from dateline.errors import FormatError, InputError
from dateline.export.cas import LAYER_TYPES
from dateline.export.marks import Mark, Utf16
from dateline.returned.annotated import Annotated, Shown, changed_at, read_manifest

__all__ = ["read_inception"]

_LAYERS = {name: layer for layer, name in LAYER_TYPES.items()}
_ENDINGS = (".json", ".xmi", ".tsv")
_LINE = re.compile(r"\d+-\d+(?:\.\d+)?\t(\d+)-(\d+)\t([^\t]*)\t(.*)")
_VALUE = re.compile(r"(.*?)(?:\[(\d+)\])?", re.S)
_Found = Iterable[tuple[str, str, int, int, str, str]]
"""Layer, label, start, end, row and note."""


def read_inception(
    path: Path, by: str | None, exported: Path | None, text_of: Callable[[str], str]
) -> Iterator[Annotated]:
    """The documents in the folder ``path``, or the one at it; raises InputError where nobody says who annotated.

    ``text_of`` gives the text of an article, which a WebAnno TSV does not hold whole. Raises FormatError for what is
    no CAS, and InputError where dkpro-cassis is not installed.
    """
    folder = path if path.is_dir() else path.parent
    manifest = read_manifest(exported or folder)
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix in _ENDINGS) if path.is_dir() else [path]
    for file in files:
        stem = next((s for s in (file.stem, file.parent.name, Path(file.parent.name).stem) if s in manifest), None)
        if stem is None:
            continue
        who = by or (file.stem if stem != file.stem else None)
        if who is None:
            raise InputError(f"{file} does not say who annotated: give --by NAME")
        shown = manifest[stem]
        text, found = _tabbed(file, text_of(shown.article_id)) if file.suffix == ".tsv" else _cas(file)
        marks = tuple(_keyed(found, shown))
        yield Annotated(shown, text, marks, shown.links, who, changed_at(file), str(file))


def _keyed(found: _Found, shown: Shown) -> Iterator[Mark]:
    """The marks with the keys of those shown: first those on the same words, then the next of the same row."""
    left = list(shown.marks)
    waiting = []
    for layer, label, start, end, row, note in found:
        fits = [m for m in left if (m.layer, m.row, m.start, m.end) == (layer, row, start, end)]
        same = next((m for m in fits if m.label == label), fits[0] if fits else None)
        if same is None:
            waiting.append((layer, label, start, end, row, note))
        else:
            left.remove(same)
            yield Mark(same.key, layer, label, start, end, row, note)
    for number, (layer, label, start, end, row, note) in enumerate(waiting, 1):
        same = next((m for m in left if row and (m.layer, m.row) == (layer, row) and _near(m, label)), None)
        if same is not None:
            left.remove(same)
        key = same.key if same else f"new {number}"
        yield Mark(key, layer, label, start, end, row if same else "", note)


def _near(mark: Mark, label: str) -> bool:
    return mark.layer != "statements" or mark.label == label


def _cas(file: Path) -> tuple[str, _Found]:
    try:
        import cassis
    except ModuleNotFoundError:
        raise InputError("dkpro-cassis is not installed: pip install 'dateline[annotation]'") from None
    try:
        with file.open("rb") as stream:
            if file.suffix == ".json":
                cas = cassis.load_cas_from_json(stream)
            else:
                with (file.parent / "TypeSystem.xml").open("rb") as types:
                    cas = cassis.load_cas_from_xmi(stream, typesystem=cassis.load_typesystem(types))
    except FileNotFoundError as error:
        raise InputError(f"{error.filename} is not there: an XMI file needs the type system beside it") from None
    except Exception as error:  # noqa: BLE001 - cassis raises whatever its parsers do
        raise FormatError(f"{file} is no CAS that cassis reads ({type(error).__name__}: {error})") from None
    return str(cas.sofa_string or ""), list(_annotations(cas))


def _annotations(cas: Any) -> _Found:
    for one in cas.select_all_annotations():
        layer = _LAYERS.get(one.type.name.rpartition(".")[2])
        if layer and one.type.name.startswith(("dateline.", "webanno.custom.")):
            label, row, note = (getattr(one, name, None) or "" for name in ("label", "row", "note"))
            yield layer, label, one.begin, one.end, row, note


def _tabbed(file: Path, text: str) -> tuple[str, _Found]:
    """The annotations of a WebAnno TSV of ``text``."""
    lines = file.read_text(encoding="utf-8").splitlines()
    if not lines or not lines[0].startswith("#FORMAT=WebAnno TSV 3"):
        raise FormatError(f"{file} is no WebAnno TSV 3: its first line says which")
    columns = []
    for line in lines:
        if head := re.match(r"#T_SP=(\S+?)\|(.*)", line):
            columns += [(_LAYERS.get(head[1].rpartition(".")[2]), feature) for feature in head[2].split("|")]
    marks: dict[tuple[str, str], dict[str, Any]] = {}
    for number, line in enumerate(lines, 1):
        told = _LINE.fullmatch(line.removesuffix("\t"))
        cells = told[4].split("\t") if told else []
        if told and len(cells) < len(columns):
            raise FormatError(f"{file}:{number} has {len(cells)} cells for {len(columns)} columns")
        for (layer, feature), cell in zip(columns, cells, strict=False):
            if told and layer and cell != "_":
                _add(marks, layer, feature, cell, int(told[1]), int(told[2]), number)
    units = Utf16(text)
    found = [(m["layer"], m.get("label", ""), units.points(m["start"]), units.points(m["end"]), m.get("row", ""),
              m.get("note", "")) for m in marks.values()]  # fmt: skip
    return text, found


def _add(
    marks: dict[tuple[str, str], dict[str, Any]], layer: str, feature: str, cell: str, start: int, end: int, line: int
) -> None:
    """What a cell says of the marks that stand over a token."""
    for place, value in enumerate(re.split(r"(?<!\\)\|", cell)):
        told = _VALUE.fullmatch(value)
        words, key = (told[1], told[2] or f"line {line}, {place}") if told else (value, f"line {line}, {place}")
        mark = marks.setdefault((layer, key), {"layer": layer, "start": start, "end": end})
        mark["end"] = max(mark["end"], end)
        mark[feature] = "" if words == "*" else re.sub(r"\\(.)", r"\1", words)
