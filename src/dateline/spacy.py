"""Dateline as a component of a spaCy pipeline: ``nlp.add_pipe("dateline")``.

>>> import spacy
>>> nlp = spacy.blank("en")
>>> pipe = nlp.add_pipe("dateline")
>>> doc = nlp("PARIS, 3 May. The bridge will open in June, the mayor said.")
>>> [(said["speaker"], said["stance"], str(said["content"][0])) for said in doc._.statements]
[('the mayor', 'say', 'The bridge will open in June')]

The text is read as ``dateline.annotate`` reads it, with a parse of its own: other components of the pipeline neither
help nor disturb. What was found is kept in ``doc.user_data["dateline"]``, so that it holds under ``to_bytes``,
``to_disk`` and ``DocBin(store_user_data=True)``; the spans are made from it when they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from dateline.annotation import annotation
from dateline.reading import read_batch
from dateline.schema import Article

__all__ = ["Reader", "make"]

_KEY = "dateline"
Row = dict[str, Any]


class Reader:
    """The component; ``doc._.published_at`` (ISO 8601), where it is set before, anchors relative times."""

    def __call__(self, doc: Doc) -> Doc:
        """Read one Doc."""
        return next(iter(self.pipe([doc])))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        """Read many, a batch at a time, in their order."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            articles = [Article(str(n), "-", doc.text, published_at=doc._.published_at) for n, doc in enumerate(batch)]
            for doc, reading in zip(batch, read_batch(articles), strict=True):
                found = annotation(reading)
                doc.user_data[_KEY] = {key: value for key, value in found.items() if key not in ("id", "text")}
                yield doc

    def to_bytes(self, **_: object) -> bytes:
        """Nothing: the component has no state."""
        return b""

    def from_bytes(self, _: bytes, **__: object) -> Reader:
        """The same component."""
        return self

    def to_disk(self, *_: object, **__: object) -> None:
        """Nothing: the component has no state."""

    def from_disk(self, *_: object, **__: object) -> Reader:
        """The same component."""
        return self


@Language.factory("dateline")
def make(nlp: Language, name: str) -> Reader:
    """The component, with ``doc._.statements``, ``events``, ``actors``, ``places``, ``times`` and ``published_at``."""
    getters = {"statements": _statements, "events": _events, "actors": _actors, "places": _places, "times": _times}
    for attribute, getter in getters.items():
        Doc.set_extension(attribute, getter=getter, force=True)
    if not Doc.has_extension("published_at"):
        Doc.set_extension("published_at", default=None)
    return Reader()


def _rows(doc: Doc, layer: str) -> list[Row]:
    found: list[Row] = doc.user_data.get(_KEY, {}).get(layer, [])
    return found


def _span(doc: Doc, start: int, end: int, label: str) -> Span:
    """The tokens that hold the code points from ``start`` to ``end``."""
    span = doc.char_span(start, end, label=label, alignment_mode="expand")
    return span if span is not None else doc[0:0]


def _named(doc: Doc) -> dict[str, str]:
    return {row["id"]: row["name"] for row in _rows(doc, "actors")}


def _statements(doc: Doc) -> list[Row]:
    """The statements, with ``speaker`` and ``addressee`` by name, ``source``, ``cue`` and ``content`` as spans."""
    names = _named(doc)
    return [
        row
        | {part: [_span(doc, s, e, part) for s, e in row[part]] for part in ("source", "cue", "content")}
        | {part: names.get(row[part]) for part in ("speaker", "addressee")}
        for row in _rows(doc, "statements")
    ]


def _events(doc: Doc) -> list[Row]:
    """The events, with ``trigger`` as spans, ``actor`` and ``recipient`` as rows with ``name`` and ``span``."""
    names = _named(doc)
    return [
        row
        | {"trigger": [_span(doc, s, e, row["type"]) for s, e in row["trigger"]]}
        | {
            part: [p | {"name": names.get(p["id"]), "span": _span(doc, p["start"], p["end"], part)} for p in row[part]]
            for part in ("actor", "recipient")
        }
        for row in _rows(doc, "events")
    ]


def _actors(doc: Doc) -> list[Row]:
    """The actors, with ``mentions`` as spans."""
    said: dict[str, list[Span]] = {}
    for row in _rows(doc, "mentions"):
        said.setdefault(row["actor"], []).append(_span(doc, row["start"], row["end"], row["form"]))
    return [row | {"mentions": said.get(row["id"], [])} for row in _rows(doc, "actors")]


def _places(doc: Doc) -> list[Row]:
    """The toponyms, each with its ``span``."""
    return [row | {"span": _span(doc, row["start"], row["end"], row["form"])} for row in _rows(doc, "toponyms")]


def _times(doc: Doc) -> list[Row]:
    """The times, each with its ``span``."""
    return [row | {"span": _span(doc, row["start"], row["end"], "time")} for row in _rows(doc, "times")]
