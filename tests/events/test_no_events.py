"""Sport, markets, culture, metaphor and mere saying are no events: a set of marked sentences, with its ceiling."""

from __future__ import annotations

from pathlib import Path

from dateline.reading import read_batch
from dateline.schema import Article

GOLD = Path(__file__).with_name("no_events.tsv")
CEILING = 0.05
"""Share of the sentences that may carry an event."""


def test_false_alarms_stay_under_their_ceiling() -> None:
    """Words of events outside public life are passed over."""
    lines = [line for line in GOLD.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    texts = [line.split("\t")[1] for line in lines[1:]]
    assert len(texts) >= 70
    articles = [Article(article_id=str(i), uri=str(i), text=text, language="en") for i, text in enumerate(texts)]
    alarms = [r.article.text for r in read_batch(articles) if r.events]
    assert len(alarms) <= CEILING * len(texts), alarms
