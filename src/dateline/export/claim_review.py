"""ClaimReview (schema.org) as drafts: a statement as the claim that a checker reviews, with who made it and where.

A record does not judge what was said. So a draft has the claim, its author, its day and the article in which it
appeared, and leaves ``author``, ``datePublished``, ``url`` and ``reviewRating`` of the review itself to the checker;
without them search engines ignore it. What is a question, a demand or a wish is no claim that can be true or false.
"""

from __future__ import annotations

import json
from pathlib import Path

from dateline.export.jsonld import CONTEXT, actor_node, without_null
from dateline.export.source import Row, Source

__all__ = ["write_claim_review"]

_CLAIMS = ("say", "claim", "believe", "warn", "deny", "confirm", "criticise", "praise")
"""Stances of statements that can be true or false."""
_QUERY = f"""
SELECT s.statement_id, s.speaker_id, s.text, s.said_on, s.cue_text, s.stance, s.negated, x.kind, x.name, x.wikidata_id,
       a.article_id, a.headline, a.published_at, a.publisher, a.uri, a.text_sha256,
       s.content[1]."start" AS "start", s.content[-1]."end" AS "end"
FROM statements s JOIN articles a ON a.article_id = s.article_id JOIN actors x ON x.actor_id = s.speaker_id
WHERE x.named AND s.stance IN ({", ".join(f"'{s}'" for s in _CLAIMS)}) AND s.act IN ('speech', 'writing')
ORDER BY s.article_id, s.content[1]."start", s.statement_id
"""


def write_claim_review(source: Source, folder: Path) -> None:
    """Write ``claims.jsonld``: one graph, a draft of a review a line."""
    with (folder / "claims.jsonld").open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"@context": ' + json.dumps(CONTEXT) + ', "@graph": [')
        for number, row in enumerate(source.rows(_QUERY)):
            file.write(("," if number else "") + "\n" + json.dumps(_review(row), ensure_ascii=False))
        file.write("\n]}\n")


def _review(row: Row) -> Row:
    uri = row["uri"]
    appeared = without_null({
        "@type": "NewsArticle", "@id": f"article:{row['article_id']}", "headline": row["headline"],
        "datePublished": row["published_at"], "url": uri if uri.startswith("http") else None, "identifier": uri,
        "publisher": {"@type": "Organization", "name": row["publisher"]} if row["publisher"] else None,
    })  # fmt: skip
    claim = without_null({
        "@type": "Claim", "@id": f"claim:{row['statement_id']}", "text": row["text"],
        "author": actor_node({**row, "actor_id": row["speaker_id"]}),
        "datePublished": row["said_on"] or row["published_at"], "appearance": appeared,
    })  # fmt: skip
    found = f"{row['stance']}{', negated' if row['negated'] else ''}: {row['cue_text'] or 'no cue'}"
    return {
        "@type": "ClaimReview", "@id": f"review:{row['statement_id']}", "claimReviewed": row["text"],
        "itemReviewed": claim, "identifier": f"{row['article_id']} {row['start']}-{row['end']} {row['text_sha256']}",
        "description": found,
    }  # fmt: skip
