"""The codebook and the lexicon as tables."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from dateline import resources
from dateline.events import codebook, lexicon, page
from dateline.events.modality import cues
from dateline.schema import EventType, Modality

PAGE = Path(__file__).parents[2] / "docs" / "events.md"


def test_the_codebook_has_the_sixteen_types() -> None:
    """Each type of the schema is defined once, with examples of its own."""
    assert set(codebook.types()) == set(get_args(EventType))
    for kind in codebook.types().values():
        assert kind.definition
        assert kind.examples
        assert kind.contrast
        assert kind.quad in (1, 2, 3, 4)


def test_each_cameo_code_has_a_goldstein_value() -> None:
    """Codes of types, modes and patterns are base codes of which the Goldstein value is known."""
    codes = {k.cameo for k in codebook.types().values()}
    codes |= {m.cameo for k in codebook.types().values() for m in k.modes}
    codes |= {row["cameo"] for row in resources.table("event_lexicon.tsv") if row["cameo"]}
    for code in codes:
        value = codebook.goldstein(code)
        assert value is not None, code
        assert -10 <= value <= 10


def test_the_sign_of_goldstein_follows_the_quad() -> None:
    """Cooperation is above zero and conflict below."""
    for kind in codebook.types().values():
        for code in (kind.cameo, *(m.cameo for m in kind.modes)):
            assert ((codebook.goldstein(code) or 0) > 0) == (kind.quad < 3), (kind.name, code)


def test_every_type_has_patterns() -> None:
    """No type is without words."""
    assert {p.type for rows in lexicon.patterns().values() for p in rows} == set(get_args(EventType))


def test_modality_cues_name_modalities() -> None:
    """Each row of the cue table names one of the eight modalities."""
    for row in resources.table("event_modality.tsv"):
        assert row["modality"] in get_args(Modality)
        assert cues(row["kind"])


def test_the_page_is_made_from_the_codebook() -> None:
    """docs/events.md is what the command prints."""
    assert PAGE.read_text(encoding="utf-8") == page.page(), "python -m dateline.events.page > docs/events.md"
