"""What several tests share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import dateline
from dateline.anatomy import find_blocks
from dateline.language import Copy, parse
from dateline.record import Record
from dateline.resources import stories
from dateline.schema import Article


def article(text: str, published_at: str | None = None, title: str | None = None) -> Article:
    """An article made of ``text``."""
    return Article(article_id="t", uri="t", text=text, published_at=published_at, title=title)


def parsed(text: str, published_at: str | None = None) -> Copy:
    """``text`` with its blocks and its parse."""
    made = article(text, published_at)
    return parse([made], [find_blocks(made)])[0]


@pytest.fixture(name="parsed")
def parsed_fixture() -> Callable[..., Copy]:
    """The function ``parsed`` as a fixture."""
    return parsed


@pytest.fixture(name="sample", scope="session")
def sample_record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """A record of all sample stories, read once, which nobody changes; or the one that DATELINE_SAMPLE names."""
    if given := os.environ.get("DATELINE_SAMPLE"):
        with dateline.open(given) as record:
            yield record
        return
    path: Path = tmp_path_factory.mktemp("sample") / "record"
    dateline.read(stories.paths(), path, workers=0)
    with dateline.open(path) as record:
        yield record
