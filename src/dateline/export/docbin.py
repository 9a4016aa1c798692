"""spaCy's DocBin: a Doc an article, with the reading as span groups, for training and for spaCy's own tools.

The tokens are those of a blank English pipeline; a mark that begins or ends inside a token is widened to it. A group
``dateline-<layer>`` has a span a mark: its label is what it is, its id the row of the record.
"""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin, Span, SpanGroup

from dateline.export.marks import marks_of
from dateline.export.source import Row, Source

__all__ = ["write_docbin"]


def write_docbin(source: Source, folder: Path) -> None:
    """Write ``articles.spacy``; whoever reads it needs spaCy alone."""
    blank = spacy.blank("en")
    blank.max_length = 10_000_000
    found = DocBin(attrs=["ORTH", "SPACY"], store_user_data=True)
    for layers in source.articles():
        found.add(_doc(blank.make_doc(layers["article"]["text"]), layers))
    found.to_disk(folder / "articles.spacy")


def _doc(doc: Doc, layers: Row) -> Doc:
    article = layers["article"]
    doc.user_data = {key: article[key] for key in ("article_id", "uri", "headline", "publisher", "published_at")}
    groups: dict[str, list[Span]] = {}
    for mark in marks_of(layers):
        span = doc.char_span(mark.start, mark.end, label=mark.label, span_id=mark.row, alignment_mode="expand")
        if span is not None:
            groups.setdefault(f"dateline-{mark.layer}", []).append(span)
    for name, spans in sorted(groups.items()):
        doc.spans[name] = SpanGroup(doc, name=name, spans=spans)
    return doc
