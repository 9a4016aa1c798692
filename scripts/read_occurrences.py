"""Draw occurrences at random and print the sentences of their reports, for a person to read and judge.

python scripts/read_occurrences.py RECORD SEED NUMBER

NUMBER occurrences are drawn of which one article has several reports, and as many that several articles tell, and not
word for word. The same record and seed give the same draw.
"""

from __future__ import annotations

import random
import sys

from dateline.record import Record

REPORTS = """
    SELECT e.occurrence_id, e.article_id, e.type, e.modality, e.trigger_text, e.date_start, e.date_from,
           list_transform(e.actors, lambda p: p.text) AS actors, list_transform(e.recipients, lambda p: p.text) AS whom,
           e.trigger[1]."start" AS p, list_filter(a.sentences, lambda s: s."start" <= p AND p < s."end")[1] AS s,
           substring(a.text, (s)."start" + 1, (s)."end" - (s)."start") AS sentence
    FROM events e JOIN articles a ON a.article_id = e.article_id
    WHERE e.occurrence_id IN (SELECT occurrence_id FROM events GROUP BY ALL HAVING count(*) > 1)
    ORDER BY e.occurrence_id, a.published_at, e.event_id"""


def main(path: str, seed: str, number: str) -> None:
    """Print ``number`` occurrences of each of the two kinds, drawn by ``seed`` from the record at ``path``."""
    groups: dict[str, list[dict[str, object]]] = {}
    with Record(path) as record:
        for row in record.sql(REPORTS).to_pylist():
            groups.setdefault(row["occurrence_id"], []).append(row)
    within = [g for g in groups.values() if len({r["article_id"] for r in g}) == 1]
    across = [g for g in groups.values() if len({r["article_id"] for r in g}) > 1]
    rewritten = [g for g in across if len({" ".join(str(r["sentence"]).split()) for r in g}) > 1]
    print(f"{len(within)} within one article; {len(across)} across articles, {len(rewritten)} not word for word")
    for name, drawn_from in (("within", within), ("across", rewritten)):
        for group in random.Random(seed).sample(drawn_from, min(int(number), len(drawn_from))):
            print(f"\n{name} {group[0]['occurrence_id']}: {len(group)} reports")
            for r in group:
                print(f"  {r['type']} {r['modality']} <{r['trigger_text']}> {r['actors']} -> {r['whom']}, "
                      f"{r['date_start']} ({r['date_from']})\n    {' '.join(str(r['sentence']).split())}")  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])
