"""Sport, markets, culture, metaphor and mere saying are no events: a set of marked sentences, with its ceiling."""

from __future__ import annotations

from event_sample import rows_of

from dateline.reading import read_batch
from dateline.schema import Article

GOLD = ("no_events.tsv", "no_events_more.tsv")
CEILING = 0.06
"""Share of the sentences that may carry an event."""


def test_false_alarms_stay_under_their_ceiling() -> None:
    """Words of events outside public life are passed over."""
    texts = [row["text"] for name in GOLD for row in rows_of(name)]
    assert len(texts) >= 140
    articles = [Article(article_id=str(i), uri=str(i), text=text, language="en") for i, text in enumerate(texts)]
    alarms = [r.article.text for r in read_batch(articles) if r.events]
    assert len(alarms) <= CEILING * len(texts), alarms
