"""Readers for tests of the engine: quick, and deadly where an article says so."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence

from dateline.reading import text_sha256
from dateline.record.stored import Tables, stored_tables
from dateline.schema import Article, Cast, Reading, Span, Statement

ALL = "invented_reader:read_tables"


def read_tables(articles: Sequence[Article]) -> Tables:
    """One statement an article: its whole text.

    "KILL" kills the process, "FAIL" raises, "NOISE" prints, "HANG" waits for ever.
    """
    for article in articles:
        if "KILL" in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "FAIL" in article.text:
            raise ValueError("invented")
        if "HANG" in article.text:
            signal.pause()
        if "NOISE" in article.text:
            print("noise")
    return stored_tables([_read(a) for a in articles])


def _read(article: Article) -> Reading:
    span = (Span(0, len(article.text)),)
    said = Statement("s1", None, "direct", "speech", "say", False, (), (), None, span, 0.5)
    return Reading(article, text_sha256(article.text), "0.1.0", "en", cast=Cast((), (), (said,)))
