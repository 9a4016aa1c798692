"""The tables of a record are documented as they are."""

from __future__ import annotations

from pathlib import Path

from dateline.record.arrow import fields
from dateline.record.page import written
from dateline.record.stored import LAYERS
from dateline.schema import Reading

DOCUMENT = Path(__file__).parents[2] / "docs" / "record.md"


def test_the_document_lists_every_table_and_column() -> None:
    """docs/record.md is as ``python -m dateline.record.page docs/record.md`` writes it."""
    page = DOCUMENT.read_text(encoding="utf-8")
    assert page == written(page), "python -m dateline.record.page docs/record.md"


def test_every_field_of_a_row_is_stored() -> None:
    """A field added to a dataclass is a column of its table."""
    for layer in LAYERS.values():
        assert set(fields(layer.row)) <= set(layer.schema().names)


def test_every_layer_of_a_reading_is_stored() -> None:
    """A layer added to a reading has to find its place in the record."""
    assert set(fields(Reading)) == {
        "article", "text_sha256", "reader_version", "language", "translated", "translated_confidence", "anatomy",
        "sentences", "toponyms", "timeline", "figures", "cast", "events", "problems",
    }  # fmt: skip
