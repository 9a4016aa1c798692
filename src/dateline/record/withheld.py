"""Articles that a record keeps and does not show: taken back by their publisher, or not yet to be published.

What is withheld stands in no public table but ``withheld``, is not found by a search and not counted. An embargo
ends by itself: whoever asks after it sees the article. It is the only thing for which a record looks at the clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb

EVERY = "stored.every_article"
"""The current articles, those that are withheld among them."""
TABLE = "corrected.withheld"
"""The keys of their readings."""
HIDDEN = f"reading NOT IN (SELECT reading FROM {TABLE})"
WITHHELD = f"""
SELECT a.article_id, a.uri, a.publisher, a.headline, a.published_at, a.version, w.why,
       CASE WHEN w.why = 'embargo' THEN a.embargo END AS until
FROM {EVERY} a JOIN {TABLE} w USING (reading) ORDER BY a.article_id
"""
_ASKED = f"SELECT reading, article_id, withdrawn, embargo FROM {EVERY} WHERE withdrawn OR embargo IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Withheld:
    """What is not shown."""

    readings: frozenset[int] = frozenset()
    articles: frozenset[str] = frozenset()
    until: float | None = None
    """When the next embargo ends, in seconds since 1970 UTC."""

    def is_over(self, now: float) -> bool:
        """Whether an embargo has ended since."""
        return self.until is not None and self.until <= now


def find_withheld(base: duckdb.DuckDBPyConnection, now: float) -> Withheld:
    """What is withheld at ``now``, seconds since 1970 UTC; the table of it is made anew."""
    rows = []
    ends = []
    for reading, article_id, withdrawn, embargo in base.execute(_ASKED).fetchall():
        end = _moment(embargo)
        if end is not None and end > now:
            ends.append(end)
        if withdrawn or (end is not None and end > now):
            rows.append((reading, article_id, "withdrawn" if withdrawn else "embargo"))
    base.execute(f"CREATE OR REPLACE TABLE {TABLE} (reading BIGINT, article_id VARCHAR, why VARCHAR)")
    if rows:
        base.executemany(f"INSERT INTO {TABLE} VALUES (?, ?, ?)", rows)
    return Withheld(frozenset(r[0] for r in rows), frozenset(r[1] for r in rows), min(ends, default=None))


def _moment(stamp: str | None) -> float | None:
    """An ISO 8601 date or date and time in seconds since 1970; one without a zone is taken for UTC."""
    try:
        moment = datetime.fromisoformat(stamp or "")
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
