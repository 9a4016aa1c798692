"""A reading again, from its stored rows: nothing of it is lost on the way to the disk and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.record.arrow import decode, decoded
from dateline.record.stored import LAYERS
from dateline.schema import Anatomy, Article, Cast, Dateline, Reading, Span, Timeline

Row = Mapping[str, Any]


def rebuilt(stored: Mapping[str, Sequence[Row]]) -> Reading:
    """The reading whose rows are ``stored``, by layer, in their order."""
    article = stored["articles"][0]
    rows = {name: tuple(decoded(layer.row, r) for r in stored[name]) for name, layer in LAYERS.items()}
    return Reading(
        article=decoded(Article, article),
        text_sha256=article["text_sha256"],
        reader_version=article["reader_version"],
        language=article["language_found"],
        translated=article.get("translated"),
        translated_confidence=article.get("translated_confidence"),
        anatomy=Anatomy(
            rows["blocks"],
            decode(Span | None, article["headline_span"]),
            decode(Dateline | None, article["dateline_parts"]),
        ),
        sentences=decode(tuple[Span, ...], article["sentences"]),
        toponyms=rows["toponyms"],
        timeline=Timeline(rows["times"], article["anchor"], article["anchor_from"], article["dateline_value"]),
        figures=rows["figures"],
        cast=Cast(rows["actors"], rows["mentions"], rows["statements"]),
        events=rows["events"],
        problems=rows["problems"],
    )
