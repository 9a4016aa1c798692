"""Notes and tags: those of one article or actor, and all of them by tag."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.web.filters import Where, add_words
from dateline.web.queries import Asked, Facet, Row, Rows, facets, page_of, rows

_NAMED = """notes n LEFT JOIN articles a ON a.article_id = n.article_id
    LEFT JOIN actors w ON w.actor_id = n.row_id AND n.layer = 'actors'"""


def remarks_of(record: Asked, article_id: str) -> dict[str, list[Row]]:
    """The notes and tags of an article's rows by the row's id, those of the article itself under its own."""
    return _by_row(rows(record, "SELECT * FROM notes WHERE article_id = ?", article_id))


def remarks_on(record: Asked, layer: str, row_id: str) -> dict[str, list[Row]]:
    """The notes and tags of an actor or a story."""
    return _by_row(rows(record, "SELECT * FROM notes WHERE layer = ? AND row_id = ?", layer, row_id))


def _by_row(found: list[Row]) -> dict[str, list[Row]]:
    made: dict[str, list[Row]] = {}
    for row in found:
        made.setdefault(f"{row['layer']} {row['row_id']}", []).append(row)
    return made


def remarks(record: Asked, asked: Mapping[str, str], page: int) -> tuple[Rows, list[Facet]]:
    """All notes and tags, the last first, by tag, words, who gave them and about what."""
    where = Where()
    where.add("n.kind = 'tag' AND n.text = ?", asked.get("tag"))
    where.add("n.layer = ?", asked.get("layer"))
    where.add("n.made_by = ?", asked.get("by"))
    add_words(where, "n.text", asked.get("words"))
    narrow = facets(record, _NAMED, where, (
        ("tag", "Tag", "CASE WHEN n.kind = 'tag' THEN n.text END", "n.text"),
        ("layer", "About", "n.layer", "n.layer"), ("by", "By", "n.made_by", "n.made_by"),
    ))  # fmt: skip
    what = "n.*, a.headline, left(a.text, 200) AS opening, w.name"
    found = page_of(record, what, _NAMED, where, "n.made_at DESC, n.correction_id DESC", page)
    return found, narrow


def address(row: Mapping[str, Any]) -> str:
    """Where what a note is about can be seen."""
    layer, row_id = row["layer"], row["row_id"]
    if layer == "actors":
        return f"/actor/{row_id}"
    if layer == "stories":
        return f"/story/{row_id}"
    key = row_id.rpartition(":")[2]
    return f"/article/{row['article_id']}" + (f"#n-{key}" if layer in ("statements", "events") else "")
