"""JSON-LD with schema.org's words: an article is a NewsArticle, direct words are a Quotation spoken by somebody.

The context is written out (``@vocab``), so that a reader need not fetch it. Only direct and mixed statements become
quotations: what a paper tells in its own words is not quoted.
"""

from __future__ import annotations

import json
from pathlib import Path

from dateline.export.source import Row, Source

__all__ = ["CONTEXT", "actor_node", "without_null", "write_jsonld"]

CONTEXT = {"@vocab": "https://schema.org/", "@base": "urn:dateline:"}
_SCHEMA = {"person": "Person", "organisation": "Organization", "country": "Country"}


def write_jsonld(source: Source, folder: Path) -> None:
    """Write ``articles.jsonld``: one graph, a node a line."""
    with (folder / "articles.jsonld").open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"@context": ' + json.dumps(CONTEXT) + ', "@graph": [')
        for number, layers in enumerate(source.articles()):
            file.write(("," if number else "") + "\n" + json.dumps(_article(layers), ensure_ascii=False))
        file.write("\n]}\n")


def _article(layers: Row) -> Row:
    article, actors = layers["article"], {a["actor_id"]: a for a in layers["actors"]}
    uri = article["uri"]
    return without_null({
        "@type": "NewsArticle", "@id": f"article:{article['article_id']}", "headline": article["headline"],
        "datePublished": article["published_at"], "dateline": article["dateline"], "inLanguage": article["language"],
        "publisher": {"@type": "Organization", "name": article["publisher"]} if article["publisher"] else None,
        "url": uri if uri.startswith("http") else None, "identifier": uri, "articleBody": article["text"],
        "mentions": [actor_node(a) for a in layers["actors"] if a["named"]],
        "hasPart": [_quotation(s, actors) for s in layers["statements"] if s["mode"] != "indirect"],
    })  # fmt: skip


def _quotation(row: Row, actors: dict[str, Row]) -> Row:
    speaker = actors.get(row["speaker_id"])
    return without_null({
        "@type": "Quotation", "@id": f"statement:{row['statement_id']}", "text": row["text"],
        "spokenByCharacter": actor_node(speaker) if speaker else None,
    })  # fmt: skip


def actor_node(row: Row) -> Row:
    """An actor as schema.org has it, from its ``kind``, ``actor_id``, ``name`` and ``wikidata_id``."""
    same = f"http://www.wikidata.org/entity/{row['wikidata_id']}" if row["wikidata_id"] else None
    kind = _SCHEMA.get(row["kind"], "Thing")
    return without_null({"@type": kind, "@id": f"actor:{row['actor_id']}", "name": row["name"], "sameAs": same})


def without_null(row: Row) -> Row:
    """``row`` without what is null or an empty list."""
    return {key: value for key, value in row.items() if value not in (None, [])}
