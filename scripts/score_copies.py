"""Score how well copies are told, over marked pairs of articles whose texts are not in this repository.

    python scripts/score_copies.py ARTICLES.jsonl[.gz] [PAIRS.tsv]

The articles have the keys ``id``, ``text``, ``published_at`` and ``dateline`` (a span); the pairs are those of
``tests/linking/reuters_copies.tsv`` if none are named.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from dateline.linking.copies import Text, compared, text_of
from dateline.schema import Span

PAIRS = Path(__file__).parents[1] / "tests" / "linking" / "reuters_copies.tsv"


def _text(row: dict[str, Any]) -> Text:
    lead = row.get("dateline")
    dateline = Span(lead["start"], lead["end"]) if lead else None
    comma = row["text"].find(",", *dateline) if dateline else -1
    place = Span(dateline.start, comma if comma > 0 else dateline.end) if dateline else None
    day = date.fromisoformat(row["published_at"][:10]).toordinal() if row.get("published_at") else None
    return text_of(row["text"], dateline, place, (), day)


def main(articles: str, pairs: str = str(PAIRS)) -> None:
    """Print precision, recall and F1 of the copies found, for each set of marked pairs and for all of them."""
    raw = Path(articles).read_bytes()
    text = (gzip.decompress(raw) if articles.endswith(".gz") else raw).decode()
    rows = {row["id"]: row for row in map(json.loads, filter(None, text.split("\n")))}
    counts: dict[str, Counter[str]] = {}
    for line in Path(pairs).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, *ids, mark = line.split("\t")
        earlier, later = sorted(ids, key=lambda i: (rows[i].get("published_at") or "9", i))
        found, wanted = compared(_text(rows[later]), _text(rows[earlier])) is not None, mark == "yes"
        for one in (name, "all"):
            counts.setdefault(one, Counter()).update(right=found and wanted, found=found, wanted=wanted)
    for name, count in sorted(counts.items()):
        p, r = count["right"] / count["found"], count["right"] / count["wanted"]
        print(f"{name}: precision {p:.3f}, recall {r:.3f}, F1 {2 * p * r / (p + r):.3f} of {count['wanted']} copies")


if __name__ == "__main__":
    main(*sys.argv[1:])
