"""What an orphaned correction may be about now: the rows of its article, or the actors, whose words are most alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import duckdb

from dateline.record.corrections import Correction
from dateline.record.rows import LAYERS, held_rows

SHOWN = 3
_LEAST = 0.3
"""How alike words must be, by the ratio of what two sequences have in common (Ratcliff and Obershelp 1988)."""
_ALIKE = """
SELECT actor_id, name FROM linked.actors
WHERE kind = ? AND named AND jaro_winkler_similarity(lower(name), lower(?)) > 0.7
ORDER BY jaro_winkler_similarity(lower(name), lower(?)) DESC, actor_id LIMIT ?"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row, or an actor, that a correction may be about."""

    row_id: str
    words: str


def candidates(base: duckdb.DuckDBPyConnection, orphaned: Sequence[Correction]) -> dict[int, list[Candidate]]:
    """By the number of each orphaned correction what it may be about, the likeliest first; none for others."""
    articles = sorted({c.article_id for c in orphaned if c.article_id and c.layer in LAYERS})
    held = held_rows(base, articles) if articles else []
    found: dict[int, list[Candidate]] = {}
    for one in orphaned:
        quoted = one.quoted or ""
        if one.layer in LAYERS:
            rows = [r for r in held if (r.layer, r.article_id) == (one.layer, one.article_id)]
            ranked = sorted(((_alike(quoted, r.quoted), r) for r in rows), key=lambda s: -s[0])
            found[one.correction_id] = [Candidate(r.row_id, r.quoted) for share, r in ranked[:SHOWN] if share >= _LEAST]
        elif quoted and one.kind != "split":
            rows_ = base.execute(_ALIKE, [one.target.partition("-")[0], quoted, quoted, SHOWN]).fetchall()
            found[one.correction_id] = [Candidate(*row) for row in rows_]
    return found


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one.lower().split(), other.lower().split(), autojunk=False).ratio()
