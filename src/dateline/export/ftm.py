"""FollowTheMoney entities (followthemoney.tech), as Aleph, OpenAleph and OpenSanctions' tools load them, one a line.

Persons, organisations and countries that have a name become Person, Organization and PublicBody; articles become
Article, and a Mention joins an actor to an article that names it. A claim is no fact, so statements and events are not
made into relations between people.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from dateline.export.source import Row, Source

__all__ = ["write_ftm"]

_SCHEMA = {"person": "Person", "organisation": "Organization", "country": "PublicBody"}
_ACTORS = "SELECT * FROM actors WHERE named AND kind IN ('person', 'organisation', 'country') ORDER BY actor_id"
_ARTICLES = "SELECT * EXCLUDE (sentences) FROM articles ORDER BY article_id"
_MENTIONS = """
SELECT m.article_id, m.actor_id, a.kind, list(DISTINCT m.text ORDER BY m.text) AS names
FROM mentions m JOIN actors a ON a.actor_id = m.actor_id
WHERE m.form = 'name' AND a.named AND a.kind IN ('person', 'organisation', 'country')
GROUP BY ALL ORDER BY m.article_id, m.actor_id
"""


def write_ftm(source: Source, folder: Path) -> None:
    """Write ``entities.ftm.json``."""
    with (folder / "entities.ftm.json").open("w", encoding="utf-8", newline="\n") as file:
        for schema, key, properties in _entities(source):
            kept = {name: values for name, values in ((n, _texts(v)) for n, v in properties.items()) if values}
            file.write(json.dumps({"id": _id(key), "schema": schema, "properties": kept}, ensure_ascii=False) + "\n")


def _entities(source: Source) -> Iterator[tuple[str, str, dict[str, object]]]:
    for row in source.rows(_ARTICLES):
        web = (row["uri"] or "").startswith("http")
        yield "Article", f"article:{row['article_id']}", {
            "title": row["headline"] or row["uri"], "publisher": row["publisher"], "publishedAt": row["published_at"],
            "bodyText": row["text"], "sourceUrl": row["uri"] if web else None, "fileName": None if web else row["uri"],
            "contentHash": hashlib.sha1(row["text"].encode()).hexdigest(), "language": row["language"],
        }  # fmt: skip
    for row in source.rows(_ACTORS):
        yield _SCHEMA[row["kind"]], f"actor:{row['actor_id']}", _actor(row)
    for row in source.rows(_MENTIONS):
        yield "Mention", f"mention:{row['article_id']}:{row['actor_id']}", {
            "document": _id(f"article:{row['article_id']}"), "resolved": _id(f"actor:{row['actor_id']}"),
            "detectedSchema": _SCHEMA[row["kind"]], "name": row["names"],
        }  # fmt: skip


def _actor(row: Row) -> dict[str, object]:
    country = (row["country"] or "").lower()
    found: dict[str, object] = {
        "name": row["name"], "alias": [a for a in row["aliases"] or () if a != row["name"]],
        "country": country, "wikidataId": row["wikidata_id"],
    }  # fmt: skip
    return found | ({"position": row["roles"]} if row["kind"] == "person" else {})


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [v for v in values if isinstance(v, str) and v]


def _id(key: str) -> str:
    """FollowTheMoney's ids are free; a hash keeps odd characters of an article's own id out of them."""
    return hashlib.sha1(f"dateline:{key}".encode()).hexdigest()
